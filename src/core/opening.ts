import { DAY, type Instant } from './instant.ts';
import type { Interval, Timeline } from './timeline.ts';

/**
 * Open time without a closed moment in it, whatever its reasons; half-open. `null` where it reaches
 * beyond the years with answers. It ends where last call begins.
 */
export interface Opening {
  readonly start: Instant | null;
  readonly end: Instant | null;
}

/** No opening is looked for further ahead than this. */
export const SEARCH_DAYS = 400;

/** The opening an instant lies in, else the next one within {@link SEARCH_DAYS}, else `null`. */
export function openingFrom(timeline: Timeline, instant: Instant): Opening | null {
  const opening = firstOpenFrom(timeline, instant);
  if (!opening) return null;
  return { start: openingStart(timeline, opening), end: openingEnd(timeline, opening) };
}

/** The first instant at or after the given one at which the line is open, or `null`. */
export function opensFrom(timeline: Timeline, instant: Instant): Instant | null {
  const opening = firstOpenFrom(timeline, instant);
  return opening && (Math.max(opening.start ?? instant, instant) as Instant);
}

function firstOpenFrom(timeline: Timeline, instant: Instant): Interval | null {
  let interval = timeline.intervalAt(instant);
  while (interval.reason.state === 'closed') {
    const { end } = interval;
    if (end === null || end > instant + SEARCH_DAYS * DAY) return null;
    interval = timeline.intervalAt(end);
  }
  return interval;
}

function openingStart(timeline: Timeline, interval: Interval): Instant | null {
  let { start } = interval;
  while (start !== null) {
    const before = timeline.intervalAt((start - 1) as Instant);
    if (before.reason.state === 'closed') return start;
    start = before.start;
  }
  return null;
}

function openingEnd(timeline: Timeline, interval: Interval): Instant | null {
  let { end } = interval;
  while (end !== null) {
    const after = timeline.intervalAt(end);
    if (after.reason.state === 'closed') return end;
    end = after.end;
  }
  return null;
}
