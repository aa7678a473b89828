import type { Instant } from '../core/instant.ts';
import { CodedError, type Fault, refuseFaults } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { DocumentChange } from '../store/record.ts';
import type { Write } from '../store/write.ts';
import { type AccessKey, MAX_KEY_NAME_LENGTH, MAX_KEYS, type Scope } from './access-key.ts';
import { generateKey, hashSecret, writeKey } from './key-text.ts';
import { keyStateAt, keysOf } from './keys-of.ts';

/** What a key is to be. Its name is for people; several keys may have the same. */
export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** `null` for both: every line, also those that are configured later. */
  readonly lines: readonly string[] | null;
  readonly groups: readonly string[] | null;
  readonly expires: Instant | null;
}

export interface CreatedKey {
  readonly id: string;
  /** To be shown once: what is stored cannot be turned back into it. */
  readonly key: string;
  readonly propose: Write['propose'];
}

/** A key and the write that makes it valid. Names of lines and groups are the caller's to check. */
export function createKey({ name, scopes, lines, groups, expires }: NewKey): CreatedKey {
  const text = generateKey();
  const { id } = text;
  const hash = hashSecret(text.secret).toString('hex');
  const propose: Write['propose'] = ({ state, deed }) => {
    const now = Date.parse(deed.at) as Instant;
    const created: AccessKey = {
      ...{ id, name, scopes, lines, groups, hash },
      created: deed,
      expires: expires === null ? null : new Date(expires).toISOString(),
      revoked: null,
    };
    refuseFaults(faultsOf(created, now));
    return [...makeRoom([...keysOf(state).values()], now), changeOf(id, null, created)];
  };
  return { id, key: writeKey(text), propose };
}

/** A change of one key; `null` where there is none before or after it. */
export function changeOf(
  id: string,
  before: AccessKey | null,
  after: AccessKey | null,
): DocumentChange {
  const [from, to] = [before, after] as unknown as [Json, Json];
  return { kind: 'key', id, before: from, after: to };
}

function faultsOf(key: AccessKey, now: Instant): Fault[] {
  const { name, scopes, lines, groups } = key;
  const faults: Fault[] = [];
  const refuse = (pointer: string, detail: string) =>
    faults.push({ code: 'invalid_parameter', pointer, detail });
  if (!/\S/.test(name) || /\p{Cc}/u.test(name) || [...name].length > MAX_KEY_NAME_LENGTH) {
    refuse('/name', `A key has a name of 1 to ${MAX_KEY_NAME_LENGTH} characters, in one line.`);
  }
  if (scopes.length === 0) refuse('/scopes', 'A key without a scope opens nothing; give it one.');
  if (lines?.length === 0) refuse('/lines', 'Name lines, or leave them out for all of them.');
  if (groups?.length === 0) refuse('/groups', 'Name groups, or leave them out for all lines.');
  if (scopes.includes('admin') && (lines !== null || groups !== null)) {
    const detail = 'A key with the scope admin could make one without limits, so it has none.';
    refuse('/scopes', `${detail} Leave out lines and groups, or the scope.`);
  }
  if (keyStateAt(key, now) === 'expired') refuse('/expires', 'The key would have expired already.');
  return faults;
}

/** Refuses one living key too many, and forgets the oldest dead one; the audit remembers it. */
function makeRoom(keys: readonly AccessKey[], now: Instant): DocumentChange[] {
  const dead = keys.filter((key) => keyStateAt(key, now) !== 'valid');
  if (keys.length - dead.length >= MAX_KEYS) {
    const detail = `There are ${MAX_KEYS} valid keys already; revoke those that are not used.`;
    throw new CodedError([{ code: 'too_many_keys', detail }]);
  }
  const [oldest] = dead;
  return oldest && dead.length >= MAX_KEYS ? [changeOf(oldest.id, oldest, null)] : [];
}
