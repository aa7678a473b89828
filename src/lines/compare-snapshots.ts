import { addDays } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import { instantToDay, startOfDay } from '../core/zone.ts';
import { changedFacts } from './changed-facts.ts';
import type { InstantRange } from './changed-intervals.ts';
import { type ComparisonLimits, comparingLines, type LineComparison } from './compare-lines.ts';
import { isEqual } from './same-hours.ts';
import type { Snapshot } from './snapshot.ts';
import { forEach, type Work } from './work.ts';

/** Names of what is only in the one or the other, and of what is in both and differs. */
export interface NameChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What of a line is different beside its hours. */
export interface FactChange {
  readonly line: string;
  /** Words of the configuration, such as `name`. */
  readonly fields: readonly string[];
}

/** Everything that differs for callers and receivers between two snapshots. */
export interface SnapshotComparison extends LineComparison, InstantRange {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly lines: Omit<NameChanges, 'changed'>;
  readonly facts: readonly FactChange[];
  readonly purposes: NameChanges;
  readonly webhooks: NameChanges;
  /** What is set for the whole configuration: `zone`, `onUnknown`. */
  readonly settings: readonly string[];
}

/** How far ahead is looked, in civil dates of the service's zone, today included. */
export const COMPARED_DAYS = 400;

/** Some seconds of work, in slices: two thousand schedules of their own. */
const LIMITS: ComparisonLimits = { toldIntervals: 10_000, seenIntervals: 2_000_000 };

/** What is compared, and from which day on. */
export interface SnapshotPair {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly now: Instant;
  readonly days?: number;
}

/** Everything that differs from the beginning of today on, as work that can be put down. */
export function* comparingSnapshots(pair: SnapshotPair): Work<SnapshotComparison> {
  const { before, after, now, days = COMPARED_DAYS } = pair;
  const today = instantToDay(after.zone, now);
  const from = startOfDay(after.zone, today);
  const until = startOfDay(after.zone, addDays(today, days));
  const range = { before, after, from, until };
  const { added, removed } = yield* comparingNames(before.lines, after.lines, () => true);
  const facts = yield* comparingFacts(pair);
  const compared = { ...range, lines: after.lines.keys(), limits: LIMITS };
  return {
    ...range,
    ...(yield* comparingLines(compared)),
    lines: { added, removed },
    facts,
    purposes: yield* comparingNames(before.purposes, after.purposes, isEqual),
    webhooks: yield* comparingNames(byId(before.webhooks), byId(after.webhooks), isEqual),
    settings: settingsBetween(before, after),
  };
}

/** Whether there is anything; also where that could not be seen to the end. */
export function isChanged(comparison: SnapshotComparison): boolean {
  const { lines, facts, purposes, webhooks, settings, changes, truncated } = comparison;
  const names = [lines, purposes, webhooks].flatMap((each) => Object.values(each).flat());
  return truncated || [names, facts, settings, changes].some(({ length }) => length > 0);
}

function* comparingNames<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  isSame: (some: T, other: T) => boolean,
): Work<NameChanges> {
  const added: string[] = [];
  const removed: string[] = [];
  const changed: string[] = [];
  yield* forEach(after, ([id, value]) => {
    const old = before.get(id);
    if (old === undefined) added.push(id);
    else if (!isSame(old, value)) changed.push(id);
  });
  yield* forEach(before.keys(), (id) => {
    if (!after.has(id)) removed.push(id);
  });
  return { added, removed, changed };
}

function byId<T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> {
  return new Map(values.map((value) => [value.id, value]));
}

function settingsBetween(before: Snapshot, after: Snapshot): string[] {
  const settings: string[] = [];
  if (before.zone.name !== after.zone.name) settings.push('zone');
  if (before.onUnknown !== after.onUnknown) settings.push('onUnknown');
  return settings;
}

function* comparingFacts({ before, after }: SnapshotPair): Work<readonly FactChange[]> {
  const facts: FactChange[] = [];
  yield* forEach(after.lines.values(), (line) => {
    const old = before.lines.get(line.id);
    const fields = old ? changedFacts(old, line) : [];
    if (fields.length > 0) facts.push({ line: line.id, fields });
  });
  return facts;
}
