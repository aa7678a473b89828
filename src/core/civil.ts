import { DAY } from './instant.ts';

declare const civilDay: unique symbol;
declare const civilDate: unique symbol;

/** A civil date as a number: days since 1970-01-01, in no zone. Arithmetic is done on these. */
export type CivilDay = number & { readonly [civilDay]: true };

/** A civil date as text, `YYYY-MM-DD`: what documents and answers carry. */
export type CivilDate = string & { readonly [civilDate]: true };

/** A day of some month, every year; 29 February means leap years. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The years that have answers, both inclusive. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2100;

export const MINUTES_PER_DAY = 1_440;

const YEAR_STARTS_FROM = FIRST_YEAR - 2;
const YEAR_STARTS = Array.from({ length: LAST_YEAR - FIRST_YEAR + 5 }, (_, index) =>
  dayNumber(YEAR_STARTS_FROM + index, 1, 1),
);

/** The day of a year, month (1–12) and day of the month, or `null` when there is no such date. */
export function civilDayOf(year: number, month: number, day: number): CivilDay | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return dayNumber(year, month, day);
}

/** Reads `YYYY-MM-DD`; `null` for anything else and for dates that do not exist, such as 02-30. */
export function parseCivilDate(text: string): CivilDay | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts && civilDayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Reads `MM-DD`; `null` for anything else and for days no year has. 02-29 exists. */
export function parseMonthDay(text: string): MonthDay | null {
  const parts = /^(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return null;
  const [month, day] = [Number(parts[1]), Number(parts[2])];
  return civilDayOf(2024, month, day) === null ? null : { month, day };
}

export function civilDayToDate(day: CivilDay): CivilDate {
  return new Date(day * DAY).toISOString().slice(0, 10) as CivilDate;
}

/** Estimates, then corrects: asked for dates by the thousand, and a `Date` costs ten times more. */
export function yearOf(day: CivilDay): number {
  let year = 1970 + Math.floor(day / 365.2425);
  while (day >= firstDayOfYear(year + 1)) year++;
  while (day < firstDayOfYear(year)) year--;
  return year;
}

export function firstDayOfYear(year: number): CivilDay {
  return YEAR_STARTS[year - YEAR_STARTS_FROM] ?? dayNumber(year, 1, 1);
}

/** The weekday as an index into {@link WEEKDAYS}: Monday is 0, Sunday 6. */
export function weekdayIndexOf(day: CivilDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function weekdayOf(day: CivilDay): Weekday {
  return WEEKDAYS[weekdayIndexOf(day)] as Weekday;
}

/** Month (1–12) and day of the month. */
export function monthDayOf(day: CivilDay): MonthDay {
  const date = new Date(day * DAY);
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function addDays(day: CivilDay, days: number): CivilDay {
  return (day + days) as CivilDay;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(dayNumber(year, month + 1, 0) * DAY).getUTCDate();
}

/** Not `Date.UTC`, which reads the years 0 to 99 as 1900 to 1999. */
function dayNumber(year: number, month: number, day: number): CivilDay {
  return (new Date(0).setUTCFullYear(year, month - 1, day) / DAY) as CivilDay;
}

/** A minute of a civil date as `HH:MM`; minutes past midnight go on counting: 26:00. */
export function formatMinute(minute: number): string {
  const hours = Math.floor(minute / 60);
  return `${String(hours).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
