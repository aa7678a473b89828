import { type Calendar, type HolidayKnowledge, knowledgeOfDays } from './calendar.ts';
import { addDays, type CivilDay } from './civil.ts';
import { type ClosedRun, neighbourOf, stretchFrom } from './closed-run.ts';
import type { Days } from './date-range.ts';
import type { DayPlans } from './day-plans.ts';
import { type Instant, isAnswerable } from './instant.ts';
import { nameRun, overrideName } from './long-break-name.ts';
import { closesBefore, opensFrom } from './opening.ts';
import type { Names } from './reason.ts';
import type { Schedule } from './schedule.ts';
import type { Timeline } from './timeline.ts';
import { startOfDay, type Zone } from './zone.ts';

/** A closed run that is worth telling callers about: configured, or long enough to be noticed. */
export interface LongBreak extends Days {
  readonly name: Names;
  /** Civil dates in the whole run, weekends and holidays included. */
  readonly days: number;
  /** Dates that would have had regular hours. */
  readonly daysLost: number;
  /** The one to three open dates between it and a neighbouring run that also lost a regular day. */
  readonly bridges: readonly CivilDay[];
  readonly noticeDays: number;
  /** The end of the last opening before it, or `null` when there is none within 400 days. */
  readonly closesAt: Instant | null;
  /** The first opening after it, or `null` when there is none within 400 days. */
  readonly reopensAt: Instant | null;
  readonly knowledge: HolidayKnowledge;
}

export interface LongBreaks {
  /** The long break that a date lies in, or `null`. */
  on(day: CivilDay): LongBreak | null;
  /** The next long break that decisions of a date must announce, or `null`. */
  upcomingOn(day: CivilDay): LongBreak | null;
  /** The long breaks that begin on the dates, in order. */
  beginningWithin(days: Days): readonly LongBreak[];
}

/** More open dates than this between two closed runs do not belong to either. */
const MAX_BRIDGE_DATES = 3;

export interface LongBreakSource {
  readonly schedule: Schedule;
  readonly zone: Zone;
  readonly calendars: readonly Calendar[];
  readonly plans: DayPlans;
  readonly timeline: Timeline;
}

export function createLongBreaks(source: LongBreakSource): LongBreaks {
  const { schedule, plans } = source;
  const { detection, longBreaks } = schedule;
  const longestNotice = Math.max(
    detection.noticeDays,
    ...longBreaks.map(({ noticeDays }) => noticeDays),
  );

  const described = new Map<CivilDay, LongBreak | null>();

  /** Remembered by its first date: a run may be long, and every decision in it asks. */
  function breakOf(run: ClosedRun): LongBreak | null {
    const known = described.get(run.from);
    if (known !== undefined) return known;
    const longBreak = isLongBreak(run, source) ? describe(run, source) : null;
    described.set(run.from, longBreak);
    return longBreak;
  }

  function on(day: CivilDay): LongBreak | null {
    const run = plans.closedRuns(day);
    return run && breakOf(run);
  }

  function* beginningWithin({ from, until }: Days): Iterable<LongBreak> {
    for (let day = from; day <= until; day = addDays(day, 1)) {
      const run = plans.closedRuns(day);
      if (!run) continue;
      const longBreak = run.from === day ? breakOf(run) : null;
      if (longBreak) yield longBreak;
      day = run.until;
    }
  }

  function upcomingOn(day: CivilDay): LongBreak | null {
    const ahead = { from: addDays(day, 1), until: addDays(day, longestNotice) };
    for (const coming of beginningWithin(ahead)) {
      if (coming.from - coming.noticeDays <= day) return coming;
    }
    return null;
  }

  return { on, upcomingOn, beginningWithin: (days) => [...beginningWithin(days)] };
}

/**
 * Long enough with a regular day lost in it, or of any length when a configured break closes one of
 * its dates.
 */
function isLongBreak(run: ClosedRun, { schedule, plans }: LongBreakSource): boolean {
  if (run.length >= schedule.detection.minDays && run.daysLost > 0) return true;
  for (let day = run.from; day <= run.until; day = addDays(day, 1)) {
    if (plans.configuredOn(day)?.reason.code === 'long_break' && !plans.isBridged(day)) return true;
  }
  return false;
}

function describe(run: ClosedRun, source: LongBreakSource): LongBreak {
  const { schedule, zone, plans } = source;
  const { name, rule } = nameRun(run, schedule, zone);
  return {
    name: overrideName(run, plans) ?? name,
    from: run.from,
    until: run.until,
    days: run.length,
    daysLost: run.daysLost,
    bridges: [
      ...bridgesNextTo(plans, run.from, -1).toReversed(),
      ...bridgesNextTo(plans, run.until, 1),
    ],
    noticeDays: rule?.noticeDays ?? schedule.detection.noticeDays,
    closesAt: closesBefore(source, startOfDay(zone, run.from)),
    reopensAt: reopeningAfter(run, source),
    knowledge: knowledgeOfDays(source.calendars, run),
  };
}

function bridgesNextTo(plans: DayPlans, edge: CivilDay, step: 1 | -1): readonly CivilDay[] {
  const search = { step, isClosed: false, limit: MAX_BRIDGE_DATES };
  const { days, endedBy } = stretchFrom(plans, edge, search);
  const neighbour = endedBy === null ? null : plans.closedRuns(endedBy);
  return neighbour && neighbour.daysLost > 0 && days.length <= MAX_BRIDGE_DATES ? days : [];
}

function reopeningAfter(run: ClosedRun, source: LongBreakSource): Instant | null {
  const next = neighbourOf(source.plans, run.until, 1);
  const start = next === null ? null : startOfDay(source.zone, next);
  return start !== null && isAnswerable(start) ? opensFrom(source, start) : null;
}
