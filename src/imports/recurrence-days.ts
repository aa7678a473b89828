/** The dates of a recurrence rule, found by looking at each date of its periods. */
import {
  addDays,
  type CivilDay,
  civilDayOf,
  daysInMonth,
  firstDayOfYear,
  monthDayOf,
  weekdayIndexOf,
  yearOf,
} from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';

/** Dates that one rule has looked at; 270 years of them take some 20 ms. */
const MAX_RULE_STEPS = 100_000;

/** Dates that the rules of one calendar may look at together; so many take half a second. */
export const MAX_CALENDAR_STEPS = 1_000_000;

/** How many dates may still be looked at; rules of one calendar share it. */
export interface Effort {
  left: number;
}

interface Followed {
  readonly start: CivilDay;
  readonly within: Days;
  /** Without it the rule is followed alone. */
  readonly effort?: Effort;
}

/** A rule with a COUNT that begins too long ago, so that its dates cannot be counted. */
export class RuleTooLong extends Error {
  override readonly name = 'RuleTooLong';
}

/**
 * The dates of a rule from `start` on, which is always the first of them, in order, as far as they
 * lie in `within`. Ours and not that of ical.js, which never ends for some rules without dates and
 * makes a 1 March of a 29 February.
 */
export function* daysOfRule(
  rule: RecurrenceRule,
  { start, within, effort = { left: MAX_RULE_STEPS } }: Followed,
): Generator<CivilDay, void> {
  let count = 1;
  const least = effort.left - MAX_RULE_STEPS;
  if (start >= within.from && start <= within.until) yield start;
  for (const period of periodsOf(rule, start, within)) {
    const days = pickPositions(rule, daysIn(rule, period, { start, effort }));
    if (effort.left < Math.max(least, 0)) throw new RuleTooLong();
    for (const day of days) {
      if (day <= start) continue;
      if (day > within.until || count === rule.count) return;
      count++;
      if (day >= within.from) yield day;
    }
  }
}

/** Of every `interval` periods the one whose turn it is; without a COUNT only where it matters. */
function* periodsOf(rule: RecurrenceRule, start: CivilDay, within: Days): Generator<Days, void> {
  const skipped =
    rule.count === null && within.from > start ? periodsBetween(rule, start, within.from) : 0;
  for (let turn = Math.floor(skipped / rule.interval); ; turn++) {
    const period = periodAt(rule, start, turn * rule.interval);
    // Also where the calendar itself ends, and there are no numbers any more.
    if (!(period.from <= within.until)) return;
    yield period;
  }
}

/** How many periods lie wholly before a date, or one fewer. */
function periodsBetween({ frequency }: RecurrenceRule, start: CivilDay, day: CivilDay): number {
  switch (frequency) {
    case 'DAILY':
      return day - start;
    case 'WEEKLY':
      return Math.floor((day - start) / 7);
    case 'MONTHLY':
      return monthNumber(day) - monthNumber(start);
    case 'YEARLY':
      return yearOf(day) - yearOf(start);
  }
}

/** The period so many periods after the one of `start`. */
function periodAt(rule: RecurrenceRule, start: CivilDay, ahead: number): Days {
  switch (rule.frequency) {
    case 'DAILY': {
      const day = addDays(start, ahead);
      return { from: day, until: day };
    }
    case 'WEEKLY': {
      const back = (weekdayIndexOf(start) - rule.weekStart + 7) % 7;
      const from = addDays(start, ahead * 7 - back);
      return { from, until: addDays(from, 6) };
    }
    case 'MONTHLY':
      return monthAt(monthNumber(start) + ahead);
    case 'YEARLY': {
      const year = yearOf(start) + ahead;
      return { from: firstDayOfYear(year), until: addDays(firstDayOfYear(year + 1), -1) };
    }
  }
}

function monthNumber(day: CivilDay): number {
  return yearOf(day) * 12 + monthDayOf(day).month - 1;
}

function monthAt(number: number): Days {
  const [year, month] = [Math.floor(number / 12), (number % 12) + 1];
  const from = civilDayOf(year, month, 1) ?? firstDayOfYear(year);
  return { from, until: addDays(from, daysInMonth(year, month) - 1) };
}

/** The dates of a period that the rule names, in order. */
function daysIn(
  rule: RecurrenceRule,
  { from, until }: Days,
  { start, effort }: { readonly start: CivilDay; readonly effort: Effort },
): CivilDay[] {
  const days: CivilDay[] = [];
  const matches = matcherOf(rule, start);
  const months = monthsOf(rule, start);
  effort.left--;
  let first = from;
  while (first <= until) {
    const { month, day: dayOfMonth } = monthDayOf(first);
    const year = yearOf(first);
    const length = daysInMonth(year, month);
    const last = Math.min(until, first + length - dayOfMonth);
    if (months.length === 0 || months.includes(month)) {
      effort.left -= last - first + 1;
      for (let day = first; day <= last; day = addDays(day, 1)) {
        if (matches({ day, month, dayOfMonth: dayOfMonth + day - first, length, year }))
          days.push(day);
      }
    }
    first = (last + 1) as CivilDay;
  }
  return days;
}

/** A bare yearly rule is about the month of its start alone. */
function monthsOf(rule: RecurrenceRule, start: CivilDay): readonly number[] {
  const { frequency, months, monthDays, yearDays, weekdays } = rule;
  const isBare = monthDays.length === 0 && yearDays.length === 0 && weekdays.length === 0;
  const isPinned = frequency === 'YEARLY' && isBare && months.length === 0;
  return isPinned ? [monthDayOf(start).month] : months;
}

interface DateOfMonth {
  readonly day: CivilDay;
  readonly month: number;
  readonly dayOfMonth: number;
  /** Of the month. */
  readonly length: number;
  readonly year: number;
}

/** What a rule leaves out is as it is in the event's start. */
function matcherOf(rule: RecurrenceRule, start: CivilDay): (date: DateOfMonth) => boolean {
  const { frequency, monthDays, yearDays, weekdays } = rule;
  const first = monthDayOf(start);
  const isBare = monthDays.length === 0 && yearDays.length === 0 && weekdays.length === 0;
  const isPinned = isBare && frequency !== 'DAILY' && frequency !== 'WEEKLY';
  return (date) => {
    if (isPinned && date.dayOfMonth !== first.day) return false;
    if (isBare && frequency === 'WEEKLY') return (date.day - start) % 7 === 0;
    return (
      hasPlace(monthDays, date.dayOfMonth, date.length) &&
      hasYearDay(yearDays, date) &&
      hasWeekday(rule, date)
    );
  };
}

/** Whether the places, of which negative ones count from the end, name this one of `length`. */
function hasPlace(places: readonly number[], place: number, length: number): boolean {
  if (places.length === 0) return true;
  return places.includes(place) || places.includes(place - length - 1);
}

function hasYearDay(yearDays: readonly number[], { day, year }: DateOfMonth): boolean {
  if (yearDays.length === 0) return true;
  const [first, next] = [firstDayOfYear(year), firstDayOfYear(year + 1)];
  return hasPlace(yearDays, day - first + 1, next - first);
}

function hasWeekday({ weekdays, frequency, months }: RecurrenceRule, date: DateOfMonth): boolean {
  if (weekdays.length === 0) return true;
  const weekday = weekdayIndexOf(date.day);
  const isOfMonth = frequency === 'MONTHLY' || months.length > 0;
  return weekdays.some((each) => {
    if (each.weekday !== weekday) return false;
    return each.nth === 0 || isNth(each.nth, isOfMonth, date);
  });
}

function isNth(
  nth: number,
  isOfMonth: boolean,
  { day, dayOfMonth, length, year }: DateOfMonth,
): boolean {
  const [first, next] = [firstDayOfYear(year), firstDayOfYear(year + 1)];
  const [place, size] = isOfMonth ? [dayOfMonth, length] : [day - first + 1, next - first];
  return nth === Math.ceil(place / 7) || nth === -Math.ceil((size - place + 1) / 7);
}

function pickPositions(
  { positions }: RecurrenceRule,
  days: readonly CivilDay[],
): readonly CivilDay[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => hasPlace(positions, index + 1, days.length));
}
