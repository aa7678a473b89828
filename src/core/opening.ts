import { addDays } from './civil.ts';
import { type Instant, isAnswerable } from './instant.ts';
import type { Interval, Timeline } from './timeline.ts';
import { instantToDay, startOfDay, type Zone } from './zone.ts';

/**
 * Open time without a closed moment in it, whatever its reasons; half-open. `null` where it reaches
 * further than {@link SEARCH_DAYS}. It ends where last call begins.
 */
export interface Opening {
  readonly start: Instant | null;
  readonly end: Instant | null;
}

/** Where openings are looked for. */
export interface OpeningSource {
  readonly timeline: Timeline;
  readonly zone: Zone;
}

/** Nothing is looked for further from an instant than so many civil dates, in either direction. */
export const SEARCH_DAYS = 400;

/** The opening that an instant lies in, else the next one, else `null`. */
export function openingFrom(source: OpeningSource, instant: Instant): Opening | null {
  const open = firstOpenFrom(source, instant);
  if (!open) return null;
  const reached = laterOf(open.start, instant);
  return { start: openingStart(source, open, reached), end: openingEnd(source, open, reached) };
}

/** The first instant at or after the given one at which the line is open, or `null`. */
export function opensFrom(source: OpeningSource, instant: Instant): Instant | null {
  const open = firstOpenFrom(source, instant);
  return open && laterOf(open.start, instant);
}

/** The end of the last opening that begins before an instant, or `null`. */
export function closesBefore(source: OpeningSource, instant: Instant): Instant | null {
  const { timeline, zone } = source;
  const limit = searchLimit(zone, instant, -SEARCH_DAYS);
  for (let start: Instant | null = instant; start !== null && start > limit; ) {
    const last = (start - 1) as Instant;
    if (!isAnswerable(last)) return null;
    const interval = timeline.intervalAt(last);
    if (interval.reason.state === 'open') return openingEnd(source, interval, last);
    start = interval.start;
  }
  return null;
}

function firstOpenFrom({ timeline, zone }: OpeningSource, instant: Instant): Interval | null {
  const limit = searchLimit(zone, instant, SEARCH_DAYS + 1);
  let interval = timeline.intervalAt(instant);
  while (interval.reason.state === 'closed') {
    if (interval.end === null || interval.end >= limit) return null;
    interval = timeline.intervalAt(interval.end);
  }
  return interval;
}

function openingStart({ timeline, zone }: OpeningSource, open: Interval, reached: Instant) {
  const limit = searchLimit(zone, reached, -SEARCH_DAYS);
  let { start } = open;
  while (start !== null && start >= limit) {
    const before = timeline.intervalAt((start - 1) as Instant);
    if (before.reason.state === 'closed') return start;
    start = before.start;
  }
  return null;
}

function openingEnd({ timeline, zone }: OpeningSource, open: Interval, reached: Instant) {
  const limit = searchLimit(zone, reached, SEARCH_DAYS + 1);
  let { end } = open;
  while (end !== null && end < limit) {
    const after = timeline.intervalAt(end);
    if (after.reason.state === 'closed') return end;
    end = after.end;
  }
  return null;
}

/** A midnight, so that what is found changes with the date and not with every instant. */
function searchLimit(zone: Zone, instant: Instant, days: number): Instant {
  return startOfDay(zone, addDays(instantToDay(zone, instant), days));
}

function laterOf(start: Instant | null, instant: Instant): Instant {
  return Math.max(start ?? instant, instant) as Instant;
}
