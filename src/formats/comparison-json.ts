import type { Reason } from '../core/reason.ts';
import { formatInstant } from '../core/zone.ts';
import type { LineChanges } from '../lines/compare-lines.ts';
import {
  isChanged,
  type NameChanges,
  type SnapshotComparison,
} from '../lines/compare-snapshots.ts';

/** How much of a comparison is written. */
export interface WrittenAmount {
  readonly intervals: number;
  /** Of each list of names. */
  readonly names: number;
}

/** What an answer has at most. */
const WHOLE_COMPARISON: WrittenAmount = { intervals: 10_000, names: 1_000 };

/** A comparison as it is answered; `truncated` where there is more than is written. */
export function comparisonToJson(
  comparison: SnapshotComparison,
  { intervals, names }: WrittenAmount = WHOLE_COMPARISON,
) {
  const { before, after, from, until, lines, facts, purposes, webhooks, settings } = comparison;
  const cut = createCut(names);
  const changes = withinIntervals(comparison.changes, intervals);
  const written = {
    before: before.revision,
    after: after.revision,
    from: formatInstant(after.zone, from),
    until: formatInstant(after.zone, until),
    isChanged: isChanged(comparison),
    lines: { added: cut(lines.added), removed: cut(lines.removed) },
    changes: changes.map((each) => changesToJson(each, cut)),
    facts: cut(facts).map(({ line, fields }) => ({ line, fields: [...fields] })),
    purposes: cutNames(purposes, cut),
    webhooks: cutNames(webhooks, cut),
    settings: [...settings],
    rewritten: cut(comparison.rewritten),
  };
  const isWhole = !comparison.truncated && !cut.hasCut && isSameAmount(changes, comparison.changes);
  return { ...written, truncated: !isWhole };
}

type Cut = (<T>(list: readonly T[]) => T[]) & { hasCut: boolean };

/** Shortens lists, and remembers that it did. */
function createCut(most: number): Cut {
  const cut: Cut = Object.assign(
    <T>(list: readonly T[]) => {
      if (list.length > most) cut.hasCut = true;
      return list.slice(0, most);
    },
    { hasCut: false },
  );
  return cut;
}

function cutNames({ added, removed, changed }: NameChanges, cut: Cut) {
  return { added: cut(added), removed: cut(removed), changed: cut(changed) };
}

/** The first so many intervals, with the lines that they are of. */
function withinIntervals(changes: readonly LineChanges[], most: number): readonly LineChanges[] {
  let left = most;
  return changes.flatMap(({ lines, intervals }) => {
    const told = intervals.slice(0, left);
    left -= told.length;
    return told.length > 0 ? [{ lines, intervals: told }] : [];
  });
}

function isSameAmount(some: readonly LineChanges[], other: readonly LineChanges[]): boolean {
  const count = (all: readonly LineChanges[]) =>
    all.reduce((sum, { intervals }) => sum + intervals.length, 0);
  return count(some) === count(other);
}

function changesToJson({ lines, intervals }: LineChanges, cut: Cut) {
  const [first] = lines;
  return {
    lines: cut(lines).map(({ id }) => id),
    intervals: intervals.map(({ start, end, before, after }) => ({
      start: first ? formatInstant(first.zone, start) : '',
      end: first ? formatInstant(first.zone, end) : '',
      before: reasonToJson(before),
      after: reasonToJson(after),
    })),
  };
}

function reasonToJson({ state, code, layer, name, message }: Reason) {
  return { state, reason: code, layer, reasonName: name, message };
}
