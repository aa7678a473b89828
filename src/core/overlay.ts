import { END_OF_INSTANTS, FIRST_INSTANT, type Instant } from './instant.ts';
import type { Reason } from './reason.ts';
import type { Interval, Timeline } from './timeline.ts';

/** A stretch of time `[start, end)` that is laid over a timeline and hides what is below it. */
export interface Patch {
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: Reason;
}

/**
 * The timeline with patches laid over it, to the minute or finer. Patches are in order of time, do
 * not overlap, differ where they adjoin, and have reasons of their own (layer `override`), so that
 * none merges with the timeline below. Without patches it is the same timeline.
 */
export function overlay(below: Timeline, given: readonly Patch[]): Timeline {
  const patches = given.filter(({ start, end }) => start < END_OF_INSTANTS && end > FIRST_INSTANT);
  if (patches.length === 0) return below;
  const starts = Float64Array.from(patches, ({ start }) => start);
  const intervals = patches.map(toInterval);
  return {
    reasonAt(instant) {
      const index = indexAt(starts, instant);
      const patch = index < 0 ? undefined : patches[index];
      return patch && instant < patch.end ? patch.reason : below.reasonAt(instant);
    },
    intervalAt(instant) {
      const index = indexAt(starts, instant);
      const last = index < 0 ? undefined : patches[index];
      if (last && instant < last.end) return intervals[index] as Interval;
      return clip(below.intervalAt(instant), last?.end ?? null, patches[index + 1]?.start ?? null);
    },
  };
}

/** The place of the last start at or before an instant, or -1. */
function indexAt(starts: Float64Array, instant: Instant): number {
  let [low, high] = [-1, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

function toInterval({ start, end, reason }: Patch): Interval {
  return {
    start: start <= FIRST_INSTANT ? null : start,
    end: end >= END_OF_INSTANTS ? null : end,
    reason,
  };
}

function clip(interval: Interval, before: Instant | null, after: Instant | null): Interval {
  return {
    start: laterOf(interval.start, before),
    end: earlierOf(interval.end, after),
    reason: interval.reason,
  };
}

function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earlierOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b < a) ? b : a;
}
