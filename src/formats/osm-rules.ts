/** What of a schedule the tag `opening_hours` has rules for; dated rules correct the rest. */
import type { Calendar } from '../core/calendar.ts';
import { type CivilDay, daysInMonth, monthDayOf, weekdayIndexOf, yearOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { countDays, type Days, occurrencesOf } from '../core/date-range.ts';
import type { Edition, Hours, LongBreakRule, Nth, Schedule } from '../core/schedule.ts';
import { clockWeek } from './clock-dates.ts';
import {
  groupWeekdays,
  writeOsmHours,
  writeOsmNth,
  writeOsmWeekdays,
  writeOsmYearly,
} from './osm-words.ts';

/** Of several that hold on a date, the last one decides, as evaluators have it. */
export interface OsmRule {
  readonly text: string;
  /** By the clock. */
  readonly hours: Hours;
  readonly holdsOn: (day: CivilDay) => boolean;
}

/** The rules in force on the first of the dates. */
export function osmRules({ schedule }: CompiledSchedule, days: Days): OsmRule[] {
  const { editions } = schedule;
  const current = editions.findLast(({ from }) => from === null || from <= days.from);
  if (!current) return [];
  return [
    ...weeklyRules(clockWeek(current.weekdays, schedule)),
    ...nthRules(current, schedule),
    ...holidayRules(schedule),
    ...yearlyRules(schedule, days),
  ];
}

function weeklyRules(week: readonly Hours[]): OsmRule[] {
  const groups = groupWeekdays(new Map(week.entries()));
  const open = groups.filter(({ hours }) => hours.length > 0);
  if (open.length === 0) return [{ text: 'off', hours: [], holdsOn: () => true }];
  return open.map(({ hours, days }) => ({
    text: `${writeOsmWeekdays(days)} ${writeOsmHours(hours)}`,
    hours,
    holdsOn: (day) => days.includes(weekdayIndexOf(day)),
  }));
}

function nthRules({ weekdays, nthWeekdays }: Edition, schedule: Schedule): OsmRule[] {
  return nthWeekdays.map(({ nth, weekday, hours: own }) => {
    const hours = clockWeek(weekdays.with(weekday, own), schedule)[weekday] ?? [];
    return {
      text: `${writeOsmNth(weekday, nth)} ${writeOsmHours(hours)}`,
      hours,
      holdsOn: (day) => weekdayIndexOf(day) === weekday && isNth(day, nth),
    };
  });
}

function isNth(day: CivilDay, nth: Nth): boolean {
  const { month, day: dayOfMonth } = monthDayOf(day);
  if (nth !== 'last') return Math.ceil(dayOfMonth / 7) === nth;
  return dayOfMonth + 7 > daysInMonth(yearOf(day), month);
}

/** `PH` is whatever the reader takes for a public holiday: in Japan the national holidays. */
function holidayRules(schedule: Schedule): OsmRule[] {
  for (const { calendars, hours: own } of schedule.holidays) {
    const japan = calendars.find(({ layOfficial }) => layOfficial !== null);
    if (japan === undefined || own === 'regular') continue;
    const hours = clockOfOneDate(own, schedule);
    const holdsOn = (day: CivilDay) => isPublished(japan, day);
    return [{ text: `PH ${writeOsmHours(hours)}`, hours, holdsOn }];
  }
  return [];
}

/** A date that the operator added is not known to the reader yet. */
function isPublished(calendar: Calendar, day: CivilDay): boolean {
  const holiday = calendar.holidayOn(day);
  return holiday !== null && holiday.patch === undefined;
}

/** The wider ones first: of two that meet, the narrower one decides, then the later one. */
function yearlyRules(schedule: Schedule, days: Days): OsmRule[] {
  const years = Array.from(
    { length: yearOf(days.until) - yearOf(days.from) + 2 },
    (_, index) => yearOf(days.from) - 1 + index,
  );
  return schedule.longBreaks
    .flatMap((rule) => yearlyRule(rule, { schedule, years, days }))
    .sort((a, b) => b.width - a.width)
    .map(({ rule }) => rule);
}

interface Within {
  readonly schedule: Schedule;
  readonly years: readonly number[];
  readonly days: Days;
}

function yearlyRule({ range, hours: own }: LongBreakRule, { schedule, years, days }: Within) {
  // Readers do not agree on what 29 February means in other years.
  if (range.kind === 'once' || isLeapDay(range.from) || isLeapDay(range.until)) return [];
  const occurrences = occurrencesOf(range, years, days);
  const hours = clockOfOneDate(own, schedule);
  const rule: OsmRule = {
    text: `${writeOsmYearly(range.from, range.until)} ${writeOsmHours(hours)}`,
    hours,
    holdsOn: (day) => occurrences.some(({ from, until }) => from <= day && day <= until),
  };
  const width = Math.max(0, ...occurrences.map(countDays));
  return [{ rule, width }];
}

function isLeapDay({ month, day }: { month: number; day: number }): boolean {
  return month === 2 && day === 29;
}

/** Without what may reach into it from the date before. */
function clockOfOneDate(hours: Hours, schedule: Schedule): Hours {
  if (hours.length === 0) return [];
  return clockWeek([hours, [], [], [], [], [], []], schedule)[0] ?? [];
}
