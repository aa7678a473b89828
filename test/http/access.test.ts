import { Writable } from 'node:stream';
import t, { type Test } from 'tap';
import { generateKey, writeKey } from '../../src/access/key-text.ts';
import type { Instant } from '../../src/core/instant.ts';
import { ERRORS, type ErrorCode } from '../../src/errors.ts';
import { accessOf } from '../../src/http/access-table.ts';
import type { App } from '../../src/http/ports.ts';
import { buildTestApp, type TestOptions } from '../support/build-app.ts';
import { makeKey, revoke } from '../support/make-key.ts';

const EXPIRES = Date.parse('2026-11-24T01:00:01Z') as Instant;
const READS = ['/v1/lines', '/v1/lines/phone-pin/decision', '/v1/decisions', '/v1/holidays'];

interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As in the OpenAPI document. */
  readonly path: string;
  readonly security: readonly object[];
}

/** Every route, with a query that each of them refuses, so that asking it changes nothing. */
async function operationsOf(app: App): Promise<Operation[]> {
  const { paths } = (await app.inject('/openapi.json')).json();
  return Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => {
      return { method: method.toUpperCase() as Operation['method'], path, security };
    }),
  );
}

/** A service with a key of every kind, asked just when one of them has expired. */
async function serviceWithKeys(t: Test, options: TestOptions = {}) {
  const service = await buildTestApp(t, options);
  const { ledger } = service;
  const revoked = await makeKey(ledger, { scopes: ['admin'] });
  await revoke(ledger, revoked.id);
  const headers = {
    read: (await makeKey(ledger, { scopes: ['read'] })).headers,
    override: (await makeKey(ledger)).headers,
    admin: (await makeKey(ledger, { scopes: ['admin'] })).headers,
    expired: (await makeKey(ledger, { scopes: ['admin'], expires: EXPIRES })).headers,
    wrong: { authorization: `Bearer ${writeKey(generateKey())}` },
    malformed: { authorization: 'Basic YTpi' },
    revoked: revoked.headers,
  };
  service.setClock('2026-11-24T10:00:01+09:00');
  return { ...service, headers };
}

/** What each caller meets: `in` where the route itself has answered. */
const EXPECTED = {
  public: 'none in, read in, override in, admin in, expired in, wrong in, malformed in, revoked in',
  read: 'none in, read in, override in, admin in, expired 401, wrong 401, malformed 401, revoked 401',
  keyed:
    'none 401, read in, override in, admin in, expired 401, wrong 401, malformed 401, revoked 401',
  override:
    'none 401, read 403, override in, admin in, expired 401, wrong 401, malformed 401, revoked 401',
  admin:
    'none 401, read 403, override 403, admin in, expired 401, wrong 401, malformed 401, revoked 401',
} as const;

/** A session is looked at by the route itself, after what is asked. */
const EXPECTED_OF = { ...EXPECTED, session: EXPECTED.public };

/** What a read is, by who may do it. */
const KINDS = { public: 'read', keyed: 'keyed' } as const;

for (const reads of ['public', 'keyed'] as const) {
  t.test(`every route asks for the key that the table says, reads being ${reads}`, async (t) => {
    const limits = { readsPerMinute: 0, writesPerMinute: 0 };
    const { app, headers, setClock } = await serviceWithKeys(t, { reads, limits });
    const operations = await operationsOf(app);
    t.ok(operations.length > 15);
    for (const [minute, { method, path, security }] of operations.entries()) {
      // Failed keys are counted by the minute.
      setClock(`2026-11-24T11:${String(minute).padStart(2, '0')}:00+09:00`);
      const access = accessOf(
        method,
        path.replace('.{format}', '.:format').replace(/\{(\w+)\}/g, ':$1'),
      );
      const isRead = access === 'read' || access === 'signed';
      const kind = isRead ? KINDS[reads] : (access ?? 'admin');
      const met: string[] = [];
      for (const [caller, shown] of Object.entries({ none: {}, ...headers })) {
        const url = `${path.replace(/\{\w+\}/g, 'x')}?zzz=1`;
        const { statusCode, headers } = await app.inject({ method, url, headers: shown });
        // Some doors of vendors answer everything with 200.
        const code = headers['x-error-code'] as ErrorCode | undefined;
        const status = code ? ERRORS[code].status : statusCode;
        met.push(`${caller} ${[401, 403].includes(status) ? status : 'in'}`);
      }
      t.equal(met.join(', '), EXPECTED_OF[kind], `${method} ${path}`);
      const needed = { public: 0, session: 1, read: 3, keyed: 2, override: 2, admin: 2 }[kind];
      t.equal(security?.length ?? 0, needed, `${method} ${path} is documented so`);
    }
  });
}

t.test('nothing that changes anything is open, and everything has a row', async (t) => {
  const { app } = await buildTestApp(t);
  for (const { method, path } of await operationsOf(app)) {
    const access = accessOf(method, path.replace(/\{(\w+)\}/g, ':$1'));
    // Telephone systems ask by POST.
    const isQuestion = path.startsWith('/v1/ivr/') || path.endsWith('/decision.twiml');
    // Whoever signs in shows a key in the body.
    const isSession = path === '/v1/session';
    const wanted = isQuestion ? /read|signed/ : isSession ? /public|session/ : /override|admin/;
    if (method !== 'GET') t.match(access, wanted, path);
  }
  const { app: starting } = await buildTestApp(t);
  t.throws(() => starting.get('/v1/new', async () => ''), /access-table/, 'or the start ends');
  t.throws(() => starting.post('/documentation', async () => ''), /access-table/);
});

t.test('HEAD asks for the same key as GET', async (t) => {
  const { app, headers } = await serviceWithKeys(t, { reads: 'keyed' });
  const ask = (url: string, shown = {}) => app.inject({ method: 'HEAD', url, headers: shown });
  t.equal((await ask('/v1/lines')).statusCode, 401);
  t.equal((await ask('/v1/lines', headers.read)).statusCode, 200);
  t.equal((await ask('/v1/keys', headers.read)).statusCode, 403);
  t.equal((await ask('/livez')).statusCode, 200);
});

t.test(
  'a key that is not valid is refused on public reads, in the grammar asked for',
  async (t) => {
    const { app, headers } = await serviceWithKeys(t);
    for (const url of READS)
      t.equal((await app.inject({ url, headers: headers.wrong })).statusCode, 401);
    const plain = await app.inject({
      url: '/v1/lines/phone-pin/decision.word',
      headers: headers.wrong,
    });
    t.same([plain.statusCode, plain.body], [401, 'unknown']);
    t.equal(plain.headers['x-error-code'], 'unauthenticated');
    t.match(plain.headers['www-authenticate'], /^Bearer /);
  },
);

t.test('while there are no keys, a write says how to make one', async (t) => {
  const { app } = await buildTestApp(t);
  const { statusCode, headers, ...answer } = await app.inject({
    method: 'DELETE',
    url: '/v1/keys/x',
  });
  t.equal(statusCode, 401);
  t.equal(answer.json().code, 'no_keys');
  t.match(answer.json().detail, 'eigyochu keys create');
  t.match(headers['www-authenticate'], /^Bearer realm="eigyochu"$/);
});

t.test('without a store keys cannot be told, and reads without one are answered', async (t) => {
  const { app } = await buildTestApp(t, { ledger: null });
  const headers = { authorization: `Bearer ${writeKey(generateKey())}` };
  t.equal((await app.inject('/v1/lines')).statusCode, 200);
  const keyed = await app.inject({ url: '/v1/lines', headers });
  t.same([keyed.statusCode, keyed.json().code], [503, 'store_unavailable']);
  t.ok(keyed.headers['retry-after']);
});

t.test('over the socket of the machine its operator may do all, by name', async (t) => {
  const { app } = await buildTestApp(t, { reads: 'keyed', isLocal: () => true });
  const body = { name: 'first', scopes: ['admin'] };
  const makerOf = async (operator: string) => {
    const headers = { 'x-eigyochu-operator': operator };
    const answer = await app.inject({ method: 'POST', url: '/v1/keys', headers, body });
    t.equal(answer.statusCode, 201);
    return answer.json().createdBy;
  };
  t.equal(await makerOf('kenji'), 'kenji');
  t.equal(await makerOf(''), 'operator');
  t.equal(await makerOf('a b'), 'operator');
  t.equal(await makerOf('a'.repeat(65)), 'operator');
  t.equal((await app.inject('/v1/lines')).statusCode, 200);
});

t.test('elsewhere the name of an operator is nothing', async (t) => {
  const { app } = await buildTestApp(t);
  const headers = { 'x-eigyochu-operator': 'root' };
  t.equal((await app.inject({ url: '/v1/keys', headers })).statusCode, 401);
});

t.test('a key limited to lines sees a service that has only those', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  const { headers } = await makeKey(ledger, { lines: ['phone-pin'], groups: ['shops'] });
  const ask = async (url: string) => (await app.inject({ url, headers })).json();
  const seen = ['phone-pin', 'shop-desk'];
  t.same(
    (await ask('/v1/lines')).lines.map(({ line }: { line: string }) => line),
    seen,
  );
  t.same(
    (await ask('/v1/decisions')).decisions.map(({ line }: { line: string }) => line),
    seen,
  );
  const inGroup = await ask('/v1/decisions?group=cards');
  t.same(
    inGroup.decisions.map(({ line }: { line: string }) => line),
    ['phone-pin'],
  );
  for (const url of [
    '/v1/lines/lost-card/decision',
    '/v1/lines/lost-card/timeline',
    '/v1/lines/lost-card/calendar',
    '/v1/long-breaks?line=lost-card',
    '/v1/decisions?line=phone-pin&line=lost-card',
    '/v1/decisions?line=none&line=lost-card',
  ]) {
    const { code, status, detail } = await ask(url);
    t.same([code, status], ['forbidden', 403], url);
    t.match(detail, 'only for the line "phone-pin" and the group "shops"', url);
  }
  t.equal((await ask('/v1/lines/none/decision')).code, 'unknown_line');
  t.equal((await app.inject('/v1/lines/lost-card/decision')).statusCode, 200, 'without the key');
});

t.test('what a limited key sees is not shared between callers, but kept by its own', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  const limited = (await makeKey(ledger, { lines: ['phone-pin'] })).headers;
  const free = (await makeKey(ledger)).headers;
  for (const url of READS) {
    const own = await app.inject({ url, headers: limited });
    t.match(own.headers['cache-control'], /^private, max-age=\d+, stale-if-error=\d+$/, url);
    t.match(own.headers.vary, /^authorization, cookie(, accept)?$/);
    const headers = { ...limited, 'if-none-match': String(own.headers.etag) };
    t.equal((await app.inject({ url, headers })).statusCode, 304);
    const all = await app.inject({ url, headers: free });
    t.match(all.headers['cache-control'], /^public, /, 'the same for everybody');
    t.equal(all.body, (await app.inject(url)).body);
    t.notMatch(all.headers.vary, 'authorization');
  }
});

t.test('where reads need a key nothing is shared but what is public', async (t) => {
  const { app, headers } = await serviceWithKeys(t, { reads: 'keyed' });
  for (const url of READS) {
    const answer = await app.inject({ url, headers: headers.read });
    t.match(answer.headers['cache-control'], /^private, /, url);
    t.ok(answer.headers.etag);
  }
  t.match((await app.inject('/openapi.json')).headers['cache-control'], /^public, /);
});

t.test('keys are made, shown once, listed and revoked', async (t) => {
  const { app, headers, ledger } = await serviceWithKeys(t);
  const admin = headers.admin;
  const body = { name: 'night shift', scopes: ['override'], lines: ['phone-pin'], expires: 'P1D' };
  const made = await app.inject({ method: 'POST', url: '/v1/keys', headers: admin, body });
  t.equal(made.statusCode, 201);
  t.equal(made.headers['cache-control'], 'no-store');
  const { key, ...shown } = made.json();
  t.match(key, new RegExp(`^eig_${shown.id}_`));
  t.match(shown, {
    ...{ name: 'night shift', scopes: ['override'], lines: ['phone-pin'], groups: null },
    ...{ createdBy: 'tests', createdAt: '2026-11-24T01:00:01.000Z', state: 'valid' },
    ...{ expiresAt: '2026-11-25T01:00:01.000Z', revokedAt: null },
  });
  const list = await app.inject({ url: '/v1/keys', headers: admin });
  t.same(list.json().keys.at(-1), shown);
  t.equal(list.json().keys.length, 6);
  t.same(
    list.json().keys.map(({ state }: { state: string }) => state),
    ['revoked', 'valid', 'valid', 'valid', 'expired', 'valid'],
  );
  t.notMatch(list.body, /hash|eig_/);
  const own = { authorization: `Bearer ${key}` };
  t.equal((await app.inject({ url: '/v1/lines', headers: own })).statusCode, 200);
  const revokeIt = () =>
    app.inject({ method: 'DELETE', url: `/v1/keys/${shown.id}`, headers: admin });
  const first = await revokeIt();
  t.match(first.json(), { state: 'revoked', revokedAt: '2026-11-24T01:00:01.000Z' });
  const { version } = ledger.state ?? {};
  t.same((await revokeIt()).json(), first.json(), 'again: the same');
  t.equal(ledger.state?.version, version, 'and no new record');
  t.equal((await app.inject({ url: '/v1/lines', headers: own })).statusCode, 401);
  const none = await app.inject({ method: 'DELETE', url: '/v1/keys/none', headers: admin });
  t.equal(none.json().code, 'unknown_key');
});

t.test('what is wrong with a new key is told, with its place in the body', async (t) => {
  const { app, headers } = await serviceWithKeys(t);
  const faultsFor = async (change: object) => {
    const body = { name: 'x', scopes: ['override'], ...change };
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/keys',
      headers: headers.admin,
      body,
    });
    t.ok(answer.statusCode >= 400 && answer.statusCode < 500, JSON.stringify(change));
    const { errors } = answer.json();
    return errors.map((fault: Record<string, string>) => `${fault.code} ${fault.pointer}`);
  };
  t.same(await faultsFor({ lines: ['phone-pin', 'phone-pn'] }), ['unknown_line /lines/1']);
  t.same(await faultsFor({ lines: ['none'], groups: ['none'] }), [
    'unknown_line /lines/0',
    'unknown_group /groups/0',
  ]);
  t.same(await faultsFor({ expires: 'soon' }), ['invalid_parameter /expires']);
  t.same(await faultsFor({ expires: '2026-11-24T10:00:01+09:00' }), ['invalid_parameter /expires']);
  t.same(await faultsFor({ scopes: ['admin'], lines: ['phone-pin'] }), [
    'invalid_parameter /scopes',
  ]);
  for (const change of [
    { name: '' },
    { scopes: [] },
    { scopes: ['all'] },
    { lines: [] },
    { x: 1 },
  ]) {
    t.equal((await faultsFor(change)).length, 1, JSON.stringify(change));
  }
});

t.test('a key is found in no store, log, metric or refusal', async (t) => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const { app, ledger, headers } = await serviceWithKeys(t, { logger: { level: 'trace', stream } });
  const admin = headers.admin;
  const made = await app.inject({
    ...{ method: 'POST', url: '/v1/keys', headers: admin },
    body: { name: 'shown', scopes: ['read'] },
  });
  const shown = { authorization: `Bearer ${made.json().key}` };
  const secrets = [...Object.values(headers), shown].map(({ authorization }) =>
    authorization.slice(-43),
  );
  const seen: string[] = [];
  for (const header of [...Object.values(headers), shown]) {
    for (const url of [
      ...READS,
      '/v1/keys',
      '/v1/none',
      '/metrics',
      '/v1/lines?at=x',
      '/v1/lines/%zz',
    ]) {
      const answer = await app.inject({ url, headers: header });
      seen.push(answer.body, JSON.stringify(answer.headers));
    }
    const url = `/v1/keys/${header.authorization.slice(7)}`;
    seen.push((await app.inject({ method: 'DELETE', url, headers: admin })).body);
    seen.push(
      (await app.inject({ method: 'POST', url: '/v1/keys', headers: header, body: '{' })).body,
    );
  }
  const broken = await buildTestApp(t, { ledger, logger: { level: 'trace', stream } });
  broken.app.addHook('preHandler', async () => {
    throw new Error('a fault of ours');
  });
  t.equal((await broken.app.inject({ url: '/v1/lines', headers: shown })).statusCode, 500);
  const records = JSON.stringify(await ledger.records(0, 1_000));
  const state = JSON.stringify([...(ledger.state?.documents ?? [])]);
  t.match(lines.join(''), 'a fault of ours', 'the log was listened to');
  t.match(records, 'key.create');
  const everything = [...lines, ...seen, records, state].join('\n');
  t.same(
    secrets.filter((secret) => everything.includes(secret)),
    [],
  );
});
