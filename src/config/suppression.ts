import type { FindingCode } from './findings.ts';
import type { Place, Problem } from './problem.ts';

/** A warning or notice that an operator does not want to be told, because it is meant so. */
export interface Suppression {
  readonly code: FindingCode;
  /** A pointer: only there and below, in whatever file; `null` is everywhere. */
  readonly at: string | null;
  readonly reason: string;
  readonly pointer: string;
  readonly place: Place;
}

export interface SuppressedProblem {
  readonly problem: Problem;
  readonly suppression: Suppression;
}

/** More problems of one suppression are not kept; that it is used shows from the first. */
const MAX_KEPT = 20;

/** Catches problems that are suppressed. */
export interface Suppressor {
  /** Whether the problem is suppressed. It is made only where it is kept: places take time. */
  catches(code: string, pointer: string, problem: () => Problem): boolean;
  /** What was caught, the first few of each suppression. */
  suppressed(): readonly SuppressedProblem[];
}

export function createSuppressor(suppressions: readonly Suppression[]): Suppressor {
  const byCode = new Map<string, Suppression[]>();
  for (const each of suppressions) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  const caught = new Map<Suppression, Problem[]>();
  return {
    catches(code, pointer, problem) {
      const suppression = byCode.get(code)?.find(({ at }) => isWithin(pointer, at));
      if (!suppression) return false;
      const kept = caught.get(suppression) ?? [];
      caught.set(suppression, kept);
      if (kept.length < MAX_KEPT) kept.push(problem());
      return true;
    },
    suppressed: () =>
      [...caught].flatMap(([suppression, kept]) =>
        kept.map((problem) => ({ problem, suppression })),
      ),
  };
}

function isWithin(pointer: string, at: string | null): boolean {
  return at === null || pointer === at || pointer.startsWith(`${at}/`);
}
