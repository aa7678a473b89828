/** Access keys without HTTP: made, found valid, limited, expired and revoked. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { MAX_KEYS, type Scope } from '../../src/access/access-key.ts';
import { authenticate, requireScope } from '../../src/access/authenticate.ts';
import { createKey, type NewKey } from '../../src/access/create-key.ts';
import { generateKey, parseKey, writeKey } from '../../src/access/key-text.ts';
import { keyStateAt, keysOf } from '../../src/access/keys-of.ts';
import { parseExpiry } from '../../src/access/parse-expiry.ts';
import {
  ANONYMOUS,
  allowsLine,
  hasScope,
  operator,
  principalOf,
} from '../../src/access/principal.ts';
import { restrictionOf, restrictSnapshot } from '../../src/access/restrict-snapshot.ts';
import { revokeKey } from '../../src/access/revoke-key.ts';
import type { Instant } from '../../src/core/instant.ts';
import { invariant } from '../../src/core/invariant.ts';
import { CodedError } from '../../src/errors.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import type { Json } from '../../src/store/json.ts';
import { EMPTY_HEAD } from '../../src/store/record.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import type { Write } from '../../src/store/write.ts';
import { callCentre } from '../support/configuration.ts';

const NOW = Date.parse('2026-11-24T01:00:00Z') as Instant;
const EMPTY: StoreState = { ...EMPTY_HEAD, documents: new Map() };
const EVERYTHING: NewKey = {
  name: 'night shift',
  scopes: ['override'],
  lines: null,
  groups: null,
  expires: null,
};

/** The state after a write, as a ledger makes it. */
function after(state: StoreState, propose: Write['propose'], now = NOW): StoreState {
  const version = state.version + 1;
  const by = { key: null, name: 'operator' };
  const documents = new Map<string, Json>(state.documents);
  const deed = { at: new Date(now).toISOString(), by, version };
  for (const change of propose({ state, deed })) {
    if (change.after === null) documents.delete(`key/${change.id}`);
    else documents.set(`key/${change.id}`, change.after);
  }
  return { version, hash: String(version), documents };
}

function refusalOf(attempt: () => unknown): CodedError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CodedError) return error;
  }
  throw new Error('it was not refused');
}

function stateWith(key: Partial<NewKey> = {}) {
  const made = createKey({ ...EVERYTHING, ...key });
  return { ...made, state: after(EMPTY, made.propose), header: `Bearer ${made.key}` };
}

t.test('a key is an id and 256 random bits, and no text but its own is it', async (t) => {
  const { id, key } = stateWith();
  t.match(key, /^eig_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$/);
  t.equal(parseKey(key)?.id, id);
  const written = Array.from({ length: 200 }, () => writeKey(generateKey()));
  t.equal(new Set(written).size, 200);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const parsed = parseKey(text);
      return parsed === null || writeKey(parsed) === text;
    }),
  );
  for (const text of [
    '',
    key.slice(1),
    key.slice(0, -1),
    `${key}a`,
    ` ${key}`,
    key.toUpperCase(),
  ]) {
    t.equal(parseKey(text), null, text.length.toString());
  }
});

t.test('what is stored is the hash of the secret and never the secret', async (t) => {
  const { id, key, state } = stateWith();
  const secret = key.slice(-43);
  const stored = keysOf(state).get(id);
  t.equal(stored?.hash, createHash('sha256').update(secret).digest('hex'));
  t.notMatch(JSON.stringify([...state.documents]), secret);
  t.equal(keysOf(state), keysOf(state), 'gathered once');
});

t.test('whoever shows a key is its holder, however the header is written', async (t) => {
  const { id, key, state, header } = stateWith({ scopes: ['read'] });
  for (const written of [header, `bearer ${key}`, `BEARER   ${key} `]) {
    const { actor, scopes, limits } = authenticate(written, state, NOW);
    t.same(actor, { key: id, name: 'night shift' });
    t.same([...scopes], ['read']);
    t.equal(limits, null);
  }
  const later = after(state, createKey(EVERYTHING).propose);
  t.equal(authenticate(header, later, NOW), authenticate(header, state, NOW), 'the same principal');
});

t.test(
  'a key that is not written as one, or not known, or almost right is refused alike',
  async (t) => {
    const { id, key, state } = stateWith();
    const other = writeKey({ id, secret: generateKey().secret });
    const almost = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const unknown = writeKey(generateKey());
    for (const text of ['Bearer', `Basic ${key}`, key, `Bearer ${key},${key}`, 'Bearer eig_a_b']) {
      const { code, headers } = refusalOf(() => authenticate(text, state, NOW));
      t.equal(code, 'unauthenticated', text);
      t.match(headers['www-authenticate'], /^Bearer realm="eigyochu", error="invalid_token"$/);
    }
    const told = [other, almost, unknown].map((text) => {
      return refusalOf(() => authenticate(`Bearer ${text}`, state, NOW)).message;
    });
    t.same(new Set(told), new Set(['The access key is not known.']));
  },
);

t.test('a key ends at its expiry, and only who has its secret is told so', async (t) => {
  const expires = (NOW + 1_000) as Instant;
  const { id, state, header } = stateWith({ expires });
  const stored = keysOf(state).get(id);
  invariant(stored !== undefined, 'the key is stored');
  const states = [expires - 1, expires, expires + 1].map((now) =>
    keyStateAt(stored, now as Instant),
  );
  t.same(states, ['valid', 'expired', 'expired']);
  t.equal(authenticate(header, state, (expires - 1) as Instant).actor.key, id);
  t.equal(
    refusalOf(() => authenticate(header, state, expires)).message,
    'The access key has expired.',
  );
  const wrong = `Bearer ${writeKey({ id, secret: generateKey().secret })}`;
  t.equal(
    refusalOf(() => authenticate(wrong, state, expires)).message,
    'The access key is not known.',
  );
});

t.test('a revoked key opens nothing, another of the same name goes on', async (t) => {
  const first = stateWith();
  const second = createKey(EVERYTHING);
  const both = after(first.state, second.propose);
  const state = after(both, revokeKey(first.id));
  t.equal(authenticate(first.header, both, NOW).actor.key, first.id, 'two at once, for rotation');
  t.equal(
    refusalOf(() => authenticate(first.header, state, NOW)).message,
    'The access key was revoked.',
  );
  t.equal(authenticate(`Bearer ${second.key}`, state, NOW).actor.key, second.id);
  const context = { state, deed: { at: '2026-11-24T01:00:00Z', by: operator().actor, version: 9 } };
  t.same(revokeKey(first.id)(context), [], 'revoking it again changes nothing');
  const unknown = refusalOf(() => revokeKey(first.key)(context));
  t.equal(unknown.code, 'unknown_key');
  t.notMatch(
    unknown.message,
    first.key.slice(-43),
    'a whole key in place of an id is not repeated',
  );
});

t.test('without a store that was seen no key can be told', async (t) => {
  const { header } = stateWith();
  const { code, headers } = refusalOf(() => authenticate(header, null, NOW));
  t.equal(code, 'store_unavailable');
  t.ok(headers['retry-after']);
});

t.test('while there are no keys, whoever needs one is told how to make it', async (t) => {
  const { header } = stateWith();
  for (const refusal of [
    refusalOf(() => authenticate(header, EMPTY, NOW)),
    refusalOf(() => requireScope(ANONYMOUS.public, 'override', EMPTY)),
  ]) {
    t.equal(refusal.code, 'no_keys');
    t.match(refusal.message, 'eigyochu keys create --name NAME --scope override');
  }
  const { state } = stateWith();
  t.equal(
    refusalOf(() => requireScope(ANONYMOUS.public, 'override', state)).code,
    'unauthenticated',
  );
});

t.test('override includes read, and admin includes all', async (t) => {
  const holder = (...scopes: Scope[]) => {
    const { id, state } = stateWith({ scopes });
    const key = keysOf(state).get(id);
    invariant(key !== undefined, 'the key is stored');
    return principalOf(key);
  };
  const wanted = ['read', 'override', 'admin'] as const;
  const may = (principal: Parameters<typeof hasScope>[0]) =>
    wanted.filter((scope) => hasScope(principal, scope)).join(' ');
  t.equal(may(holder('read')), 'read');
  t.equal(may(holder('override')), 'read override');
  t.equal(may(holder('admin')), 'read override admin');
  t.equal(may(holder('read', 'override')), 'read override');
  t.equal(may(operator('kenji')), 'read override admin');
  t.equal(may(ANONYMOUS.public), 'read');
  t.equal(may(ANONYMOUS.keyed), '');
  const { code, headers } = refusalOf(() => requireScope(holder('read'), 'override', EMPTY));
  t.equal(code, 'forbidden');
  t.match(headers['www-authenticate'], 'error="insufficient_scope", scope="override"');
});

t.test('everything that is wrong with a new key is told at once', async (t) => {
  const pointersFor = (key: Partial<NewKey>) => {
    const { propose } = createKey({ ...EVERYTHING, ...key });
    return refusalOf(() => after(EMPTY, propose)).faults.map(({ pointer }) => pointer);
  };
  t.same(pointersFor({ name: ' ', scopes: [], lines: [], groups: [] }), [
    '/name',
    '/scopes',
    '/lines',
    '/groups',
  ]);
  t.same(pointersFor({ name: 'two\nlines' }), ['/name']);
  t.same(pointersFor({ scopes: ['admin'], lines: ['phone-pin'] }), ['/scopes']);
  t.same(pointersFor({ scopes: ['read', 'admin'], groups: ['cards'] }), ['/scopes']);
  t.same(pointersFor({ expires: NOW }), ['/expires'], 'half-open');
  t.equal(keysOf(stateWith({ expires: (NOW + 1) as Instant }).state).size, 1);
});

t.test('as many keys are valid at once as is said, and dead ones make room', async (t) => {
  let state = EMPTY;
  const expires = (NOW + 1_000) as Instant;
  for (let count = 0; count < MAX_KEYS - 1; count++) {
    state = after(state, createKey({ ...EVERYTHING, expires }).propose);
  }
  const last = createKey(EVERYTHING);
  const full = after(state, last.propose);
  t.equal(refusalOf(() => after(full, createKey(EVERYTHING).propose)).code, 'too_many_keys');
  const one = createKey(EVERYTHING);
  t.equal(keysOf(after(after(full, revokeKey(last.id)), one.propose)).size, MAX_KEYS + 1);
  const [oldest = ''] = keysOf(full).keys();
  let dead = after(full, revokeKey(last.id), expires);
  t.equal(keysOf(dead).size, MAX_KEYS);
  dead = after(dead, createKey(EVERYTHING).propose, expires);
  t.equal(keysOf(dead).size, MAX_KEYS, 'the oldest dead one is forgotten');
  t.notOk(keysOf(dead).has(oldest));
});

t.test('when a key expires is written as a duration or an instant', async (t) => {
  const inDays = (days: number) => (NOW + days * 86_400_000) as Instant;
  t.equal(parseExpiry('P90D', NOW), inDays(90));
  t.equal(parseExpiry('P2W', NOW), inDays(14));
  t.equal(parseExpiry('P1DT12H', NOW), inDays(1.5));
  t.equal(parseExpiry('PT36H', NOW), inDays(1.5));
  t.equal(parseExpiry('2026-11-25T10:00:00+09:00', NOW), inDays(1));
  const wrong = [
    '',
    'P',
    'PT',
    'P1DT',
    '90D',
    'P1Y',
    'P1M',
    'P-1D',
    'P1.5D',
    'P99999999D',
    'P999999D',
    'p2w',
    'never',
  ];
  for (const text of [...wrong, '2026-11-25T10:00', '2026-11-25', '2101-01-01T00:00:00Z']) {
    t.equal(parseExpiry(text, NOW), null, text);
  }
});

t.test('a limited snapshot has the lines of the limits alone, and is made once', async (t) => {
  const snapshot = buildSnapshot(callCentre, NOW);
  const limits = (lines: string[], groups: string[]) => ({
    lines: new Set(lines),
    groups: new Set(groups),
  });
  const pin = limits(['phone-pin'], []);
  const restricted = restrictSnapshot(snapshot, pin);
  t.same([...restricted.lines.keys()], ['phone-pin']);
  t.equal(restricted.lines.get('phone-pin'), snapshot.lines.get('phone-pin'));
  t.same([...restricted.groups.keys()], ['cards']);
  t.equal(restricted.groups.get('cards')?.length, 1);
  t.equal(restrictSnapshot(snapshot, pin), restricted);
  t.not(restrictSnapshot(snapshot, limits(['phone-pin'], [])), restricted, 'of another key');
  t.equal(restrictionOf(restricted.lines)?.whole, snapshot.lines);
  t.equal(restrictionOf(snapshot.lines), undefined);
  const shops = restrictSnapshot(snapshot, limits(['lost-card'], ['shops']));
  t.same([...shops.lines.keys()], ['lost-card', 'shop-desk'], 'by name and by group');
  for (const { channels } of restricted.purposes.values()) {
    for (const channel of channels) {
      t.ok(channel.kind !== 'line' || channel.line === 'phone-pin');
    }
    t.ok(channels.length > 0);
  }
  t.ok(allowsLine(null, { id: 'x', groups: [] }));
  t.notOk(allowsLine(pin, { id: 'lost-card', groups: ['cards'] }));
});
