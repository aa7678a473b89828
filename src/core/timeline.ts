import { BLOCK, type Block, type BlockCompiler, indexAt } from './block.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant } from './instant.ts';
import { invariant } from './invariant.ts';
import type { Reason } from './reason.ts';

/**
 * A half-open stretch of time `[start, end)` with one state and reason. `null` where it reaches
 * beyond the years with answers.
 */
export interface Interval {
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly reason: Reason;
}

/**
 * Adjoining intervals from 1970 to 2100; neighbours always differ in state or reason. Both
 * functions take answerable instants only.
 */
export interface Timeline {
  /** The reason in force. The hot path: a few array look-ups, no allocation. */
  reasonAt(instant: Instant): Reason;
  /** The whole interval around the instant. */
  intervalAt(instant: Instant): Interval;
}

/** A timeline that shows what it is made of. */
export interface BlockTimeline extends Timeline {
  /** The block that an answerable instant lies in. */
  blockAt(instant: Instant): Block;
}

/** A timeline whose blocks are compiled when they are first asked for. */
export function createTimeline(compileBlock: BlockCompiler): BlockTimeline {
  const blocks: (Block | undefined)[] = [];

  function blockAt(instant: Instant): Block {
    const index = ((instant - FIRST_INSTANT) / BLOCK) | 0;
    return blocks[index] ?? compileAt(index);
  }

  function compileAt(index: number): Block {
    const from = (FIRST_INSTANT + index * BLOCK) as Instant;
    invariant(
      from >= FIRST_INSTANT && from < END_OF_INSTANTS,
      'only answerable instants are asked',
    );
    const until = Math.min(from + BLOCK, END_OF_INSTANTS) as Instant;
    const block = compileBlock(from, until);
    blocks[index] = block;
    return block;
  }

  return {
    blockAt,
    reasonAt(instant) {
      const block = blockAt(instant);
      return block.reasons[indexAt(block, instant)] as Reason;
    },
    intervalAt(instant) {
      const block = blockAt(instant);
      const index = indexAt(block, instant);
      const start = index > 0 ? startOf(block, index) : startBefore(blockAt, block);
      const end =
        index + 1 < block.reasons.length ? startOf(block, index + 1) : endAfter(blockAt, block);
      return { start, end, reason: block.reasons[index] as Reason };
    },
  };
}

type BlockAt = (instant: Instant) => Block;

function startOf(block: Block, index: number): Instant {
  return block.starts[index] as Instant;
}

/** Where the interval that is in force when a block begins has begun: there, or before it. */
function startBefore(blockAt: BlockAt, block: Block): Instant | null {
  const reason = block.reasons[0];
  for (let later = block; later.from > FIRST_INSTANT; ) {
    const earlier = blockAt((later.from - 1) as Instant);
    const last = earlier.reasons.length - 1;
    if (earlier.reasons[last] !== reason) return later.from;
    if (last > 0) return startOf(earlier, last);
    later = earlier;
  }
  return null;
}

/** Where the interval that is in force when a block ends is over: there, or after it. */
function endAfter(blockAt: BlockAt, block: Block): Instant | null {
  const reason = block.reasons.at(-1);
  for (let earlier = block; earlier.until < END_OF_INSTANTS; ) {
    const later = blockAt(earlier.until);
    if (later.reasons[0] !== reason) return later.from;
    if (later.reasons.length > 1) return startOf(later, 1);
    earlier = later;
  }
  return null;
}

/** The intervals of `[from, until)` in order, the first and the last one clipped to it. */
export function* intervalsBetween(timeline: Timeline, from: Instant, until: Instant) {
  for (let start = from; start < until; ) {
    const { end, reason } = timeline.intervalAt(start);
    const clippedEnd = Math.min(end ?? until, until) as Instant;
    yield { start, end: clippedEnd, reason };
    start = clippedEnd;
  }
}
