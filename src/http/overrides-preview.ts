import { DAY, type Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import type { Zone } from '../core/zone.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { type Compared, compareLines } from '../lines/compare-lines.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Override } from '../overrides/override.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import type { OverridePorts } from '../overrides/reading.ts';
import { linesIn } from '../overrides/scope.ts';
import type { Write } from '../store/ledger.ts';
import type { Actor } from '../store/record.ts';
import { stateOf } from './ledger-of.ts';
import { MAX_HEARD_INTERVALS } from './limits.ts';
import { changesToJson, type Hear, overrideToJson } from './overrides-json.ts';
import type { Ports } from './ports.ts';

interface PreviewContext {
  readonly actor: Actor;
  readonly zone: Zone;
  readonly overridePorts: OverridePorts;
}

/** What a write would change, line by line, as it is answered. Nothing is written. */
export function previewOf(
  propose: Write['propose'],
  { actor, zone, overridePorts }: PreviewContext,
  ports: Ports,
) {
  const state = stateOf(ports);
  const now = ports.clock();
  const deed = { at: new Date(now).toISOString(), by: actor, version: state.version + 1 };
  const [change] = propose({ state, deed });
  invariant(change?.after != null, 'a write of an override leaves one');
  const before = change.before as unknown as Override | null;
  const after = change.after as unknown as Override;
  const comparison = compare({ before, after, all: overridesOf(state) }, overridePorts);
  const { changes, truncated } = compareLines(comparison);
  const json = overrideToJson(after, { now, zone });
  const override = { ...json, id: before?.id ?? null, version: null };
  const hear = createHear(comparison.after, now);
  const told = changes.map((each) => changesToJson(each, hear));
  return { dryRun: true, override, changes: told, truncated };
}

/**
 * Tells what callers would be told at the beginning of an interval, or now where it has begun; of
 * lines that share a change, by the first. Nobody calls in what is past, and no more than so many
 * are told.
 */
export function createHear(after: Snapshot, now: Instant): Hear {
  let left = MAX_HEARD_INTERVALS;
  return ({ lines: [first] }, { start, end }) => {
    const line = first && after.lines.get(first.id);
    if (!line || left-- <= 0 || end <= now) return null;
    const instant = Math.max(start, now) as Instant;
    return composeAnswer(after, line, { instant, at: instant }).message();
  };
}

interface Replacement {
  readonly before: Override | null;
  readonly after: Override;
  readonly all: readonly Override[];
}

/**
 * Two snapshots to compare, in the time of both overrides, and for the lines of both; also before
 * it, where the last call is of an opening that ends by it.
 */
function compare({ before, after, all }: Replacement, { base, layOver }: OverridePorts): Compared {
  const both = before ? [before, after] : [after];
  const changed = before ? all.map((each) => (each === before ? after : each)) : [...all, after];
  const lines = new Set(both.flatMap((override) => linesIn(override, base)));
  return {
    before: layOver(all),
    after: layOver(changed),
    lines: [...lines].map(({ id }) => id),
    from: (Math.min(...both.map(({ from }) => Date.parse(from))) - DAY) as Instant,
    until: Math.max(...both.map(({ until }) => Date.parse(until))) as Instant,
  };
}
