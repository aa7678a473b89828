import { BLOCK, type Block, indexAt } from './block.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant, isAnswerable } from './instant.ts';
import type { BlockTimeline } from './timeline.ts';

/** How much of a timeline is open. Whole milliseconds in and out, without rounding. */
export interface OpenTime {
  /** The open time of `[from, until)`, both in the years with answers; negative when reversed. */
  between(from: Instant, until: Instant): number;
  /**
   * The instant with so much open time between it and `from`, later or, where that is negative,
   * earlier; of several the one nearest to `from`. `null` where the years with answers have none.
   */
  after(from: Instant, open: number): Instant | null;
}

/** A block with its prefix sums: `sums[i]` is the open time in it before `block.starts[i]`. */
interface Tally {
  readonly block: Block;
  /** One more than there are reasons; the last is the open time of the whole block. */
  readonly sums: Float64Array;
}

const LAST_BLOCK = blockIndexOf((END_OF_INSTANTS - 1) as Instant);

/** Sums are made for a block when it is first asked for; years are added block by block. */
export function createOpenTime({ blockAt }: BlockTimeline): OpenTime {
  const tallies: (Tally | undefined)[] = [];

  function tallyAt(index: number): Tally {
    return tallies[index] ?? makeTally(index);
  }

  function makeTally(index: number): Tally {
    const tally = tallyOf(blockAt((FIRST_INSTANT + index * BLOCK) as Instant));
    tallies[index] = tally;
    return tally;
  }

  function between(from: Instant, until: Instant): number {
    // Not negated, which would make -0 of nothing.
    if (until < from) return 0 - between(until, from);
    const last = blockIndexOf(until);
    let index = blockIndexOf(from);
    let open = openBefore(tallyAt(last), until) - openBefore(tallyAt(index), from);
    for (; index < last; index++) open += totalOf(tallyAt(index));
    return open;
  }

  function after(from: Instant, open: number): Instant | null {
    if (open === 0) return from;
    let index = blockIndexOf(from);
    let before = openBefore(tallyAt(index), from) + open;
    // At the end of a block the time is up; at its beginning it is not: the opening may be later.
    for (; before > totalOf(tallyAt(index)); index++) {
      if (index === LAST_BLOCK) return null;
      before -= totalOf(tallyAt(index));
    }
    for (; before < 0; before += totalOf(tallyAt(index))) {
      if (--index < 0) return null;
    }
    // Later: where the last millisecond ends. Earlier: where the first one begins.
    const found = open > 0 ? endOf(tallyAt(index), before) : endOf(tallyAt(index), before + 1) - 1;
    return isAnswerable(found as Instant) ? (found as Instant) : null;
  }

  return { between, after };
}

function blockIndexOf(instant: Instant): number {
  return ((instant - FIRST_INSTANT) / BLOCK) | 0;
}

function tallyOf(block: Block): Tally {
  const { starts, reasons, until } = block;
  const sums = new Float64Array(reasons.length + 1);
  for (const [index, { state }] of reasons.entries()) {
    const end = Math.min(starts[index + 1] as number, until);
    const open = state === 'open' ? end - (starts[index] as number) : 0;
    sums[index + 1] = (sums[index] as number) + open;
  }
  return { block, sums };
}

function totalOf({ sums }: Tally): number {
  return sums[sums.length - 1] as number;
}

/** The open time of a block before an instant in it, or before its end. */
function openBefore({ block, sums }: Tally, instant: Instant): number {
  const index = indexAt(block, Math.min(instant, block.until - 1) as Instant);
  const sum = sums[index] as number;
  const isOpen = (sums[index + 1] as number) > sum;
  return isOpen ? sum + instant - (block.starts[index] as number) : sum;
}

/** The first instant before which a block has so much open time, which is more than none. */
function endOf({ block, sums }: Tally, open: number): number {
  let [low, high] = [0, sums.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) < open) low = middle;
    else high = middle;
  }
  return (block.starts[low] as number) + open - (sums[low] as number);
}
