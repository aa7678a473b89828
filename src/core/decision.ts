import { type HolidayKnowledge, knowledgeOfDays } from './calendar.ts';
import { addDays, type CivilDay } from './civil.ts';
import type { CompiledSchedule } from './compiled-schedule.ts';
import { type Instant, isAnswerable, MINUTE } from './instant.ts';
import type { LongBreak } from './long-break.ts';
import { type Opening, openingFrom } from './opening.ts';
import type { Reason, State } from './reason.ts';
import { adviseRetry, type Retry, type RetryOptions } from './retry.ts';
import type { Interval } from './timeline.ts';
import { civilToInstant, instantToDay, transitionAfter, type Zone } from './zone.ts';

/** The answer for one line at one instant. Ends of periods are half-open. */
export interface Decision {
  readonly instant: Instant;
  readonly state: State;
  readonly reason: Reason;
  /** The interval of this state and reason; `null` beyond the years with answers. */
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** The opening we are in, else the next one; `null` when there is none within 400 days. */
  readonly opensAt: Instant | null;
  /** The end of that opening, where last call begins if there is one; `null` as for `opensAt`. */
  readonly closesAt: Instant | null;
  /** While open or in last call: when last call ends. `null` otherwise and without last call. */
  readonly staffedUntil: Instant | null;
  readonly closingSoon: boolean;
  readonly longBreak: LongBreak | null;
  readonly upcomingBreak: LongBreak | null;
  /** `null` while open. */
  readonly retry: Retry | null;
  /** The weakest knowledge of the holidays between now and `opensAt`. */
  readonly holidays: HolidayKnowledge;
  /** Everything above stays true before this instant, `retry` with a share excepted. */
  readonly freshUntil: Instant;
}

/** Decides an answerable instant. Never fails: closed is an answer. */
export function decide(
  compiled: CompiledSchedule,
  instant: Instant,
  retryOptions: RetryOptions,
): Decision {
  const { schedule, zone, timeline, longBreaks } = compiled;
  const interval = timeline.intervalAt(instant);
  const { state } = interval.reason;
  const opening = openingFrom(compiled, instant);
  const today = instantToDay(zone, instant);
  const isOpen = state === 'open';
  const closesSoonFrom = soonFrom(opening, schedule.closingSoonMinutes);
  const opensOn = opening?.start == null ? today : instantToDay(zone, opening.start);
  return {
    instant,
    state,
    reason: interval.reason,
    since: interval.start,
    until: interval.end,
    opensAt: opening?.start ?? null,
    closesAt: opening?.end ?? null,
    staffedUntil: staffedUntil(compiled, interval, opening),
    closingSoon: isOpen && instant >= closesSoonFrom,
    longBreak: longBreaks.on(today),
    upcomingBreak: longBreaks.upcomingOn(today),
    retry: isOpen ? null : adviseRetry(opening, retryOptions),
    holidays: knowledgeOfDays(compiled.calendars, orderedDays(today, opensOn)),
    freshUntil: earliestAfter(instant, [
      interval.end,
      ...midnightsOf(zone, addDays(today, 1)),
      transitionAfter(zone, instant),
      isOpen ? closesSoonFrom : null,
    ]),
  };
}

function soonFrom(opening: Opening | null, minutes: number): number {
  return opening?.end == null ? Number.POSITIVE_INFINITY : opening.end - minutes * MINUTE;
}

function staffedUntil(
  { schedule, timeline }: CompiledSchedule,
  interval: Interval,
  opening: Opening | null,
): Instant | null {
  if (interval.reason.code === 'last_call') return interval.end;
  const end = opening?.end ?? null;
  if (interval.reason.state === 'closed' || end === null || !isAnswerable(end)) return null;
  const after = timeline.intervalAt(end);
  return schedule.lastCallMinutes > 0 && after.reason.code === 'last_call' ? after.end : null;
}

/** The beginnings of a date: two where a clock goes back over midnight (St. John's until 2011). */
function midnightsOf(zone: Zone, day: CivilDay): readonly Instant[] {
  const midnight = { day, minute: 0 };
  return [civilToInstant(zone, midnight, 'earlier'), civilToInstant(zone, midnight, 'later')];
}

/**
 * Every change of date counts: breaks, notices and provenance change with it. A transition may take
 * the clock back into the day before.
 */
function earliestAfter(instant: Instant, boundaries: readonly (number | null)[]): Instant {
  const coming = boundaries.filter((boundary) => boundary !== null && boundary > instant);
  return Math.min(...(coming as number[])) as Instant;
}

function orderedDays<T>(a: T, b: T): { from: T; until: T } {
  return a <= b ? { from: a, until: b } : { from: b, until: a };
}
