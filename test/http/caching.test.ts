import t from 'tap';
import { buildTestApp } from '../support/build-app.ts';

const DECISION = '/v1/lines/phone-pin/decision';

t.test('no cached answer outlives a boundary, stale-if-error included', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const cases = [
    ['08:59:29.000', 30, 1, 'a second more than the cap before the opening'],
    ['08:59:30.000', 30, 0, 'the cap before the opening'],
    ['08:59:31.000', 29, 0, 'less than the cap'],
    ['08:59:59.001', 0, 0, 'less than a second'],
    ['09:00:00.000', 30, 29_670, 'the opening: closing soon is the next boundary'],
    ['17:14:45.000', 15, 0, 'before closing soon'],
    ['17:15:00.000', 30, 870, 'closing soon'],
    ['17:29:59.000', 1, 0, 'before the closing'],
    ['17:30:00.000', 30, 23_370, 'the closing: the date is the next boundary'],
    ['23:59:50.000', 10, 0, 'before midnight'],
  ] as const;
  for (const [time, maxAge, stale, what] of cases) {
    setClock(`2026-11-24T${time}+09:00`);
    const { headers } = await app.inject(DECISION);
    t.equal(headers['cache-control'], `public, max-age=${maxAge}, stale-if-error=${stale}`, what);
  }
});

t.test('the first notice of a long break is a boundary', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  setClock('2026-12-14T23:59:45+09:00');
  const before = await app.inject(DECISION);
  t.equal(before.json().upcomingBreak, null);
  t.match(before.headers['cache-control'], /max-age=15, stale-if-error=0$/);
  setClock('2026-12-15T00:00:00+09:00');
  t.equal((await app.inject(DECISION)).json().upcomingBreak.from, '2026-12-29');
});

t.test('the cap is a setting', async (t) => {
  const { app } = await buildTestApp(t, { maxAgeSeconds: 5 });
  t.match((await app.inject(DECISION)).headers['cache-control'], /^public, max-age=5, /);
});

t.test('an answer about an explicit instant does not depend on now', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  for (const now of ['2026-11-23T23:59:59+09:00', '2026-11-24T09:00:00+09:00']) {
    setClock(now);
    for (const at of ['2026-11-24T08:59:59+09:00', '2020-01-01T00:00:00Z']) {
      const { headers } = await app.inject({ url: DECISION, query: { at } });
      t.equal(headers['cache-control'], 'public, max-age=30, stale-if-error=86400');
      t.equal(headers['last-modified'], 'Sun, 01 Nov 2026 00:00:00 GMT', 'the configuration');
    }
  }
});

t.test('the bytes stay the same until something changes', async (t) => {
  const { app, setClock } = await buildTestApp(t, { now: '2026-11-24T09:00:00+09:00' });
  const tagAt = async (now: string) => {
    setClock(now);
    return (await app.inject(DECISION)).headers.etag;
  };
  const opening = await tagAt('2026-11-24T09:00:00+09:00');
  t.match(opening, /^"[A-Za-z0-9_-]{22}"$/, 'a strong tag');
  t.equal(await tagAt('2026-11-24T17:14:59.999+09:00'), opening);
  t.not(await tagAt('2026-11-24T17:15:00+09:00'), opening, 'closing soon');
});

t.test('Last-Modified is the last boundary, never later than now', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const cases = [
    ['2026-11-24T08:00:00+09:00', 'Mon, 23 Nov 2026 15:00:00 GMT', 'midnight'],
    ['2026-11-24T09:00:00+09:00', 'Tue, 24 Nov 2026 00:00:00 GMT', 'the opening'],
    ['2026-11-24T17:20:00+09:00', 'Tue, 24 Nov 2026 08:15:00 GMT', 'closing soon'],
    ['2026-11-24T17:30:00+09:00', 'Tue, 24 Nov 2026 08:30:00 GMT', 'the closing'],
    ['2026-10-01T12:00:00+09:00', 'Thu, 01 Oct 2026 03:00:00 GMT', 'loaded in the future'],
  ] as const;
  for (const [now, modified, what] of cases) {
    setClock(now);
    t.equal((await app.inject(DECISION)).headers['last-modified'], modified, what);
  }
});

t.test('whoever has the bytes is told so', async (t) => {
  const { app } = await buildTestApp(t);
  const fresh = await app.inject(DECISION);
  const tag = String(fresh.headers.etag);
  for (const given of [tag, `W/${tag}`, `"other", ${tag}`, `"a,b",W/${tag} , "c"`, '*', ' * ']) {
    const answer = await app.inject({ url: DECISION, headers: { 'if-none-match': given } });
    t.same([answer.statusCode, answer.body], [304, ''], given);
    for (const name of ['etag', 'cache-control', 'last-modified'] as const) {
      t.equal(answer.headers[name], fresh.headers[name], name);
    }
    t.equal(answer.headers['content-type'], undefined);
  }
  for (const given of ['', '"other"', tag.slice(1, -1), `${tag.slice(0, -1)}x"`]) {
    const answer = await app.inject({ url: DECISION, headers: { 'if-none-match': given } });
    t.same([answer.statusCode, answer.body], [200, fresh.body], given);
  }
});

t.test('only answers become 304: a failure never does', async (t) => {
  const { app } = await buildTestApp(t);
  for (const url of ['/v1/lines/none/decision', `${DECISION}?at=x`, '/nowhere', '/v1/status']) {
    const answer = await app.inject({ url, headers: { 'if-none-match': '*' } });
    t.not(answer.statusCode, 304, url);
    t.equal(answer.headers['cache-control'], 'no-store');
    t.equal(answer.headers.etag, undefined);
    t.equal(answer.headers['last-modified'], undefined);
  }
});

t.test('HEAD has the headers of GET and no body', async (t) => {
  const { app } = await buildTestApp(t);
  const urls = [
    DECISION,
    `${DECISION}.word`,
    `${DECISION}?at=2026-11-23T10:00`,
    '/v1/lines',
    '/v1/lines/none/decision',
    '/nowhere',
  ];
  for (const url of urls) {
    const get = await app.inject({ url, headers: { 'x-request-id': 'r' } });
    const head = await app.inject({ method: 'HEAD', url, headers: { 'x-request-id': 'r' } });
    const { date: _now, ...expected } = get.headers;
    const { date: _then, ...given } = head.headers;
    t.same([head.statusCode, given, head.body], [get.statusCode, expected, ''], url);
  }
  const tag = String((await app.inject(DECISION)).headers.etag);
  const known = await app.inject({
    method: 'HEAD',
    url: DECISION,
    headers: { 'if-none-match': tag },
  });
  t.equal(known.statusCode, 304);
});

t.test(
  'Retry-After says how long it is to the opening, from the instant asked about',
  async (t) => {
    const { app, setClock } = await buildTestApp(t);
    const waitAt = async (now: string) => {
      setClock(now);
      return (await app.inject(`${DECISION}.word`)).headers['retry-after'];
    };
    t.equal(await waitAt('2026-11-24T08:59:58.500+09:00'), '2', 'rounded up: never too early');
    t.equal(await waitAt('2026-11-24T09:00:00+09:00'), undefined, 'open');
    t.equal(await waitAt('2026-11-24T17:30:00+09:00'), '55800');
    const never = await app.inject('/v1/lines/never-open/decision');
    t.equal(never.headers['retry-after'], undefined, 'nothing opens within 400 days');
  },
);

t.test("a timeline without a beginning is the same all day, in the line's zone", async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const timelineAt = async (now: string, query = '') => {
    setClock(now);
    return app.inject(`/v1/lines/phone-pin/timeline${query}`);
  };
  const first = await timelineAt('2026-11-24T00:00:00+09:00');
  t.equal(first.json().from, '2026-11-24T00:00:00+09:00');
  t.equal(first.headers['cache-control'], 'public, max-age=30, stale-if-error=86370');
  const last = await timelineAt('2026-11-24T23:59:59.999+09:00');
  t.equal(last.headers.etag, first.headers.etag);
  t.equal(last.headers['cache-control'], 'public, max-age=0, stale-if-error=0');
  const next = await timelineAt('2026-11-25T00:00:00+09:00');
  t.equal(next.json().from, '2026-11-25T00:00:00+09:00');
  t.not(next.headers.etag, first.headers.etag);
  setClock('2026-11-24T23:59:50+13:00');
  const apia = await app.inject('/v1/lines/apia-desk/timeline');
  t.equal(apia.json().from, '2026-11-24T00:00:00+13:00');
  t.equal(apia.headers['cache-control'], 'public, max-age=10, stale-if-error=0');
  const dated = await timelineAt('2026-11-24T23:59:59+09:00', '?from=2026-11-24T10:00');
  t.equal(dated.headers['cache-control'], 'public, max-age=30, stale-if-error=86400');
});

t.test('lists that begin with today end with today', async (t) => {
  const { app } = await buildTestApp(t, { now: '2026-11-24T23:59:50+09:00' });
  const paths = [
    '/v1/lines/phone-pin/calendar',
    '/v1/lines/phone-pin/timeline',
    '/v1/lines/phone-pin/timeline?until=2026-12-01T00:00',
    '/v1/long-breaks?line=phone-pin',
    '/v1/holidays',
  ];
  for (const path of paths) {
    const byDefault = await app.inject(path);
    t.equal(byDefault.headers['cache-control'], 'public, max-age=10, stale-if-error=0', path);
    const dated = await app.inject({ url: path, query: { from: '2026-11-24', line: 'phone-pin' } });
    if (dated.statusCode === 200) t.match(dated.headers['cache-control'], /max-age=30/, path);
  }
  const many = await app.inject('/v1/decisions?line=lost-card&line=phone-pin');
  t.equal(many.headers['cache-control'], 'public, max-age=10, stale-if-error=0');
  const purpose = await app.inject('/v1/purposes/set-phone-pin');
  t.equal(purpose.headers['cache-control'], 'public, max-age=10, stale-if-error=0');
});
