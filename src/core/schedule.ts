import type { Calendar } from './calendar.ts';
import type { CivilDay, MonthDay } from './civil.ts';
import type { Names } from './reason.ts';

/**
 * A civil start and end inside a day plan, in minutes after the midnight the date starts with,
 * half-open. The start is before 24:00 (1440), but for time cut out of a night, the end after the
 * start and at most 48:00 (2880). A span belongs to the date it starts on.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Hours of a date: spans in order, not overlapping (adjoining is allowed); none means closed. */
export type Hours = readonly Span[];

/** Which one of a month's weekdays: the first to the fifth, or the last. */
export type Nth = 1 | 2 | 3 | 4 | 5 | 'last';

/** Regular hours of one weekday of the month; beats the plain weekday. The last one wins. */
export interface NthWeekdayRule {
  readonly nth: Nth;
  /** Monday is 0, Sunday 6. */
  readonly weekday: number;
  readonly hours: Hours;
}

/** Regular hours in force from a date on, until the next edition. The first has no `from`. */
export interface Edition {
  readonly from: CivilDay | null;
  /** Seven entries, Monday first. */
  readonly weekdays: readonly Hours[];
  readonly nthWeekdays: readonly NthWeekdayRule[];
}

/** What holidays of some calendars do to the hours. The first that knows a date names it. */
export interface HolidayRule {
  readonly calendars: readonly Calendar[];
  /** `regular`: this rule leaves the date alone (the next rule, then regular hours, decide). */
  readonly hours: Hours | 'regular';
  /** Narrows the regular spans of the day before to these; never opens anything. */
  readonly dayBefore: Hours | null;
}

/** Civil dates, both ends inclusive; a yearly range may cross New Year. */
export type DateRange =
  | { readonly kind: 'once'; readonly from: CivilDay; readonly until: CivilDay }
  | { readonly kind: 'yearly'; readonly from: MonthDay; readonly until: MonthDay };

export interface LongBreakRule {
  readonly name: Names;
  readonly range: DateRange;
  readonly hours: Hours;
  /** Days before the first day from which decisions announce the break. */
  readonly noticeDays: number;
  readonly message: Names | null;
}

/** A planned deviation on dates, both ends inclusive: either other hours, or time cut out. */
export interface ExceptionRule {
  readonly from: CivilDay;
  readonly until: CivilDay;
  readonly name: Names;
  readonly change:
    | { readonly kind: 'hours'; readonly hours: Hours }
    | { readonly kind: 'closed_during'; readonly spans: Hours };
}

export interface LongBreakDetection {
  /** The fewest consecutive closed dates that make a long break without a configured one. */
  readonly minDays: number;
  readonly noticeDays: number;
  /** Up to this many working days alone between two closed runs are closed too; 0 is off. */
  readonly bridgeWithinDays: number;
}

/** A line's rules, typed and checked. Lists keep the order of the file. */
export interface Schedule {
  readonly editions: readonly Edition[];
  readonly holidays: readonly HolidayRule[];
  readonly longBreaks: readonly LongBreakRule[];
  readonly detection: LongBreakDetection;
  readonly exceptions: readonly ExceptionRule[];
  /** Elapsed minutes at the end of each opening in which no new caller is taken; 0 is none. */
  readonly lastCallMinutes: number;
  /** Elapsed minutes before closing from which an open line says that it closes soon. */
  readonly closingSoonMinutes: number;
}

/** Limits of one schedule. Configuration beyond them is refused. */
export const MAX_NOTICE_DAYS = 120;
export const MAX_BRIDGE_DAYS = 3;
export const MAX_LAST_CALL_MINUTES = 720;

/** The calendars a schedule consults, each once. */
export function calendarsOf(schedule: Schedule): readonly Calendar[] {
  return [...new Set(schedule.holidays.flatMap((rule) => rule.calendars))];
}
