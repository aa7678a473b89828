import type { Instant } from '../core/instant.ts';
import type { Json } from '../store/json.ts';
import type { DocumentChange } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Write } from '../store/write.ts';
import type { AccessKey } from './access-key.ts';
import { hashSecret } from './key-text.ts';
import {
  generateSession,
  MAX_SESSIONS_OF_KEY,
  SESSION_MILLISECONDS,
  type Session,
  type SessionText,
} from './session.ts';
import { livingKey, sessionOf, sessionsOf } from './sessions-of.ts';

/** Sessions that are over and forgotten with one more, so that no record grows without a bound. */
const MAX_FORGOTTEN = 100;

export interface NewSession {
  /** Whose session it is to be; looked up again in the state that it is written to. */
  readonly keyIn: (state: StoreState, now: Instant) => AccessKey;
  /** The id of the session that whoever signs in has had until now. */
  readonly replaces: string | null;
}

export interface StartedSession {
  /** To be handed out once: what is stored cannot be turned back into it. */
  readonly session: SessionText;
  readonly propose: Write['propose'];
}

/** A session and the write that makes it valid, and ends those that it leaves no room for. */
export function startSession({ keyIn, replaces }: NewSession): StartedSession {
  const session = generateSession();
  const { id } = session;
  const hash = hashSecret(session.secret).toString('hex');
  const propose: Write['propose'] = ({ state, deed }) => {
    const now = Date.parse(deed.at) as Instant;
    const key = keyIn(state, now);
    const ended = makeRoom(key, replaces, { state, now });
    const expires = expiryOf(key, now);
    const started: Session = { id, hash, key: key.id, created: deed, expires };
    return [...ended.map((each) => changeOf(each, null)), changeOf(null, started)];
  };
  return { session, propose };
}

/** A change of one session; `null` where there is none before or after it. */
export function changeOf(before: Session | null, after: Session | null): DocumentChange {
  const [from, to] = [before, after] as unknown as [Json, Json];
  return { kind: 'session', id: (before ?? after)?.id ?? '', before: from, after: to };
}

/** Never beyond the key's own end. */
function expiryOf({ expires }: AccessKey, now: Instant): string {
  const own = new Date(now + SESSION_MILLISECONDS).toISOString();
  return expires !== null && Date.parse(expires) < Date.parse(own) ? expires : own;
}

/** What goes for one more session of a key: what is replaced or over, and the oldest of the key. */
function makeRoom(
  { id }: AccessKey,
  replaces: string | null,
  { state, now }: { readonly state: StoreState; readonly now: Instant },
): readonly Session[] {
  const replaced = sessionOf(state, replaces ?? '');
  const others = sessionsOf(state).filter((session) => session !== replaced);
  const over = others.filter((session) => livingKey(session, state, now) === null);
  const own = others.filter((session) => session.key === id && !over.includes(session));
  const excess = Math.max(own.length + 1 - MAX_SESSIONS_OF_KEY, 0);
  return [
    ...(replaced ? [replaced] : []),
    ...over.slice(0, MAX_FORGOTTEN),
    ...own.slice(0, excess),
  ];
}
