import { timingSafeEqual } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Scope } from './access-key.ts';
import { hashSecret, parseKey } from './key-text.ts';
import { keyStateAt, keysOf } from './keys-of.ts';
import { hasScope, isAnonymous, type Principal, principalOf } from './principal.ts';

const BEARER = /^Bearer +(\S+) *$/i;
const CHALLENGE = 'Bearer realm="eigyochu"';

/** Compared with where there is no such key, so that the time taken does not tell. */
const NO_KEY = Buffer.alloc(32);

/**
 * Who holds the key of an `Authorization` header. Refuses a key that is not valid, and says why
 * only to somebody who has its secret.
 */
export function authenticate(header: string, state: StoreState | null, now: Instant): Principal {
  if (state === null) throw storeUnseen();
  const text = parseKey(BEARER.exec(header)?.[1] ?? '');
  if (!text) throw invalidKey('Authorization is not written as "Bearer eig_ID_SECRET".', state);
  const key = keysOf(state).get(text.id);
  const expected = key ? Buffer.from(key.hash, 'hex') : NO_KEY;
  const isRight = timingSafeEqual(hashSecret(text.secret), expected);
  if (!key || !isRight) throw invalidKey('The access key is not known.', state);
  const keyState = keyStateAt(key, now);
  if (keyState === 'expired') throw invalidKey('The access key has expired.', state);
  if (keyState === 'revoked') throw invalidKey('The access key was revoked.', state);
  return principalOf(key);
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
