import t from 'tap';
import { createKey } from '../../src/access/create-key.ts';
import type { AuditRecord } from '../../src/store/record.ts';
import { NO_HASH } from '../../src/store/record.ts';
import { sealRecord } from '../../src/store/seal-record.ts';
import { buildTestApp, type TestApp } from '../support/build-app.ts';
import { makeKey } from '../support/make-key.ts';

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

t.test('the audit trail is for those who may change something', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  t.equal((await app.inject('/v1/audit')).statusCode, 401);
  const actor = { key: null, name: 'test' };
  for (const [scope, status] of [
    ['read', 403],
    ['override', 200],
    ['admin', 200],
  ] as const) {
    const limits = { lines: null, groups: null, expires: null };
    const { key, propose } = createKey({ name: 'x', scopes: [scope], ...limits });
    await ledger.write({ actor, action: 'key.create', idempotency: null, propose });
    const headers = { authorization: `Bearer ${key}` };
    t.equal((await app.inject({ url: '/v1/audit', headers })).statusCode, status, scope);
  }
});

t.test('who may not see all of it is told of the overrides of its lines alone', async (t) => {
  const { app, ledger } = await buildTestApp(t, { isLocal: ({ headers }) => 'local' in headers });
  const local = { local: 'yes' };
  const close = (lines: string[], note: string) => {
    const payload = { ...CLOSED, lines, note };
    const headers = { ...local, 'idempotency-key': note };
    return app.inject({ method: 'POST', url: '/v1/overrides', payload, headers });
  };
  const free = await makeKey(ledger);
  const limited = await makeKey(ledger, { lines: ['phone-pin'] });
  await close(['phone-pin'], 'own');
  await close(['lost-card'], 'of others');
  await close(['phone-pin', 'lost-card'], 'of both');
  const ask = async (headers: Record<string, string>): Promise<AuditRecord[]> =>
    (await app.inject({ url: '/v1/audit', headers })).json().records;
  const [all, overrides, own] = [
    await ask(local),
    await ask(free.headers),
    await ask(limited.headers),
  ];
  t.equal(all.length, 5);
  t.strictSame(overrides, all.slice(2), 'as they are, without those about keys');
  t.strictSame(own[0], all[2], 'as it is');
  t.strictSame(
    own.map(({ version }) => version),
    [3, 5],
  );
  t.match(own[1], {
    nonce: null,
    idempotency: null,
    changes: [{ before: null, after: { lines: ['phone-pin'], note: null } }],
  });
  t.notMatch(JSON.stringify(own), /of others|of both|lost-card/);
  t.equal((await app.inject({ url: '/v1/audit' })).statusCode, 401);
});

t.test('the newest come first when asked, and pages go on past what is not seen', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  const { headers } = await makeKey(ledger);
  const admin = (await makeKey(ledger, { scopes: ['admin'] })).headers;
  const close = () =>
    app.inject({ method: 'POST', url: '/v1/overrides', payload: CLOSED, headers });
  const pagesOf = async (query: string, shown: Record<string, string>) => {
    const pages: number[][] = [];
    let url: string | undefined = `/v1/audit?${query}`;
    while (url) {
      const answer: Answer = await app.inject({ url, headers: shown });
      pages.push(answer.json().records.map(({ version }: AuditRecord) => version));
      url = /^<(.*)>; rel="next"$/.exec(String(answer.headers.link))?.[1];
    }
    return pages;
  };
  await close();
  for (let count = 0; count < 15; count++) await makeKey(ledger);
  await close();
  await close();
  t.strictSame(await pagesOf('order=newest&limit=2', headers), [[20, 19], [3]]);
  t.strictSame(await pagesOf('order=newest&limit=9', headers), [[20, 19, 3]]);
  t.strictSame(await pagesOf('limit=1', headers), [[3], [], [19], [20]]);
  t.strictSame(await pagesOf('order=newest&limit=12', admin), [
    [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9],
    [8, 7, 6, 5, 4, 3, 2, 1],
  ]);
  t.strictSame(await pagesOf('order=newest&before=4&limit=1', headers), [[3], []]);
  t.strictSame(await pagesOf('order=newest&before=1', headers), [[]]);
  t.strictSame(
    await pagesOf('order=newest&before=99&limit=1', admin).then(([first]) => first),
    [20],
  );
  for (const query of [
    'order=latest',
    'order=newest&from=1',
    'before=3',
    'order=newest&before=0',
  ]) {
    t.equal((await app.inject({ url: `/v1/audit?${query}`, headers })).statusCode, 400, query);
  }
});

t.test('without the store the records cannot be told', async (t) => {
  const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
  await ledger.close();
  const answer = await app.inject('/v1/audit');
  t.match(answer.json(), { status: 503, code: 'store_unavailable' });
  t.equal(answer.headers['retry-after'], '1');
});
