import type { Instant } from '../core/instant.ts';
import type { StoreState } from '../store/store-state.ts';
import type { AccessKey } from './access-key.ts';

/** The access keys of a state by id, in order of creation; gathered once for each state. */
export function keysOf(state: StoreState): ReadonlyMap<string, AccessKey> {
  const known = gathered.get(state);
  if (known) return known;
  const keys = [...state.documents]
    .filter(([name]) => name.startsWith('key/'))
    .map(([, document]) => document as unknown as AccessKey)
    .sort((a, b) => a.created.version - b.created.version);
  const byId = new Map(keys.map((key) => [key.id, key]));
  gathered.set(state, byId);
  return byId;
}

const gathered = new WeakMap<StoreState, ReadonlyMap<string, AccessKey>>();

export const KEY_STATES = ['valid', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** Whether a key opens anything; at the instant of its expiry it no longer does. */
export function keyStateAt({ revoked, expires }: AccessKey, now: Instant): KeyState {
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= now ? 'expired' : 'valid';
}
