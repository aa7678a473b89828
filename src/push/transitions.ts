import { DAY, type Instant } from '../core/instant.ts';
import type { Line } from '../lines/snapshot.ts';
import { isSameState, type ToldState } from './told-states.ts';

/** The beginning of another interval of a line. */
export interface Transition {
  readonly line: Line;
  readonly previous: ToldState;
  /** The boundary; where a line was changed between two boundaries, when that was seen. */
  readonly at: Instant;
  /** What tells it from every other one of the line. */
  readonly key: string;
}

/** The time that is looked through. */
export interface Look {
  /** Until when everything was told already. */
  readonly since: Instant;
  readonly until: Instant;
  /** Of the snapshot that is looked at. */
  readonly revision: string;
}

/** Transitions that were missed for longer are no news. */
const MAX_MISSED = DAY;

/**
 * The transitions of a line after one instant, up to and including another. The line may have been
 * changed in between, by whatever, so that it is found in another state than it was told of.
 */
export function* transitionsOf(
  line: Line,
  told: ToldState,
  { since, until, revision }: Look,
): Generator<Transition, void, undefined> {
  if (until < since) return;
  const from = Math.max(since, until - MAX_MISSED) as Instant;
  const { timeline } = line.compiled;
  let { end, reason } = timeline.intervalAt(from);
  if (!isSameState(told, reason)) {
    const at = end !== null && end <= until ? from : until;
    // A revision may come back; where it was looked from does not.
    yield { line, previous: told, at, key: `revision ${revision} since ${since}` };
  }
  while (end !== null && end <= until) {
    const next = timeline.intervalAt(end);
    yield { line, previous: reason, at: end, key: `at ${end}` };
    ({ end, reason } = next);
  }
}
