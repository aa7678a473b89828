/** The dates that are not as the rules of another system say, joined where one entry can say it. */
import { type CivilDay, weekdayIndexOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours } from '../core/schedule.ts';
import { type ClockDate, clockKey } from './clock-dates.ts';

/** Dates whose hours depend on the weekday alone. */
export interface Stretch extends Days {
  /** The hours of the weekdays that are in it (Monday is 0). */
  readonly weekdays: ReadonlyMap<number, Hours>;
}

interface Joining {
  readonly ordinaryOn: (day: CivilDay) => Hours;
  /**
   * Whether a stretch may reach over open dates that are as the rules say: then there are as few
   * stretches as can be. Otherwise it reaches over closed dates only, and is about one thing.
   */
  readonly isAcrossOpenDates: boolean;
}

export function deviatingStretches(
  dates: readonly ClockDate[],
  { ordinaryOn, isAcrossOpenDates }: Joining,
): Stretch[] {
  const stretches: Stretch[] = [];
  let joined: ClockDate[] = [];
  let deviating = 0;
  const finish = () => {
    if (deviating > 0) stretches.push(stretchOf(joined.slice(0, deviating)));
    [joined, deviating] = [[], 0];
  };
  for (const date of dates) {
    const isOrdinary = clockKey(date.hours) === clockKey(ordinaryOn(date.day));
    const mayPass = isAcrossOpenDates || date.hours.length === 0;
    if (!goesOnWith(joined, date) || (isOrdinary && !mayPass)) finish();
    if (isOrdinary && deviating === 0) continue;
    joined.push(date);
    if (!isOrdinary) deviating = joined.length;
  }
  finish();
  return stretches;
}

/** Each weekday has been alike so far, so the one seven dates ago tells. */
function goesOnWith(joined: readonly ClockDate[], { day, hours }: ClockDate): boolean {
  const weekBefore = joined.findLast((other) => (day - other.day) % 7 === 0);
  return weekBefore === undefined || clockKey(weekBefore.hours) === clockKey(hours);
}

function stretchOf(dates: readonly ClockDate[]): Stretch {
  const [first, last] = [dates[0], dates.at(-1)] as [ClockDate, ClockDate];
  const weekdays = new Map(dates.map(({ day, hours }) => [weekdayIndexOf(day), hours]));
  return { from: first.day, until: last.day, weekdays };
}
