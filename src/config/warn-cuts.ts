import { civilDayToDate } from '../core/civil.ts';
import type { ExceptionRule, Hours } from '../core/schedule.ts';
import { intersectHours } from '../core/span.ts';
import { type Located, pathOf } from './located.ts';
import type { ParseContext } from './parse-context.ts';

export interface LocatedException {
  readonly at: Located<unknown>;
  readonly rule: ExceptionRule;
}

/** Warns where two cuts take the same time out of a date: one of them has a wrong date or time. */
export function warnRepeatedCuts(
  exceptions: readonly LocatedException[],
  { problems }: ParseContext,
): void {
  const cuts = exceptions
    .flatMap(({ at, rule: { from, until, change } }) =>
      change.kind === 'closed_during' ? [{ at, from, until, spans: change.spans }] : [],
    )
    .sort((a, b) => a.from - b.from);
  for (const [index, cut] of cuts.entries()) {
    const before = cuts
      .slice(0, index)
      .find((other) => other.until >= cut.from && meet(other.spans, cut.spans));
    if (!before) continue;
    const { line } = before.at.document.placeOf(pathOf(before.at), 'value');
    const date = civilDayToDate(cut.from);
    const found = `on ${date} some of this time is cut by the one on line ${line} too`;
    const advice = 'leave it in one of the two';
    problems.warn(cut.at, { code: 'overlapping_cuts', found, advice });
  }
}

function meet(a: Hours, b: Hours): boolean {
  return intersectHours(a, b).length > 0;
}
