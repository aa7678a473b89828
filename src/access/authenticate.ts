import { timingSafeEqual } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import type { StoreState } from '../store/store-state.ts';
import type { AccessKey, Scope } from './access-key.ts';
import { hashSecret, parseKey } from './key-text.ts';
import { keyStateAt, keysOf } from './keys-of.ts';
import { hasScope, isAnonymous, type Principal, principalOf } from './principal.ts';

const BEARER = /^Bearer +(\S+) *$/i;
const CHALLENGE = 'Bearer realm="eigyochu"';

/** Compared with where there is no such key, so that the time taken does not tell. */
const NO_KEY = Buffer.alloc(32);

/** Who holds the key of an `Authorization` header; refuses as {@link validKey} does. */
export function authenticate(header: string, state: StoreState | null, now: Instant): Principal {
  const text = BEARER.exec(header)?.[1] ?? '';
  const unlike = 'Authorization is not written as "Bearer eig_ID_SECRET".';
  return principalOf(validKey({ text, unlike }, state, now));
}

/** A key as somebody has written it, and what to say where it is not written as keys are. */
export interface ShownKey {
  readonly text: string;
  readonly unlike: string;
}

/**
 * The key that was shown. Refuses one that is not valid, and says why only to somebody who has its
 * secret.
 */
export function validKey(
  { text, unlike }: ShownKey,
  state: StoreState | null,
  now: Instant,
): AccessKey {
  if (state === null) throw storeUnseen();
  const parsed = parseKey(text);
  if (!parsed) throw invalidKey(unlike, state);
  const key = keysOf(state).get(parsed.id);
  const expected = key ? Buffer.from(key.hash, 'hex') : NO_KEY;
  const isRight = timingSafeEqual(hashSecret(parsed.secret), expected);
  if (!key || !isRight) throw invalidKey('The access key is not known.', state);
  const keyState = keyStateAt(key, now);
  if (keyState === 'expired') throw invalidKey('The access key has expired.', state);
  if (keyState === 'revoked') throw invalidKey('The access key was revoked.', state);
  return key;
}

/** Refuses somebody who may not do what needs this scope. */
export function requireScope(principal: Principal, scope: Scope, state: StoreState | null): void {
  if (hasScope(principal, scope)) return;
  if (isAnonymous(principal)) throw missingKey(state);
  const held = [...principal.scopes].join(', ');
  const detail = `This needs a key with the scope ${scope}; this one has ${held}.`;
  const challenge = `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`;
  throw new CodedError([{ code: 'forbidden', detail }], { 'www-authenticate': challenge });
}

function missingKey(state: StoreState | null): CodedError {
  if (state && keysOf(state).size === 0) return noKeys();
  const detail = 'This needs an access key: send "Authorization: Bearer eig_ID_SECRET".';
  return new CodedError([{ code: 'unauthenticated', detail }], { 'www-authenticate': CHALLENGE });
}

function invalidKey(detail: string, state: StoreState): CodedError {
  if (keysOf(state).size === 0) return noKeys();
  const challenge = `${CHALLENGE}, error="invalid_token"`;
  return new CodedError([{ code: 'unauthenticated', detail }], { 'www-authenticate': challenge });
}

/** Nobody is signed in, or no longer. */
export function noSession(detail: string): CodedError {
  return new CodedError([{ code: 'unauthenticated', detail }], { 'www-authenticate': CHALLENGE });
}

function noKeys(): CodedError {
  const detail =
    'There are no access keys yet. Make one on the machine of the service:' +
    ' eigyochu keys create --name NAME --scope override.';
  return new CodedError([{ code: 'no_keys', detail }], { 'www-authenticate': CHALLENGE });
}

/** Nothing that is kept in the store can be known. */
export function storeUnseen(): CodedError {
  const detail = 'The store has not been seen yet, so neither are access keys known.';
  return new CodedError([{ code: 'store_unavailable', detail }], { 'retry-after': '1' });
}
