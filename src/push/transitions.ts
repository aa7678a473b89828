import type { Instant } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';

/** What was known, and the instant it was last looked at. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly at: Instant;
}

/** The beginning of another interval of a line. */
export interface Transition {
  readonly line: Line;
  readonly previous: Reason;
  /** The boundary; where a line was changed between two boundaries, when that was seen. */
  readonly at: Instant;
  /** What tells it from every other one of the line. */
  readonly key: string;
}

/**
 * The transitions of a line after one moment, up to and including another. The snapshot may have
 * been swapped in between, so that a line is found in another interval than it was left in.
 */
export function* transitionsOf(
  id: string,
  before: Moment,
  after: Moment,
): Generator<Transition, void, undefined> {
  const line = after.snapshot.lines.get(id);
  const old = before.snapshot.lines.get(id);
  if (!line || !old || after.at < before.at) return;
  const { timeline } = line.compiled;
  const left = old.compiled.timeline.reasonAt(before.at);
  let { end, reason } = timeline.intervalAt(before.at);
  if (!isSame(left, reason)) {
    const at = end !== null && end <= after.at ? before.at : after.at;
    yield { line, previous: left, at, key: `revision ${after.snapshot.revision}` };
  }
  while (end !== null && end <= after.at) {
    const next = timeline.intervalAt(end);
    yield { line, previous: reason, at: end, key: `at ${end}` };
    ({ end, reason } = next);
  }
}

/** Reasons of two snapshots are never the same objects. */
function isSame(a: Reason, b: Reason): boolean {
  if (a === b) return true;
  const { name, ...rest } = a;
  const isSameName = name.ja === b.name.ja && name.en === b.name.en;
  return isSameName && rest.state === b.state && rest.code === b.code && rest.layer === b.layer;
}
