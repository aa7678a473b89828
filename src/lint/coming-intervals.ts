import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';
import { createTimeline } from '../core/timeline.ts';

/** A stretch of time `[start, end)` with one reason, clipped to what is looked at. */
export interface ComingInterval {
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: Reason;
}

/**
 * The intervals of `[from, until)`. Not by asking for each interval whole: one that never ends is
 * looked for through all years, and here are thousands of schedules.
 */
export function comingIntervals(
  { compileBlock }: CompiledSchedule,
  from: Instant,
  until: Instant,
): readonly ComingInterval[] {
  const { blockAt } = createTimeline(compileBlock);
  const found: ComingInterval[] = [];
  for (let at = from; at < until; ) {
    const block = blockAt(at);
    for (const [index, reason] of block.reasons.entries()) {
      const start = Math.max(block.starts[index] ?? at, from) as Instant;
      const end = Math.min(block.starts[index + 1] ?? until, block.until, until) as Instant;
      const before = found.at(-1);
      if (start >= end) continue;
      if (before?.reason === reason) found[found.length - 1] = { ...before, end };
      else found.push({ start, end, reason });
    }
    at = block.until;
  }
  return found;
}
