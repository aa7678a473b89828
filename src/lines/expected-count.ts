import type { CountName, ExpectedCount } from '../config/configuration.ts';
import type { Comparison } from '../config/problem.ts';
import {
  addDays,
  type CivilDay,
  civilDayOf,
  civilDayToDate,
  monthDayOf,
  yearOf,
} from '../core/civil.ts';
import type { ClosedRun } from '../core/closed-run.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, HOUR, type Instant, MINUTE } from '../core/instant.ts';
import { startOfDay } from '../core/zone.ts';
import type { Unmet } from './check-expectations.ts';
import { writeDays } from './write-dates.ts';

/** How a count is another than expected; `null` where it is the same. */
export function checkCount(expected: ExpectedCount, compiled: CompiledSchedule): Unmet | null {
  const { count, days } = expected;
  const actual = COUNTERS[count](compiled, days);
  if (isSame(actual, expected.expected)) return null;
  const found = `has ${tell(count, actual)}, not ${round(expected.expected)}`;
  return { found, compare: () => compare(expected, compiled, actual) };
}

const COUNTERS: Readonly<Record<CountName, (of: CompiledSchedule, days: Days) => number>> = {
  openDays: ({ businessTime }, days) => businessTime.countBusinessDays(days),
  openHours: (compiled, days) => openTimeOn(compiled, days) / HOUR,
  openMinutes: (compiled, days) => openTimeOn(compiled, days) / MINUTE,
  longestClosedDays: (compiled, days) => longestRun(compiled, days)?.length ?? 0,
};

/** Hours may be written with as many decimals as an hour of minutes needs. */
function isSame(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) < 0.01;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

const WORDS: Readonly<Record<CountName, string>> = {
  openDays: 'open days',
  openHours: 'open hours',
  openMinutes: 'open minutes',
  longestClosedDays: 'closed days in a row',
};

function tell(count: CountName, number: number): string {
  return `${round(number)} ${WORDS[count]}`;
}

/** Between the midnights of the dates, as far as there are answers. */
function openTimeOn({ businessTime, zone }: CompiledSchedule, { from, until }: Days): number {
  const last = END_OF_INSTANTS - 1;
  const clip = (instant: Instant) => Math.min(Math.max(instant, FIRST_INSTANT), last) as Instant;
  const start = clip(startOfDay(zone, from));
  return businessTime.openTime.between(start, clip(startOfDay(zone, addDays(until, 1))));
}

/** The longest closed run that touches the dates; the first of several. */
function longestRun({ plans }: CompiledSchedule, { from, until }: Days): ClosedRun | null {
  let longest: ClosedRun | null = null;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const run = plans.closedRuns(day);
    if (!run) continue;
    if (run.length > (longest?.length ?? 0)) longest = run;
    day = run.until;
  }
  return longest;
}

/** The count of all dates, and what it is made of: where it went wrong is seen there. */
function compare(expected: ExpectedCount, compiled: CompiledSchedule, actual: number): Comparison {
  const { count, days } = expected;
  const total = (number: number) => `${writeDays(days)} | ${tell(count, number)}`;
  return {
    expected: [total(expected.expected)],
    actual: [total(actual), ...partsOf(expected, compiled)],
  };
}

const MAX_MONTHS = 24;

function partsOf({ count, days }: ExpectedCount, compiled: CompiledSchedule): string[] {
  if (count === 'longestClosedDays') {
    const run = longestRun(compiled, days);
    return run ? [`${writeDays(run)} | closed`] : [];
  }
  const months = monthsOf(days);
  const shown = months.slice(0, MAX_MONTHS).map((month) => {
    const number = COUNTERS[count](compiled, month);
    return `${civilDayToDate(month.from).slice(0, 'YYYY-MM'.length)} | ${round(number)}`;
  });
  return months.length > MAX_MONTHS ? [...shown, '…'] : shown;
}

/** The dates month by month. */
function monthsOf({ from, until }: Days): Days[] {
  const months: Days[] = [];
  for (let day = from; day <= until; ) {
    const next = firstOfNextMonth(day);
    months.push({ from: day, until: Math.min(next - 1, until) as CivilDay });
    day = next;
  }
  return months;
}

function firstOfNextMonth(day: CivilDay): CivilDay {
  const [year, { month }] = [yearOf(day), monthDayOf(day)];
  const first = month === 12 ? civilDayOf(year + 1, 1, 1) : civilDayOf(year, month + 1, 1);
  return first ?? addDays(day, 1);
}
