import t from 'tap';
import { createKey } from '../../src/access/create-key.ts';
import type { AuditRecord } from '../../src/store/record.ts';
import { NO_HASH } from '../../src/store/record.ts';
import { sealRecord } from '../../src/store/seal-record.ts';
import { buildTestApp, type TestApp } from '../support/build-app.ts';

type Answer = Awaited<ReturnType<TestApp['app']['inject']>>;

const CLOSED = { lines: ['phone-pin'], state: 'closed', until: 'PT4H' };

t.test(
  'the audit trail has every change as it is stored, each bound to the one before',
  async (t) => {
    const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
    const made = await app.inject({ method: 'POST', url: '/v1/overrides', payload: CLOSED });
    const url = `/v1/overrides/${made.json().id}`;
    const headers = { 'if-match': '*', 'idempotency-key': 'a' };
    await app.inject({ method: 'PATCH', url, payload: { note: '台風' }, headers });
    await app.inject({ method: 'DELETE', url, headers: { 'if-match': '*' } });
    const answer = await app.inject('/v1/audit');
    t.equal(answer.headers['cache-control'], 'private, no-store');
    const { records, head }: { records: AuditRecord[]; head: object } = answer.json();
    t.strictSame(
      records.map(({ version, action }) => `${version} ${action}`),
      ['1 override.create', '2 override.change', '3 override.end'],
    );
    let previous = NO_HASH;
    for (const record of records) {
      const { hash, ...rest } = record;
      t.equal(sealRecord(rest).hash, hash, record.action);
      t.equal(record.previous, previous);
      previous = hash;
    }
    t.strictSame(head, { version: 3, hash: previous });
    t.equal(ledger.state?.hash, previous);
    t.match(records[1], {
      actor: { key: null, name: 'operator' },
      changes: [{ kind: 'override', before: { note: null }, after: { note: '台風' } }],
      idempotency: { key: /^[0-9a-f]{64}$/, fingerprint: /^[0-9a-f]{64}$/ },
    });
  },
);

t.test('the audit trail is told in pages', async (t) => {
  const { app } = await buildTestApp(t, { isLocal: () => true });
  for (let count = 0; count < 5; count++) {
    await app.inject({ method: 'POST', url: '/v1/overrides', payload: CLOSED });
  }
  const versions: number[][] = [];
  let url: string | undefined = '/v1/audit?limit=2';
  while (url) {
    const answer: Answer = await app.inject(url);
    versions.push(answer.json().records.map(({ version }: AuditRecord) => version));
    url = /^<(.*)>; rel="next"$/.exec(String(answer.headers.link))?.[1];
  }
  t.strictSame(versions, [[1, 2], [3, 4], [5]]);
  t.strictSame((await app.inject('/v1/audit?from=6')).json().records, []);
  t.equal((await app.inject('/v1/audit?from=5')).json().records.length, 1);
  for (const query of ['from=0', 'from=x', 'from=1.5', 'limit=0', 'limit=1001', 'x=1']) {
    t.equal((await app.inject(`/v1/audit?${query}`)).statusCode, 400, query);
  }
});

t.test('the audit trail is for admins', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  t.equal((await app.inject('/v1/audit')).statusCode, 401);
  const actor = { key: null, name: 'test' };
  for (const [scope, status] of [
    ['override', 403],
    ['admin', 200],
  ] as const) {
    const limits = { lines: null, groups: null, expires: null };
    const { key, propose } = createKey({ name: 'x', scopes: [scope], ...limits });
    await ledger.write({ actor, action: 'key.create', idempotency: null, propose });
    const headers = { authorization: `Bearer ${key}` };
    t.equal((await app.inject({ url: '/v1/audit', headers })).statusCode, status, scope);
  }
});

t.test('without the store the records cannot be told', async (t) => {
  const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
  await ledger.close();
  const answer = await app.inject('/v1/audit');
  t.match(answer.json(), { status: 503, code: 'store_unavailable' });
  t.equal(answer.headers['retry-after'], '1');
});
