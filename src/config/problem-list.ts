import { MAX_PROBLEMS } from './configuration.ts';
import type { WarningCode } from './findings.ts';
import { type Located, pathOf } from './located.ts';
import type { Problem } from './problem.ts';
import { formatPointer, type Part, type Path, type SourceDocument } from './source-document.ts';
import { createSuppressor, type SuppressedProblem, type Suppression } from './suppression.ts';

/** What is wrong at some place, without the place. */
export interface Fault {
  readonly code: string;
  readonly found: string;
  readonly advice: string;
}

/** Collects the problems of all documents, so that they are told at once. */
export interface ProblemList {
  /** Told now or counted only: finding a place takes time. */
  add(problem: () => Problem): void;
  /** At a value, or at the key in front of it. A suggestion takes time too: give a function. */
  report(at: Located<unknown>, fault: Fault | (() => Fault), part?: Part): void;
  warn(at: Located<unknown>, fault: Fault & { readonly code: WarningCode }): void;
  /** From now on warnings that are suppressed are kept apart. */
  suppress(suppressions: readonly Suppression[]): void;
  readonly errorCount: number;
  /** In order of files and places; beyond {@link MAX_PROBLEMS} only their number is told. */
  errors(): readonly Problem[];
  warnings(): readonly Problem[];
  suppressed(): readonly SuppressedProblem[];
}

export function createProblemList(): ProblemList {
  const errors = createBoundedList();
  const warnings = createBoundedList();
  let suppressor = createSuppressor([]);
  return {
    add: errors.add,
    report(at, fault, part = 'value') {
      errors.add(() => {
        const told = typeof fault === 'function' ? fault() : fault;
        return placeFault(at.document, pathOf(at), { ...told, part, severity: 'error' });
      });
    },
    warn(at, fault) {
      const placed = { ...fault, part: 'value', severity: 'warning' } as const;
      const path = pathOf(at);
      const problem = () => placeFault(at.document, path, placed);
      if (!suppressor.catches(fault.code, formatPointer(path), problem)) warnings.add(problem);
    },
    suppress(suppressions) {
      suppressor = createSuppressor(suppressions);
    },
    get errorCount() {
      return errors.count();
    },
    errors: errors.sorted,
    warnings: warnings.sorted,
    suppressed: () => suppressor.suppressed(),
  };
}

export function placeFault(
  document: SourceDocument,
  path: Path,
  { part, severity, code, found, advice }: Fault & { part: Part; severity: Problem['severity'] },
): Problem {
  const place = document.placeOf(path, part);
  return { ...place, severity, code, pointer: formatPointer(path), found, advice };
}

function createBoundedList() {
  const problems: Problem[] = [];
  let untold = 0;
  return {
    add(problem: () => Problem) {
      if (problems.length < MAX_PROBLEMS) problems.push(problem());
      else untold++;
    },
    count: () => problems.length + untold,
    sorted(): readonly Problem[] {
      const sorted = problems.toSorted(byPlace);
      const last = sorted.at(-1);
      if (!last || untold === 0) return sorted;
      const found = `${untold} more problems`;
      const advice = 'correct the ones above and check again';
      return [...sorted, { ...last, code: 'too_many_problems', pointer: '', found, advice }];
    },
  };
}

export function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
