import { FINDINGS, type FindingKind, UNUSED_SUPPRESSION } from '../config/findings.ts';
import type { Problem } from '../config/problem.ts';
import type { SuppressedProblem } from '../config/suppression.ts';
import type { CheckReport, Severity } from './check-report.ts';
import { readVersion } from './read-version.ts';
import { relativeUri } from './relative-file.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

const KINDS: Readonly<Record<string, FindingKind>> = {
  ...FINDINGS,
  [UNUSED_SUPPRESSION.code]: UNUSED_SUPPRESSION,
};

/** SARIF 2.1.0 (OASIS), as code scanning reads it. Places count UTF-16 code units, from 1. */
export function formatSarif(report: CheckReport): string {
  const { problems, suppressed } = report;
  // Every rule, also without results: else a finding that is corrected would stay open.
  const errors = problems.map(({ code }) => code).filter((code) => !Object.hasOwn(KINDS, code));
  const codes = [...Object.keys(KINDS), ...new Set(errors)];
  const indexes = new Map(codes.map((code, index) => [code, index]));
  const results = [
    ...problems.map((problem) => ({ problem, suppressions: [] })),
    ...suppressed.map((each) => ({ problem: each.problem, suppressions: [suppressionOf(each)] })),
  ].map(({ problem, suppressions }) => ({ ...resultOf(problem, indexes), suppressions }));
  const driver = { name: 'eigyochu', version: readVersion(), rules: codes.map(ruleOf) };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  const log = { $schema: `${SCHEMA}/sarif-schema-2.1.0.json`, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Errors have no list of descriptions: each message says all there is. */
function ruleOf(id: string) {
  const kind = Object.hasOwn(KINDS, id) ? KINDS[id] : undefined;
  const level = LEVELS[kind?.severity ?? 'error'];
  const text = kind?.description ?? 'The configuration cannot be used like this.';
  return { id, shortDescription: { text }, defaultConfiguration: { level } };
}

function resultOf(problem: Problem, indexes: ReadonlyMap<string, number>) {
  const { code, severity, found, advice, pointer } = problem;
  const logical = pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] };
  return {
    ruleId: code,
    ruleIndex: indexes.get(code),
    level: LEVELS[severity],
    message: { text: `${found}; ${advice}` },
    locations: [{ ...locationOf(problem), ...logical }],
  };
}

function locationOf({ file, line, column }: Pick<Problem, 'file' | 'line' | 'column'>) {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: relativeUri(file) }, region } };
}

/** Accepted by whoever wrote it into the file, with a reason. */
function suppressionOf({ suppression: { reason, place } }: SuppressedProblem) {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: reason,
    location: locationOf(place),
  };
}
