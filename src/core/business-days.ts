import { addDays, type CivilDay, FIRST_YEAR, firstDayOfYear, LAST_YEAR, yearOf } from './civil.ts';
import type { Days } from './date-range.ts';
import type { DayPlans } from './day-plans.ts';
import { dateInForce } from './explanation.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant } from './instant.ts';
import type { OpenTime } from './open-time.ts';
import type { Timeline } from './timeline.ts';
import { civilToInstant, type Zone } from './zone.ts';

/**
 * A civil date on which the line is open at some moment of the spans that start on it, whatever
 * gave it these spans. A night belongs to the date that it starts on.
 */
export interface BusinessDay {
  readonly day: CivilDay;
  /** The first open instant of its spans, and the end of the last one: after midnight, perhaps. */
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

/**
 * The business day so many after the date of an instant, or before it where that is negative; 0 is
 * the date itself. `null` where there is none in the years with answers.
 */
export type BusinessDayAfter = (from: Instant, count: number) => BusinessDay | null;

export interface BusinessDaySource {
  readonly plans: DayPlans;
  readonly zone: Zone;
  readonly timeline: Timeline;
  readonly openTime: OpenTime;
}

/** How many dates of some are business days. */
export type CountBusinessDays = (days: Days) => number;

export interface BusinessDays {
  readonly businessDayAfter: BusinessDayAfter;
  readonly countBusinessDays: CountBusinessDays;
}

/** The business days of a year are listed when it is first asked for; years are added up. */
export function createBusinessDays(source: BusinessDaySource): BusinessDays {
  const years = new Map<number, DayList>();

  function daysIn(year: number): DayList {
    const days = years.get(year) ?? listYear(source, year);
    years.set(year, days);
    return days;
  }

  function countBusinessDays({ from, until }: Days): number {
    let count = -countBefore(daysIn(yearOf(from)), from);
    for (let year = yearOf(from); year < yearOf(until); year++) count += daysIn(year).length;
    return count + countBefore(daysIn(yearOf(until)), addDays(until, 1));
  }

  function businessDayAfter(from: Instant, count: number): BusinessDay | null {
    const today = dateInForce(source, from);
    let year = yearOf(today);
    let place = placeOf(daysIn(year), today, count);
    for (; place >= daysIn(year).length; year++) {
      if (year > LAST_YEAR) return null;
      place -= daysIn(year).length;
    }
    for (; place < 0; place += daysIn(year).length) {
      if (--year < FIRST_YEAR - 1) return null;
    }
    const found = daysIn(year)[place];
    if (found === undefined || (count === 0 && found !== today)) return null;
    return businessDayOn(source, found);
  }

  return { businessDayAfter, countBusinessDays };
}

/** In order. */
type DayList = readonly CivilDay[];

/** Where the wanted day stands in a list that begins with the year of `today`. */
function placeOf(days: DayList, today: CivilDay, count: number): number {
  const before = countBefore(days, today);
  const isAfterToday = count > 0 && days[before] !== today;
  return before + count - (isAfterToday ? 1 : 0);
}

function countBefore(days: DayList, day: CivilDay): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as CivilDay) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listYear(source: BusinessDaySource, year: number): DayList {
  const days: CivilDay[] = [];
  const end = firstDayOfYear(year + 1);
  for (let day = firstDayOfYear(year); day < end; day = addDays(day, 1)) {
    if (openTimeOn(source, day)) days.push(day);
  }
  return days;
}

function businessDayOn(source: BusinessDaySource, day: CivilDay): BusinessDay | null {
  const counted = openTimeOn(source, day);
  if (!counted) return null;
  const { after } = source.openTime;
  const opened = after(counted.start, 1);
  const closesAt = after(counted.start, counted.open);
  if (opened === null || closesAt === null) return null;
  return { day, opensAt: (opened - 1) as Instant, closesAt };
}

/**
 * The open time since the spans of a date begin until they end. `null` where that is none: all of
 * it is last call, or in a skipped hour, or beyond what is answered.
 */
function openTimeOn({ plans, zone, openTime }: BusinessDaySource, day: CivilDay) {
  const spans = plans.planOn(day)?.spans;
  const [first, last] = [spans?.[0], spans?.at(-1)];
  if (!first || !last) return null;
  const start = civilToInstant(zone, { day, minute: first.start }, 'earlier');
  const end = civilToInstant(zone, { day, minute: last.end }, 'later');
  // The last instant itself has no answer, so that nothing may close there.
  if (start < FIRST_INSTANT || end >= END_OF_INSTANTS || end <= start) return null;
  const open = openTime.between(start, end);
  return open === 0 ? null : { start, open };
}
