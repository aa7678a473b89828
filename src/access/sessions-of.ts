import { timingSafeEqual } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import type { StoreState } from '../store/store-state.ts';
import type { AccessKey } from './access-key.ts';
import { hashSecret } from './key-text.ts';
import { keyStateAt, keysOf } from './keys-of.ts';
import type { Session, SessionText } from './session.ts';

const PREFIX = 'session/';

/** The session of this id, whether it lasts or not. */
export function sessionOf({ documents }: StoreState, id: string): Session | undefined {
  return documents.get(`${PREFIX}${id}`) as Session | undefined;
}

/** All sessions, the oldest first. Looks at every document, so it is for writes alone. */
export function sessionsOf({ documents }: StoreState): readonly Session[] {
  return [...documents]
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([, document]) => document as unknown as Session)
    .sort((a, b) => a.created.version - b.created.version);
}

/** A session that lasts, and the key that it stands for. */
export interface Living {
  readonly session: Session;
  readonly key: AccessKey;
}

/** Compared with where there is no such session, so that the time taken does not tell. */
const NO_SESSION = Buffer.alloc(32);

/** Whose session this is; `null` where it is none, or the key it stands for has ended. */
export function findSession(shown: SessionText, state: StoreState, now: Instant): Living | null {
  const session = heldSession(shown, state);
  const key = session && livingKey(session, state, now);
  return session && key ? { session, key } : null;
}

/** The session of whoever has its secret, whether it lasts or not. */
export function heldSession({ id, secret }: SessionText, state: StoreState): Session | null {
  const session = sessionOf(state, id);
  const expected = session ? Buffer.from(session.hash, 'hex') : NO_SESSION;
  const isRight = timingSafeEqual(hashSecret(secret), expected);
  return session && isRight ? session : null;
}

/** The key of a session, while both last: it ends with the key, at once and by itself. */
export function livingKey(session: Session, state: StoreState, now: Instant): AccessKey | null {
  if (Date.parse(session.expires) <= now) return null;
  const key = keysOf(state).get(session.key);
  return key !== undefined && keyStateAt(key, now) === 'valid' ? key : null;
}

/** Whether a session that was found once lasts still. */
export function isLiving({ id }: Session, state: StoreState, now: Instant): boolean {
  const session = sessionOf(state, id);
  return session !== undefined && livingKey(session, state, now) !== null;
}
