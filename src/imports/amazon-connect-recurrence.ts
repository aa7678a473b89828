/** https://docs.aws.amazon.com/connect/latest/APIReference/API_RecurrencePattern.html */
import { type CivilDay, daysInMonth, monthDayOf, weekdayIndexOf, yearOf } from '../core/civil.ts';
import { isObject, type JsonObject } from './amazon-connect-json.ts';
import type { Said } from './imported.ts';

export interface ConnectRecurrence {
  readonly frequency: 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  /** In weeks, months or years, counted from those of the first date. */
  readonly interval: number;
  readonly month: number | null;
  /** Of the month; -1 is the last. */
  readonly day: number | null;
  /** The first to the fourth of the weekdays of a month; -1 is the last. */
  readonly nth: number | null;
}

/** `null` where there is none, and where it cannot be read, which has been said. */
export function readRecurrence(
  value: unknown,
  place: string,
  said: Said,
): ConnectRecurrence | null {
  if (value === undefined || value === null) return null;
  const pattern = isObject(value) ? value.RecurrencePattern : undefined;
  const found = isObject(pattern) ? patternOf(pattern) : null;
  if (found === null) {
    const text = 'no recurrence that is known';
    const advice = 'give the pattern as list-hours-of-operation-overrides prints it';
    said.refuse({ code: 'bad_recurrence', place, found: text, advice });
  } else if (found.frequency === 'WEEKLY' && found.interval > 1) {
    const advice = 'compare the dates with the calendar of effective hours';
    const text = 'every so many weeks, which are taken to begin on Mondays';
    said.lose({ code: 'weeks', place, found: text, advice });
  }
  return found;
}

/** Whether it falls on a date, given the first date it holds on. */
export function recursOn(
  { frequency, interval, month, day, nth }: ConnectRecurrence,
  date: CivilDay,
  first: CivilDay,
): boolean {
  if (frequency === 'WEEKLY') return (weekOf(date) - weekOf(first)) % interval === 0;
  const apart =
    frequency === 'YEARLY' ? yearOf(date) - yearOf(first) : monthsOf(date) - monthsOf(first);
  const on = monthDayOf(date);
  if (apart % interval !== 0 || (month !== null && month !== on.month)) return false;
  const fromEnd = daysInMonth(yearOf(date), on.month) - on.day;
  if (day !== null) return day === -1 ? fromEnd === 0 : on.day === day;
  return nth === -1 ? fromEnd < 7 : Math.ceil(on.day / 7) === nth;
}

function patternOf(pattern: JsonObject): ConnectRecurrence | null {
  const { Frequency: frequency, Interval: interval } = pattern;
  if (frequency !== 'WEEKLY' && frequency !== 'MONTHLY' && frequency !== 'YEARLY') return null;
  if (!isBetween(interval, 1, 6)) return null;
  const [month, day, nth] = [pattern.ByMonth, pattern.ByMonthDay, pattern.ByWeekdayOccurrence].map(
    (each) => (Array.isArray(each) ? each[0] : each) ?? null,
  );
  if (month !== null && !isBetween(month, 1, 12)) return null;
  if (day !== null && day !== -1 && !isBetween(day, 1, 31)) return null;
  if (nth !== null && nth !== -1 && !isBetween(nth, 1, 4)) return null;
  // Weeks need nothing more, months a day, and years a month too.
  if (frequency !== 'WEEKLY' && (day === null) === (nth === null)) return null;
  if (frequency === 'YEARLY' && month === null) return null;
  return { frequency, interval, month, day, nth };
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function weekOf(day: CivilDay): number {
  return (day - weekdayIndexOf(day)) / 7;
}

function monthsOf(day: CivilDay): number {
  return yearOf(day) * 12 + monthDayOf(day).month;
}
