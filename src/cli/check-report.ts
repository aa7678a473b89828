import type { Configuration } from '../config/configuration.ts';
import { UNUSED_SUPPRESSION } from '../config/findings.ts';
import type { Problem } from '../config/problem.ts';
import { byPlace } from '../config/problem-list.ts';
import type { SuppressedProblem, Suppression } from '../config/suppression.ts';
import type { Linted } from '../lint/lint.ts';
import type { LoadedSnapshot } from '../load-snapshot.ts';

export type Severity = Problem['severity'];

/** Worst first, as a report is read. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/** What `check` found, before it is written in one of the formats. */
export interface CheckReport {
  /** The file or folder that was checked. */
  readonly path: string;
  /** Whether a service could start with it. */
  readonly usable: boolean;
  /** Whether nothing was found that fails: errors, and warnings too where that was asked for. */
  readonly passed: boolean;
  readonly strict: boolean;
  /** The worst first; among equals in order of files and places. */
  readonly problems: readonly Problem[];
  readonly suppressed: readonly SuppressedProblem[];
  /** What is in it; `null` where it cannot be used. */
  readonly contents: Contents | null;
}

export interface Contents {
  readonly revision: string;
  readonly lines: number;
  readonly purposes: number;
  readonly expectations: number;
}

export function composeReport(
  loaded: LoadedSnapshot,
  linted: Linted | null,
  { path, strict }: Pick<CheckReport, 'path' | 'strict'>,
): CheckReport {
  if (!loaded.ok) {
    const { problems } = loaded;
    const nothing = { usable: false, passed: false, suppressed: [], contents: null };
    return { path, strict, ...nothing, problems: inOrder(problems) };
  }
  const { configuration, snapshot } = loaded;
  const suppressed = [...configuration.suppressed, ...(linted?.suppressed ?? [])];
  const unused = findUnused(configuration, suppressed);
  const problems = inOrder([...snapshot.warnings, ...(linted?.problems ?? []), ...unused]);
  const passed = !strict || problems.every(({ severity }) => severity !== 'warning');
  const contents = {
    revision: snapshot.revision,
    lines: snapshot.lines.size,
    purposes: snapshot.purposes.size,
    expectations: configuration.expectations.length,
  };
  return { path, usable: true, passed, strict, problems, suppressed, contents };
}

export function countOf({ problems }: Pick<CheckReport, 'problems'>, severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const sorted = problems.toSorted(byPlace);
  return SEVERITIES.flatMap((severity) => sorted.filter((each) => each.severity === severity));
}

/** What they are about depends on the machine that checks, which may be another than the one. */
const DEPENDS_ON_ENVIRONMENT: ReadonlySet<string> = new Set([
  'webhook_without_secret',
  'secret_without_webhook',
]);

function findUnused(
  { suppressions }: Configuration,
  suppressed: readonly SuppressedProblem[],
): Problem[] {
  const used = new Set(suppressed.map(({ suppression }) => suppression));
  const unused = suppressions.filter((each) => !used.has(each));
  return unused.filter(({ code }) => !DEPENDS_ON_ENVIRONMENT.has(code)).map(toUnused);
}

function toUnused({ code, at, place, pointer }: Suppression): Problem {
  const { severity, code: unused } = UNUSED_SUPPRESSION;
  const where = at === null ? '' : ` at ${at}`;
  const found = `there is no ${code}${where} to suppress`;
  const advice = 'remove it, or write the code and the path that "check" prints';
  return { ...place, severity, code: unused, pointer, found, advice };
}
