import type { Instant } from '../core/instant.ts';
import { instantToDay } from '../core/zone.ts';
import { lint } from '../lint/lint.ts';
import { DEFAULT_MAX_CLOSED_DAYS } from '../lint/lint-context.ts';
import { type LoadedSnapshot, loadSnapshot } from '../load-snapshot.ts';
import { checkSecrets } from '../require-secrets.ts';
import { nearestName } from '../words/nearest-name.ts';
import { quote } from '../words/quote.ts';
import { type CheckReport, composeReport } from './check-report.ts';
import type { Arguments, RunCommand, Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatCheck } from './format-check.ts';
import { formatGithub } from './format-check-github.ts';
import { formatJson } from './format-check-json.ts';
import { formatSarif } from './format-check-sarif.ts';
import { readSettings } from './read-settings.ts';
import type { Refusal } from './with-line.ts';

const FORMATS = {
  text: (report: CheckReport, { paint, columns }: Terminal) => formatCheck(report, paint, columns),
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
} as const;

type Format = keyof typeof FORMATS;

/** A run of closed days in the whole of what is looked at would be told in any case. */
const MOST_CLOSED_DAYS = 400;

export const runCheck: RunCommand = async ({ operand, operands, options }, terminal) => {
  const asked = parseOptions(options);
  if ('refused' in asked) {
    terminal.err(`eigyochu: ${asked.refused}\n`);
    return EXIT_CODES.usage.code;
  }
  const settings = readSettings({ operand, operands, options }, terminal);
  if (!settings) return EXIT_CODES.configuration.code;
  const report = check(settings.EIGYOCHU_CONFIG, asked, terminal.environment);
  terminal.out(FORMATS[asked.format](report, terminal));
  return report.passed ? EXIT_CODES.ok.code : EXIT_CODES.failure.code;
};

interface Asked {
  readonly format: Format;
  readonly strict: boolean;
  readonly maxClosedDays: number;
}

/** Loads it as the service would, and looks for more than the service has time for. */
function check(path: string, asked: Asked, environment: NodeJS.ProcessEnv): CheckReport {
  const now = Date.now() as Instant;
  const loaded = checkSecrets(loadSnapshot(path, now), path, environment);
  return composeReport(loaded, lintLoaded(loaded, now, asked), { path, strict: asked.strict });
}

function lintLoaded(loaded: LoadedSnapshot, now: Instant, { maxClosedDays }: Asked) {
  if (!loaded.ok) return null;
  const { snapshot, configuration, written } = loaded;
  const today = instantToDay(snapshot.zone, now);
  return lint({ snapshot, configuration, written, today, maxClosedDays });
}

function parseOptions(options: Arguments['options']): Asked | Refusal {
  const { format = 'text', strict, 'max-closed-days': days } = options;
  if (!isFormat(String(format))) return refuseFormat(String(format));
  const maxClosedDays = days === undefined ? DEFAULT_MAX_CLOSED_DAYS : parseDays(String(days));
  if (maxClosedDays === null) {
    const range = `a whole number from 1 to ${MOST_CLOSED_DAYS}`;
    return { refused: `--max-closed-days: ${quote(String(days))} is not ${range}` };
  }
  return { format: format as Format, strict: strict === true, maxClosedDays };
}

function isFormat(format: string): format is Format {
  return Object.hasOwn(FORMATS, format);
}

function refuseFormat(format: string): Refusal {
  const names = Object.keys(FORMATS);
  const meant = nearestName(format, names);
  const advice = meant ? `did you mean ${meant}?` : `write ${names.join(', ')}`;
  return { refused: `--format: ${quote(format)} is no format; ${advice}` };
}

function parseDays(text: string): number | null {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= MOST_CLOSED_DAYS ? days : null;
}
