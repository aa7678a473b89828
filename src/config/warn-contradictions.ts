import { civilDayToDate } from '../core/civil.ts';
import { pathOf } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { LocatedException } from './warn-cuts.ts';
import type { LocatedDays } from './warn-overlaps.ts';

/**
 * Warns where of two exceptions on the same dates one opens and the other closes: one of them was
 * forgotten. Gives the dates of the others that have hours.
 */
export function warnContradictions(
  exceptions: readonly LocatedException[],
  { problems }: ParseContext,
): readonly LocatedDays[] {
  const firsts = new Map<string, LocatedException>();
  return exceptions.flatMap((exception) => {
    const { at, rule } = exception;
    const { from, until } = rule;
    if (rule.change.kind !== 'hours') return [];
    const dates = `${from} ${until}`;
    const first = firsts.get(dates);
    if (!first) firsts.set(dates, exception);
    if (!first || isClosing(first) === isClosing(exception)) return [{ at, from, until }];
    const { line } = first.at.document.placeOf(pathOf(first.at), 'value');
    const [here, there] = isClosing(exception) ? ['closed', 'open'] : ['open', 'closed'];
    const date = civilDayToDate(from);
    const found = `${date} is ${here} here, and ${there} by the one on line ${line}`;
    const advice = 'leave one of the two; of both, the later in the file wins';
    problems.warn(at, { code: 'contradictory_exceptions', found, advice });
    return [];
  });
}

function isClosing({ rule: { change } }: LocatedException): boolean {
  return change.kind === 'hours' && change.hours.length === 0;
}
