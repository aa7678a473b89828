import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { revokeKey } from '../../src/access/revoke-key.ts';
import { createServerClose } from '../../src/close-server.ts';
import type { Instant } from '../../src/core/instant.ts';
import * as limits from '../../src/http/limits.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { EventStream } from '../support/event-stream.ts';
import { makeKey } from '../support/make-key.ts';
import { until } from '../support/until.ts';

const PIN = '/v1/stream?line=phone-pin';
const BOTH = `${PIN}&line=shop-desk`;
const QUICK = { ...limits.DEFAULT_STREAM_LIMITS, checkMilliseconds: 20 };

interface Listening extends TestApp {
  readonly open: (
    path: string,
    options?: Parameters<typeof EventStream.open>[2],
  ) => Promise<EventStream>;
}

async function listening(t: Test, options: TestOptions = {}): Promise<Listening> {
  const given = { isLocal: () => true, streamLimits: QUICK, ...options };
  const service = await buildTestApp(t, given);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as { port: number };
  return {
    ...service,
    async open(path, streamOptions) {
      const stream = await EventStream.open(port, path, streamOptions);
      t.teardown(() => stream.close());
      return stream;
    },
  };
}

/** Closes lines by an override, from now on. */
async function closeLines({ app }: Listening, ...lines: string[]): Promise<void> {
  const payload = { lines, state: 'closed', until: 'PT4H', reason: 'disaster' };
  const answer = await app.inject({ method: 'POST', url: '/v1/overrides', payload });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}

/** Lets everything happen that is about to. */
async function settle(): Promise<void> {
  await pause(100);
}

t.test('a stream begins with its head and the decision as it is now', async (t) => {
  const service = await listening(t);
  const headers = { accept: 'application/json', 'x-request-id': 'abc' };
  const stream = await service.open(PIN, { headers });
  t.same(await stream.told(1), ['decision phone-pin open regular_hours']);
  t.match(stream.response.headers, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': 'abc',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  t.match(stream.text, /^retry:3000\n\n/);
  const answer = await service.app.inject('/v1/lines/phone-pin/decision');
  t.equal(stream.events[0]?.data, answer.body, 'the same bytes as the decision');
});

t.test('a transition is told, and nothing between two of them', async (t) => {
  const service = await listening(t);
  const stream = await service.open(PIN);
  await stream.told(1);
  service.setClock('2026-11-24T10:00:01+09:00');
  service.watch.wake();
  await settle();
  service.setClock('2026-11-24T17:30:00+09:00');
  service.watch.wake();
  t.same(await stream.told(2), [
    'decision phone-pin open regular_hours',
    'decision phone-pin closed after_closing',
  ]);
});

t.test('an override is told to the streams of its lines, and to no other', async (t) => {
  const service = await listening(t);
  const [pin, shop] = await Promise.all([
    service.open(PIN),
    service.open('/v1/stream?line=shop-desk'),
  ]);
  await Promise.all([pin.told(1), shop.told(1)]);
  await closeLines(service, 'phone-pin');
  t.same(await pin.told(2), [
    'decision phone-pin open regular_hours',
    'decision phone-pin closed override_closed',
  ]);
  await settle();
  t.equal(shop.events.length, 1, 'another revision alone is no news');
});

t.test('whoever joins others is told at once, and then all are told the same', async (t) => {
  const service = await listening(t);
  const first = await service.open(BOTH);
  await first.told(2);
  await closeLines(service, 'phone-pin');
  const second = await service.open(BOTH);
  t.same((await second.told(2)).toSorted(), [
    'decision phone-pin closed override_closed',
    'decision shop-desk open regular_hours',
  ]);
  await closeLines(service, 'shop-desk', 'lost-card');
  await Promise.all([first.told(4), second.told(3)]);
  t.same(first.events.at(-1), second.events.at(-1), 'the same id, too');
  first.close();
  service.setClock('2026-11-24T18:00:00+09:00');
  service.watch.wake();
  const told = (await second.told(4)).slice(3);
  t.ok(told.includes('decision phone-pin closed after_closing'), 'the others go on without it');
});

t.test('whoever comes back is told only what it does not have', async (t) => {
  const service = await listening(t);
  const first = await service.open(BOTH);
  await first.told(2);
  first.close();
  const headers = { 'last-event-id': first.lastId };
  const second = await service.open(BOTH, { headers });
  await settle();
  t.same(second.events, [], 'nothing has changed');
  second.close();
  await closeLines(service, 'shop-desk');
  const third = await service.open(BOTH, { headers });
  t.same(await third.told(1), ['decision shop-desk closed override_closed']);
  await settle();
  t.equal(third.events.length, 1);
  const fourth = await service.open(BOTH, { headers: { 'last-event-id': third.lastId } });
  await settle();
  t.same(fourth.events, [], 'its id stands for the lines that it was not told of, too');
  const odd = await service.open(BOTH, { headers: { 'last-event-id': 'no id of ours, é' } });
  t.equal((await odd.told(2)).length, 2);
});

t.test('groups and all lines are followed through reloads, and what is gone is told', async (t) => {
  const service = await listening(t);
  const [cards, all] = [
    await service.open('/v1/stream?group=cards'),
    await service.open('/v1/stream'),
  ];
  await cards.told(2);
  t.equal((await all.told(callCentre.lines.length)).length, callCentre.lines.length);
  const [pin, ...rest] = callCentre.lines;
  if (!pin) throw new Error('the call centre has lines');
  const renamed = { ...callCentre, revision: 'x', lines: [{ ...pin, id: 'pin' }, ...rest] };
  service.keeper.accept(buildSnapshot({ ...renamed, purposes: [] }, 0 as Instant));
  const told = (await cards.told(4)).slice(2);
  t.ok(told.includes('gone phone-pin'), told.join());
  t.ok(told.includes('decision pin open regular_hours'), told.join());
});

t.test('heartbeats show a quiet client that the service lives', async (t) => {
  const service = await listening(t, { streamLimits: { ...QUICK, heartbeatMilliseconds: 50 } });
  const stream = await service.open(PIN);
  await stream.told(1);
  await until(
    () => stream.text,
    (text) => /\n:\n\n:\n\n/.test(text),
    5_000,
  );
  t.equal(stream.events.length, 1);
});

/** Calls back with the responses to which the server writes in one turn of the event loop. */
function onWrites({ app }: TestApp, listener: (written: readonly ServerResponse[]) => void): void {
  let written: ServerResponse[] = [];
  app.server.on('request', (_, response: ServerResponse) => {
    const write = response.write.bind(response) as (...given: unknown[]) => boolean;
    response.write = (...given: unknown[]) => {
      if (written.length === 0) {
        queueMicrotask(() => {
          listener(written);
          written = [];
        });
      }
      written.push(response);
      return write(...given);
    };
  });
}

t.test('heartbeats of many streams come one after the other', async (t) => {
  const service = await listening(t, { streamLimits: { ...QUICK, heartbeatMilliseconds: 200 } });
  let turns: (readonly ServerResponse[])[] = [];
  onWrites(service, (written) => turns.push(written));
  const streams = await Promise.all(Array.from({ length: 10 }, () => service.open(PIN)));
  await Promise.all(streams.map((stream) => stream.told(1)));
  // Whatever is written now is a heartbeat.
  turns = [];
  await until(
    () => turns.length,
    (length) => length >= 20,
  );
  const beaten = turns.slice(0, 20);
  t.same(new Set(beaten.map(({ length }) => length)), new Set([1]), 'one at each check');
  t.equal(new Set(beaten.slice(0, 10).flat()).size, 10, 'each has its turn');
  t.ok(
    beaten.slice(10).every(([response], index) => response === beaten[index]?.[0]),
    'again',
  );
});

t.test('heartbeats keep a quiet connection from being closed as idle', async (t) => {
  const beating = await listening(t, { streamLimits: { ...QUICK, heartbeatMilliseconds: 40 } });
  const silent = await listening(t);
  for (const { app } of [beating, silent]) app.server.setTimeout(150);
  const [kept, cut] = [await beating.open(PIN), await silent.open(PIN)];
  await cut.ended(5_000);
  const beats = (text: string) => text.match(/\n:\n/g)?.length ?? 0;
  await until(
    () => beats(kept.text),
    (count) => count >= 10,
    5_000,
  );
  t.notOk(kept.isEnded);
});

t.test('streams end when the service is about to stop, and it closes at once', async (t) => {
  const service = await listening(t);
  const stream = await service.open(PIN);
  await stream.told(1);
  service.drain.abort();
  await stream.ended(1_000);
  const late = await service.open(PIN);
  t.same(await late.told(1), ['decision phone-pin open regular_hours'], 'it is still answered');
  await late.ended(1_000);
  const begun = performance.now();
  await service.app.close();
  t.ok(performance.now() - begun < 1_000);
});

t.test('a service that stops in order cuts no stream off, and does not wait for any', async (t) => {
  const service = await buildTestApp(t, { streamLimits: QUICK });
  const close = createServerClose(service.app);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as { port: number };
  const streams = [await EventStream.open(port, PIN), await EventStream.open(port, PIN)];
  await Promise.all(streams.map((stream) => stream.told(1)));
  const begun = performance.now();
  service.drain.abort();
  t.equal(await close(), 0);
  t.ok(performance.now() - begun < 1_500);
  t.ok(streams.every(({ isEnded }) => isEnded));
});

t.test('closing alone ends streams, too', async (t) => {
  const service = await listening(t);
  const stream = await service.open(PIN);
  await stream.told(1);
  const [begun] = [performance.now(), await service.app.close()];
  await stream.ended(1_000);
  t.ok(performance.now() - begun < 2_000);
});

t.test('a client that does not read is dropped, and the others are not', async (t) => {
  const long = { ja: 'あ'.repeat(2_000), en: 'a'.repeat(2_000) };
  const many = withManyLines(80);
  const lines = many.lines.map((line) => ({ ...line, messages: { open: long } }));
  const service = await listening(t, { configuration: { ...many, lines } });
  const path = '/v1/stream?group=many';
  const [lazy, keen] = [await service.open(path, { isReading: false }), await service.open(path)];
  await keen.told(80);
  let round = 0;
  const swapped = () => {
    const note = `${long.en}${round++}`;
    const other = lines.map((line) => ({ ...line, messages: { open: { ja: note, en: note } } }));
    service.keeper.accept(buildSnapshot({ ...many, lines: other }, 0 as Instant));
    return until(
      () => keen.events.length,
      (length) => length >= 80 * (round + 1),
    );
  };
  const connections = () =>
    new Promise<number>((done) => service.app.server.getConnections((_, count) => done(count)));
  t.equal(await connections(), 2);
  while ((await connections()) > 1 && round < 200) await swapped();
  t.ok(round > 1 && round < 200, `dropped in round ${round}`);
  t.notOk(keen.isEnded);
  lazy.close();
});

t.test('when all are too far behind, whoever has more than a share is dropped', async (t) => {
  const long = 'a'.repeat(2_000);
  const many = withManyLines(20);
  const written = (note: string) => {
    const lines = many.lines.map((line) => ({
      ...line,
      messages: { open: { ja: note, en: note } },
    }));
    return { ...many, lines };
  };
  /** Streams until the process holds what a client does not read; tells whether it is dropped. */
  const isDropped = async (maxUnsentBytesOfAll: number) => {
    const streamLimits = { ...QUICK, heartbeatMilliseconds: 100, maxUnsentBytesOfAll };
    const service = await listening(t, { streamLimits, configuration: written(long) });
    const responses: ServerResponse[] = [];
    service.app.server.on('request', (_, response) => responses.push(response));
    await service.open('/v1/stream?group=many', { isReading: false });
    const keen = await service.open('/v1/stream?line=line-0');
    const [response] = responses;
    if (!response) throw new Error('a stream has a response');
    for (let round = 0; response.writableLength < 50_000 && !response.destroyed; round++) {
      const before = response.socket?.bytesWritten ?? 0;
      service.keeper.accept(buildSnapshot(written(`${long}${round}`), 0 as Instant));
      await until(
        () => response.destroyed || (response.socket?.bytesWritten ?? 0) > before,
        Boolean,
      );
    }
    t.ok(response.destroyed || response.writableLength < limits.MAX_UNSENT_BYTES, 'a little');
    // Whoever is behind at two checks is dropped; between two heartbeats there are five.
    keen.text = '';
    await until(
      () => keen.text,
      (text) => /:\n\n:\n\n$/.test(text),
    );
    t.notOk(keen.isEnded);
    return response.destroyed;
  };
  t.equal(await isDropped(40_000), true);
  t.equal(await isDropped(limits.DEFAULT_STREAM_LIMITS.maxUnsentBytesOfAll), false);
});

t.test('limits: one stream too many, one line too many, and neither', async (t) => {
  const limited = { ...QUICK, maxStreams: 2 };
  const max = limits.MAX_STREAM_LINES;
  const service = await listening(t, { streamLimits: limited, configuration: withManyLines(max) });
  const whole = await service.open('/v1/stream?group=many');
  t.equal((await whole.told(max)).length, max);
  t.ok(whole.lastId.length < 1_000, 'an id fits into a header');
  const tooMany = await service.open('/v1/stream');
  t.equal(tooMany.status, 400);
  t.equal((await service.open(PIN)).status, 200);
  const refused = await service.open(PIN);
  t.equal(refused.status, 503);
  t.equal(refused.response.headers['retry-after'], '3');
  whole.close();
  await until(
    async () => (await service.open(PIN)).status,
    (status) => status === 200,
    5_000,
  );
});

t.test('nobody takes all streams: an address and a key have so many each', async (t) => {
  const streamLimits = { ...QUICK, maxStreams: 4, maxStreamsEach: 2 };
  const service = await listening(t, { streamLimits, isLocal: () => false });
  const first = await service.open(PIN);
  const statusOf = async (options = {}) => (await service.open(PIN, options)).status;
  t.equal(await statusOf(), 200);
  const refused = await service.open(PIN);
  t.equal(refused.status, 429);
  t.equal(refused.response.headers['retry-after'], '3');
  t.equal((await service.open('/v1/stream?line=none')).status, 404, 'a refusal takes no place');
  const { headers } = await makeKey(service.ledger, { scopes: ['read'] });
  t.equal(await statusOf({ headers }), 200, 'a key is somebody else');
  t.equal(await statusOf({ headers }), 200);
  t.equal(await statusOf({ headers }), 429);
  const other = await makeKey(service.ledger, { scopes: ['read'] });
  t.equal(await statusOf({ headers: other.headers }), 503, 'all are taken');
  first.close();
  await until(
    () => statusOf(),
    (status) => status === 200,
    5_000,
  );
});

t.test('refusals are ordinary ones, and HEAD does not wait', async (t) => {
  const { app } = await listening(t);
  const codes = [
    ['/v1/stream?line=none', 'unknown_line'],
    ['/v1/stream?group=none', 'unknown_group'],
    ['/v1/stream?lastEventId=x', 'unknown_parameter'],
  ] as const;
  for (const [url, code] of codes) t.equal((await app.inject(url)).json().code, code);
  const head = await app.inject({ method: 'HEAD', url: PIN });
  t.equal(head.statusCode, 405);
  const { app: empty } = await buildTestApp(t, { configuration: null });
  t.equal((await empty.inject(PIN)).json().code, 'not_known');
});

t.test('a stream ends soon after its key was revoked or has expired', async (t) => {
  const service = await listening(t, { reads: 'keyed', isLocal: () => false });
  const expiry = '2026-11-24T02:00:00Z';
  const expires = Date.parse(expiry) as Instant;
  const kept = await makeKey(service.ledger, { scopes: ['read'] });
  const revoked = await makeKey(service.ledger, { scopes: ['read'] });
  const expiring = await makeKey(service.ledger, { scopes: ['read'], expires });
  const open = ({ headers }: { headers: Record<string, string> }) => service.open(PIN, { headers });
  const streams = [await open(kept), await open(revoked), await open(expiring)] as const;
  await Promise.all(streams.map((stream) => stream.told(1)));
  const propose = revokeKey(revoked.id);
  const actor = { key: null, name: 'operator' };
  await service.ledger.write({ actor, action: 'key.revoke', idempotency: null, propose });
  await streams[1].ended(2_000);
  t.notOk(streams[2].isEnded);
  service.setClock(expiry);
  await streams[2].ended(2_000);
  t.notOk(streams[0].isEnded);
});

t.test('a limited key streams its lines, and is refused the others', async (t) => {
  const service = await listening(t, { isLocal: () => false });
  const { headers } = await makeKey(service.ledger, { scopes: ['read'], lines: ['shop-desk'] });
  const all = await service.open('/v1/stream', { headers });
  await all.told(1);
  await settle();
  t.same(await all.told(1), ['decision shop-desk open regular_hours']);
  t.equal((await service.open(PIN, { headers })).status, 403);
});

t.test('clients that leave at once leave nothing behind', async (t) => {
  const service = await listening(t, { streamLimits: { ...QUICK, maxStreams: 1 } });
  for (let round = 0; round < 30; round++) {
    const stream = await service.open(PIN).catch(() => null);
    stream?.close();
  }
  await until(
    async () => (await service.open(PIN)).status,
    (status) => status === 200,
    5_000,
  );
});
