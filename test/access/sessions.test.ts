/** Sessions of browsers: how they start and end, what they open, and what they withstand. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { generateKey, writeKey } from '../../src/access/key-text.ts';
import { MAX_SESSIONS_OF_KEY, parseSession } from '../../src/access/session.ts';
import { sessionsOf } from '../../src/access/sessions-of.ts';
import type { Instant } from '../../src/core/instant.ts';
import { invariant } from '../../src/core/invariant.ts';
import * as limits from '../../src/http/limits.ts';
import { createDiskSnapshots } from '../../src/store/disk-snapshot.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import { exportStore, parseArchive } from '../../src/store/store-archive.ts';
import {
  buildTestApp,
  followTestStore,
  type TestApp,
  type TestOptions,
} from '../support/build-app.ts';
import { EventStream } from '../support/event-stream.ts';
import { makeKey, revoke } from '../support/make-key.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const OWN = { 'sec-fetch-site': 'same-origin' };
const CLOSED = { lines: ['phone-pin'], state: 'closed', until: 'PT4H' };
const SESSION = '/v1/session';

type Headers = Record<string, string>;
type Answer = Awaited<ReturnType<TestApp['app']['inject']>>;

function signIn({ app }: TestApp, key: string, headers: Headers = OWN): Promise<Answer> {
  return app.inject({ method: 'POST', url: SESSION, headers, body: { key } });
}

/** `name=value`, as a browser sends it back. */
function cookieOf(answer: Answer): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

interface SignedIn extends TestApp {
  readonly id: string;
  readonly key: string;
  readonly cookie: string;
  /** The status of a request with a cookie; that of the session where no other is given. */
  status(url: string, cookie?: string): Promise<number>;
}

/** A service, a key that may change overrides, and a session of it. */
async function signedIn(t: Test, options: TestOptions = {}): Promise<SignedIn> {
  const service = await buildTestApp(t, options);
  const { id, key } = await makeKey(service.ledger, { name: 'night shift' });
  const cookie = cookieOf(await signIn(service, key));
  return {
    ...{ ...service, id, key, cookie },
    async status(url, shown = cookie) {
      return (await service.app.inject({ url, headers: { cookie: shown } })).statusCode;
    },
  };
}

t.test('whoever signs in gets a cookie that stands for the key', async (t) => {
  const service = await buildTestApp(t);
  const { app, ledger } = service;
  const made = await makeKey(ledger, { name: 'night shift', lines: ['phone-pin'] });
  const answer = await signIn(service, ` ${made.key}\n`);
  t.equal(answer.statusCode, 201);
  t.equal(answer.headers['cache-control'], 'private, no-store');
  t.match(
    answer.headers['set-cookie'],
    /^eigyochu_session=[a-z0-9]{10}\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  t.strictSame(answer.json(), {
    ...{ name: 'night shift', scopes: ['override'], lines: ['phone-pin'], groups: null },
    expiresAt: '2026-11-24T13:00:00.000Z',
  });
  const cookie = cookieOf(answer);
  const again = await app.inject({ url: SESSION, headers: { cookie } });
  t.strictSame(again.json(), answer.json());
  t.equal(again.headers['cache-control'], 'private, no-store');
  const headers = { cookie, ...OWN };
  const closed = await app.inject({ method: 'POST', url: '/v1/overrides', headers, body: CLOSED });
  t.match(closed.json(), { createdBy: { key: made.id, name: 'night shift' } });
  const others = { ...CLOSED, lines: ['lost-card'] };
  const beyond = await app.inject({ method: 'POST', url: '/v1/overrides', headers, body: others });
  t.equal(beyond.json().code, 'forbidden', 'limits of the key are those of the session');
  t.equal((await app.inject({ url: '/v1/keys', headers })).statusCode, 403, 'and its scopes');
});

t.test('what is stored and told of a session has no secret in it', async (t) => {
  const { app, ledger, cookie, id, key } = await signedIn(t);
  const shown = parseSession(cookie.split('=')[1] ?? '');
  invariant(shown !== null && ledger.state !== null, 'there is a session');
  const [session] = sessionsOf(ledger.state);
  t.match(session, { id: shown.id, key: id, expires: '2026-11-24T13:00:00.000Z' });
  t.equal(session?.hash, createHash('sha256').update(shown.secret).digest('hex'));
  const admin = (await makeKey(ledger, { scopes: ['admin'] })).headers;
  const audit = await app.inject({ url: '/v1/audit', headers: admin });
  t.match(audit.json().records[1], {
    ...{ action: 'session.start', actor: { key: id, name: 'night shift' } },
    changes: [{ kind: 'session', id: shown.id, before: null }],
  });
  const keys = await app.inject({ url: '/v1/keys', headers: admin });
  for (const told of [audit.body, keys.body, JSON.stringify([...ledger.state.documents])]) {
    t.notMatch(told, shown.secret);
    t.notMatch(told, key.slice(-43));
  }
  const own = (await app.inject({ url: '/v1/audit', headers: { cookie } })).json().records;
  t.same(own, [], 'sessions and keys are for admins');
});

t.test('a key that is not valid starts nothing, and is counted', async (t) => {
  const service = await buildTestApp(t, { now: '2026-11-24T10:00:00+09:00' });
  const { ledger } = service;
  const { key } = await makeKey(ledger);
  const revoked = await makeKey(ledger);
  await revoke(ledger, revoked.id);
  const expires = Date.parse('2026-11-24T01:00:00.001Z') as Instant;
  const expired = await makeKey(ledger, { expires });
  service.setClock('2026-11-24T10:00:01+09:00');
  const told = [
    ['x', 'The key is not written as eig_ID_SECRET.'],
    [writeKey(generateKey()), 'The access key is not known.'],
    [`${key.slice(0, -43)}${'A'.repeat(43)}`, 'The access key is not known.'],
    [revoked.key, 'The access key was revoked.'],
    [expired.key, 'The access key has expired.'],
  ] as const;
  for (const [wrong, detail] of told) {
    const answer = await signIn(service, wrong);
    t.match(answer.json(), { status: 401, code: 'unauthenticated', detail });
    t.match(answer.headers['www-authenticate'], /^Bearer /);
    t.notOk(answer.headers['set-cookie']);
  }
  for (let count = told.length; count < limits.MAX_FAILED_KEYS_PER_MINUTE; count++) {
    await signIn(service, 'x');
  }
  t.equal((await signIn(service, 'x')).statusCode, 429);
  t.equal((await signIn(service, key)).statusCode, 201, 'a valid one passes all the same');
  const nobody = await buildTestApp(t);
  t.equal((await signIn(nobody, 'x')).json().code, 'no_keys');
  const { app } = nobody;
  for (const body of [
    {},
    { key: '' },
    { key: 7 },
    { key: 'x', name: 'x' },
    { key: 'x'.repeat(201) },
  ])
    t.equal(
      (await app.inject({ method: 'POST', url: SESSION, headers: OWN, body })).statusCode,
      400,
    );
  const plain = { ...OWN, 'content-type': 'text/plain' };
  const form = await app.inject({ method: 'POST', url: SESSION, headers: plain, body: '{}' });
  t.equal(form.statusCode, 415, 'what a form could send');
});

/** Headers of a browser's request, and whether a page of the service may have sent it. */
const SITES: readonly (readonly [headers: Headers, isOwn: boolean])[] = [
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ origin: 'http://localhost' }, true],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://elsewhere.example' }, true],
  [{}, false],
  [{ 'sec-fetch-site': '' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'same-origin, cross-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, false],
  [{ origin: 'null' }, false],
  [{ origin: '' }, false],
  [{ origin: 'https://localhost' }, false],
  [{ origin: 'http://localhost:81' }, false],
  [{ origin: 'http://localhost.elsewhere.example' }, false],
  [{ origin: 'http://localhost, http://localhost' }, false],
  [{ origin: 'http://localhost', host: 'a b' }, false],
  [{ referer: 'http://localhost/console' }, false],
];

t.test('nothing is changed with a cookie from the page of another origin', async (t) => {
  const limits = { readsPerMinute: 0, writesPerMinute: 0 };
  const { app, cookie, key, ledger } = await signedIn(t, { limits });
  const { version } = ledger.state ?? {};
  for (const [site, isOwn] of SITES) {
    const ask = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) => {
      const answer = await app.inject({
        method,
        url,
        headers: { ...site, cookie },
        ...(body && { body }),
      });
      return answer.statusCode === 403 && answer.json().code === 'cross_site';
    };
    const name = JSON.stringify(site);
    t.equal(await ask('POST', '/v1/overrides?dryRun=true', CLOSED), !isOwn, `POST ${name}`);
    t.equal(await ask('PATCH', '/v1/overrides/none', {}), !isOwn, `PATCH ${name}`);
    t.equal(await ask('DELETE', '/v1/overrides/none'), !isOwn, `DELETE ${name}`);
    if (!isOwn) {
      t.ok(await ask('POST', SESSION, { key }), `signing somebody in, ${name}`);
      t.ok(await ask('DELETE', SESSION), `signing somebody out, ${name}`);
    }
  }
  t.equal(ledger.state?.version, version);
  const headers = { cookie, 'sec-fetch-site': 'cross-site' };
  t.equal((await app.inject({ url: '/v1/overrides', headers })).statusCode, 200, 'a link leads in');
  const bearer = { authorization: `Bearer ${key}`, 'sec-fetch-site': 'cross-site', cookie };
  const url = '/v1/overrides?dryRun=true';
  const shown = await app.inject({ method: 'POST', url, headers: bearer, body: CLOSED });
  t.equal(shown.statusCode, 200, 'no page can send a key that it does not have');
});

t.test('behind a proxy the origin is that of the public URL, or as the proxy says', async (t) => {
  const named = await signedIn(t, { publicUrl: 'https://hours.example:8443/base' });
  const from = (service: TestApp, headers: Headers) => signIn(service, 'eig_x', headers);
  const isCrossSite = async (answer: Promise<Answer>) =>
    (await answer).json().code === 'cross_site';
  t.notOk(await isCrossSite(from(named, { origin: 'https://hours.example:8443' })));
  t.ok(await isCrossSite(from(named, { origin: 'https://hours.example' })));
  const host = 'also.example';
  t.notOk(await isCrossSite(from(named, { host, origin: 'https://also.example' })));
  t.ok(await isCrossSite(from(named, { host, origin: 'http://also.example' })), 'without TLS');
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'hours.example' };
  const trusting = await signedIn(t, { trustProxy: '127.0.0.1' });
  const origin = 'https://hours.example';
  t.notOk(await isCrossSite(from(trusting, { ...forwarded, origin })));
  const open = await signedIn(t);
  t.ok(await isCrossSite(from(open, { ...forwarded, origin })), 'anybody can write such headers');
});

t.test('over TLS the cookie is one that no other host can set', async (t) => {
  const forwarded = { ...OWN, 'x-forwarded-proto': 'https' };
  const secure =
    /^__Host-eigyochu_session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/;
  const trusting = await signedIn(t, { trustProxy: '127.0.0.1' });
  const answer = await signIn(trusting, trusting.key, forwarded);
  t.match(answer.headers['set-cookie'], secure);
  const named = await signedIn(t, { publicUrl: 'https://hours.example' });
  t.match((await signIn(named, named.key)).headers['set-cookie'], secure);
  const open = await signedIn(t);
  t.match((await signIn(open, open.key, forwarded)).headers['set-cookie'], /^eigyochu_session=/);
  const [, value = ''] = cookieOf(answer).split('=');
  const ask = async (cookie: string) => {
    const headers = { ...forwarded, cookie };
    return (await trusting.app.inject({ url: SESSION, headers })).statusCode;
  };
  t.equal(await ask(`__Host-eigyochu_session=${value}`), 200);
  t.equal(await ask(`eigyochu_session=${value}`), 401, 'the plain name may come from a neighbour');
  const both = `eigyochu_session=${'a'.repeat(10)}.x; __Host-eigyochu_session=${value}`;
  t.equal(await ask(both), 200, 'and does not get in the way');
});

t.test('of several cookies with the name none is taken', async (t) => {
  const service = await signedIn(t);
  const { cookie, key, status } = service;
  const other = cookieOf(await signIn(service, key));
  t.equal(await status(SESSION), 200);
  t.equal(await status(SESSION, `a=b; ${cookie}; eigyochu_sessions=x; theme=dark`), 200);
  const [, value = ''] = cookie.split('=');
  for (const shown of [
    `${cookie}; ${other}`,
    `${other}; ${cookie}`,
    `${cookie};${cookie}`,
    `${cookie}; eigyochu_session=`,
    `eigyochu_session="${value}"`,
    `eigyochu_session=${value}x`,
    `eigyochu_session=${value.toUpperCase()}`,
    `eigyochu_session=${encodeURIComponent(value.replace('.', '%2e'))}`,
    `Eigyochu_Session=${value}`,
    `x-eigyochu_session=${value}`,
    `__Host-eigyochu_session=${value}`,
    `x=${cookie}`,
    'eigyochu_session=__proto__',
    'eigyochu_session',
    '=',
    '%',
  ]) {
    t.equal(await status(SESSION, shown), 401, shown);
    t.equal(await status('/v1/overrides', shown), 401, shown);
  }
  const alike = `\xa0eigyochu_session=${value}`;
  t.equal(await status(SESSION, alike), 401, 'JavaScript would trim it, browsers do not');
  t.equal(await status(SESSION, `${alike}; ${cookie}`), 200, 'and does not get in the way');
});

t.test('headers that come twice are no way in', async (t) => {
  const { app, cookie, key } = await signedIn(t);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const send = async (start: string, ...headers: string[]) => {
    const socket = connect(port, '127.0.0.1');
    const head = [start, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''];
    socket.write(head.join('\r\n'));
    return (await text(socket)).split(' ')[1];
  };
  const end = `DELETE ${SESSION} HTTP/1.1`;
  const get = `GET ${SESSION} HTTP/1.1`;
  t.equal(await send(get, `Cookie: ${cookie}`), '200');
  t.equal(await send(get, 'Cookie: a=b', `Cookie: ${cookie}`), '200', 'two halves are one');
  t.equal(await send(get, `Cookie: ${cookie}`, 'Cookie: eigyochu_session=x'), '401');
  const sites = ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'];
  t.equal(await send(end, `Cookie: ${cookie}`, ...sites), '403');
  t.equal(await send(end, `Cookie: ${cookie}`, ...sites.toReversed()), '403');
  const origins = ['Origin: http://127.0.0.1', 'Origin: http://elsewhere.example'];
  t.equal(await send(end, `Cookie: ${cookie}`, ...origins), '403');
  t.equal(await send(end, `Cookie: ${cookie}`, ...origins.toReversed()), '403');
  const forged = ['Origin: http://elsewhere.example', 'X-Forwarded-Host: elsewhere.example'];
  t.equal(await send(end, `Cookie: ${cookie}`, ...forged), '403');
  const read = 'GET /v1/overrides HTTP/1.1';
  t.equal(await send(read, `Cookie: ${cookie}`, 'Authorization: Bearer x'), '401', 'a key decides');
  t.equal(await send(read, `Authorization: Bearer ${key}`, 'Cookie: eigyochu_session=x'), '200');
});

t.test('no session is one that somebody else has chosen, and none is left behind', async (t) => {
  const service = await signedIn(t);
  const { cookie, key, ledger, status } = service;
  const planted = `eigyochu_session=${'a'.repeat(10)}.${'A'.repeat(43)}`;
  const first = cookieOf(await signIn(service, key, { ...OWN, cookie: planted }));
  t.not(first, planted);
  t.equal(await status(SESSION, planted), 401);
  const second = cookieOf(await signIn(service, key, { ...OWN, cookie: first }));
  t.equal(await status(SESSION, first), 401, 'replaced');
  t.equal(await status(SESSION, second), 200);
  const guessed = `${cookie.slice(0, -43)}${'A'.repeat(43)}`;
  await signIn(service, key, { ...OWN, cookie: guessed });
  t.equal(await status(SESSION), 200, 'an id alone replaces nothing');
  await service.app.inject({
    method: 'DELETE',
    url: SESSION,
    headers: { ...OWN, cookie: guessed },
  });
  t.equal(await status(SESSION), 200, 'and ends nothing');
  t.equal(ledger.state && sessionsOf(ledger.state).length, 3);
});

t.test('an old cookie locks nobody out of what everybody may see', async (t) => {
  const { app, cookie, ledger, id } = await signedIn(t);
  await revoke(ledger, id);
  const ask = (url: string) => app.inject({ url, headers: { cookie } });
  const plain = await app.inject('/v1/lines/phone-pin/decision');
  const old = await ask('/v1/lines/phone-pin/decision');
  t.same([old.statusCode, old.body], [200, plain.body]);
  t.match(old.headers['cache-control'], /^public, /);
  t.equal((await ask('/v1/lines/phone-pin/decision.word')).body, 'open');
  t.equal((await ask('/openapi.json')).statusCode, 200);
  const refused = await ask('/v1/overrides');
  t.match(refused.json(), { code: 'unauthenticated', detail: /sign in again/ });
  t.match(refused.headers['www-authenticate'], /^Bearer realm="eigyochu"$/);
  for (let count = 1; count < limits.MAX_FAILED_KEYS_PER_MINUTE; count++)
    await ask('/v1/overrides');
  t.equal((await ask('/v1/overrides')).statusCode, 429, 'guesses are counted like keys');
  t.equal((await ask('/v1/lines')).statusCode, 200);
});

t.test('where reads need a key a session is one, and nothing is shared with others', async (t) => {
  const service = await buildTestApp(t, { reads: 'keyed' });
  const { app, ledger } = service;
  const signInAs = async (scope: 'read' | 'override', lines: string[] | null) => {
    const { key } = await makeKey(ledger, { scopes: [scope], lines });
    return cookieOf(await signIn(service, key));
  };
  const free = await signInAs('read', null);
  const limited = await signInAs('override', ['phone-pin']);
  const ask = (url: string, cookie: string) => app.inject({ url, headers: { cookie } });
  for (const [cookie, count] of [
    [free, 5],
    [limited, 1],
  ] as const) {
    const answer = await ask('/v1/lines', cookie);
    t.equal(answer.json().lines.length, count);
    t.match(answer.headers['cache-control'], /^private, /);
    t.equal(answer.headers.vary, 'authorization, cookie');
  }
  t.equal((await ask('/v1/lines/lost-card/decision', limited)).statusCode, 403);
  t.equal((await app.inject('/v1/lines')).statusCode, 401);
  t.equal((await ask('/v1/lines', 'eigyochu_session=x')).statusCode, 401);
  t.equal((await ask('/v1/overrides', free)).statusCode, 403);
});

t.test('what a limited session sees of public reads is its own, too', async (t) => {
  const service = await signedIn(t);
  const { app, ledger, cookie } = service;
  const { key } = await makeKey(ledger, { lines: ['phone-pin'] });
  const limited = cookieOf(await signIn(service, key));
  const own = await app.inject({ url: '/v1/lines', headers: { cookie: limited } });
  t.match(own.headers['cache-control'], /^private, /);
  t.equal(own.headers.vary, 'authorization, cookie');
  const all = await app.inject({ url: '/v1/lines', headers: { cookie } });
  t.match(all.headers['cache-control'], /^public, /, 'the same for everybody');
  t.equal(all.headers.vary, undefined);
});

t.test('a session ends when it is signed out of, on its own time, and with its key', async (t) => {
  const service = await signedIn(t);
  const { app, cookie, id, key, ledger, setClock, status } = service;
  const end = (shown: string) =>
    app.inject({ method: 'DELETE', url: SESSION, headers: { ...OWN, cookie: shown } });
  const other = cookieOf(await signIn(service, key));
  const out = await end(cookie);
  t.equal(out.statusCode, 204);
  t.match(
    out.headers['set-cookie'],
    /^eigyochu_session=; Max-Age=0; Path=\/; .*HttpOnly; SameSite=Strict$/,
  );
  t.equal(await status(SESSION), 401);
  const { version } = ledger.state ?? {};
  for (const gone of [cookie, '', 'eigyochu_session=x']) {
    const again = await end(gone);
    t.same([again.statusCode, again.headers['set-cookie']], [204, out.headers['set-cookie']]);
  }
  t.equal(ledger.state?.version, version, 'nothing is written of what is gone');
  const [record] = await ledger.records(version ?? 0, 1);
  t.match(record, { action: 'session.end', actor: { key: id }, changes: [{ after: null }] });
  setClock('2026-11-24T21:59:59.999+09:00');
  t.equal(await status(SESSION, other), 200);
  setClock('2026-11-24T22:00:00+09:00');
  t.equal(await status(SESSION, other), 401);
  t.equal(await status('/v1/overrides', other), 401);
  const expires = Date.parse('2026-11-24T13:30:00Z') as Instant;
  const short = await makeKey(ledger, { expires });
  const brief = await signIn(service, short.key);
  t.equal(brief.json().expiresAt, '2026-11-24T13:30:00.000Z', 'never beyond the key');
  t.match(brief.headers['set-cookie'], /; Max-Age=1800; /);
  t.equal(ledger.state && sessionsOf(ledger.state).length, 1, 'those that are over are forgotten');
  const last = cookieOf(await signIn(service, key));
  await revoke(ledger, id);
  t.equal(await status('/v1/overrides', last), 401);
});

t.test('one session too many of a key ends its oldest', async (t) => {
  const service = await signedIn(t, { limits: { readsPerMinute: 0, writesPerMinute: 0 } });
  const { key, ledger, status } = service;
  const other = await makeKey(ledger);
  const apart = cookieOf(await signIn(service, other.key));
  const cookies: string[] = [];
  while (cookies.length < MAX_SESSIONS_OF_KEY - 1)
    cookies.push(cookieOf(await signIn(service, key)));
  t.equal(await status(SESSION), 200);
  const newest = cookieOf(await signIn(service, key));
  t.equal(await status(SESSION), 401, 'the oldest');
  for (const each of [apart, cookies[0], newest]) t.equal(await status(SESSION, each), 200);
  t.equal(ledger.state && sessionsOf(ledger.state).length, MAX_SESSIONS_OF_KEY + 1);
});

t.test('all sessions of a key share what it may ask in a minute', async (t) => {
  const service = await signedIn(t, { limits: { readsPerMinute: 3, writesPerMinute: 0 } });
  const { app, cookie, key, ledger, status } = service;
  const second = cookieOf(await signIn(service, key));
  const other = cookieOf(await signIn(service, (await makeKey(ledger)).key));
  t.equal(await status('/v1/lines', cookie), 200);
  t.equal(await status('/v1/lines', cookie), 200);
  t.equal(await status('/v1/lines', second), 200);
  t.equal(await status('/v1/lines', cookie), 429);
  const headers = { authorization: `Bearer ${key}` };
  t.equal((await app.inject({ url: '/v1/lines', headers })).statusCode, 429);
  t.equal(await status('/v1/lines', other), 200);
});

t.test('whoever shares an address with a flood still signs in and out', async (t) => {
  const service = await signedIn(t, { limits: { readsPerMinute: 0, writesPerMinute: 2 } });
  const { app, cookie, key, status } = service;
  for (let count = 0; count < 3; count++) {
    await signIn(service, 'x');
    await app.inject({ method: 'POST', url: '/v1/overrides', body: CLOSED });
  }
  const keyless = await app.inject({ method: 'POST', url: '/v1/overrides', body: CLOSED });
  t.equal(keyless.statusCode, 429);
  const second = await signIn(service, key);
  t.equal(second.statusCode, 201);
  t.equal((await signIn(service, key)).statusCode, 429, 'a key that signs in on and on waits');
  const other = (await makeKey(service.ledger)).key;
  const third = cookieOf(await signIn(service, other));
  const headers = { ...OWN, cookie: third };
  const out = await app.inject({ method: 'DELETE', url: SESSION, headers });
  t.equal(out.statusCode, 204);
  t.equal(await status(SESSION, third), 401);
  t.equal(await status(SESSION, cookie), 200);
});

t.test('without its store a service starts no session, and knows those it has', async (t) => {
  const service = await signedIn(t, { reads: 'keyed' });
  const { app, cookie, key, ledger, status } = service;
  await ledger.close();
  t.match((await signIn(service, key)).json(), { status: 503, code: 'store_unavailable' });
  t.equal(await status(SESSION), 200);
  t.equal(await status('/v1/lines'), 200);
  const headers = { ...OWN, cookie };
  const out = await app.inject({ method: 'DELETE', url: SESSION, headers });
  t.match(out.json(), { status: 503, code: 'store_unavailable' });
  t.match(out.headers['set-cookie'], /Max-Age=0/, 'but this browser is signed out');
  const nowhere = await buildTestApp(t, { ledger: null });
  for (const method of ['GET', 'DELETE'] as const) {
    const answer = await nowhere.app.inject({ method, url: SESSION, headers });
    t.equal(answer.statusCode, 503, method);
  }
  t.equal((await nowhere.app.inject({ url: '/v1/overrides', headers })).statusCode, 503);
  t.equal((await nowhere.app.inject({ url: '/v1/lines', headers })).statusCode, 200);
});

t.test('a stream ends with the session that opened it', async (t) => {
  const streamLimits = { ...limits.DEFAULT_STREAM_LIMITS, checkMilliseconds: 20 };
  const service = await signedIn(t, { streamLimits });
  const { app, cookie, key, setClock } = service;
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const open = async (headers: Headers) => {
    const stream = await EventStream.open(port, '/v1/stream?line=phone-pin', { headers });
    t.teardown(() => stream.close());
    await stream.told(1);
    return stream;
  };
  const other = cookieOf(await signIn(service, key));
  const [first, second] = [await open({ cookie }), await open({ cookie: other })];
  const keyed = await open({ authorization: `Bearer ${key}` });
  await app.inject({ method: 'DELETE', url: SESSION, headers: { ...OWN, cookie } });
  await first.ended();
  t.notOk(second.isEnded);
  setClock('2026-11-24T22:00:00+09:00');
  await second.ended();
  t.notOk(keyed.isEnded, 'a key goes on');
});

t.test('sessions are exported, verified and kept on disk as all the rest is', async (t) => {
  const { app, cookie, ledger, key } = await signedIn(t);
  await signIn({ app } as TestApp, key, { ...OWN, cookie });
  const { state } = ledger;
  invariant(state !== null, 'the store is there');
  const records = await ledger.records(1, 100);
  const lines: string[] = [];
  for await (const line of exportStore(state, records)) lines.push(line);
  const parsed = await parseArchive(lines.join(''));
  t.ok(parsed.ok, 'the documents are the sum of the records');
  t.strictSame(parsed.ok && parsed.state, state);
  const forged = lines.join('').replace(/"kind":"session","id":"\w/, '$&x');
  t.notOk((await parseArchive(forged)).ok);
  const disk = createDiskSnapshots(t.testdir(), { warn: () => {} });
  await disk.save(state, Date.parse('2026-11-24T01:00:00Z') as Instant);
  t.strictSame((await disk.load())?.state, state);
});

t.test('a session holds on every replica at once', { skip: redisIsMissing }, async (t) => {
  const redis = await startRedis(t);
  // Told of nothing by Redis, so that what is known in time was asked for.
  await redis.cli('acl', 'setuser', 'deaf', 'on', '>x', '~*', '+@all', 'resetchannels');
  const clock = () => Date.parse('2026-11-24T01:00:00Z') as Instant;
  const open = async () => {
    const url = redis.url.replace('redis://', 'redis://deaf:x@');
    const store = openRedisStore(url, { prefix: 'test', log: { info() {}, warn() {} } });
    const ledger = await followTestStore(t, store, clock);
    await until(
      () => ledger.knowledge.freshness,
      (freshness) => freshness === 'live',
    );
    return { ...(await buildTestApp(t, { ledger, reads: 'keyed' })), ledger };
  };
  const [here, there] = [await open(), await open()];
  const { key } = await makeKey(here.ledger);
  await until(
    () => there.ledger.state?.version,
    (version) => version === 1,
  );
  for (const url of [SESSION, '/v1/overrides', '/v1/lines']) {
    const cookie = cookieOf(await signIn(here, key));
    t.equal((await there.app.inject({ url, headers: { cookie } })).statusCode, 200, url);
  }
  const cookie = cookieOf(await signIn(here, key));
  const headers = { ...OWN, cookie };
  await there.app.inject({ method: 'DELETE', url: SESSION, headers });
  await until(
    async () => (await here.app.inject({ url: SESSION, headers })).statusCode,
    (status) => status === 401,
    3_000,
  );
  const last = cookieOf(await signIn(here, key));
  await redis.kill('SIGKILL');
  const ask = await here.app.inject({ url: '/v1/lines', headers: { cookie: last } });
  t.equal(ask.statusCode, 200, 'also without Redis');
  const refused = await signIn(here, key);
  t.match(refused.json(), { status: 503, code: /store_unavailable|outcome_unknown/ });
  const unknown = { cookie: `eigyochu_session=${'a'.repeat(10)}.${'A'.repeat(43)}` };
  t.equal((await there.app.inject({ url: '/v1/lines', headers: unknown })).statusCode, 401);
});

t.test('a key that is revoked while somebody signs in starts nothing', async (t) => {
  const service = await buildTestApp(t);
  const { id, key } = await makeKey(service.ledger);
  const [answer] = await Promise.all([signIn(service, key), revoke(service.ledger, id)]);
  const headers = { cookie: cookieOf(answer) };
  t.equal((await service.app.inject({ url: SESSION, headers })).statusCode, 401);
});
