import { DAY, type Instant } from '../core/instant.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/ledger.ts';
import type { Actor } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Override } from './override.ts';
import { FORGOTTEN_AT_ONCE, KEPT_DAYS, MAX_OVERRIDES } from './override-limits.ts';
import { overridesOf } from './overrides-of.ts';

/** Nobody asked for it: the service does it to make room. */
const SERVICE: Actor = { key: null, name: 'eigyochu' };

/** The write that makes room for another override, or `null` where none is needed or possible. */
export function forgetOverrides(state: StoreState, now: Instant): Write | null {
  if (forgettable(state, now).length === 0) return null;
  return {
    actor: SERVICE,
    action: 'override.forget',
    idempotency: null,
    propose: ({ state, deed }) => {
      const forgotten = forgettable(state, Date.parse(deed.at) as Instant);
      return forgotten.map((override) => {
        const before = override as unknown as Json;
        return { kind: 'override', id: override.id, before, after: null };
      });
    },
  };
}

/** Those that ended long ago, once there is no room; the audit trail keeps them all. */
function forgettable(state: StoreState, now: Instant): readonly Override[] {
  const overrides = overridesOf(state);
  if (overrides.length < MAX_OVERRIDES) return [];
  const kept = now - KEPT_DAYS * DAY;
  return overrides.filter(({ until }) => Date.parse(until) < kept).slice(0, FORGOTTEN_AT_ONCE);
}
