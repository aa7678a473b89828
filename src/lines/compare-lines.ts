import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { type ChangedInterval, changedIntervals, type InstantRange } from './changed-intervals.ts';
import { createSameHours } from './same-hours.ts';
import type { Line, Snapshot } from './snapshot.ts';
import { finish, forEach, type Work } from './work.ts';

/** Lines for which the same would change, and what. */
export interface LineChanges {
  /** As they are after the change. */
  readonly lines: readonly Line[];
  readonly intervals: readonly ChangedInterval[];
}

export interface LineComparison {
  readonly changes: readonly LineChanges[];
  /** Whether there is more than is told. */
  readonly truncated: boolean;
  /** Lines whose hours are written differently, and mean the same. */
  readonly rewritten: readonly string[];
}

/** Two snapshots, and the time in which they may differ, half-open. */
export interface Compared extends InstantRange {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** The ids of the lines that may differ; only those in both snapshots are compared. */
  readonly lines: Iterable<string>;
  readonly limits?: ComparisonLimits;
}

/** How much is told, and how much is looked at for it. */
export interface ComparisonLimits {
  readonly toldIntervals: number;
  readonly seenIntervals: number;
}

export const MAX_TOLD_INTERVALS = 10_000;

/** What is waited for: a fifth of a second at most. */
const LIMITS: ComparisonLimits = { toldIntervals: MAX_TOLD_INTERVALS, seenIntervals: 200_000 };

/** What compiling a schedule takes beside its intervals, in intervals. */
const COST_OF_PAIR = 200;

/** Every interval that differs between two snapshots, in time and in the order of the lines. */
export function compareLines(compared: Compared): LineComparison {
  return finish(comparingLines(compared));
}

/** As {@link compareLines}, in parts of some milliseconds. */
export function* comparingLines(compared: Compared): Work<LineComparison> {
  const { toldIntervals, seenIntervals } = compared.limits ?? LIMITS;
  const left = { told: toldIntervals, seen: seenIntervals };
  const isSame = createSameHours(compared);
  const grouped = createGroups();
  const rewritten: string[] = [];
  for (const pair of yield* pairing(compared)) {
    yield;
    if (isSame(pair)) continue;
    left.seen -= COST_OF_PAIR;
    const found = changedIntervals(pair, compared, () => left.seen-- > 0);
    const told = found.slice(0, left.told);
    if (told.length > 0) left.told -= grouped.add(pair.lines, told);
    else if (found.length === 0 && pair.before.schedule !== pair.after.schedule) {
      for (const { id } of pair.lines) rewritten.push(id);
    }
    if (told.length < found.length || left.seen < 0) {
      return { changes: grouped.all, truncated: true, rewritten };
    }
  }
  return { changes: grouped.all, truncated: false, rewritten };
}

interface Pair {
  readonly lines: Line[];
  readonly before: CompiledSchedule;
  readonly after: CompiledSchedule;
}

/** What is compared, each pair once with the lines that share it. */
function* pairing({ before, after, lines }: Compared): Work<readonly Pair[]> {
  const pairs = new Map<CompiledSchedule, Map<CompiledSchedule, Pair>>();
  const inOrder: Pair[] = [];
  yield* forEach(lines, (id) => {
    const [old, line] = [before.lines.get(id)?.compiled, after.lines.get(id)];
    if (!old || !line || line.compiled === old) return;
    const others = pairs.get(old) ?? new Map<CompiledSchedule, Pair>();
    pairs.set(old, others);
    const pair = others.get(line.compiled) ?? { lines: [], before: old, after: line.compiled };
    if (pair.lines.length === 0) inOrder.push(pair);
    others.set(line.compiled, pair);
    pair.lines.push(line);
  });
  return inOrder;
}

/** Joins lines that have schedules of their own, in which the same changes; of one zone. */
function createGroups() {
  const groups = new Map<string, LineChanges & { readonly lines: Line[] }>();
  return {
    /** Says how many intervals were not there before. */
    add(lines: readonly Line[], intervals: readonly ChangedInterval[]): number {
      const [first] = lines;
      const key = `${first?.zone.name} ${JSON.stringify(intervals)}`;
      const group = groups.get(key);
      if (!group) groups.set(key, { lines: [...lines], intervals });
      else for (const line of lines) group.lines.push(line);
      return group ? 0 : intervals.length;
    },
    get all(): readonly LineChanges[] {
      return [...groups.values()];
    },
  };
}
