/**
 * When a line takes callers on each date by the clock, from its midnight to the next: what systems
 * need that know no nights past midnight and no last call.
 */
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  MINUTES_PER_DAY,
  weekdayIndexOf,
} from '../core/civil.ts';
import { type CompiledSchedule, compileSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { intervalsBetween } from '../core/timeline.ts';
import { civilToInstant, instantToWall, startOfDay, type Zone, zoneNamed } from '../core/zone.ts';

export interface ClockDate {
  readonly day: CivilDay;
  /** Between 00:00 and 24:00, in order; what adjoins is one span. */
  readonly hours: Hours;
  /** A clock that is set back reads some of its times twice, and not every hour can be told. */
  readonly isExact: boolean;
}

/** The dates that happen, with everything that shows on them: overrides, cuts, last call. */
export function clockDates({ timeline, zone }: CompiledSchedule, { from, until }: Days) {
  const openings = openingsBetween(timeline, startOfDay(zone, from), endOfDay(zone, until));
  const dates: ClockDate[] = [];
  let next = 0;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const [start, end] = [startOfDay(zone, day), endOfDay(zone, day)];
    if (zone.skippedDays.has(day)) continue;
    while ((openings[next]?.end ?? end) <= start) next++;
    const open: Opening[] = [];
    for (let index = next; (openings[index]?.start ?? end) < end; index++) {
      const opening = openings[index] as Opening;
      open.push({
        start: Math.max(opening.start, start) as Instant,
        end: Math.min(opening.end, end) as Instant,
      });
    }
    dates.push(clockDate(zone, day, open));
  }
  return dates;
}

/** An ordinary week of some regular hours by the clock, Monday first. */
export function clockWeek(weekdays: readonly Hours[], schedule: CompiledSchedule['schedule']) {
  const utc = zoneNamed('UTC');
  invariant(utc !== null, 'there is UTC');
  const editions = [{ from: null, weekdays, nthWeekdays: [] }];
  const none = { holidays: [], longBreaks: [], exceptions: [] };
  const detection = { ...schedule.detection, bridgeWithinDays: 0 };
  const compiled = compileSchedule({ ...schedule, ...none, detection, editions }, utc);
  const monday = addDays(SOME_DAY, -weekdayIndexOf(SOME_DAY));
  const dates = clockDates(compiled, { from: monday, until: addDays(monday, 6) });
  return dates.map(({ hours }) => hours);
}

/** Why some date cannot be told in times of a clock; `null` where all can. */
export function unsayableDate(dates: readonly ClockDate[]): string | null {
  const found = dates.find(({ isExact }) => !isExact);
  if (found === undefined) return null;
  const date = civilDayToDate(found.day);
  return `On ${date} the clock is set back, and what is open then has no times of its own.`;
}

/** Two hours with the same text are the same. */
export function clockKey(hours: Hours): string {
  return hours.map(formatSpan).join();
}

/** Any date: an ordinary week has no year. */
const SOME_DAY = 20_000 as CivilDay;

/** Half-open. */
interface Opening {
  readonly start: Instant;
  readonly end: Instant;
}

/** What is open, whatever the reasons. */
function openingsBetween(timeline: CompiledSchedule['timeline'], from: Instant, until: Instant) {
  const openings: Opening[] = [];
  for (const { start, end, reason } of intervalsBetween(timeline, from, until)) {
    if (reason.state !== 'open') continue;
    const opening = { start: start ?? from, end: end ?? until };
    const last = openings.at(-1);
    if (last?.end === opening.start) openings[openings.length - 1] = { ...last, end: opening.end };
    else openings.push(opening);
  }
  return openings;
}

function clockDate(zone: Zone, day: CivilDay, open: readonly Opening[]): ClockDate {
  const minuteOf = (instant: Instant) => (instantToWall(zone, instant) - day * DAY) / MINUTE;
  const dayStart = startOfDay(zone, day);
  const dayEnd = endOfDay(zone, day);
  const spans = open.map(({ start, end }) => ({
    start: start === dayStart ? 0 : minuteOf(start),
    end: end === dayEnd ? MINUTES_PER_DAY : minuteOf(end),
  }));
  const isExact = open.every(({ start, end }, index) => {
    const span = spans[index] as Hours[number];
    const isWhole = Number.isInteger(span.start) && Number.isInteger(span.end);
    const from = civilToInstant(zone, { day, minute: span.start }, 'earlier');
    return isWhole && from === start && endAt(zone, day, span.end) === end;
  });
  // Of a midnight that comes twice, the date before is open until the second one.
  return { day, hours: spans.filter(({ start, end }) => start < end), isExact };
}

function endAt(zone: Zone, day: CivilDay, minute: number): Instant {
  if (minute === MINUTES_PER_DAY) return endOfDay(zone, day);
  return civilToInstant(zone, { day, minute }, 'later');
}

function endOfDay(zone: Zone, day: CivilDay): Instant {
  return startOfDay(zone, addDays(day, 1));
}
