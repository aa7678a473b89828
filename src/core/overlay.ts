import type { Instant } from './instant.ts';
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
 * not overlap, and have reasons of their own (layer `override`), so that none merges with the
 * timeline below. Without patches it is the same timeline.
 */
export function overlay(below: Timeline, patches: readonly Patch[]): Timeline {
  if (patches.length === 0) return below;
  return {
    reasonAt: (instant) => patchAt(patches, instant)?.reason ?? below.reasonAt(instant),
    intervalAt: (instant) =>
      patchAt(patches, instant) ?? clip(below.intervalAt(instant), patches, instant),
  };
}

function patchAt(patches: readonly Patch[], instant: Instant): Patch | undefined {
  return patches.find(({ start, end }) => start <= instant && instant < end);
}

function clip(interval: Interval, patches: readonly Patch[], instant: Instant): Interval {
  const before = patches.findLast(({ end }) => end <= instant)?.end ?? null;
  const after = patches.find(({ start }) => start > instant)?.start ?? null;
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
