import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { MAX_COUNTED_LINES } from './decision-tallies.ts';

/** Schedules beyond these, in the order of the configuration, are not looked at. */
const MAX_WATCHED_SCHEDULES = 1_000;

/** A schedule that nobody has asked about yet is compiled by looking; callers come in between. */
const TURN_MILLISECONDS = 5;

/** How the lines stand at one instant. */
export interface LinesNow {
  /** The first {@link MAX_COUNTED_LINES} of the configuration. */
  readonly named: readonly LineNow[];
  readonly open: number;
  readonly closed: number;
  /** Lines on schedules beyond {@link MAX_WATCHED_SCHEDULES}. */
  readonly unwatched: number;
  /** The next transition of any watched line; `null` where there is none. */
  readonly nextAt: Instant | null;
}

export interface LineNow {
  readonly id: string;
  readonly isOpen: boolean;
  /** The next transition; `null` where there is none. */
  readonly nextAt: Instant | null;
}

/** Looks at each schedule once, however many lines there are on it, and never for long. */
export async function lookAtLines(snapshot: Snapshot, now: Instant): Promise<LinesNow> {
  const { watched, named, unwatched } = watchOf(snapshot.lines);
  const looks = new Map<CompiledSchedule, Omit<LineNow, 'id'>>();
  const counts = { open: 0, closed: 0 };
  let nextAt: Instant | null = null;
  let began = performance.now();
  for (const [compiled, lines] of watched) {
    const { reason, end } = compiled.timeline.intervalAt(now);
    counts[reason.state] += lines;
    if (end !== null && (nextAt === null || end < nextAt)) nextAt = end;
    looks.set(compiled, { isOpen: reason.state === 'open', nextAt: end });
    if (performance.now() - began < TURN_MILLISECONDS) continue;
    await nextTurn();
    began = performance.now();
  }
  const known = named.flatMap(({ id, compiled }) => {
    const look = looks.get(compiled);
    return look ? [{ id, ...look }] : [];
  });
  return { named: known, ...counts, unwatched, nextAt };
}

interface LinesWatch {
  /** How many lines are on each schedule. */
  readonly watched: ReadonlyMap<CompiledSchedule, number>;
  readonly named: readonly { readonly id: string; readonly compiled: CompiledSchedule }[];
  readonly unwatched: number;
}

/** Of the lines of the snapshots that there are: 100,000 are not gone through at each scrape. */
const watches = new WeakMap<Snapshot['lines'], LinesWatch>();

function watchOf(lines: Snapshot['lines']): LinesWatch {
  const known = watches.get(lines);
  if (known) return known;
  const watched = new Map<CompiledSchedule, number>();
  const named: LinesWatch['named'][number][] = [];
  let unwatched = 0;
  for (const { id, compiled } of lines.values()) {
    if (named.length < MAX_COUNTED_LINES) named.push({ id, compiled });
    const others = watched.get(compiled);
    if (others === undefined && watched.size >= MAX_WATCHED_SCHEDULES) unwatched += 1;
    else watched.set(compiled, (others ?? 0) + 1);
  }
  const watch = { watched, named, unwatched };
  watches.set(lines, watch);
  return watch;
}
