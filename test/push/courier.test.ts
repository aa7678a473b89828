import { setTimeout as pause } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import type { Configuration, Webhook } from '../../src/config/configuration.ts';
import { WEBHOOK_EVENTS } from '../../src/config/configuration.ts';
import { type Instant, MINUTE } from '../../src/core/instant.ts';
import { feedKeeper } from '../../src/feed-keeper.ts';
import { overrideToJson } from '../../src/http/overrides-json.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import type { Override } from '../../src/overrides/override.ts';
import { Courier } from '../../src/push/courier.ts';
import type { CourierTiming } from '../../src/push/courier-timing.ts';
import { findMissingSecrets, parseWebhookSecrets } from '../../src/push/webhook-secrets.ts';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import type { Json } from '../../src/store/json.ts';
import { Ledger } from '../../src/store/ledger.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { secretOf, startReceiver } from '../support/receiver.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { daily, scheduleOf } from '../support/schedules.ts';
import { until } from '../support/until.ts';

const TEN = Date.parse('2026-11-24T10:00:00+09:00');
const CLOSING = Date.parse('2026-11-24T17:30:00+09:00');
const SECRET = secretOf(1);
const SILENT = { info() {}, warn() {}, error() {} };
const QUICK: Partial<CourierTiming> = {
  pausesMilliseconds: [20, 20],
  timeoutMilliseconds: 500,
  closeMilliseconds: 50,
  renewMilliseconds: 50,
  leaseMilliseconds: 300,
};

/** A clock that all replicas of a test share. */
function testClock() {
  let now = TEN as Instant;
  return {
    clock: () => now,
    set(instant: number) {
      now = instant as Instant;
    },
  };
}

function hook(id: string, url: string, parts: Partial<Webhook> = {}): Webhook {
  return { id, url, events: WEBHOOK_EVENTS, lines: ['phone-pin'], groups: [], ...parts };
}

interface ReplicaOptions {
  readonly store: Store;
  readonly clock: () => Instant;
  readonly webhooks: readonly Webhook[];
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  readonly timing?: Partial<CourierTiming>;
  readonly configuration?: Configuration;
}

/** What a process has that sends webhooks. It can be ended in the middle of a test. */
async function startReplica(t: Test, options: ReplicaOptions) {
  const { store, clock, webhooks, timing, configuration = callCentre } = options;
  const keeper = new Keeper();
  const accept = (configured: Configuration) =>
    keeper.accept(buildSnapshot(configured, TEN as Instant));
  accept({ ...configuration, webhooks });
  const ledger = await Ledger.open(store, {
    ...{ clock, log: SILENT, disk: null, pollMilliseconds: 100 },
  });
  feedKeeper(keeper, ledger, clock);
  const given = Object.entries(options.secrets ?? {});
  const ids = webhooks.map(({ id }) => [id, [SECRET]] as const);
  const courier = new Courier({
    ...{ ledger, keeper, clock, overrideToJson, outbox: store.outbox, log: SILENT },
    secrets: new Map<string, readonly string[]>([...ids, ...given]),
    timing: { ...QUICK, ...timing },
  });
  await courier.start();
  t.teardown(() => courier.close());
  return { keeper, ledger, courier, accept };
}

/** One replica on an embedded store with one receiver: what most tests need. */
async function serviceWith(t: Test, parts: Partial<ReplicaOptions> & { hook?: Partial<Webhook> }) {
  const time = testClock();
  const receiver = await startReceiver(t, { secret: SECRET, clock: time.clock });
  const store = await openEmbeddedStore(t.testdir());
  const webhooks = [hook('portal', receiver.url, parts.hook)];
  const options = { store, clock: time.clock, webhooks, ...parts };
  const replica = await startReplica(t, options);
  t.teardown(() => replica.ledger.close());
  return { ...replica, time, receiver, store, options };
}

/** Lets the clock be another, and everybody see it. */
function moveTo(instant: number, time: { set(now: number): void }, ...couriers: Courier[]): void {
  time.set(instant);
  for (const courier of couriers) courier.wake();
}

/** Puts an override into the store as it would be stored. */
async function put(ledger: Ledger, id: string, change: Partial<Override> & { ends?: never }) {
  await ledger.write({
    actor: { key: null, name: 'tester' },
    action: 'override.test',
    idempotency: null,
    propose({ state, deed }) {
      const before = (state.documents.get(`override/${id}`) ?? null) as unknown as Override | null;
      const after = { ...(before ?? blank(id)), ...change };
      const created = before?.created ?? deed;
      const ended = change.ended ? deed : null;
      const document = { ...after, created, changed: deed, ended } as unknown as Json;
      return [{ kind: 'override', id, before: before as unknown as Json, after: document }];
    },
  });
}

function blank(id: string) {
  return {
    ...{ id, lines: ['phone-pin'], groups: [], all: false, state: 'closed', hours: null },
    ...{ from: new Date(TEN).toISOString(), untilAsked: 'PT2H', ends: {}, reason: 'disaster' },
    ...{ until: new Date(TEN + 120 * MINUTE).toISOString(), name: null, message: null },
    ...{ note: null, author: 'tester' },
  };
}

const COLLAPSE = { ended: { at: '', by: { key: null, name: '' }, version: 0 } };

t.test('a transition is told with what was before and the decision of that instant', async (t) => {
  const { receiver, time, courier, store } = await serviceWith(t, {});
  moveTo(CLOSING - 1, time, courier);
  await pause(50);
  t.equal(receiver.received.length, 0);
  moveTo(CLOSING + 5_000, time, courier);
  t.same(await receiver.told(1), ['line.transition phone-pin closed']);
  const [message] = receiver.received;
  t.match(message?.headers, { 'content-type': 'application/json', 'user-agent': 'eigyochu' });
  t.equal(message?.headers['webhook-timestamp'], String(CLOSING / 1_000 + 5));
  t.match(message?.id, /^msg_[\w-]{27}$/);
  t.match(message?.body, {
    timestamp: '2026-11-24T08:30:00.000Z',
    data: {
      previous: { state: 'open', reason: 'regular_hours' },
      decision: { at: '2026-11-24T17:30:00+09:00', reason: 'after_closing' },
    },
  });
  await until(
    () => store.outbox.read(),
    (papers) => ![...papers.keys()].some((name) => name.startsWith('delivery/')),
  );
  t.same(courier.counts, { delivered: 1, failed: 0, dead: 0 });
  moveTo(CLOSING + 6_000, time, courier);
  await pause(50);
  t.equal(receiver.received.length, 1, 'once');
});

t.test('overrides are told when they are made, changed and ended, and what they do', async (t) => {
  const { receiver, ledger } = await serviceWith(t, {});
  await put(ledger, 'typhoon', {});
  t.same((await receiver.told(2)).toSorted(), [
    'line.transition phone-pin closed',
    'override.created typhoon closed',
  ]);
  await put(ledger, 'typhoon', { note: 'longer' });
  t.equal((await receiver.told(3))[2], 'override.changed typhoon closed');
  await put(ledger, 'typhoon', { until: new Date(TEN).toISOString(), ...COLLAPSE });
  t.same((await receiver.told(5)).slice(3).toSorted(), [
    'line.transition phone-pin open',
    'override.ended typhoon closed',
  ]);
  await put(ledger, 'elsewhere', { lines: ['lost-card'] });
  await pause(50);
  t.equal(receiver.received.length, 5, 'not of lines that it is not told about');
  t.equal(new Set(receiver.received.map(({ id }) => id)).size, 5);
});

t.test('a webhook is told of its events, lines and groups only', async (t) => {
  const parts = { events: ['line.transition'], lines: [], groups: ['shops'] } as const;
  const { receiver, ledger, time, courier } = await serviceWith(t, { hook: parts });
  await put(ledger, 'typhoon', { lines: ['shop-desk', 'phone-pin'] });
  t.same(await receiver.told(1), ['line.transition shop-desk closed']);
  moveTo(CLOSING, time, courier);
  await receiver.told(3);
  await pause(50);
  t.same(
    receiver.received.slice(1).map(({ body }) => body.timestamp),
    ['2026-11-24T03:00:00.000Z', '2026-11-24T04:00:00.000Z'],
    'the override gives way to the midday break, and that to the afternoon',
  );
});

t.test('a message that was not taken is tried again, with the same id', async (t) => {
  const { receiver, time, courier } = await serviceWith(t, {});
  receiver.answer = (response, count) => {
    if (count === 2) return void response.destroy();
    response.statusCode = count === 1 ? 500 : 204;
    response.end();
  };
  moveTo(CLOSING, time, courier);
  await receiver.told(3);
  t.equal(new Set(receiver.received.map(({ id }) => id)).size, 1);
  await until(
    () => courier.counts.delivered,
    (count) => count === 1,
  );
  t.same(courier.counts, { delivered: 1, failed: 2, dead: 0 });
  const [report] = await courier.reports();
  t.match(report, { pending: 0, deadLetters: [], lastFailure: { error: String } });
  t.equal(report?.lastSuccessAt, new Date(CLOSING).toISOString());
});

t.test('no answer, an endless one, and nobody there are failures', async (t) => {
  const { receiver, time, courier } = await serviceWith(t, {
    timing: { pausesMilliseconds: [20, 20, 20, 20], timeoutMilliseconds: 100 },
  });
  receiver.answer = (response, count) => {
    if (count === 1) return;
    if (count > 2) return void response.end();
    response.write('a');
  };
  moveTo(CLOSING, time, courier);
  await receiver.told(3);
  await until(
    () => courier.counts.delivered,
    (count) => count === 1,
  );
  const [report] = await courier.reports();
  t.match(report?.lastFailure?.error, /no answer within 0.1 s/);
  await receiver.close();
  moveTo(Date.parse('2026-11-25T00:00:00+09:00'), time, courier);
  await until(
    async () => (await courier.reports())[0]?.lastFailure?.error,
    (error) => /ECONN/.test(error ?? ''),
  );
});

t.test('redirects are not followed', async (t) => {
  const { receiver, time, courier } = await serviceWith(t, {});
  const elsewhere = await startReceiver(t, { secret: SECRET, clock: time.clock });
  receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
  moveTo(CLOSING, time, courier);
  const [report] = await until(
    () => courier.reports(),
    ([each]) => each?.deadLetters.length === 1,
  );
  t.match(report?.deadLetters, [{ lastError: 'status 307', attempts: 3 }]);
  t.equal(elsewhere.received.length, 0);
});

t.test('Retry-After is heeded where it is longer than our own pause', async (t) => {
  const { receiver, time, courier, store } = await serviceWith(t, {});
  receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7200' }).end();
  moveTo(CLOSING, time, courier);
  await receiver.told(1);
  const papers = await until(
    () => store.outbox.read(),
    (all) => [...all.values()].some((paper) => (paper as { attempts?: number }).attempts === 1),
  );
  const [delivery] = [...papers].flatMap(([name, paper]) =>
    name.startsWith('delivery/') ? [paper] : [],
  );
  t.match(delivery, { nextAt: new Date(CLOSING + 60 * MINUTE).toISOString() }, 'at most an hour');
  t.equal(receiver.received.length, 1);
});

t.test(
  'a receiver that is gone for good is asked once; dead letters can be sent again',
  async (t) => {
    const { receiver, time, courier } = await serviceWith(t, {});
    receiver.answer = (response) => response.writeHead(410).end();
    moveTo(CLOSING, time, courier);
    const [report] = await until(
      () => courier.reports(),
      ([each]) => each?.deadLetters.length === 1,
    );
    t.match(report?.deadLetters, [
      { type: 'line.transition', attempts: 1, lastError: 'status 410' },
    ]);
    t.same(courier.counts, { delivered: 0, failed: 1, dead: 1 });
    receiver.answer = (response) => response.end();
    t.equal(await courier.retry('portal'), 1);
    await receiver.told(2);
    t.equal(receiver.received[1]?.id, receiver.received[0]?.id);
    await until(
      () => courier.reports(),
      ([each]) => each?.pending === 0 && each.deadLetters.length === 0,
    );
  },
);

t.test('operators see how it stands with webhooks, and send dead letters again', async (t) => {
  const { receiver, time, courier, keeper, ledger } = await serviceWith(t, {});
  const drain = new AbortController().signal;
  let isLocal = true;
  const ports = { keeper, ledger, courier, clock: time.clock, drain, isLocal: () => isLocal };
  const app = await buildApp(ports);
  t.teardown(() => app.close());
  const list = async () => (await app.inject('/v1/webhooks')).json().webhooks;
  const retry = (id: string) => app.inject({ method: 'POST', url: `/v1/webhooks/${id}/retry` });
  receiver.answer = (response) => response.writeHead(410).end();
  moveTo(CLOSING, time, courier);
  const [webhook] = await until(list, ([each]) => each.deadLetters.length === 1);
  const at = new Date(CLOSING).toISOString();
  t.match(webhook, {
    ...{ id: 'portal', url: receiver.url, events: WEBHOOK_EVENTS, pending: 0, lastSuccessAt: null },
    lastFailure: { at, error: 'status 410' },
    deadLetters: [{ type: 'line.transition', failedAt: at, attempts: 1, lastError: 'status 410' }],
  });
  t.notMatch(JSON.stringify(webhook), SECRET.slice(6));
  receiver.answer = (response) => response.end();
  t.same((await retry('portal')).json(), { retried: 1 });
  await until(list, ([each]) => each.lastSuccessAt === at && each.deadLetters.length === 0);
  t.same((await retry('portal')).json(), { retried: 0 });
  const unknown = await retry('portals');
  t.equal(unknown.json().code, 'unknown_webhook');
  t.match(unknown.json().detail, /Did you mean "portal"/);
  isLocal = false;
  t.equal((await app.inject('/v1/webhooks')).statusCode, 401);
});

t.test('while a secret is replaced both sign', async (t) => {
  const time = testClock();
  const [old, fresh] = [secretOf(2), secretOf(3)];
  const receivers = await Promise.all(
    [old, fresh].map((secret) => startReceiver(t, { secret, clock: time.clock })),
  );
  const webhooks = receivers.map(({ url }, index) => hook(`hook-${index}`, url));
  const store = await openEmbeddedStore(t.testdir());
  const secrets = { 'hook-0': [old, fresh], 'hook-1': [old, fresh] };
  const { courier, ledger } = await startReplica(t, {
    ...{ store, clock: time.clock },
    webhooks,
    secrets,
  });
  t.teardown(() => ledger.close());
  moveTo(CLOSING, time, courier);
  for (const receiver of receivers) {
    await receiver.told(1);
    t.match(receiver.received[0]?.headers['webhook-signature'], /^v1,\S+ v1,\S+$/);
  }
});

t.test('one slow receiver delays no other, and gets five messages at one time', async (t) => {
  const time = testClock();
  const [slow, quick] = [
    await startReceiver(t, { secret: SECRET, clock: time.clock }),
    await startReceiver(t, { secret: SECRET, clock: time.clock }),
  ];
  const held: (() => void)[] = [];
  slow.answer = (response) => void held.push(() => response.end());
  const all = { lines: [], groups: ['many'] };
  const webhooks = [hook('slow', slow.url, all), hook('quick', quick.url, all)];
  const store = await openEmbeddedStore(t.testdir());
  const configuration = withManyLines(12);
  const timing = { timeoutMilliseconds: 20_000 };
  const { courier, ledger } = await startReplica(t, {
    ...{ store, clock: time.clock, webhooks, configuration, timing },
  });
  t.teardown(() => ledger.close());
  await put(ledger, 'all', { all: true, lines: [] });
  await quick.told(13);
  t.equal(slow.received.length, 5);
  for (let taken = 0; taken < 13; taken++) {
    await until(
      () => held.length,
      (length) => length > taken,
    );
    held[taken]?.();
  }
  await slow.told(13);
  await until(
    () => courier.counts.delivered,
    (count) => count === 26,
  );
});

t.test(
  'whoever goes on after an end loses nothing and repeats nothing under another id',
  async (t) => {
    const first = await serviceWith(t, { timing: { pausesMilliseconds: [60_000] } });
    const { receiver, time, store, options } = first;
    receiver.answer = (response) => response.writeHead(500).end();
    moveTo(CLOSING, time, first.courier);
    await until(
      async () => (await first.courier.reports())[0]?.lastFailure ?? null,
      (failure) => failure !== null,
    );
    await first.courier.close();
    receiver.answer = (response) => response.end();
    // What happens while nobody sends: an override comes and goes, midnight passes, the line opens.
    await put(first.ledger, 'typhoon', {
      from: new Date(CLOSING + 10 * MINUTE).toISOString(),
      until: new Date(CLOSING + 20 * MINUTE).toISOString(),
    });
    moveTo(CLOSING + 16 * 60 * MINUTE, time);
    const { courier } = await startReplica(t, { ...options, timing: QUICK });
    const told = await receiver.told(7);
    await until(
      () => courier.counts.delivered,
      (count) => count === 6,
    );
    t.equal(
      receiver.received[0]?.id,
      receiver.received.slice(1).find(({ id }) => id === receiver.received[0]?.id)?.id,
    );
    t.equal(new Set(receiver.received.map(({ id }) => id)).size, 6);
    t.same(told.slice(1).toSorted(), [
      'line.transition phone-pin closed',
      'line.transition phone-pin closed',
      'line.transition phone-pin closed',
      'line.transition phone-pin closed',
      'line.transition phone-pin open',
      'override.created typhoon closed',
    ]);
    const papers = [...(await store.outbox.read()).keys()];
    await courier.close();
    t.same(
      papers.filter((name) => name.startsWith('dead/')),
      [],
    );
  },
);

t.test('an override that was made while nobody looked, for now, is a transition too', async (t) => {
  const first = await serviceWith(t, {});
  await until(
    () => first.store.outbox.read(),
    (papers) => papers.has('cursor'),
  );
  await first.courier.close();
  await put(first.ledger, 'typhoon', { from: new Date(TEN - 30 * MINUTE).toISOString() });
  const { courier } = await startReplica(t, first.options);
  t.same((await first.receiver.told(2)).toSorted(), [
    'line.transition phone-pin closed',
    'override.created typhoon closed',
  ]);
  await courier.close();
});

t.test(
  'what was missed for more than a day is no news, and the first start begins with now',
  async (t) => {
    const first = await serviceWith(t, {});
    await first.courier.close();
    t.equal(first.receiver.received.length, 0);
    moveTo(Date.parse('2026-11-27T10:00:00+09:00'), first.time);
    const { courier } = await startReplica(t, first.options);
    await until(
      () => courier.counts.delivered,
      (count) => count === 3,
    );
    await pause(50);
    t.equal(first.receiver.received.length, 3, 'closing, midnight and opening');
    await courier.close();
  },
);

/** The call centre with its first line closed all day, as if it were configured so. */
function withPinClosed(revision: string): Configuration {
  const lines = callCentre.lines.map((line) =>
    line.id === 'phone-pin' ? { ...line, schedule: scheduleOf(daily('closed')) } : line,
  );
  return { ...callCentre, revision, lines };
}

t.test('configurations that come back are told under ids of their own', async (t) => {
  const { accept, courier, receiver, time, options } = await serviceWith(t, {});
  const { webhooks } = options;
  const steps = [withPinClosed('b'), callCentre, withPinClosed('b'), callCentre];
  for (const [index, configured] of steps.entries()) {
    moveTo(TEN + (index + 1) * MINUTE, time, courier);
    await until(
      () => courier.counts.delivered,
      (count) => count === index,
    );
    accept({ ...configured, webhooks });
    await receiver.told(index + 1);
  }
  t.same(await receiver.told(4), [
    'line.transition phone-pin closed',
    'line.transition phone-pin open',
    'line.transition phone-pin closed',
    'line.transition phone-pin open',
  ]);
  t.equal(new Set(receiver.received.map(({ id }) => id)).size, 4);
});

t.test('a configuration that was changed while nobody sent is told by the next', async (t) => {
  const first = await serviceWith(t, {});
  await until(
    () => first.store.outbox.read(),
    (papers) => papers.has('cursor') && papers.has('told'),
  );
  await first.courier.close();
  moveTo(TEN + MINUTE, first.time);
  const configuration = withPinClosed('b');
  const { courier } = await startReplica(t, { ...first.options, configuration });
  t.same(await first.receiver.told(1), ['line.transition phone-pin closed']);
  t.match(first.receiver.received[0]?.body, {
    data: { previous: { state: 'open', reason: 'regular_hours' } },
  });
  await until(
    () => courier.counts.delivered,
    (count) => count === 1,
  );
  await courier.close();
  const again = await startReplica(t, { ...first.options, configuration });
  await until(() => again.courier.isSender, Boolean);
  await pause(50);
  t.equal(first.receiver.received.length, 1, 'and not again by the one after it');
  await again.courier.close();
});

t.test('a reload moves what waits to another address, and drops what has none', async (t) => {
  const service = await serviceWith(t, { timing: { pausesMilliseconds: [50, 50, 50, 50, 50] } });
  const { receiver, time, courier, accept } = service;
  receiver.answer = (response) => response.writeHead(500).end();
  moveTo(CLOSING, time, courier);
  await receiver.told(1);
  const moved = await startReceiver(t, { secret: SECRET, clock: time.clock });
  accept({ ...callCentre, webhooks: [hook('portal', moved.url)] });
  t.same(await moved.told(1), ['line.transition phone-pin closed']);
  moved.answer = receiver.answer;
  moveTo(Date.parse('2026-11-25T00:00:00+09:00'), time, courier);
  await moved.told(2);
  accept({ ...callCentre, webhooks: [] });
  await until(
    () => service.store.outbox.read(),
    (papers) => [...papers.keys()].every((name) => name === 'cursor' || name === 'told'),
  );
});

t.test(
  'of two replicas one sends; the other goes on when it has ended',
  { skip: redisIsMissing },
  async (t) => {
    const time = testClock();
    const { url } = await startRedis(t);
    const receiver = await startReceiver(t, { secret: SECRET, clock: time.clock });
    const webhooks = [hook('portal', receiver.url)];
    const open = async () => {
      const store = openRedisStore(url, { prefix: 'push', log: SILENT });
      await until(() => store.isReachable, Boolean);
      const replica = await startReplica(t, { store, clock: time.clock, webhooks });
      t.teardown(() => replica.ledger.close());
      return replica;
    };
    const [one, other] = [await open(), await open()];
    await until(() => one.courier.isSender, Boolean);
    t.notOk(other.courier.isSender);
    moveTo(CLOSING, time, one.courier, other.courier);
    await receiver.told(1);
    receiver.answer = (response) => response.writeHead(410).end();
    moveTo(Date.parse('2026-11-25T00:00:00+09:00'), time, one.courier, other.courier);
    const letters = () => other.courier.reports();
    await until(letters, ([report]) => report?.deadLetters.length === 1);
    receiver.answer = (response) => response.end();
    t.equal(await other.courier.retry('portal'), 1, 'asked of the one that does not send');
    await until(letters, ([report]) => report?.pending === 0 && report.deadLetters.length === 0);
    t.equal(receiver.received.length, 3);
    await one.courier.close();
    await until(() => other.courier.isSender, Boolean);
    moveTo(Date.parse('2026-11-25T09:00:00+09:00'), time, other.courier);
    await receiver.told(4);
    t.equal(new Set(receiver.received.map(({ id }) => id)).size, 3);
  },
);

t.test(
  'with the store gone the last sender goes on, and writes down later what it did',
  { skip: redisIsMissing },
  async (t) => {
    const time = testClock();
    const redis = await startRedis(t, { isDurable: true });
    const receiver = await startReceiver(t, { secret: SECRET, clock: time.clock });
    const store = openRedisStore(redis.url, { prefix: 'push', log: SILENT });
    await until(() => store.isReachable, Boolean);
    const webhooks = [hook('portal', receiver.url)];
    const { courier, ledger } = await startReplica(t, { store, clock: time.clock, webhooks });
    t.teardown(() => ledger.close());
    await until(() => courier.isSender, Boolean);
    await until(
      () => store.outbox.read(),
      (papers) => papers.has('cursor'),
    );
    await redis.kill('SIGKILL');
    moveTo(CLOSING, time, courier);
    await receiver.told(1);
    await redis.restart();
    await until(
      () => store.outbox.read().catch(() => new Map<string, Json>()),
      (papers) => (papers.get('cursor') as { at?: number } | undefined)?.at === CLOSING,
      20_000,
    );
  },
);

t.test(
  'secrets are read from the environment, or every fault is told without the secret',
  async (t) => {
    const parsed = parseWebhookSecrets({
      EIGYOCHU_WEBHOOK_SECRET_MY_PORTAL: SECRET,
      EIGYOCHU_WEBHOOK_SECRET_TWO: `${SECRET} ${secretOf(2)}`,
      EIGYOCHU_WEBHOOK_SECRET_NONE: '',
      OTHER: 'x',
    });
    if (!parsed.ok) throw new Error('the secrets are right');
    t.same(
      [...parsed.secrets],
      [
        ['my-portal', [SECRET]],
        ['two', [SECRET, secretOf(2)]],
      ],
    );
    const hooks = [hook('my-portal', 'http://localhost/'), hook('new-one', 'http://localhost/')];
    t.match(findMissingSecrets(hooks, parsed.secrets), [
      { name: 'EIGYOCHU_WEBHOOK_SECRET_NEW_ONE', found: /new-one/, advice: /^write whsec_/ },
    ]);
    const sized = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
    const isGood = (text: string) => parseWebhookSecrets({ EIGYOCHU_WEBHOOK_SECRET_A: text }).ok;
    t.same(
      [23, 24, 25, 63, 64, 65].map((bytes) => isGood(sized(bytes))),
      [false, true, true, true, true, false],
    );
    for (const text of [
      'x',
      'whsec_',
      `${SECRET}!`,
      `${SECRET} ${SECRET} ${SECRET}`,
      SECRET.slice(6),
    ]) {
      const refused = parseWebhookSecrets({ EIGYOCHU_WEBHOOK_SECRET_A: text });
      t.notOk(refused.ok);
      t.notMatch(JSON.stringify(refused), SECRET.slice(8));
    }
  },
);
