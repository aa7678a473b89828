import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Static } from 'typebox';
import type { Decision, Timetable } from '../../src/client/client.ts';
import { type Answer, type ClientOptions, createClient } from '../../src/client/client.ts';
import { createFakeClient } from '../../src/client/fake.ts';
import { readEvents } from '../../src/client/read-events.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { DecisionSchema } from '../../src/http/decision-schema.ts';
import type { TimetableJson } from '../../src/http/timetable.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { oracleCases } from '../support/arbitraries.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';
import { zoneOf } from '../support/schedules.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const LINE = 'phone-pin';
const MORNING = '2026-11-24T10:00:00+09:00';
const CLOSING = '2026-11-24T17:30:00+09:00';
const TIMEOUT = 2_000;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = T extends object ? { [K in keyof T]: Flat<T[K]> } : T;
/** Compared by the compiler: the client's types are those of the API. */
const isSameDecision: Same<
  Flat<DeepReadonly<Omit<Static<typeof DecisionSchema>, 'explanation'>>>,
  Flat<DeepReadonly<Decision>>
> = true;
const isSameTimetable: Same<
  Flat<DeepReadonly<TimetableJson>>,
  Flat<DeepReadonly<Timetable>>
> = true;

/** A service on a port, and a client whose clock goes with it. */
interface Scene extends TestApp {
  readonly url: string;
  readonly port: number;
  /** `200 /v1/lines/…`, as they were answered. */
  readonly answered: readonly string[];
}

interface ServiceOptions extends TestOptions {
  readonly port?: number;
  /** Whether `Date` is by the clock of the test. */
  readonly isDated?: boolean;
}

async function startService(t: Test, given: ServiceOptions = {}): Promise<Scene> {
  const { port = 0, isDated = false, ...options } = given;
  const service = await buildTestApp(t, { now: MORNING, ...options });
  const answered: string[] = [];
  service.app.addHook('onResponse', async ({ url }, { statusCode }) => {
    answered.push(`${statusCode} ${url.replace('/v1/lines/', '')}`);
  });
  service.app.addHook('onSend', async (_request, reply) => {
    if (isDated) reply.header('date', new Date(MORNING).toUTCString());
  });
  await service.app.listen({ host: '127.0.0.1', port });
  // A timetable on its way in the background would keep its connection open for a minute.
  t.teardown(() => service.app.server.closeAllConnections());
  const { port: taken } = service.app.server.address() as AddressInfo;
  return { ...service, answered, port: taken, url: `http://127.0.0.1:${taken}` };
}

function clientOf({ url }: { url: string }, options: Partial<ClientOptions> = {}) {
  let now = Date.parse(MORNING);
  const travel = (iso: string) => {
    now = Date.parse(iso);
  };
  const given = { url, timeoutMilliseconds: TIMEOUT, now: () => now, ...options };
  return { client: createClient(given), travel };
}

function override({ app, ledger }: TestApp, body: object) {
  return makeKey(ledger).then(async ({ headers }) => {
    const sent = { method: 'POST', url: '/v1/overrides', headers, body } as const;
    const { statusCode } = await app.inject(sent);
    if (statusCode !== 201) throw new Error(`an override was answered with ${statusCode}`);
  });
}

/** Another program on a port, and what it was asked. */
async function startStranger(t: Test, listener: RequestListener) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked };
}

function brief(answer: Answer): string {
  const { state, served } = answer;
  return answer.state === 'unknown' ? `${state} ${answer.fault.code}` : `${state} ${served}`;
}

t.test('a decision is what the service says, and asked for once by all who want it', async (t) => {
  const service = await startService(t);
  const { client } = clientOf(service, { standby: false });
  const answers = await Promise.all([1, 2, 3].map(() => client.decision(LINE)));
  const { served, fault, ...decision } = answers[0] as Decision & { served: string; fault: null };
  t.same(decision, (await service.app.inject(`/v1/lines/${LINE}/decision`)).json());
  t.same([served, fault, answers[2]], ['fresh', null, answers[0]]);
  t.same(service.answered.slice(0, 1), [`200 ${LINE}/decision`]);
  t.ok(isSameDecision && isSameTimetable);
});

t.test(
  'it is kept as long as the service says, then confirmed, and asked at a boundary',
  async (t) => {
    const service = await startService(t);
    const { client, travel } = clientOf(service, { standby: false });
    const at = async (iso: string) => {
      service.setClock(iso);
      travel(iso);
      return brief(await client.decision(LINE));
    };
    t.equal(await at(MORNING), 'open fresh');
    t.equal(await at('2026-11-24T10:00:29.999+09:00'), 'open fresh');
    t.same(service.answered, [`200 ${LINE}/decision`]);
    t.equal(await at('2026-11-24T10:00:30+09:00'), 'open fresh');
    t.same(service.answered.slice(1), [`304 ${LINE}/decision`]);
    t.equal(await at('2026-11-24T17:29:59.999+09:00'), 'open fresh');
    t.equal(await at(CLOSING), 'closed fresh');
    t.equal(service.answered.length, 4);
  },
);

t.test('while the service is stopped the last answer and the timetable go on', async (t) => {
  const service = await startService(t);
  const { client, travel } = clientOf(service);
  t.equal(brief(await client.decision(LINE)), 'open fresh');
  await until(async () => (await client.timetable(LINE)).document, Boolean);
  t.same(service.answered, [`200 ${LINE}/decision`, `200 ${LINE}/timetable`]);
  await service.app.close();
  const at = async (iso: string) => {
    travel(iso);
    return client.decision(LINE);
  };
  const kept = await at('2026-11-24T17:14:59+09:00');
  t.match(kept, { state: 'open', served: 'kept', freshness: 'last-known', closingSoon: false });
  t.match(kept, { asOf: new Date(MORNING).toISOString(), fault: { code: 'unreachable' } });
  t.match(await at('2026-11-24T17:29:59.999+09:00'), { state: 'open' });
  t.match(await at(CLOSING), { state: 'closed', served: 'timetable', reason: 'after_closing' });
  t.match(await at('2026-12-07T10:00:00+09:00'), { state: 'open', served: 'timetable' });
  t.equal(brief(await at('2026-12-08T00:00:00+09:00')), 'unknown unreachable');
  const { port } = service;
  await startService(t, { now: '2026-12-08T00:00:00+09:00', port });
  t.equal(brief(await at('2026-12-08T00:00:00+09:00')), 'closed fresh', 'asked at once');
});

t.test('without a timetable the last answer goes on until its interval ends', async (t) => {
  const service = await startService(t);
  const { client, travel } = clientOf(service, { standby: false });
  await client.decision(LINE);
  await service.app.close();
  travel('2026-11-24T17:29:59.999+09:00');
  t.equal(brief(await client.decision(LINE)), 'open kept');
  travel(CLOSING);
  t.equal(brief(await client.decision(LINE)), 'unknown unreachable');
  t.equal(brief(await client.decision('nobody-knows')), 'unknown unreachable');
});

t.test('an override that the timetable does not know holds until its end', async (t) => {
  const service = await startService(t);
  const proxy = await TcpProxy.start(t, service.port);
  let hasTimetables = true;
  const ask: typeof fetch = (url, init) =>
    String(url).endsWith('timetable') && !hasTimetables
      ? Promise.reject(new Error('lost'))
      : fetch(url, init);
  const { client, travel } = clientOf({ url: `http://127.0.0.1:${proxy.port}` }, { fetch: ask });
  await client.timetable(LINE);
  hasTimetables = false;
  const closed = { lines: [LINE], state: 'closed', reason: 'disaster' };
  await override(service, { ...closed, until: '2026-11-25T12:00:00+09:00' });
  t.match(await client.decision(LINE), { reason: 'override_closed', served: 'fresh' });
  await proxy.cut();
  for (const morning of ['2026-11-25T09:00:00+09:00', '2026-11-25T11:59:59.999+09:00']) {
    travel(morning);
    t.match(await client.decision(LINE), { reason: 'override_closed', served: 'kept' }, morning);
  }
  travel('2026-11-25T12:00:00+09:00');
  t.match(await client.decision(LINE), { state: 'open', served: 'timetable' });
});

t.test('a line that the service does not have any more is not kept', async (t) => {
  const service = await startService(t);
  const { client, travel } = clientOf(service);
  t.equal(brief(await client.decision(LINE)), 'open fresh');
  const lines = callCentre.lines.filter(({ id }) => id !== LINE);
  service.keeper.accept(buildSnapshot({ ...callCentre, lines }, Date.parse(MORNING) as Instant));
  travel('2026-11-24T10:01:00+09:00');
  t.equal(brief(await client.decision(LINE)), 'unknown unknown_line');
  t.equal(brief((await client.timetable(LINE)).at()), 'unknown unknown_line');
});

t.test('who accepts and says nothing is not waited for, and not asked again at once', async (t) => {
  const service = await startService(t);
  const proxy = await TcpProxy.start(t, service.port);
  const url = `http://127.0.0.1:${proxy.port}`;
  const { client, travel } = clientOf({ url }, { timeoutMilliseconds: 300, standby: false });
  await until(
    () => client.decision(LINE),
    ({ state }) => state === 'open',
  );
  proxy.stall();
  travel('2026-11-24T10:01:00+09:00');
  const first = await client.decision(LINE);
  t.match(first, { served: 'kept', fault: { code: 'timeout', detail: /within 300 ms/ } });
  const { client: newcomer } = clientOf({ url }, { timeoutMilliseconds: 50 });
  t.equal(brief(await newcomer.decision(LINE)), 'unknown timeout');
  t.equal(brief((await newcomer.timetable(LINE)).at()), 'unknown timeout');
});

const JSON_TYPE = { 'content-type': 'application/json' };
const WEEKS = { from: '2026-11-24T00:00:00Z', until: '2026-12-24T00:00:00Z' };
const HOURS = {
  ...{ line: LINE, ...WEEKS, longBreaks: [], messages: [] },
  entries: [{ ...WEEKS, state: 'open' }],
};
const STRANGE: Readonly<Record<string, RequestListener>> = {
  'a page of a proxy': (_, response) => response.end('<html>Sign in</html>'),
  'JSON that ends early': (_, response) => response.writeHead(200, JSON_TYPE).end('{"line":"pho'),
  'JSON of somebody else': (_, response) => response.writeHead(200, JSON_TYPE).end('{"ok":true}'),
  null: (_, response) => response.writeHead(200, JSON_TYPE).end('null'),
  'another line': (_, response) => response.end('{"line":"x","state":"open","until":null}'),
  'a state that is none': (_, response) =>
    response.end('{"line":"phone-pin","state":"busy","until":null}'),
  'more than we read': (_, response) => {
    response.on('error', () => {}).writeHead(200, JSON_TYPE);
    for (let i = 0; i < 64; i += 1) response.write(' '.repeat(65_536));
  },
  'a redirect': (_, response) => response.writeHead(302, { location: 'https://x.example/' }).end(),
  'a refusal that ends early': (_, response) => {
    const headers = { 'content-type': 'application/problem+json' };
    response.writeHead(404, headers).end('{"code":"unknown_li');
  },
  'a timetable without its tables': (_, response) =>
    response.end(JSON.stringify({ ...HOURS, messages: undefined })),
  'a timetable of text': (_, response) => response.end(JSON.stringify({ ...HOURS, entries: 'x' })),
  'a timetable of nothing': (_, response) =>
    response.end(JSON.stringify({ ...HOURS, entries: [null] })),
  '304 for nothing': (_, response) => response.writeHead(304).end(),
  '502 with a page': (_, response) => response.writeHead(502).end('<html>Bad gateway</html>'),
};

t.test('whoever else answers is not believed', async (t) => {
  for (const [name, listener] of Object.entries(STRANGE)) {
    const stranger = await startStranger(t, listener);
    const { client } = clientOf(stranger);
    t.equal(brief(await client.decision(LINE)), 'unknown strange_answer', name);
    t.equal(brief((await client.timetable(LINE)).at()), 'unknown strange_answer', name);
  }
  const broken = await startStranger(t, (request) => request.socket.destroy());
  t.equal(brief(await clientOf(broken).client.decision(LINE)), 'unknown unreachable');
});

t.test('an age or a date that nobody can have does not stop the clock', async (t) => {
  const decision = JSON.stringify({ line: LINE, state: 'open', until: null });
  const headers = { 'cache-control': 'max-age=60' };
  for (const odd of [{ age: '5, 7' }, { age: '1e999' }, { age: 'x' }, { date: DISTANT }]) {
    const service = await startStranger(t, (_, response) =>
      response.writeHead(200, { ...headers, ...odd }).end(decision),
    );
    const client = createClient({ url: service.url, timeoutMilliseconds: TIMEOUT, standby: false });
    for (const _ of [1, 2]) t.equal(brief(await client.decision(LINE)), 'open fresh', `${odd}`);
    t.equal(service.asked(), 1, 'kept as long as it may be');
  }
});

const DISTANT = 'Sat, 13 Sep 275760 00:00:00 GMT';

t.test('a stream that is to be left alone for ever is not asked again at once', async (t) => {
  const decision = JSON.stringify({ line: LINE, state: 'open', until: null });
  let streams = 0;
  const service = await startStranger(t, ({ url = '' }, response) => {
    if (!url.startsWith('/v1/stream')) return response.end(decision);
    streams += 1;
    return response.writeHead(503, { 'retry-after': '9999999999' }).end();
  });
  const { client } = clientOf(service, { standby: false });
  t.teardown(client.watch(LINE, () => {}));
  await until(() => streams, Boolean);
  for (let count = 0; count < 100; count += 1) await clientOf(service).client.decision(LINE);
  t.equal(streams, 1);
});

t.test('a decision after an outage is told to watchers, and brings the stream back', async (t) => {
  const decision = JSON.stringify({ line: LINE, state: 'open', until: null });
  let isAway = false;
  let streams = 0;
  const service = await startStranger(t, ({ url = '', socket }, response) => {
    if (isAway) return socket.destroy();
    if (!url.startsWith('/v1/stream')) return response.end(decision);
    streams += 1;
    response.setHeader('content-type', 'text/event-stream');
    // Comes back in half a minute at the soonest, unless there is a reason.
    return response.end('retry: 60000\nevent: x\ndata: {}\n\n');
  });
  const { client } = clientOf(service, { standby: false });
  const told: string[] = [];
  t.teardown(client.watch(LINE, (answer) => told.push(brief(answer))));
  await until(service.asked, (asked) => asked >= 3);
  t.equal(brief(await client.decision(LINE)), 'open fresh');
  t.equal(streams, 1, 'where there was no outage the stream is left alone');
  isAway = true;
  t.equal(brief(await client.decision(LINE)), 'open kept');
  isAway = false;
  await until(
    async () => brief(await client.decision(LINE)),
    (answer) => answer === 'open fresh',
  );
  await until(
    () => streams,
    (count) => count === 2,
  );
  t.same(told, ['open fresh', 'open kept', 'open fresh']);
});

t.test('of very many lines those that are watched are not forgotten', async (t) => {
  const asked = new Map<string, number>();
  const answer: typeof fetch = async (url, init) => {
    const [, line] = /lines\/([^/]+)/.exec(String(url)) ?? [];
    if (!line) return new Promise((_, reject) => init?.signal?.addEventListener('abort', reject));
    asked.set(line, (asked.get(line) ?? 0) + 1);
    const headers = { 'cache-control': 'max-age=3600' };
    return new Response(JSON.stringify({ line, state: 'open', until: null }), { headers });
  };
  const options = { standby: false, fetch: answer };
  const { client } = clientOf({ url: 'http://127.0.0.1/' }, options);
  await client.decision('asked');
  await new Promise<void>((told) => t.teardown(client.watch('watched', () => told())));
  for (let count = 0; count < 1_000; count += 1) await client.decision(`line-${count}`);
  for (const line of ['asked', 'watched']) await client.decision(line);
  t.same([asked.get('asked'), asked.get('watched')], [2, 1]);
});

t.test('what a stream says is bounded, and is sent back only where it can be', async (t) => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from('data: x\n'.repeat(1_000))),
  });
  const events = readEvents(endless);
  let chunks = 0;
  await t.rejects(async () => {
    for await (const _ of events) {
      chunks += 1;
      if (chunks > 1_000) return;
    }
  }, /without an end/);
  const ids: string[] = [];
  const text = 'id: one\ndata: 1\n\nid: 鍵\ndata: 2\n\nid: \ndata: 3\n\n';
  for await (const event of readEvents(new Response(text).body as ReadableStream<Uint8Array>)) {
    if (event) ids.push(event.id);
  }
  t.same(ids, ['one', 'one', '']);
});

t.test('a service that wants to be left alone is, though nothing is known', async (t) => {
  const service = await startStranger(t, (_, response) => {
    const headers = { 'content-type': 'application/problem+json', 'retry-after': '60' };
    response.writeHead(429, headers).end('{"code":"rate_limited","detail":"Too many."}');
  });
  const { client } = clientOf(service);
  for (const _ of [1, 2, 3]) {
    t.equal(brief(await client.decision(LINE)), 'unknown rate_limited');
  }
  t.equal(service.asked(), 1);
});

t.test('a clock that jumps makes nothing true for longer', async (t) => {
  const service = await startService(t);
  const { client, travel } = clientOf(service, { standby: false });
  await client.decision(LINE);
  travel('2026-11-24T09:00:00+09:00');
  t.equal(brief(await client.decision(LINE)), 'open fresh');
  t.equal(service.answered.length, 2, 'asked again after the clock was set back');
  await service.app.close();
  travel('2026-11-24T08:00:00+09:00');
  t.equal(brief(await client.decision(LINE)), 'unknown unreachable', 'before it was made');
  travel('2026-11-24T09:00:10+09:00');
  t.match(await client.decision(LINE), { state: 'open' });
});

t.test('without a clock of its own it goes by that of the service', async (t) => {
  const service = await startService(t, { isDated: true });
  const client = createClient({ url: service.url, timeoutMilliseconds: TIMEOUT });
  const hours = await client.timetable(LINE);
  t.match(hours.at(), { state: 'open', at: /^2026-11-24T01:00/, served: 'timetable' });
});

t.test('the network is asked for a timetable once a day', async (t) => {
  const service = await startService(t);
  const { client, travel } = clientOf(service);
  const hours = await client.timetable(LINE);
  for (let hour = 0; hour < 18; hour += 1) {
    travel(new Date(Date.parse(MORNING) + hour * 3_600_000).toISOString());
    t.not((await client.timetable(LINE)).at().state, 'unknown');
  }
  t.same(service.answered, [`200 ${LINE}/timetable`]);
  const nextDay = '2026-11-25T10:00:01+09:00';
  service.setClock(nextDay);
  travel(nextDay);
  t.match(hours.at(), { state: 'open', asOf: new Date(MORNING).toISOString() }, 'nobody waits');
  await until(
    () => hours.at(),
    (answer) => 'asOf' in answer && answer.asOf === new Date(nextDay).toISOString(),
  );
  t.equal(service.answered.length, 2);
  t.equal(hours.at('2027-01-01T00:00:00Z').state, 'unknown');
  t.equal(hours.at('2026-11-01T00:00:00Z').state, 'unknown');
  t.equal(hours.at('no instant').state, 'unknown');
  t.equal(hours.document?.line, LINE);
});

const TOLD = [
  ...['state', 'reason', 'reasonName', 'opensAt', 'closesAt', 'staffedUntil', 'closingSoon'],
  ...['longBreak', 'upcomingBreak', 'retry', 'message', 'alternatives', 'revision', 'line'],
] as const;

t.test('evaluated here, any schedule is what the service says of it', async (t) => {
  const service = await startService(t, { limits: { readsPerMinute: 0, writesPerMinute: 0 } });
  const [template] = callCentre.lines;
  if (!template) throw new Error('there are lines');
  const property = fc.asyncProperty(oracleCases(), fc.nat(), async (given, pick) => {
    const now = new Date(given.day * 86_400_000 - 86_400_000).toISOString();
    const line = { ...template, id: LINE, zone: zoneOf(given.zone), schedule: given.schedule };
    const configuration = { ...callCentre, lines: [line] };
    service.setClock(now);
    service.keeper.accept(buildSnapshot(configuration, Date.parse(now) as Instant));
    const { client, travel } = clientOf(service, { timeoutMilliseconds: 60_000 });
    travel(now);
    const hours = await client.timetable(LINE);
    const entries = hours.document?.entries ?? [];
    if (entries.length === 0) throw new Error(`no timetable of ${now}`);
    const boundaries = entries.map(({ until }) => Date.parse(until)).slice(0, -1);
    const length = Math.min(4, boundaries.length);
    const picked = Array.from({ length }, (_, i) => boundaries[(pick + i * 7) % boundaries.length]);
    for (const boundary of picked as number[]) {
      for (const instant of [boundary - 1, boundary, boundary + (pick % 3_600_000)]) {
        const at = new Date(instant).toISOString();
        const local = hours.at(instant) as unknown as Record<string, unknown>;
        const decided = (await service.app.inject(`/v1/lines/${LINE}/decision?at=${at}`)).json();
        for (const key of TOLD) {
          const [found, wanted] = [local[key], decided[key]].map((each) => JSON.stringify(each));
          if (found !== wanted) throw new Error(`${at} ${key}: ${found}, not ${wanted}`);
        }
      }
    }
  });
  await fc.assert(property, {
    numRuns: Number(process.env.PROPERTY_RUNS ?? 12),
    endOnFailure: true,
  });
});

t.test('whoever watches is told of each change, also while the service is away', async (t) => {
  const service = await startService(t);
  const proxy = await TcpProxy.start(t, service.port);
  const { client, travel } = clientOf({ url: `http://127.0.0.1:${proxy.port}` });
  const told: string[] = [];
  const last = (wanted: string) =>
    until(
      () => told.at(-1),
      (found) => found === wanted,
      15_000,
    );
  const stops = [LINE, 'shop-desk', 'nothing'].map((line) =>
    client.watch(line, (answer) => told.push(`${line} ${brief(answer)}`)),
  );
  t.teardown(() => {
    for (const stop of stops) stop();
  });
  await until(
    () => told.length,
    (length) => length === 3,
  );
  t.same(told.sort(), [
    ...['nothing unknown unknown_line', `${LINE} open fresh`, 'shop-desk open fresh'],
  ]);
  await until(() => service.answered.length > 0 && service.app.server.connections !== 0, Boolean);
  await override(service, { lines: [LINE], state: 'closed', until: 'PT2H', reason: 'disaster' });
  await last(`${LINE} closed fresh`);
  await proxy.cut();
  await until(
    () => told.slice(4).sort(),
    (found) => `${found}` === `${LINE} closed kept,shop-desk open kept`,
    15_000,
  );
  travel('2026-11-24T12:00:00+09:00');
  service.setClock('2026-11-24T12:00:00+09:00');
  await until(
    () => told.slice(6).sort().join(),
    (found) => /phone-pin open timetable/.test(found) && /shop-desk closed timetable/.test(found),
    15_000,
  );
  await proxy.heal();
  await until(
    () => told.slice(8).sort(),
    (found) => `${found}` === `${LINE} open fresh,shop-desk closed fresh`,
    15_000,
  );
});

t.test('a loop over answers ends by break, by its signal, and is given the newest', async (t) => {
  const service = await startService(t);
  const { client } = clientOf(service);
  for await (const answer of client.subscribe(LINE)) {
    t.equal(brief(answer), 'open fresh');
    break;
  }
  const ending = new AbortController();
  const answers = client.subscribe(LINE, { signal: ending.signal });
  t.match((await answers.next()).value, { state: 'open' });
  await override(service, { lines: [LINE], state: 'closed', until: 'PT2H', reason: 'disaster' });
  t.match((await answers.next()).value, { state: 'closed', reason: 'override_closed' });
  const waiting = answers.next();
  ending.abort();
  t.same(await waiting, { done: true, value: undefined });
  t.same(await client.subscribe(LINE, { signal: ending.signal }).next(), await waiting);
});

t.test('a key is shown where reading needs one, and nowhere else', async (t) => {
  const service = await startService(t, { reads: 'keyed' });
  const { key } = await makeKey(service.ledger, { scopes: ['read'] });
  t.equal(brief(await clientOf(service, { accessKey: key }).client.decision(LINE)), 'open fresh');
  t.equal(brief(await clientOf(service).client.decision(LINE)), 'unknown unauthenticated');
  for (const url of ['ftp://hours.example.com', 'https://a:b@hours.example.com']) {
    t.throws(() => createClient({ url }), { message: /write https:/ }, url);
  }
  t.throws(() => createClient({ url: 'hours' }), TypeError);
});

t.test('a key that no header can carry is refused without being named', (t) => {
  const make = (accessKey: string) => createClient({ url: 'http://127.0.0.1/', accessKey });
  t.throws(() => make('abc\ndef'), { message: /^(?!.*abc)accessKey has characters/s });
  t.throws(() => make('鍵'), TypeError);
  t.doesNotThrow(() => make('abc\n'), 'as a file ends');
  t.end();
});

t.test('the fake does what a test says, on a clock that the test moves', async (t) => {
  const fake = createFakeClient({ [LINE]: 'open' }, { now: '2026-11-24T17:00:00+09:00' });
  fake.set(LINE, { state: 'closed', reason: 'holiday' }, { from: CLOSING });
  fake.set(LINE, 'open', { from: '2026-11-25T09:00:00+09:00' });
  const told: string[] = [];
  const stop = fake.watch(LINE, (answer) => told.push(brief(answer)));
  t.match(await fake.decision(LINE), { state: 'open', closesAt: '2026-11-24T08:30:00.000Z' });
  const hours = await fake.timetable(LINE);
  t.match(hours.at(CLOSING), { reason: 'holiday', opensAt: '2026-11-25T00:00:00.000Z' });
  fake.travel(CLOSING);
  t.match(await fake.decision(LINE), {
    state: 'closed',
    retry: { at: '2026-11-25T00:00:00.000Z' },
  });
  fake.goAway();
  fake.set(LINE, 'unknown');
  t.same(told, ['open fresh', 'closed fresh', 'closed kept', 'unknown unreachable']);
  stop();
  t.equal(brief(await fake.decision('other')), 'unknown unknown_line');
  for await (const { state } of fake.subscribe(LINE)) {
    t.equal(state, 'unknown');
    break;
  }
});
