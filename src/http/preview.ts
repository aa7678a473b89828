import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Problem } from '../config/problem.ts';
import { CodedError, type Fault, refuseFaults } from '../errors.ts';
import { comparisonToJson } from '../formats/comparison-json.ts';
import { comparingSnapshots } from '../lines/compare-snapshots.ts';
import { finishInSlices } from '../lines/work.ts';
import { CONTROL_CHARACTER } from '../words/control-character.ts';
import { quote } from '../words/quote.ts';
import { forbidSharing } from './caching.ts';
import { MAX_FAULTS, MAX_FILE_NAME_LENGTH, MAX_PREVIEW_BYTES } from './limits.ts';
import { snapshotOf } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { PREVIEW_CONFIGURATION } from './preview-schema.ts';

/** What a configuration that is sent would change; nothing is. */
export function registerPreview(app: App, ports: Ports): void {
  let isBusy = false;
  const options = { schema: PREVIEW_CONFIGURATION, bodyLimit: MAX_PREVIEW_BYTES };
  app.post('/v1/preview', options, async ({ body }, reply) => {
    if (isBusy) throw busy();
    isBusy = true;
    try {
      const answer = await preview(filesIn(body), ports);
      forbidSharing(reply);
      return await reply.send(answer);
    } finally {
      isBusy = false;
    }
  });
}

/** Reading files and looking a year ahead takes seconds of what all callers share. */
function busy(): CodedError {
  const detail = 'Another preview is being made; try again in a moment.';
  return new CodedError([{ code: 'overloaded', detail }], { 'retry-after': '1' });
}

async function preview(files: ReadonlyMap<string, Buffer>, ports: Ports) {
  const { keeper, clock, loadFiles, formatProblem } = ports;
  const before = snapshotOf(keeper);
  const now = clock();
  const loaded = await loadFiles(files, now);
  await yieldToOthers();
  if (!loaded.ok) throw badConfiguration(loaded.problems);
  const after = await keeper.wouldBe(loaded.snapshot);
  const comparison = await finishInSlices(comparingSnapshots({ before, after, now }));
  const warnings = loaded.snapshot.warnings.map(formatProblem);
  return { ...comparisonToJson(comparison), warnings };
}

function filesIn({ files }: { readonly files: Readonly<Record<string, string>> }) {
  const names = Object.keys(files);
  refuseFaults(names.flatMap((name) => nameFault(name) ?? []).slice(0, MAX_FAULTS));
  return new Map(names.map((name) => [name, Buffer.from(files[name] ?? '')]));
}

/** A name is a path inside a folder, as a document would write it. */
function nameFault(name: string): Fault | null {
  const parts = name.split('/');
  const isTidy = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (isTidy && name.length <= MAX_FILE_NAME_LENGTH && !CONTROL_CHARACTER.test(name)) return null;
  const advice = `give a path like lines.yaml, of at most ${MAX_FILE_NAME_LENGTH} characters`;
  const detail = `${quote(name)} is no name of a file; ${advice}.`;
  return { code: 'invalid_parameter', pointer: '/files', detail };
}

/** Errors come first; beyond so many nobody would read on. */
function badConfiguration(problems: readonly Problem[]): CodedError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first, ...others] = errors.slice(0, MAX_FAULTS).map(toFault);
  return new CodedError(first ? [first, ...others] : [NO_CONFIGURATION]);
}

const NO_CONFIGURATION: Fault = {
  code: 'bad_configuration',
  detail: 'The files cannot be used.',
};

function toFault({ file, line, column, code, found, advice }: Problem): Fault {
  const detail = `${file}:${line}:${column}: ${found}; ${advice}.`;
  return { code: 'bad_configuration', detail, file, line, column, problem: code, advice };
}
