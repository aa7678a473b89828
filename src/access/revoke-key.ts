import { CodedError } from '../errors.ts';
import type { Write } from '../store/write.ts';
import { changeOf } from './create-key.ts';
import { keysOf } from './keys-of.ts';

/** The write after which a key opens nothing; it changes nothing where that is so already. */
export function revokeKey(id: string): Write['propose'] {
  return ({ state, deed }) => {
    const key = keysOf(state).get(id);
    if (!key) throw unknownKey();
    return key.revoked === null ? [changeOf(id, key, { ...key, revoked: deed })] : [];
  };
}

/** What was given is not repeated: it may well be a whole key, and refusals are kept in logs. */
function unknownKey(): CodedError {
  const detail = 'There is no access key with this id. An id is the ten characters after eig_.';
  return new CodedError([{ code: 'unknown_key', parameter: 'id', detail }]);
}
