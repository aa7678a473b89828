import { addDays, type CivilDay, civilDayOf, type MonthDay } from './civil.ts';
import type { DateRange } from './schedule.ts';

/** Civil dates, both ends inclusive. */
export interface Days {
  readonly from: CivilDay;
  readonly until: CivilDay;
}

export function countDays({ from, until }: Days): number {
  return until - from + 1;
}

/** The dates both have, or `null`. */
export function commonDays(a: Days, b: Days): Days | null {
  const from = Math.max(a.from, b.from) as CivilDay;
  const until = Math.min(a.until, b.until) as CivilDay;
  return from <= until ? { from, until } : null;
}

/** How often a range falls on some of `within`, in order, each occurrence whole. */
export function occurrencesOf(range: DateRange, years: readonly number[], within: Days): Days[] {
  const occurrences =
    range.kind === 'once' ? [range] : years.flatMap((year) => yearlyOccurrence(range, year) ?? []);
  return occurrences.filter((days) => commonDays(days, within) !== null);
}

/** The occurrence that begins in `year`: `null` only for 29 February alone in a common year. */
function yearlyOccurrence(range: DateRange & { kind: 'yearly' }, year: number): Days | null {
  const crossesNewYear = isLater(range.from, range.until);
  const from = startIn(year, range.from);
  const until = endIn(crossesNewYear ? year + 1 : year, range.until);
  return from <= until ? { from, until } : null;
}

/** In a common year, a range from 29 February begins on 1 March. */
function startIn(year: number, { month, day }: MonthDay): CivilDay {
  return civilDayOf(year, month, day) ?? (civilDayOf(year, 3, 1) as CivilDay);
}

/** In a common year, a range until 29 February ends on the 28th. */
function endIn(year: number, { month, day }: MonthDay): CivilDay {
  return civilDayOf(year, month, day) ?? addDays(civilDayOf(year, 3, 1) as CivilDay, -1);
}

export function isLater(a: MonthDay, b: MonthDay): boolean {
  return a.month * 100 + a.day > b.month * 100 + b.day;
}
