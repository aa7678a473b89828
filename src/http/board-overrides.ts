import { hasScope, type Principal } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { callerNames } from '../overrides/caller-names.ts';
import type { Override } from '../overrides/override.ts';
import { overrideWithin } from '../overrides/override-within.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import { phaseOf } from '../overrides/phase-of.ts';
import { linesIn } from '../overrides/scope.ts';
import type { StoreState } from '../store/store-state.ts';
import type { BoardData, BoardOverride, NamedLines } from '../web/board-data.ts';
import { MAX_BOARD_NAMES, MAX_BOARD_OVERRIDES } from './limits.ts';

export interface OverrideContext {
  /** As far as the principal may see it. */
  readonly snapshot: Snapshot;
  readonly principal: Principal;
  readonly now: Instant;
}

/** What of the overrides is on the board. */
export interface OverridesShown extends Pick<BoardData, 'overrides' | 'moreOverrides'> {
  /** When some override begins or ends next, or infinity. */
  readonly freshUntil: number;
}

/** The overrides in force. What is only planned is nobody's business yet. */
export function overridesShown(state: StoreState | null, context: OverrideContext): OverridesShown {
  const { now, snapshot } = context;
  const { limits } = context.principal;
  const all = state ? overridesOf(state).filter((each) => phaseOf(each, now) !== 'past') : [];
  const active = all
    .filter((each) => phaseOf(each, now) === 'active')
    .flatMap((each) => overrideWithin(limits, each, snapshot) ?? [])
    .filter((each) => phaseOf(each, now) === 'active')
    .reverse();
  const bounds = all.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]);
  const shown = active.slice(0, MAX_BOARD_OVERRIDES).map((each) => overrideShown(each, context));
  return {
    overrides: shown,
    moreOverrides: active.length - shown.length,
    freshUntil: Math.min(...bounds.filter((bound) => bound > now)),
  };
}

/** Callers are told its name and effect; who decided it and why is for operators. */
function overrideShown(override: Override, context: OverrideContext): BoardOverride {
  const { id, state, hours, reason, author: by, note } = override;
  const { snapshot, principal } = context;
  const names = callerNames(override);
  return {
    id,
    name: (state === 'open' ? names.open : names.closed) ?? null,
    state,
    hours: hours ?? [],
    lines: override.all ? ALL_LINES : namedLines(linesIn(override, snapshot)),
    until: formatInstant(snapshot.zone, Date.parse(override.until) as Instant),
    decided: seesDecider(principal) ? { reason, by, note } : null,
  };
}

/** As the routes of overrides have it. */
export function seesDecider(principal: Principal): boolean {
  return hasScope(principal, 'override');
}

export const ALL_LINES: NamedLines = { isAll: true, names: [], more: 0 };

export function namedLines(lines: readonly Line[]): NamedLines {
  const names = lines.slice(0, MAX_BOARD_NAMES).map(({ name }) => name);
  return { isAll: false, names, more: lines.length - names.length };
}
