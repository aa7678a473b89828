import { type CompiledSchedule, overlayPainted } from '../core/compiled-schedule.ts';
import type { LineOverride } from '../core/line-override.ts';
import { type PaintedStretch, paintOverrides } from '../core/paint-overrides.ts';
import { createLineOverrides } from '../overrides/line-overrides.ts';
import type { Override } from '../overrides/override.ts';
import { compileLine, type Line, type Snapshot } from './snapshot.ts';
import { finish, forEach, type Work } from './work.ts';

/** The overrides that a store holds at one of its versions, in order of creation. */
export interface OverrideState {
  readonly version: number;
  readonly overrides: readonly Override[];
}

/**
 * A snapshot with overrides laid over its lines. What they do not concern stays the same objects;
 * lines with one schedule and equal overrides share what comes of them.
 */
export function overlaySnapshot(base: Snapshot, state: OverrideState): Snapshot {
  return finish(overlayingSnapshot(base, state));
}

/** As {@link overlaySnapshot}, as work that can be put down. */
export function* overlayingSnapshot(
  base: Snapshot,
  { version, overrides }: OverrideState,
): Work<Snapshot> {
  const revision = revisionOf(base.revision, version);
  const lines = yield* overlayingLines(base.lines, overrides);
  if (lines === base.lines) return { ...base, revision };
  const groups = new Map<string, readonly Line[]>();
  for (const [id, members] of base.groups) {
    groups.set(id, yield* overlayingMembers(members, lines));
  }
  return { ...base, revision, lines, groups };
}

/** The configuration's until the store's first change, and `<revision>.<version>` after it. */
export function revisionOf(revision: string, version: number): string {
  return version === 0 ? revision : `${revision}.${version}`;
}

function* overlayingLines(
  base: Snapshot['lines'],
  overrides: readonly Override[],
): Work<Snapshot['lines']> {
  if (overrides.length === 0) return base;
  const overridesOf = createLineOverrides(overrides);
  const overlay = sharingOverlay();
  const lines = new Map<string, Line>();
  let isSame = true;
  yield* forEach(base, ([id, line]) => {
    const compiled = overlay(line.compiled, overridesOf(line));
    isSame &&= compiled === line.compiled;
    const { alternatives } = line;
    lines.set(id, compiled === line.compiled ? line : compileLine(line, compiled, alternatives));
  });
  return isSame ? base : lines;
}

function* overlayingMembers(
  members: readonly Line[],
  lines: Snapshot['lines'],
): Work<readonly Line[]> {
  const overlaid: Line[] = [];
  let isSame = true;
  yield* forEach(members, (member) => {
    const line = lines.get(member.id) ?? member;
    isSame &&= line === member;
    overlaid.push(line);
  });
  return isSame ? members : overlaid;
}

type Overrides = readonly LineOverride[];

/** Overrides are painted once, and laid over each schedule once. */
function sharingOverlay(): (compiled: CompiledSchedule, overrides: Overrides) => CompiledSchedule {
  const paintedOf = new Map<Overrides, Painted>();
  const overlaidBy = new Map<Painted, Map<CompiledSchedule, CompiledSchedule>>();
  return (compiled, overrides) => {
    if (overrides.length === 0) return compiled;
    const painted = remembered(paintedOf, overrides, () => paintOverrides(overrides));
    const overlaidOf = remembered(overlaidBy, painted, () => new Map());
    return remembered(overlaidOf, compiled, () => overlayPainted(compiled, painted));
  };
}

type Painted = readonly PaintedStretch[];

function remembered<K, V>(values: Map<K, V>, key: K, make: () => V): V {
  const known = values.get(key);
  if (known !== undefined) return known;
  const value = make();
  values.set(key, value);
  return value;
}
