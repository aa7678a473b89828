import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';

/** A stretch of time in which lines would be answered for differently. */
export interface ChangedInterval {
  readonly start: Instant;
  readonly end: Instant;
  readonly before: Reason;
  readonly after: Reason;
}

/** Lines for which the same would change, and what. */
export interface LineChanges {
  readonly lines: readonly Line[];
  readonly intervals: readonly ChangedInterval[];
}

export interface Preview {
  readonly changes: readonly LineChanges[];
  /** Whether there is more than is told. */
  readonly truncated: boolean;
}

/** Intervals told at most, and looked at at most. */
export const MAX_TOLD_INTERVALS = 10_000;
const MAX_SEEN_INTERVALS = 200_000;

/** Two snapshots of the same lines, and the time in which they may differ, half-open. */
export interface Comparison {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** The ids of the lines that may differ. */
  readonly lines: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
}

/** Every interval that differs between two snapshots, in time and in the order of the lines. */
export function previewChanges(comparison: Comparison): Preview {
  const changes: LineChanges[] = [];
  const left = { told: MAX_TOLD_INTERVALS, seen: MAX_SEEN_INTERVALS };
  for (const pair of pairsOf(comparison)) {
    const intervals = [...changedIntervals(pair, comparison, left)];
    if (intervals.length > 0) changes.push({ lines: pair.lines, intervals });
    if (left.told < 0 || left.seen < 0) return { changes, truncated: true };
  }
  return { changes, truncated: false };
}

interface Pair {
  readonly lines: Line[];
  readonly before: CompiledSchedule;
  readonly after: CompiledSchedule;
}

/** What is compared, each pair once with the lines that share it. */
function pairsOf({ before, after, lines }: Comparison): Iterable<Pair> {
  const pairs = new Map<CompiledSchedule, Map<CompiledSchedule, Pair>>();
  const inOrder: Pair[] = [];
  for (const line of lines.flatMap((id) => before.lines.get(id) ?? [])) {
    const [old, now] = [line.compiled, after.lines.get(line.id)?.compiled];
    if (now === undefined || now === old) continue;
    const others = pairs.get(old) ?? new Map<CompiledSchedule, Pair>();
    pairs.set(old, others);
    const pair = others.get(now) ?? { lines: [], before: old, after: now };
    if (pair.lines.length === 0) inOrder.push(pair);
    others.set(now, pair);
    pair.lines.push(line);
  }
  return inOrder;
}

/** Goes through both timelines side by side, and stops where nothing is left of the limits. */
function* changedIntervals(
  { before, after }: Pair,
  { from, until }: Comparison,
  left: { told: number; seen: number },
): Generator<ChangedInterval> {
  for (let start = from; start < until && left.seen-- > 0; ) {
    const [old, now] = [before.timeline.intervalAt(start), after.timeline.intervalAt(start)];
    const end = Math.min(old.end ?? until, now.end ?? until, until) as Instant;
    if (!isSame(old.reason, now.reason)) {
      if (left.told-- <= 0) return;
      yield { start, end, before: old.reason, after: now.reason };
    }
    start = end;
  }
}

function isSame(a: Reason, b: Reason): boolean {
  const textsOf = ({ name, message }: Reason) => [name.ja, name.en, message?.ja, message?.en];
  const texts = textsOf(b);
  return (
    a.code === b.code &&
    a.layer === b.layer &&
    textsOf(a).every((text, index) => text === texts[index])
  );
}
