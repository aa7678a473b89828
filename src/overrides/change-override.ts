import { describeLimits, type LineLimits } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/ledger.ts';
import type { StoreState } from '../store/store-state.ts';
import type { OverrideRequest } from './create-override.ts';
import { outsideLimits, portsWithin, requireLimits, touchesLimits } from './line-limits.ts';
import type { Override } from './override.ts';
import { overrideOf, overridesOf } from './overrides-of.ts';
import { parseOverride } from './parse-override.ts';
import { type Phase, phaseOf } from './phase-of.ts';
import type { OverridePorts } from './reading.ts';
import {
  mergePatch,
  overrideToWritten,
  WRITTEN_KEYS,
  type WrittenOverride,
} from './written-override.ts';

/** Which override is meant, and in which version. */
export interface OverrideTarget {
  readonly id: string;
  readonly limits: LineLimits | null;
  /** Whether a version is one that the caller has seen. */
  isExpected(version: number): boolean;
}

/** The change that a merge patch makes to an override; its own kind of refusals come first. */
export function changeOverride(
  { id, limits, isExpected, writing }: OverrideTarget & OverrideRequest,
  ports: OverridePorts,
): Write['propose'] {
  return ({ state, deed }) => {
    const now = Date.parse(deed.at) as Instant;
    const target = { id, limits, isExpected };
    const { override, phase } = targetOf(target, { state, now, base: ports.base });
    const keys = new Set(WRITTEN_KEYS.filter((key) => key in writing.body));
    refuseBegun(phase, keys);
    const body = mergePatch(overrideToWritten(override), writing.body) as WrittenOverride;
    requireLimits(limits, body, ports.base);
    const parsed = parseOverride(
      {
        writing: { body, told: writing.told },
        now,
        author: deed.by.name,
        others: overridesOf(state).filter((other) => other.id !== id),
        changed: { from: override, keys },
      },
      portsWithin(limits, ports),
    );
    const after: Override = { ...override, ...parsed, changed: deed };
    return [change(override, after)];
  };
}

export interface TargetContext {
  readonly state: StoreState;
  readonly now: Instant;
  readonly base: OverridePorts['base'];
}

/** The override, where it is there, may be changed by this key, is as expected and not over. */
export function targetOf(
  { id, limits, isExpected }: OverrideTarget,
  { state, now, base }: TargetContext,
): { readonly override: Override; readonly phase: Exclude<Phase, 'past'> } {
  const override = overrideOf(state, id);
  if (override === null || !touchesLimits(limits, override, base)) throw unknownOverride(id);
  if (limits && outsideLimits(limits, override, base).length > 0) throw sharedOverride(limits);
  if (!isExpected(override.changed.version)) throw changedMeanwhile(override);
  const phase = phaseOf(override, now);
  if (phase === 'past') throw overOverride();
  return { override, phase };
}

export function change(before: Override, after: Override) {
  const [from, to] = [before, after] as unknown as [Json, Json];
  return { kind: 'override', id: before.id, before: from, after: to } as const;
}

export function unknownOverride(id: string): CodedError {
  const detail = `There is no override ${JSON.stringify(id)}.`;
  return new CodedError([{ code: 'unknown_override', parameter: 'id', detail }]);
}

/** Which lines the others are is none of the caller's business. */
function sharedOverride(limits: LineLimits): CodedError {
  const own = describeLimits(limits);
  const detail = `It is for other lines too, and the access key only for ${own}.`;
  return new CodedError([{ code: 'forbidden', detail }]);
}

function changedMeanwhile({ changed }: Override): CodedError {
  const detail =
    `If-Match names another version: ${changed.by.name} changed it at ${changed.at}. ` +
    `Read it again; it is now "${changed.version}".`;
  return new CodedError([{ code: 'precondition_failed', detail }]);
}

function overOverride(): CodedError {
  const detail = 'It is over, and what is over stays as it was; create another one.';
  return new CodedError([{ code: 'override_over', detail }]);
}

const PLANNED_ONLY = ['lines', 'groups', 'all', 'state', 'hours', 'from'] as const;

/** What has begun is history: it can be lengthened and renamed, not turned into another. */
function refuseBegun(phase: Phase, keys: ReadonlySet<string>): void {
  const fixed = PLANNED_ONLY.filter((key) => keys.has(key));
  const [first, ...others] = phase === 'planned' ? [] : fixed.map(begunFault);
  if (first) throw new CodedError([first, ...others]);
}

function begunFault(key: string) {
  const detail = `/${key} cannot be changed once it has begun; end it and create another one.`;
  return { code: 'override_begun', pointer: `/${key}`, detail } as const;
}
