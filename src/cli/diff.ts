import type { Instant } from '../core/instant.ts';
import { comparisonToJson } from '../formats/comparison-json.ts';
import { reportComparison } from '../formats/comparison-report.ts';
import { COMPARED_DAYS, comparingSnapshots, isChanged } from '../lines/compare-snapshots.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { finish } from '../lines/work.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { quote } from '../words/quote.ts';
import type { Arguments, RunCommand, Terminal } from './command.ts';
import { type DiffSide, openSide } from './diff-side.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatDiff } from './format-diff.ts';
import { formatDiffMarkdown } from './format-diff-markdown.ts';
import type { Paint } from './paint.ts';
import { readSettings } from './read-settings.ts';

/** More lie beyond the years that official lists know. */
const MAX_DAYS = 3_660;

type Comparison =
  ReturnType<typeof comparingSnapshots> extends Generator<void, infer T> ? T : never;

const FORMATS: Readonly<Record<string, (comparison: Comparison, paint: Paint) => string>> = {
  table: (comparison, paint) => formatDiff(reportComparison(comparison), paint),
  json: (comparison) => `${JSON.stringify(comparisonToJson(comparison), null, 2)}\n`,
  markdown: (comparison) => formatDiffMarkdown(reportComparison(comparison)),
};

/** Compares two configurations; what the store holds lies over neither. */
export const runDiff: RunCommand = async (given, terminal) => {
  const settings = readSettings(given, terminal);
  if (!settings) return EXIT_CODES.configuration.code;
  const asked = parseOptions(given.options);
  if ('fault' in asked) {
    terminal.err(`eigyochu: ${asked.fault}\nsee: eigyochu diff --help\n`);
    return EXIT_CODES.usage.code;
  }
  const now = Date.now() as Instant;
  // Both, so that what is wrong is told at once.
  const [before, after] = given.operands.map((word) => {
    const side = openSide(word, settings.EIGYOCHU_CONFIG);
    return 'fault' in side ? sayFault(side.fault, terminal) : loadSide(side, now, terminal);
  });
  if (!before || !after) return EXIT_CODES.configuration.code;
  const comparison = finish(comparingSnapshots({ before, after, now, days: asked.days }));
  terminal.out(asked.write(comparison, terminal.paint));
  return isChanged(comparison) ? EXIT_CODES.changed.code : EXIT_CODES.ok.code;
};

function parseOptions({ format = 'table', days = String(COMPARED_DAYS) }: Arguments['options']) {
  const write = Object.hasOwn(FORMATS, String(format)) ? FORMATS[String(format)] : undefined;
  if (!write) return { fault: `--format ${quote(String(format))} is not table, json or markdown` };
  const isNumber = /^\d{1,4}$/.test(String(days));
  if (!isNumber || Number(days) < 1 || Number(days) > MAX_DAYS) {
    return { fault: `--days ${quote(String(days))} is not a whole number from 1 to ${MAX_DAYS}` };
  }
  return { write, days: Number(days) };
}

function loadSide(side: DiffSide, now: Instant, terminal: Terminal): Snapshot | null {
  const loaded = loadSnapshot(side.from, now);
  if (loaded.ok) return loaded.snapshot;
  for (const problem of loaded.problems) terminal.err(`${side.formatProblem(problem)}\n`);
  // What changes is what one wants to see before one changes the expectations.
  if (!loaded.tried) return sayFault(`${side.label} cannot be used`, terminal);
  terminal.err(`eigyochu: ${side.label} does not meet its expectations; compared all the same\n`);
  return loaded.tried;
}

function sayFault(fault: string, terminal: Terminal): null {
  terminal.err(`eigyochu: ${fault}\n`);
  return null;
}
