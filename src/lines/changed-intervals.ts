import { BLOCK, type Block } from '../core/block.ts';
import {
  type CompiledSchedule,
  compileSchedule,
  overlayPainted,
} from '../core/compiled-schedule.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';

/** A stretch of time `[start, end)` in which lines would be answered for differently. */
export interface ChangedInterval {
  readonly start: Instant;
  readonly end: Instant;
  readonly before: Reason;
  readonly after: Reason;
}

/** Time, half-open. */
export interface InstantRange {
  readonly from: Instant;
  readonly until: Instant;
}

export interface SchedulePair {
  readonly before: CompiledSchedule;
  readonly after: CompiledSchedule;
}

/** Told of each interval that was looked at; says whether to go on. */
export type MayGoOn = () => boolean;

/** The intervals that differ between two schedules, in order of time. */
export function changedIntervals(
  pair: SchedulePair,
  { from, until }: InstantRange,
  mayGoOn: MayGoOn,
): readonly ChangedInterval[] {
  const { before, after } = aside(pair);
  const found: ChangedInterval[] = [];
  const end = Math.min(until, END_OF_INSTANTS);
  for (let at = Math.max(from, FIRST_INSTANT); at < end; at += BLOCK) {
    const part = [at as Instant, Math.min(at + BLOCK, end) as Instant] as const;
    for (const next of differences(before.compileBlock(...part), after.compileBlock(...part))) {
      if (!mayGoOn()) return found;
      if (!isSame(next.before, next.after)) append(found, next);
    }
  }
  return found;
}

/** What is one interval to both goes on across the boundary between two blocks. */
function append(found: ChangedInterval[], next: ChangedInterval): void {
  const last = found.at(-1);
  const goesOn =
    last?.end === next.start && isSame(last.before, next.before) && isSame(last.after, next.after);
  if (last && goesOn) found[found.length - 1] = { ...last, end: next.end };
  else found.push(next);
}

/**
 * The same schedules compiled anew, so that what is looked at once is not kept with the snapshot:
 * a year takes 70 kB, and there may be many schedules.
 */
function aside({ before, after }: SchedulePair): SchedulePair {
  const base = compileSchedule(before.schedule, before.zone);
  const isOneSchedule = before.schedule === after.schedule && before.zone === after.zone;
  const other = isOneSchedule ? base : compileSchedule(after.schedule, after.zone);
  return {
    before: overlayPainted(base, stretchesOf(before)),
    after: overlayPainted(other, stretchesOf(after)),
  };
}

function stretchesOf(compiled: CompiledSchedule) {
  return compiled.overridesBetween(FIRST_INSTANT, END_OF_INSTANTS);
}

/** Two blocks of the same time side by side: what both say from one boundary to the next. */
function* differences(old: Block, now: Block): Generator<ChangedInterval> {
  let [i, k] = [0, 0];
  for (let start = old.from as number; start < old.until; ) {
    const [endOld, endNow] = [old.starts[i + 1] as number, now.starts[k + 1] as number];
    const end = Math.min(endOld, endNow, old.until);
    const [before, after] = [old.reasons[i] as Reason, now.reasons[k] as Reason];
    yield { start: start as Instant, end: end as Instant, before, after };
    if (endOld === end) i++;
    if (endNow === end) k++;
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
