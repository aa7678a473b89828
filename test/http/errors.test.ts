import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { InjectOptions } from 'fastify';
import t, { type Test } from 'tap';
import { MAX_KEYS } from '../../src/access/access-key.ts';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { MAX_OFFICIAL_LIST_BYTES } from '../../src/calendars/official-list.ts';
import type { Instant } from '../../src/core/instant.ts';
import { ERROR_CODES, ERRORS, type ErrorCode, type Fault } from '../../src/errors.ts';
import { MAX_PATCHES } from '../../src/holidays/holiday-patch.ts';
import * as limits from '../../src/http/limits.ts';
import { MAX_OVERRIDES } from '../../src/overrides/override-limits.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import { nearestName } from '../../src/words/nearest-name.ts';
import { beBusy } from '../support/be-busy.ts';
import {
  buildTestApp,
  followTestStore,
  type TestApp,
  type TestOptions,
} from '../support/build-app.ts';
import { callCentre, withManyChanges, withManyLines } from '../support/configuration.ts';
import { makeAllKeys, makeKey } from '../support/make-key.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const DECISION = '/v1/lines/phone-pin/decision';
const shared = buildTestApp(t);
const document = readFileSync('docs/reference/errors.md', 'utf8');

t.test('the document and the table of errors say the same', async (t) => {
  const sections = document.split(/^## /m).slice(1);
  t.same(
    sections.map((section) => section.split('\n', 1)[0]),
    ERROR_CODES,
    'every code, no other, in the same order',
  );
  for (const [index, code] of ERROR_CODES.entries()) {
    const { status, title } = ERRORS[code];
    t.ok(sections[index]?.includes(`\n${status}. ${title}.`), `${code}: ${status}, ${title}`);
  }
});

t.test('the limits in the document are those in force', async (t) => {
  const { MAX_RANGE_DAYS, MAX_LIST_DAYS, MAX_DECISIONS, MAX_BODY_BYTES, MAX_URL_LENGTH } = limits;
  const { MAX_PARAM_LENGTH, MAX_HEADER_BYTES, REQUEST_TIMEOUT_MILLISECONDS } = limits;
  const said = [
    ['range_too_long', MAX_RANGE_DAYS],
    ['range_too_long', MAX_LIST_DAYS],
    ['too_many_lines', MAX_DECISIONS],
    ['request_timeout', REQUEST_TIMEOUT_MILLISECONDS / 1000],
    ['body_too_large', MAX_BODY_BYTES],
    ['uri_too_long', MAX_URL_LENGTH],
    ['uri_too_long', MAX_PARAM_LENGTH],
    ['header_too_large', MAX_HEADER_BYTES],
    ['too_many_overrides', MAX_OVERRIDES],
    ['too_many_patches', MAX_PATCHES],
    ['body_too_large', MAX_OFFICIAL_LIST_BYTES],
    ['too_many_keys', MAX_KEYS],
    ['rate_limited', limits.DEFAULT_READS_PER_MINUTE],
    ['rate_limited', limits.DEFAULT_WRITES_PER_MINUTE],
    ['rate_limited', limits.MAX_FAILED_KEYS_PER_MINUTE],
  ] as const;
  for (const [code, limit] of said) {
    const section = document.split(`## ${code}`)[1]?.split('##')[0] ?? '';
    t.match(section, new RegExp(`\\b${limit}\\b`), `${code} says ${limit}`);
  }
});

/** One request, or bytes on a socket, for every code there is. */
const REQUESTS: Readonly<Record<ErrorCode, (t: Test) => Promise<string>>> = {
  bad_request: asking('/v1/lines/%zz/decision'),
  bad_json: overriding({ method: 'POST', url: '/v1/overrides', payload: '{' }),
  invalid_request: asking(`${DECISION}?at=x&foo=1`),
  invalid_parameter: asking(`${DECISION}?lang=fr`),
  missing_parameter: asking('/v1/long-breaks'),
  unknown_parameter: asking('/v1/lines?foo=1'),
  duplicate_parameter: asking(`${DECISION}?lang=ja&lang=en`),
  invalid_header: overriding({ headers: { 'if-match': '1' } }),
  bad_instant: asking(`${DECISION}?at=tomorrow`),
  instant_out_of_range: asking(`${DECISION}?at=2101-01-01T00:00:00Z`),
  bad_date: asking('/v1/holidays?from=2026-02-30'),
  date_out_of_range: asking('/v1/holidays?from=1969-12-31'),
  bad_duration: asking('/v1/lines/phone-pin/business-time?add=P1D'),
  range_reversed: asking('/v1/holidays?from=2026-02-02&until=2026-02-01'),
  range_too_long: asking('/v1/lines/phone-pin/calendar?from=2026-01-01&until=2027-02-05'),
  too_many_lines: asking('/v1/decisions', { configuration: withManyLines(500) }),
  unauthenticated: asking('/v1/keys', { ledger: null }),
  no_keys: asking('/v1/keys'),
  forbidden: async (t) => {
    const { app, ledger } = await buildTestApp(t);
    const { headers } = await makeKey(ledger, { scopes: ['read'] });
    return (await app.inject({ url: '/v1/keys', headers })).body;
  },
  cross_site: async (t) => {
    const { app } = await buildTestApp(t);
    const headers = { 'sec-fetch-site': 'cross-site' };
    return (await app.inject({ method: 'POST', url: '/v1/session', headers, body: { key: 'x' } }))
      .body;
  },
  bad_signature: asking('/v1/ivr/twilio?line=phone-pin', { twilioTokens: ['0123456789abcdef'] }),
  not_found: asking('/v2'),
  unknown_line: asking('/v1/lines/none/decision'),
  unknown_group: asking('/v1/decisions?group=none'),
  unknown_purpose: asking('/v1/purposes/none'),
  unknown_calendar: asking('/v1/holidays?calendar=none'),
  unknown_key: async (t) => {
    const { app } = await buildTestApp(t, { isLocal: () => true });
    return (await app.inject({ method: 'DELETE', url: '/v1/keys/none' })).body;
  },
  unknown_patch: asking('/v1/holidays/patches/none', { isLocal: () => true }),
  unknown_override: overriding({ url: '/v1/overrides/none' }),
  unknown_webhook: async (t) => {
    const { app } = await buildTestApp(t, { isLocal: () => true });
    return (await app.inject({ method: 'POST', url: '/v1/webhooks/none/retry' })).body;
  },
  unknown_names: asking('/v1/decisions?line=none&group=none'),
  method_not_allowed: async (t) => {
    const { app } = await buildTestApp(t);
    return (await app.inject({ method: 'DELETE', url: DECISION })).body;
  },
  request_timeout: async (t) => {
    const service = await buildTestApp(t);
    service.app.server.requestTimeout = 50;
    service.app.server.headersTimeout = 50;
    return sending(service, 'GET /v1/lines HTTP/1.1\r\nHost: x\r\n');
  },
  bad_configuration: async (t) => {
    const { app } = await buildTestApp(t, { isLocal: () => true });
    const body = { files: { 'lines.yaml': 'version: 2' } };
    return (await app.inject({ method: 'POST', url: '/v1/preview', body })).body;
  },
  needless_patch: patching({ date: '2026-12-01' }),
  horizon_shrinks: async (t) => {
    const app = await withJapan(t);
    const rows = (await app.inject('/v1/holidays?from=2026-01-01&until=2026-12-31')).json()
      .holidays;
    const list = rows.map(
      (row: { date: string; officialName: string }) =>
        `${row.date.replaceAll('-', '/')},${row.officialName}`,
    );
    return putting(app, ['date,name', ...list].join('\n'));
  },
  too_many_patches: async (t) => {
    const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
    await ledger.write({
      ...{ actor: { key: null, name: 'test' }, action: 'holiday.patch', idempotency: null },
      propose: ({ deed: created }) =>
        Array.from({ length: MAX_PATCHES }, (_, index) => {
          const after = { ...NEW_PATCH, id: `${index}`, calendar: 'none', to: null, created };
          return { kind: 'holiday-patch', id: after.id, before: null, after } as never;
        }),
    });
    return (await app.inject({ method: 'POST', url: '/v1/holidays', payload: NEW_PATCH })).body;
  },
  too_many_keys: async (t) => {
    const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
    await makeAllKeys(ledger);
    const body = { name: 'one too many', scopes: ['read'] };
    return (await app.inject({ method: 'POST', url: '/v1/keys', body })).body;
  },
  override_begun: overriding({ payload: { state: 'open' } }),
  override_over: overriding({}, '2026-11-24T14:00:00+09:00'),
  too_many_overrides: async (t) => {
    const { app, ledger } = await buildTestApp(t, { isLocal: () => true });
    await ledger.write({
      ...{ actor: { key: null, name: 'test' }, action: 'override.create', idempotency: null },
      propose: ({ deed }) =>
        Array.from({ length: MAX_OVERRIDES }, (_, index) => {
          const times = {
            created: deed,
            from: deed.at,
            until: '2027-01-01T00:00:00.000Z',
            ends: {},
            ended: null,
          };
          const after = { lines: ['phone-pin'], groups: [], all: false, state: 'closed', ...times };
          return { kind: 'override', id: `${index}`, before: null, after } as never;
        }),
    });
    return (await app.inject({ method: 'POST', url: '/v1/overrides', payload: CLOSED })).body;
  },
  not_expressible: asking('/v1/lines/phone-pin/hours.amazon-connect', {
    configuration: withManyChanges(57),
  }),
  precondition_failed: overriding({ headers: { 'if-match': '"7"' } }),
  body_too_large: async (t) => {
    const { app } = await buildTestApp(t);
    const payload = 'x'.repeat(limits.MAX_BODY_BYTES + 1);
    return (await app.inject({ method: 'POST', url: '/v1/lines', payload })).body;
  },
  uri_too_long: asking(`/v1/lines?x=${'a'.repeat(limits.MAX_URL_LENGTH)}`),
  rate_limited: async (t) => {
    const { app } = await buildTestApp(t, { limits: { readsPerMinute: 1, writesPerMinute: 1 } });
    await app.inject('/v1/lines');
    return (await app.inject('/v1/lines')).body;
  },
  unsupported_media_type: overriding({ headers: { 'content-type': 'text/plain' }, payload: 'x' }),
  bad_official_list: async (t) => putting(await withJapan(t), '<!DOCTYPE html>'),
  idempotency_mismatch: async (t) => {
    const { app } = await buildTestApp(t, { isLocal: () => true });
    const ask = {
      method: 'POST',
      url: '/v1/overrides',
      headers: { 'idempotency-key': 'a' },
    } as const;
    await app.inject({ ...ask, payload: CLOSED });
    return (await app.inject({ ...ask, payload: { ...CLOSED, state: 'open' } })).body;
  },
  precondition_required: overriding({ headers: {} }),
  header_too_large: async (t) =>
    sending(
      await buildTestApp(t),
      `GET /v1/lines HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(limits.MAX_HEADER_BYTES)}\r\n\r\n`,
    ),
  internal: async (t) => {
    const { app } = await buildTestApp(t, { clock: () => Number.NaN as never });
    return (await app.inject(DECISION)).body;
  },
  not_known: asking('/v1/lines', { configuration: null }),
  store_unavailable: asking('/v1/overrides', { ledger: null, isLocal: () => true }),
  store_behind: async (t) => {
    const { redis, write } = await withRedis(t);
    await write();
    await redis.cli('flushall');
    return until(write, (body) => body.includes('store_behind'));
  },
  outcome_unknown: async (t) => {
    const { redis, write } = await withRedis(t);
    await redis.kill('SIGSTOP');
    return write();
  },
  overloaded: async (t) => {
    const { app } = await buildTestApp(t, { maxLagMilliseconds: 20 });
    t.teardown(beBusy(50));
    const refused = await until(
      () => app.inject('/v1/lines'),
      ({ statusCode }) => statusCode === 503,
    );
    return refused.body;
  },
  draining: async (t) => {
    const { app, drain } = await buildTestApp(t);
    drain.abort();
    return (await app.inject('/readyz')).body;
  },
};

const NEW_PATCH = {
  kind: 'add',
  calendar: 'company',
  date: '2026-12-02',
  name: { ja: '臨時の祝日', en: 'A new holiday' },
  note: 'test',
};

/** Patches the calendar of the company. */
function patching(changed: object) {
  return async (t: Test) => {
    const { app } = await buildTestApp(t, { isLocal: () => true });
    const payload = { ...NEW_PATCH, ...changed };
    return (await app.inject({ method: 'POST', url: '/v1/holidays', payload })).body;
  };
}

/** A service with the real calendar of Japan. */
async function withJapan(t: Test): Promise<TestApp['app']> {
  const calendars = [createJapanCalendar('jp', null)];
  const configuration = { ...callCentre, calendars };
  return (await buildTestApp(t, { configuration, isLocal: () => true })).app;
}

async function putting(app: TestApp['app'], payload: string): Promise<string> {
  const headers = { 'content-type': 'text/csv' };
  return (await app.inject({ method: 'PUT', url: '/v1/holidays/official', headers, payload })).body;
}

const CLOSED = { lines: ['phone-pin'], state: 'closed', until: 'PT4H' };

/** Closes a line, and asks to change that, at another time if need be. */
function overriding(request: InjectOptions, now?: string) {
  return async (t: Test) => {
    const { app, setClock } = await buildTestApp(t, { isLocal: () => true });
    const made = await app.inject({ method: 'POST', url: '/v1/overrides', payload: CLOSED });
    if (now) setClock(now);
    const type = { 'content-type': 'application/json' };
    const headers = { ...type, ...(request.headers ?? { 'if-match': '*' }) };
    const url = `/v1/overrides/${made.json().id}`;
    const payload = { note: 'x' };
    return (await app.inject({ method: 'PATCH', url, payload, ...request, headers })).body;
  };
}

const NEEDS_REDIS: readonly ErrorCode[] = ['store_behind', 'outcome_unknown'];

/** A service whose store is a Redis of its own. */
async function withRedis(t: Test) {
  const redis = await startRedis(t);
  const store = openRedisStore(redis.url, { prefix: 'test', log: { info() {}, warn() {} } });
  const ledger = await followTestStore(t, store, () => Date.now() as Instant);
  await until(
    () => ledger.knowledge.freshness,
    (freshness) => freshness === 'live',
  );
  const { app } = await buildTestApp(t, { ledger, isLocal: () => true });
  const request = { method: 'POST', url: '/v1/overrides', payload: CLOSED } as const;
  return { redis, write: async () => (await app.inject(request)).body };
}

/** Asks the service that all share, or one of its own with these options. */
function asking(url: string, options: TestOptions | null = null) {
  return async (t: Test) => {
    const { app } = options ? await buildTestApp(t, options) : await shared;
    return (await app.inject(url)).body;
  };
}

/** Sends bytes as they are; the body of what comes back. A request that never ends times out. */
async function sending({ app }: TestApp, bytes: string): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as { port: number }).port, '127.0.0.1');
  socket.write(bytes);
  return (await text(socket)).split('\r\n\r\n').slice(1).join('\r\n\r\n');
}

for (const code of ERROR_CODES) {
  const skip = NEEDS_REDIS.includes(code) && redisIsMissing;
  t.test(`${code} can be met, and its problem document is whole`, { skip }, async (t) => {
    const body = await REQUESTS[code](t);
    if (code === 'request_timeout') return void t.equal(body, 'unknown', 'there is no path yet');
    const problem = JSON.parse(body);
    const { status, title } = ERRORS[code];
    t.same(Object.keys(problem), [
      'type',
      'title',
      'status',
      'detail',
      'instance',
      'code',
      'errors',
    ]);
    t.match(problem, { type: `urn:eigyochu:error:${code}`, title, status, code });
    t.match(problem.instance, /^urn:eigyochu:request:[\w.~-]+$/);
    t.ok(problem.errors.length > 0);
    for (const fault of problem.errors as Fault[]) {
      t.ok(ERROR_CODES.includes(fault.code));
      t.match(fault.detail, /\.$/, 'a sentence');
    }
  });
}

async function faultsOf(url: string): Promise<string[]> {
  const { app } = await shared;
  const { errors } = (await app.inject(url)).json();
  return errors.map(({ code, parameter = '' }: Fault) => `${code} ${parameter}`).sort();
}

t.test('all faults of a request are told at once', async (t) => {
  const query = 'at=soon&lang=fr&explane=true&explain=perhaps&key=a&key=b&format=xml&zzz=1';
  t.same(await faultsOf(`${DECISION}?${query.replace('&format=xml', '')}`), [
    'bad_instant at',
    'duplicate_parameter key',
    'invalid_parameter explain',
    'invalid_parameter lang',
    'unknown_parameter explane',
    'unknown_parameter zzz',
  ]);
  t.same(await faultsOf('/v1/decisions?line=a&line=b&group=c&line=phone-pin'), [
    'unknown_group group',
    'unknown_line line',
    'unknown_line line',
  ]);
  t.same(await faultsOf('/v1/long-breaks?from=x&until=1969-01-01'), [
    'bad_date from',
    'date_out_of_range until',
    'missing_parameter line',
  ]);
  const many = Array.from({ length: 200 }, (_, index) => `p${index}=1`).join('&');
  t.equal((await faultsOf(`/v1/lines?${many}`)).length, limits.MAX_FAULTS, 'up to a limit');
});

t.test('a bad instant says what was wrong with it', async (t) => {
  const { app } = await shared;
  const cases = [
    ['tomorrow', 'bad_instant', /not an ISO 8601/],
    ['2026-11-23', 'bad_instant', /not an ISO 8601/],
    ['', 'bad_instant', /not an ISO 8601/],
    ['2026-02-30T10:00', 'bad_instant', /does not exist/],
    ['2026-11-23T25:00', 'bad_instant', /does not exist/],
    ['2026-11-23T10:00:00+25:00', 'bad_instant', /does not exist/],
    ['1969-12-31T23:59:59Z', 'instant_out_of_range', /1970 to 2100/],
    ['1970-01-01T08:59:59', 'instant_out_of_range', /1970 to 2100/],
    ['2101-01-01T09:00:00', 'instant_out_of_range', /1970 to 2100/],
    [
      `2026-11-23T10:00${'0'.repeat(60)}`,
      'invalid_request',
      /at has 76 characters; give at most 64/,
    ],
  ] as const;
  for (const [at, code, detail] of cases) {
    const answer = await app.inject({ url: DECISION, query: { at } });
    t.match(answer.json(), { status: 400, code, detail }, at);
  }
  for (const at of ['1970-01-01T09:00:00', '2101-01-01T08:59:59']) {
    t.equal((await app.inject({ url: DECISION, query: { at } })).statusCode, 200, at);
  }
  const several = await app.inject('/v1/decisions?at=2026-11-23T10:00');
  t.match(several.json(), {
    code: 'bad_instant',
    detail: /has no offset, which questions about several lines need/,
  });
});

t.test('a refused value is named, with what to write; each sentence stands alone', async (t) => {
  const { app } = await shared;
  const cases = [
    [`${DECISION}?key=`, 'key is empty; give 1 to 256 characters.'],
    [`${DECISION}?key=${'é'.repeat(257)}`, 'key has 257 characters; give 1 to 256 characters.'],
    [`${DECISION}?explain=yes`, 'explain="yes" must be true or false.'],
    [`${DECISION}?lang=fr`, 'lang="fr" must be ja or en.'],
    [`${DECISION}?lang=ja&lang=en`, 'lang was given 2 times; give it once.'],
    ['/v1/decisions?line=', 'line is empty; give 1 to 200 characters.'],
    [`/v1/decisions?${'line=x&'.repeat(501)}`, 'line is given more than 500 times.'],
    ['/v1/long-breaks', 'line is required.'],
    [
      '/v1/holidays?from=x&until=1969-01-01',
      'from="x" is not a civil date that exists; write it like 2026-11-24. ' +
        'until="1969-01-01" lies outside the years 1970 to 2100.',
    ],
  ] as const;
  for (const [url, detail] of cases) {
    t.equal((await app.inject(encodeURI(url))).json().detail, detail, url.slice(0, 80));
  }
});

t.test('a misspelt name is met with the nearest one', async (t) => {
  const { app } = await shared;
  const cases = [
    ['/v1/lines/phone-pn/decision', 'phone-pin'],
    ['/v1/lines/LOST-CARD/timeline', 'lost-card'],
    ['/v1/decisions?group=card', 'cards'],
    ['/v1/purposes/set-phonepin', 'set-phone-pin'],
    ['/v1/holidays?calendar=compny', 'company'],
    [`${DECISION}?explian=true`, 'explain'],
    ['/v1/decisions?lines=phone-pin', 'line'],
    ['/v1/decisions?lnie=phone-pin', 'line'],
    ['/v1/decisions?LIN=phone-pin', 'line'],
  ] as const;
  for (const [url, name] of cases) {
    t.match((await app.inject(url)).json().detail, `Did you mean "${name}"?`, url);
  }
  t.notMatch((await app.inject('/v1/lines/qqqqqq/decision')).json().detail, /Did you mean/);
  const unlike = (await app.inject('/v1/decisions?lang=ja')).json().detail;
  t.equal(unlike, '"lang" is not a parameter here. This path takes line, group, at.');
  t.equal(nearestName('x', ['abc']), null);
  t.equal(nearestName('x', []), null);
  const manyNames = Array.from({ length: 2_000 }, (_, index) => `name-${index}`);
  t.equal(nearestName('name-1999', manyNames.slice(1_000)), 'name-1999');
  t.not(nearestName('name-1999', manyNames), 'name-1999', 'no search without a bound');
});

t.test('ranges are refused just beyond their limits', async (t) => {
  const { app } = await shared;
  const codeOf = async (url: string) => (await app.inject(url)).json().code ?? 'answered';
  const calendar = '/v1/lines/phone-pin/calendar?from=2026-01-01';
  t.equal(await codeOf(`${calendar}&until=2027-02-03`), 'answered', '399 days');
  t.equal(await codeOf(`${calendar}&until=2027-02-04`), 'answered', '400 days');
  t.equal(await codeOf(`${calendar}&until=2027-02-05`), 'range_too_long', '401 days');
  const timeline = '/v1/lines/phone-pin/timeline?from=2026-01-01T00:00';
  t.equal(await codeOf(`${timeline}&until=2027-02-05T00:00:00`), 'answered', '400 days');
  t.equal(await codeOf(`${timeline}&until=2027-02-05T00:00:01`), 'range_too_long');
  t.equal(await codeOf(`${timeline}&until=2026-01-01T00:00:00.001`), 'answered');
  t.equal(await codeOf(`${timeline}&until=2026-01-01T00:00:00`), 'range_reversed');
  t.equal(await codeOf(`${timeline}&until=2025-12-31T23:59:59`), 'range_reversed');
  t.equal(await codeOf('/v1/holidays?from=2020-01-01&until=2030-01-07'), 'answered');
  t.equal(await codeOf('/v1/holidays?from=2020-01-01&until=2030-01-08'), 'range_too_long');
  t.equal(await codeOf('/v1/holidays?until=2026-11-23'), 'range_reversed', 'from is today');
  t.equal(await codeOf('/v1/holidays?from=2100-12-31'), 'answered', 'the default ends with 2100');
  t.equal(
    await codeOf('/v1/lines/phone-pin/timeline?from=2100-12-31T00:00:00Z'),
    'answered',
    'the default ends with 2100',
  );
});

t.test('every known path says which methods it takes', async (t) => {
  const { app } = await shared;
  const paths = [
    '/v1/lines',
    DECISION,
    `${DECISION}.json`,
    '/livez',
    '/openapi.json',
    '/v1/purposes/x',
  ];
  for (const url of paths) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      const answer = await app.inject({
        method,
        url: `${url}?x=1`,
        payload: '{',
        headers: { 'content-type': 'application/json' },
      });
      t.match(answer.json(), { status: 405, code: 'method_not_allowed' }, `${method} ${url}`);
      t.equal(answer.headers.allow, 'GET, HEAD');
    }
  }
  t.equal((await app.inject({ method: 'POST', url: '/v1' })).statusCode, 404);
});

t.test('paths are taken as they are', async (t) => {
  const { app } = await shared;
  for (const url of ['/v1/lines/', '//v1/lines', '/V1/lines', '/v1/lines/phone-pin', '/lines']) {
    t.match((await app.inject(url)).json(), { status: 404, code: 'not_found' }, url);
  }
  t.match((await app.inject('/v1/lines/')).json().detail, /without the \/ at its end/);
});

t.test('a fault of ours says nothing of itself and is logged', async (t) => {
  const logged: string[] = [];
  const logger = { level: 'info', stream: { write: (line: string) => logged.push(line) } };
  const { app, keeper } = await buildTestApp(t, { logger });
  const get = () => {
    throw new Error('the secret of the keeper');
  };
  Object.defineProperty(keeper, 'snapshot', { get });
  const answer = await app.inject({ url: DECISION, headers: { 'x-request-id': 'call-1' } });
  t.match(answer.json(), {
    status: 500,
    code: 'internal',
    instance: 'urn:eigyochu:request:call-1',
  });
  t.notMatch(answer.body, /secret/);
  t.equal(logged.length, 1, 'one line, and none for the request itself');
  t.match(JSON.parse(logged[0] ?? ''), {
    level: 50,
    reqId: 'call-1',
    err: { message: 'the secret of the keeper' },
  });
  await app.inject('/livez');
  await app.inject('/nowhere');
  t.equal(logged.length, 1, 'reads and refusals are not logged');
});

t.test('a path that would leave the folder of the pages is refused and not logged', async (t) => {
  const logged: string[] = [];
  const logger = { level: 'info', stream: { write: (line: string) => logged.push(line) } };
  const { app } = await buildTestApp(t, { logger });
  for (const name of ['..%2f..%2fpackage.json', '%2e%2e%2fx', '.git', '%00', '..%5cx', 'x/']) {
    const answer = await app.inject(`/documentation/static/${name}`);
    t.match(answer.headers['content-type'], /^application\/problem\+json/, name);
    t.match(answer.json(), { status: /^40[04]$/, code: /^(bad_request|not_found)$/ }, name);
  }
  t.same(logged, []);
});

t.test('what the framework holds against the caller is no fault of ours', async (t) => {
  const { app } = await buildTestApp(t);
  const cases = [
    [400, 'bad_request'],
    [403, 'not_found'],
    [404, 'not_found'],
    [413, 'body_too_large'],
    [414, 'uri_too_long'],
    [415, 'unsupported_media_type'],
    [500, 'internal'],
    [200, 'internal'],
  ] as const;
  let statusCode = 0;
  app.addHook('preHandler', async () => {
    throw Object.assign(new Error('the plugin says'), { code: 'FST_X', statusCode });
  });
  for (const [status, code] of cases) {
    statusCode = status;
    const answer = await app.inject(DECISION);
    t.match(answer.json(), { status: ERRORS[code].status, code }, String(status));
    t.notMatch(answer.body, /the plugin says/);
  }
});
