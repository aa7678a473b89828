import type { Calendar } from '../core/calendar.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { DAY, type Instant } from '../core/instant.ts';
import type { HolidayRule, Schedule } from '../core/schedule.ts';
import type { InstantRange, SchedulePair } from './changed-intervals.ts';

/** Years beside those of a range whose holidays may matter in it: closed runs reach over. */
const YEARS_BESIDE = 1;

/** Last calls are of openings that began before a range. */
const BESIDE = 2 * DAY;

/**
 * Gives what tells whether two schedules are written alike and have the same holidays and overrides
 * around a range, so that their timelines need not be looked at. It takes microseconds; each pair
 * of calendars is looked at once. Schedules that are written differently may still mean the same.
 */
export function createSameHours(range: InstantRange): (pair: SchedulePair) => boolean {
  const isSameCalendar = comparingCalendars(range);
  return ({ before, after }) =>
    before.zone === after.zone &&
    isSameSchedule(before.schedule, after.schedule, isSameCalendar) &&
    isEqual(overridesAround(before, range), overridesAround(after, range));
}

function overridesAround(compiled: CompiledSchedule, { from, until }: InstantRange) {
  return compiled.overridesBetween((from - BESIDE) as Instant, (until + BESIDE) as Instant);
}

type IsSameCalendar = (some: Calendar, other: Calendar) => boolean;

function isSameSchedule(some: Schedule, other: Schedule, isSameCalendar: IsSameCalendar): boolean {
  if (some === other) return true;
  const { holidays, ...rest } = some;
  const { holidays: otherHolidays, ...otherRest } = other;
  return (
    isEqual(rest, otherRest) &&
    holidays.length === otherHolidays.length &&
    holidays.every((rule, index) => {
      const against = otherHolidays[index];
      return against !== undefined && isSameRule(rule, against, isSameCalendar);
    })
  );
}

function isSameRule(some: HolidayRule, other: HolidayRule, isSame: IsSameCalendar): boolean {
  const { calendars, ...rest } = some;
  const { calendars: otherCalendars, ...otherRest } = other;
  return (
    isEqual(rest, otherRest) &&
    calendars.length === otherCalendars.length &&
    calendars.every((calendar, index) => {
      const against = otherCalendars[index];
      return against !== undefined && isSame(calendar, against);
    })
  );
}

function comparingCalendars({ from, until }: InstantRange): IsSameCalendar {
  const first = new Date(from).getUTCFullYear() - YEARS_BESIDE;
  const last = new Date(until).getUTCFullYear() + YEARS_BESIDE;
  const answers = new Map<Calendar, Map<Calendar, boolean>>();
  return (some, other) => {
    if (some === other) return true;
    const known = answers.get(some) ?? new Map<Calendar, boolean>();
    answers.set(some, known);
    const answer = known.get(other) ?? hasSameHolidays(some, other, { first, last });
    known.set(other, answer);
    return answer;
  };
}

interface Years {
  readonly first: number;
  readonly last: number;
}

/** By date and name: nothing else of a holiday shows in a timeline. */
function hasSameHolidays(some: Calendar, other: Calendar, { first, last }: Years): boolean {
  const holidaysIn = (calendar: Calendar, year: number) =>
    calendar.holidaysIn(year).map(({ day, name }) => ({ day, name }));
  for (let year = first; year <= last; year++) {
    if (!isEqual(holidaysIn(some, year), holidaysIn(other, year))) return false;
  }
  return true;
}

/** Whether two values of plain records and lists are the same all the way down. */
export function isEqual(some: unknown, other: unknown): boolean {
  if (some === other) return true;
  if (typeof some !== 'object' || typeof other !== 'object' || !some || !other) return false;
  const keys = Object.keys(some) as (keyof typeof some)[];
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && isEqual(some[key], other[key]))
  );
}
