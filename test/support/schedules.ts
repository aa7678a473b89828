/** Short ways to write schedules, calendars and instants in tests. */
import type { Calendar, Holiday } from '../../src/core/calendar.ts';
import {
  type CivilDay,
  parseCivilDate,
  parseMonthDay,
  WEEKDAYS,
  type Weekday,
  yearOf,
} from '../../src/core/civil.ts';
import { type CompiledSchedule, compileSchedule } from '../../src/core/compiled-schedule.ts';
import type { Instant } from '../../src/core/instant.ts';
import { parseInstant } from '../../src/core/parse-instant.ts';
import type { Names } from '../../src/core/reason.ts';
import type {
  DateRange,
  Edition,
  ExceptionRule,
  HolidayRule,
  Hours,
  LongBreakRule,
  Nth,
  NthWeekdayRule,
  Schedule,
} from '../../src/core/schedule.ts';
import { type Zone, zoneNamed } from '../../src/core/zone.ts';

/** `09:00-12:00 13:00-17:30`, `22:00-26:00`, or `closed`. */
export function hours(text: string): Hours {
  if (text === 'closed') return [];
  return text.split(' ').map((span) => {
    const [start, end] = span.split('-').map(minuteOf) as [number, number];
    return { start, end };
  });
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return hour * 60 + minute;
}

/** Regular hours of a week; the weekdays not named are closed. */
export function week(hoursOf: Partial<Record<Weekday, string>>): Edition {
  const weekdays = WEEKDAYS.map((weekday) => hours(hoursOf[weekday] ?? 'closed'));
  return { from: null, weekdays, nthWeekdays: [] };
}

/** The same hours from Monday to Friday, closed on Saturday and Sunday. */
export function weekdays(text: string): Edition {
  return week({ mon: text, tue: text, wed: text, thu: text, fri: text });
}

export function daily(text: string): Edition {
  return { from: null, weekdays: WEEKDAYS.map(() => hours(text)), nthWeekdays: [] };
}

/** `nthWeekday(3, 'wed', 'closed')`: the third Wednesday of every month. */
export function nthWeekday(nth: Nth, weekday: Weekday, text: string): NthWeekdayRule {
  return { nth, weekday: WEEKDAYS.indexOf(weekday), hours: hours(text) };
}

/** A schedule of regular hours, with whatever rules are given and nothing else. */
export function scheduleOf(
  editions: Edition | readonly Edition[],
  rules: Partial<Schedule> = {},
): Schedule {
  return {
    editions: [editions].flat() as readonly Edition[],
    holidays: [],
    longBreaks: [],
    detection: { minDays: 4, noticeDays: 14, bridgeWithinDays: 0 },
    exceptions: [],
    lastCallMinutes: 0,
    closingSoonMinutes: 15,
    ...rules,
  };
}

export function closedOn(...calendars: readonly Calendar[]): HolidayRule {
  return { calendars, hours: [], dayBefore: null };
}

/** An exception with its own hours (or `closed`) on `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`. */
export function exception(dates: string, text: string, name: string): ExceptionRule {
  return { ...daysOf(dates), name: namesOf(name), change: { kind: 'hours', hours: hours(text) } };
}

export function closedDuring(dates: string, text: string, name: string): ExceptionRule {
  const change = { kind: 'closed_during', spans: hours(text) } as const;
  return { ...daysOf(dates), name: namesOf(name), change };
}

/** A long break on `MM-DD/MM-DD` of every year, or on dated days as for {@link exception}. */
export function longBreak(
  dates: string,
  name: string,
  rest: Partial<LongBreakRule> = {},
): LongBreakRule {
  return {
    name: namesOf(name),
    range: rangeOf(dates),
    hours: [],
    noticeDays: 14,
    message: null,
    ...rest,
  };
}

/** The usual closing of offices in Japan: 12-29 to 01-03. */
export const YEAR_END = longBreak('12-29/01-03', '年末年始');

function rangeOf(dates: string): DateRange {
  if (dates.length > 'MM-DD/MM-DD'.length) return { kind: 'once', ...daysOf(dates) };
  const [from, until] = dates.split('/').map(parseMonthDay);
  return { kind: 'yearly', from: existing(from), until: existing(until) };
}

function daysOf(dates: string) {
  const [from, until = from] = dates.split('/').map(day);
  return { from: existing(from), until: existing(until) };
}

export function day(date: string): CivilDay {
  return existing(parseCivilDate(date));
}

/** The same name in both languages, so that a test writes it once. */
export function namesOf(name: string): Names {
  return { ja: name, en: name };
}

/** A calendar of dates written `YYYY-MM-DD name`. It knows the years through `lastYear`. */
export function calendarOf(
  dates: readonly string[],
  { id = 'test', lastYear = 2100 }: { id?: string; lastYear?: number } = {},
): Calendar {
  const holidays = dates.toSorted().map(holidayOf);
  return {
    id,
    holidayOn: (wanted) => holidays.find((holiday) => holiday.day === wanted) ?? null,
    holidaysIn: (year) => holidays.filter((holiday) => yearOf(holiday.day) === year),
    knowledgeOf: (year) => (year <= lastYear ? 'local' : 'unknown'),
    officialThrough: null,
    layOfficial: null,
    layFeed: null,
  };
}

function holidayOf(text: string): Holiday {
  const name = text.slice('YYYY-MM-DD '.length);
  const facts = { kind: 'listed', provenance: 'local', officialName: name } as const;
  return { day: day(text.slice(0, 'YYYY-MM-DD'.length)), name: namesOf(name), ...facts };
}

export function zoneOf(name: string): Zone {
  return existing(zoneNamed(name));
}

export function compile(schedule: Schedule, zone = 'Asia/Tokyo'): CompiledSchedule {
  return compileSchedule(schedule, zoneOf(zone));
}

/** An instant from ISO 8601; without an offset it is read on the clock of Tokyo. */
export function at(text: string): Instant {
  const parsed = parseInstant(text, zoneOf('Asia/Tokyo'));
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault}`);
  return parsed.instant;
}

function existing<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a test names something that is not');
  return value;
}
