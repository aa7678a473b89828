import { DAY, HOUR, type Instant } from './instant.ts';
import { invariant } from './invariant.ts';
import type { Reason } from './reason.ts';

/**
 * A part of a timeline, compiled when it is first asked for. Reason `reasons[i]` is in force from
 * `starts[i]` until `starts[i + 1]`. Two artificial transitions spare the look-up special cases:
 * `starts[0]` is `from`, and one more than there are reasons ends the list with infinity.
 */
export interface Block {
  readonly from: Instant;
  readonly until: Instant;
  readonly starts: Float64Array;
  readonly reasons: readonly Reason[];
  /** For each {@link BUCKET} from `from` on, the index of the reason at its beginning. */
  readonly buckets: Uint16Array;
}

/** Compiles the block that covers `[from, until)`. */
export type BlockCompiler = (from: Instant, until: Instant) => Block;

/** About a year: small enough to compile at once, large enough that most questions hit the same. */
export const BLOCK = 366 * DAY;

/** Measured from half an hour to six: finer ones are no faster, and take more memory. */
const BUCKET = 3 * HOUR;

/** The index of the reason in force at an instant of the block. */
export function indexAt({ from, starts, buckets }: Block, instant: Instant): number {
  // Truncating to an integer with `|` is what keeps this at a few nanoseconds.
  let index = buckets[((instant - from) / BUCKET) | 0] as number;
  while ((starts[index + 1] as number) <= instant) index++;
  return index;
}

/** Transitions in order of time, in the making. */
export interface Transitions {
  readonly starts: number[];
  readonly reasons: Reason[];
}

/** From `start` on, `reason`: takes the place of whatever was said for `start` and later. */
export function appendTransition(
  { starts, reasons }: Transitions,
  start: Instant,
  reason: Reason,
): void {
  while (starts.length > 0 && (starts[starts.length - 1] as number) >= start) {
    starts.pop();
    reasons.pop();
  }
  if (reasons[reasons.length - 1] === reason) return;
  starts.push(start);
  reasons.push(reason);
}

/** Cuts the block `[from, until)` out of transitions that reach from before it to after it. */
export function buildBlock({ starts, reasons }: Transitions, from: Instant, until: Instant): Block {
  let first = 0;
  while ((starts[first + 1] as number) <= from) first++;
  let end = starts.length;
  while (end > first + 1 && (starts[end - 1] as number) >= until) end--;
  invariant((starts[first] as number) <= from, 'a block is covered from its beginning');
  const clipped = new Float64Array(end - first + 1);
  for (let index = first + 1; index < end; index++)
    clipped[index - first] = starts[index] as number;
  clipped[0] = from;
  clipped[end - first] = Number.POSITIVE_INFINITY;
  const parts = { from, until, starts: clipped, reasons: reasons.slice(first, end) };
  checkBlock(parts);
  // Written out, not spread: V8 gives spread objects slow shapes, and look-ups take twice as long.
  return { from, until, starts: clipped, reasons: parts.reasons, buckets: indexBuckets(parts) };
}

/** Checked once, when a block is made; looking up relies on it. */
export function checkBlock({ from, until, starts, reasons }: Omit<Block, 'buckets'>): void {
  const last = reasons.length - 1;
  invariant(last >= 0 && starts.length === last + 2, 'a block has intervals, and one start more');
  invariant(starts[0] === from, 'a block begins with an interval');
  for (let index = 1; index <= last; index++) {
    invariant((starts[index] as number) > (starts[index - 1] as number), 'intervals adjoin');
    invariant(reasons[index] !== reasons[index - 1], 'neighbouring intervals differ');
  }
  invariant((starts[last] as number) < until, 'a block ends after its last transition');
  invariant(starts[last + 1] === Number.POSITIVE_INFINITY, 'the list of starts ends with infinity');
}

function indexBuckets({ from, until, starts }: Omit<Block, 'buckets'>): Uint16Array {
  const buckets = new Uint16Array(Math.ceil((until - from) / BUCKET));
  let index = 0;
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    while ((starts[index + 1] as number) <= from + bucket * BUCKET) index++;
    buckets[bucket] = index;
  }
  return buckets;
}
