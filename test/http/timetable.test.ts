import t, { type Test } from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import type { TimetableJson } from '../../src/http/timetable.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { EventStream } from '../support/event-stream.ts';
import { makeKey } from '../support/make-key.ts';
import { buildShippedService } from '../support/shipped-service.ts';

const PHONE_PIN = '/v1/lines/phone-pin/timetable';
const PAGE = 'https://www.example.com';

/** Lines that change at odd times: over midnight, with last call, through a change of the clock. */
const LINES = `
version: 1
zone: Asia/Tokyo
calendars:
  jp: { source: japan }
schedules:
  night:
    regular: { mon-sat: [22:00-26:30] }
    lastCallMinutes: 15
  desk:
    regular: { mon-fri: [09:00-12:00, 13:00-17:30] }
    holidays: { calendars: [jp], hours: closed }
    longBreaks: [{ preset: year-end }]
lines:
  desk: { name: { ja: 窓口, en: Desk }, schedule: desk }
  night: { name: { ja: 夜間, en: Night desk }, schedule: night }
  new-york: { name: { ja: 米国, en: New York }, zone: America/New_York, schedule: night }
  always: { name: { ja: 常時, en: Always }, schedule: { regular: { daily: [00:00-24:00] } } }
  never: { name: { ja: 休止, en: Never }, schedule: { regular: { mon: closed } } }
`;

/** Takes callers in the first half of every half hour. */
const BUSY_HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
  .map((hour) => `${hour}:00-${hour}:15, ${hour}:30-${hour}:45`)
  .join(', ');
const BUSY_LINES = `
version: 1
zone: Asia/Tokyo
schedules: { busy: { regular: { daily: [${BUSY_HOURS}] } } }
lines:
  busy: { name: { ja: 窓口, en: Desk }, schedule: busy }
  second: { name: { ja: 第二窓口, en: Second desk }, schedule: busy }
  third: { name: { ja: 第三窓口, en: Third desk }, schedule: busy }
`;

async function buildLines(t: Test, now: string, lines = LINES): Promise<TestApp> {
  const loaded = loadSnapshot(t.testdir({ 'lines.yaml': lines }), Date.parse(now) as Instant);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const service = await buildTestApp(t, { now, configuration: null });
  service.keeper.accept(loaded.snapshot);
  return service;
}

async function override(service: TestApp, body: object): Promise<void> {
  const { headers } = await makeKey(service.ledger);
  const { statusCode } = await service.app.inject({
    method: 'POST',
    url: '/v1/overrides',
    headers,
    body,
  });
  if (statusCode !== 201) throw new Error(`an override was answered with ${statusCode}`);
}

/** What a timetable says of an entry, as a decision says it. */
function told(timetable: TimetableJson, index: number) {
  const { entries, longBreaks, messages } = timetable;
  const { from: _, until: __, longBreak, upcomingBreak, message, ...rest } = entries[index] ?? {};
  return {
    ...rest,
    longBreak: longBreaks[longBreak ?? -1] ?? null,
    upcomingBreak: longBreaks[upcomingBreak ?? -1] ?? null,
    message: messages[message ?? -1],
  };
}

/** Compares each entry with the decisions at its beginning, in its middle and just before its end. */
async function compareAll({ app }: TestApp, timetable: TimetableJson): Promise<string[]> {
  const wrong: string[] = [];
  for (const [index, { from, until }] of timetable.entries.entries()) {
    const [start, end] = [Date.parse(from), Date.parse(until)];
    const expected = told(timetable, index);
    for (const instant of [start, Math.floor((start + end) / 2), end - 1]) {
      const at = new Date(instant).toISOString();
      const decision = (await app.inject(`/v1/lines/${timetable.line}/decision?at=${at}`)).json();
      const found = Object.fromEntries(Object.keys(expected).map((name) => [name, decision[name]]));
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${timetable.line} ${at}`);
    }
  }
  return wrong;
}

t.test('a timetable says at every instant what the decision says', async (t) => {
  const cases = [
    ['2026-12-24T10:00:00+09:00', 'before the end of the year'],
    ['2026-12-30T23:59:59+09:00', 'in a long break'],
    ['2026-10-30T01:15:00+09:00', 'before the clock of New York goes back'],
    ['2027-03-12T09:00:00+09:00', 'before the clock of New York goes forward'],
  ] as const;
  for (const [now, when] of cases) {
    const service = await buildLines(t, now);
    await override(service, {
      lines: ['desk'],
      state: 'closed',
      until: 'PT3H',
      reason: 'disaster',
    });
    const nextDay = new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 19);
    const planned = { from: `${nextDay}Z`, until: 'PT2H', reason: 'meeting' };
    await override(service, { lines: ['night'], state: 'open', ...planned });
    const { timetables } = (await service.app.inject('/v1/timetable')).json();
    t.equal(timetables.length, 5);
    for (const timetable of timetables as TimetableJson[]) {
      t.same(await compareAll(service, timetable), [], `${timetable.line} ${when}`);
    }
  }
});

t.test('the entries follow each other, from before now to the end of what is told', async (t) => {
  const service = await buildLines(t, '2026-11-20T10:00:00+09:00');
  const { timetables } = (await service.app.inject('/v1/timetable')).json();
  for (const { line, from, until, entries } of timetables as TimetableJson[]) {
    t.equal(entries[0]?.from, from, line);
    t.equal(entries.at(-1)?.until, until, line);
    t.ok(Date.parse(from) <= Date.parse('2026-11-20T10:00:00+09:00'));
    t.ok(Date.parse(entries[0]?.until ?? '') > Date.parse('2026-11-20T10:00:00+09:00'));
    const gaps = entries.filter(({ from }, i) => i > 0 && entries[i - 1]?.until !== from);
    t.same(gaps, [], line);
  }
});

t.test('a timetable covers two weeks, or as many dates as are asked for', async (t) => {
  const { app } = await buildTestApp(t);
  const until = async (query: string) => (await app.inject(`${PHONE_PIN}${query}`)).json().until;
  t.equal(await until(''), '2026-12-08T00:00:00+09:00');
  t.equal(await until('?days=35'), '2026-12-29T00:00:00+09:00');
  t.equal(await until('?days=1'), '2026-11-25T00:00:00+09:00');
  for (const wrong of ['0', '36', 'x', '1.5']) {
    const answer = await app.inject(`${PHONE_PIN}?days=${wrong}`);
    t.match(answer.json(), { code: 'invalid_parameter' }, wrong);
  }
});

t.test('it reaches to the end of the opening that callers wait for', async (t) => {
  const { app } = await buildTestApp(t, { now: '2026-12-30T10:00:00+09:00' });
  const { until, entries } = (await app.inject(`${PHONE_PIN}?days=1`)).json();
  t.equal(until, '2027-01-04T17:30:00+09:00');
  t.match(entries.at(-1), { state: 'open', closingSoon: true });
});

t.test('it does not reach for ever', async (t) => {
  const service = await buildLines(t, '2026-11-20T10:00:00+09:00');
  const url = '/v1/lines/desk/timetable';
  await override(service, { lines: ['desk'], state: 'closed', until: 'P300D', reason: 'other' });
  const { until, entries } = (await service.app.inject(url)).json();
  t.equal(until, '2027-01-22T00:00:00+09:00');
  t.equal(entries.length, 63);
});

t.test('of a line that changes all day it tells the next five hundred boundaries', async (t) => {
  const { app } = await buildLines(t, '2026-11-20T10:00:00+09:00', BUSY_LINES);
  const { body } = await app.inject('/v1/lines/busy/timetable?days=35');
  const { until, entries } = JSON.parse(body);
  t.equal(entries.length, 500);
  t.equal(entries.at(-1).until, until);
  t.ok(Date.parse(until) > Date.parse('2026-11-22T00:00:00+09:00'));
  t.ok(body.length < 400_000, `${body.length} characters`);
});

t.test('between two of several timetables others are answered', async (t) => {
  const { app } = await buildLines(t, '2026-11-20T10:00:00+09:00', BUSY_LINES);
  let turns = 0;
  const count = () => {
    turns += 1;
    turn = setImmediate(count);
  };
  let turn = setImmediate(count);
  const { timetables } = (await app.inject('/v1/timetable')).json();
  clearImmediate(turn);
  t.equal(timetables.length, 3);
  t.ok(turns >= 3, `${turns} turns`);
});

t.test('the shipped line is small, and says what is the same everywhere once', async (t) => {
  const now = Date.parse('2026-11-23T10:00:00+09:00') as Instant;
  const app = await buildShippedService(t, now);
  const { body } = await app.inject(PHONE_PIN);
  t.ok(Buffer.byteLength(body) <= 30_000, `${Buffer.byteLength(body)} bytes`);
  const { entries: _, longBreaks: __, messages: ___, ...rest } = JSON.parse(body);
  t.same(Object.keys(rest), [
    ...['line', 'name', 'zone', 'phone', 'from', 'until', 'alternatives', 'holidays'],
    ...['freshness', 'asOf', 'revision'],
  ]);
});

t.test('it is cached until the next boundary, and the same until then', async (t) => {
  const { app, setClock } = await buildTestApp(t, { now: '2026-11-24T08:59:50+09:00' });
  const first = await app.inject(PHONE_PIN);
  t.equal(first.headers['cache-control'], 'public, max-age=10, stale-if-error=0');
  t.equal(first.headers['last-modified'], 'Mon, 23 Nov 2026 15:00:00 GMT');
  t.equal(first.headers['content-type'], 'application/json; charset=utf-8');
  const known = { 'if-none-match': String(first.headers.etag) };
  setClock('2026-11-24T08:59:59.999+09:00');
  t.equal((await app.inject({ url: PHONE_PIN, headers: known })).statusCode, 304);
  setClock('2026-11-24T09:00:00+09:00');
  const next = await app.inject({ url: PHONE_PIN, headers: known });
  t.equal(next.statusCode, 200);
  t.equal(next.json().from, '2026-11-24T09:00:00+09:00');
  const two = await app.inject('/v1/timetable?line=phone-pin&line=shop-desk');
  t.equal(two.headers['cache-control'], 'public, max-age=30, stale-if-error=3570');
});

t.test('an override is in the timetable at once', async (t) => {
  const service = await buildTestApp(t);
  await service.app.inject(PHONE_PIN);
  await override(service, { all: true, state: 'closed', until: 'PT2H', reason: 'disaster' });
  const { entries } = (await service.app.inject(PHONE_PIN)).json();
  t.match(entries[0], { state: 'closed', reason: 'override_closed', until: /T12:00/ });
});

t.test('some lines, those of groups, but not too many at once', async (t) => {
  const { app } = await buildTestApp(t);
  const lines = async (query: string) => {
    const { timetables } = (await app.inject(`/v1/timetable?${query}`)).json();
    return timetables.map(({ line }: TimetableJson) => line);
  };
  t.same(await lines('line=shop-desk&line=phone-pin'), ['shop-desk', 'phone-pin']);
  t.same(await lines('group=shops'), ['shop-desk']);
  const many = Array.from({ length: 11 }, () => 'line=phone-pin').join('&');
  t.equal((await app.inject(`/v1/timetable?${many}`)).statusCode, 400);
  t.match((await app.inject('/v1/timetable?line=phone-pim')).json(), { code: 'unknown_line' });
});

function ask({ app }: TestApp, url: string, options: { origin?: string; method?: 'OPTIONS' } = {}) {
  const { origin = PAGE, method } = options;
  const preflight = { 'access-control-request-method': 'GET' };
  const headers = { origin, ...(method && preflight) };
  return app.inject({ method: method ?? 'GET', url, headers });
}

t.test('pages of all origins may read, errors too, and see how old an answer is', async (t) => {
  const service = await buildTestApp(t);
  const known = ['/v1/lines', PHONE_PIN, '/v1/lines/phone-pin/decision.word', '/v1/status'];
  for (const url of [...known, '/v1/lines/nothing/decision', '/v1/nothing', '/v1/lines?x=1']) {
    const { headers } = await ask(service, url);
    t.equal(headers['access-control-allow-origin'], '*', url);
    t.match(headers['access-control-expose-headers'], /Date, Age, ETag/, url);
    t.equal(headers['cross-origin-resource-policy'], 'cross-origin', url);
    t.equal(headers['access-control-allow-credentials'], undefined, url);
    t.notMatch(String(headers.vary), /origin/i, url);
  }
});

t.test('what is not for everybody to read is for no page of another origin', async (t) => {
  const service = await buildTestApp(t);
  for (const url of ['/v1/overrides', '/v1/audit', '/v1/keys', '/livez', '/metrics', '/nothing']) {
    const { headers } = await ask(service, url);
    t.equal(headers['access-control-allow-origin'], undefined, url);
    const preflight = await ask(service, url, { method: 'OPTIONS' });
    t.ok([404, 405].includes(preflight.statusCode), url);
    t.equal(preflight.headers['access-control-allow-origin'], undefined, url);
  }
  const headers = { origin: PAGE, 'access-control-request-method': 'POST' };
  const write = await service.app.inject({ method: 'OPTIONS', url: '/v1/lines', headers });
  t.equal(write.statusCode, 405);
  const posted = await service.app.inject({
    ...{ method: 'POST', url: '/v1/overrides', headers: { origin: PAGE }, body: {} },
  });
  t.equal(posted.headers['access-control-allow-origin'], undefined);
});

t.test('permission is given for two hours, and counts for nothing', async (t) => {
  const service = await buildTestApp(t, { limits: { readsPerMinute: 1, writesPerMinute: 1 } });
  for (const _ of [1, 2, 3]) {
    const { statusCode, body, headers } = await ask(service, PHONE_PIN, { method: 'OPTIONS' });
    t.equal(statusCode, 204);
    t.equal(body, '');
    t.match(headers, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-max-age': '7200',
    });
    t.notMatch(headers['access-control-allow-headers'], /authorization/i);
  }
  t.equal((await ask(service, PHONE_PIN)).statusCode, 200);
  const late = await ask(service, PHONE_PIN);
  t.equal(late.statusCode, 429);
  t.equal(late.headers['access-control-allow-origin'], '*');
});

t.test('browsers get it compressed, to a tenth', async (t) => {
  const { app } = await buildTestApp(t);
  const plain = await app.inject(PHONE_PIN);
  const { headers, rawPayload } = await app.inject({
    url: PHONE_PIN,
    headers: { 'accept-encoding': 'br' },
  });
  t.equal(headers['content-encoding'], 'br');
  t.ok(rawPayload.length < plain.rawPayload.length / 8, `${rawPayload.length} bytes`);
  t.match(headers.etag, /^W\//, 'one tag for all encodings');
  t.equal(headers.etag, plain.headers.etag);
});

t.test('listed origins only, with access keys where reads are keyed', async (t) => {
  const options: TestOptions = { reads: 'keyed', corsOrigins: [PAGE] };
  const service = await buildTestApp(t, options);
  const preflight = await ask(service, PHONE_PIN, { method: 'OPTIONS' });
  t.equal(preflight.statusCode, 204);
  t.match(preflight.headers['access-control-allow-headers'], /^Authorization, /);
  const { headers: authorization } = await makeKey(service.ledger, { scopes: ['read'] });
  const headers = { ...authorization, origin: PAGE };
  const listed = await service.app.inject({ url: PHONE_PIN, headers });
  t.equal(listed.headers['access-control-allow-origin'], PAGE);
  t.equal(listed.headers.vary, 'authorization, cookie, origin, accept-encoding');
  const refused = await ask(service, PHONE_PIN);
  t.equal(refused.statusCode, 401);
  t.equal(refused.headers['access-control-allow-origin'], PAGE);
  for (const origin of ['https://evil.example', 'null', `${PAGE}.evil.example`]) {
    const other = await service.app.inject({ url: PHONE_PIN, headers: { ...headers, origin } });
    t.equal(other.headers['access-control-allow-origin'], undefined, origin);
    t.match(other.headers.vary, /origin/, 'and is not kept for those who may');
    const asked = await ask(service, PHONE_PIN, { method: 'OPTIONS', origin });
    t.equal(asked.statusCode, 405, origin);
  }
});

t.test('nobody elsewhere where none is listed, or where reads are keyed', async (t) => {
  for (const options of [{ corsOrigins: [] }, { reads: 'keyed' }] as const) {
    const { headers } = await ask(await buildTestApp(t, options), PHONE_PIN);
    t.equal(headers['access-control-allow-origin'], undefined);
    t.equal(headers['cross-origin-resource-policy'], undefined);
  }
});

t.test('streams may be opened by pages of other origins', async (t) => {
  const { app } = await buildTestApp(t);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const headers = { origin: PAGE };
  const stream = await EventStream.open(port, '/v1/stream?line=phone-pin', { headers });
  t.equal(stream.response.headers['access-control-allow-origin'], '*');
  stream.close();
});
