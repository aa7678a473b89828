/** Hours of a date such that each span can be written as two times of a clock. */
import { addDays, type CivilDay, MINUTES_PER_DAY } from '../core/civil.ts';
import type { DayPlans } from '../core/day-plans.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, uniteHours } from '../core/span.ts';

/**
 * The hours of a date; a span of 24 hours and more ends at midnight, and its rest belongs to the
 * next date, as does a span that begins after midnight because a night was cut: two times of a
 * clock cannot say them. `null` for a date that never happened.
 */
export function writableHoursOn(plans: DayPlans, day: CivilDay): Hours | null {
  const plan = plans.planOn(day);
  if (plan === null) return null;
  return joined(plan.spans, plans.planOn(addDays(day, -1))?.spans ?? []);
}

/** The same for the hours of seven weekdays, Monday first. */
export function writableWeek(weekdays: readonly Hours[]): readonly Hours[] {
  return weekdays.map((hours, weekday) => joined(hours, weekdays[(weekday + 6) % 7] ?? []));
}

/** Two hours with the same text are the same. */
export function keyOf(hours: Hours): string {
  return hours.map(formatSpan).join();
}

function joined(own: Hours, ofDayBefore: Hours): Hours {
  const rest = uniteHours(ofDayBefore).flatMap(({ start, end }) => {
    const isOfNext =
      start >= MINUTES_PER_DAY || (isTooLong({ start, end }) && end > MINUTES_PER_DAY);
    const from = Math.max(start - MINUTES_PER_DAY, 0);
    return isOfNext ? [{ start: from, end: end - MINUTES_PER_DAY }] : [];
  });
  const beforeMidnight = uniteHours(own).filter(({ start }) => start < MINUTES_PER_DAY);
  const kept = beforeMidnight.map((span) =>
    isTooLong(span) ? { start: span.start, end: MINUTES_PER_DAY } : span,
  );
  return [...rest, ...kept];
}

function isTooLong({ start, end }: Hours[number]): boolean {
  return end - start >= MINUTES_PER_DAY;
}
