import { nextDate } from '../../moments.ts';

/** Civil dates in a row, both ends included. */
export interface DateRange {
  readonly from: string;
  readonly until: string;
}

/** The dates of a selection as ranges in order: neighbours are one range. */
export function rangesOf(dates: Iterable<string>): DateRange[] {
  const ranges: DateRange[] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = ranges.at(-1);
    if (last && nextDate(last.until) === date) ranges[ranges.length - 1] = { ...last, until: date };
    else ranges.push({ from: date, until: date });
  }
  return ranges;
}

/** Every date from one to another, whichever comes first. */
export function datesBetween(one: string, other: string): string[] {
  const [from, until] = one < other ? [one, other] : [other, one];
  const dates: string[] = [];
  for (let date = from; date <= until && dates.length < MAX_DATES; date = nextDate(date)) {
    dates.push(date);
  }
  return dates;
}

/** Longer than any override may be. */
const MAX_DATES = 800;

/** A date so many days later, or earlier. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekdayIndex(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
