import { MAX_KEYS } from '../../src/access/access-key.ts';
import { createKey, type NewKey } from '../../src/access/create-key.ts';
import { revokeKey } from '../../src/access/revoke-key.ts';
import type { Ledger } from '../../src/store/ledger.ts';
import type { Write } from '../../src/store/write.ts';

export interface MadeKey {
  readonly id: string;
  readonly key: string;
  /** The header that shows the key. */
  readonly headers: { readonly authorization: string };
}

const OPERATOR = { key: null, name: 'operator' };

/** A key written to the ledger of a test. */
export async function makeKey(ledger: Ledger, wanted: Partial<NewKey> = {}): Promise<MadeKey> {
  const { id, key, propose } = createKey({
    ...{ name: 'tests', scopes: ['override'], lines: null, groups: null, expires: null },
    ...wanted,
  });
  await ledger.write({ actor: OPERATOR, action: 'key.create', idempotency: null, propose });
  return { id, key, headers: { authorization: `Bearer ${key}` } };
}

/** As many keys as can be valid at once, in one write. */
export async function makeAllKeys(ledger: Ledger): Promise<void> {
  const wanted: NewKey = { name: 'x', scopes: ['read'], lines: null, groups: null, expires: null };
  const propose: Write['propose'] = (context) =>
    Array.from({ length: MAX_KEYS }, () => createKey(wanted).propose(context)).flat();
  await ledger.write({ actor: OPERATOR, action: 'key.create', idempotency: null, propose });
}

export async function revoke(ledger: Ledger, id: string): Promise<void> {
  const propose = revokeKey(id);
  await ledger.write({ actor: OPERATOR, action: 'key.revoke', idempotency: null, propose });
}
