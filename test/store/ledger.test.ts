import { setTimeout as pause } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import t, { type Test } from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { CodedError } from '../../src/errors.ts';
import { applyInPlace } from '../../src/store/apply-record.ts';
import { createDiskSnapshots, type DiskSnapshots } from '../../src/store/disk-snapshot.ts';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import type { Json } from '../../src/store/json.ts';
import { Ledger, type LedgerOptions, type Write } from '../../src/store/ledger.ts';
import { type AuditRecord, EMPTY_HEAD, type Idempotency } from '../../src/store/record.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { exportStore, parseArchive } from '../../src/store/store-archive.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import { verifyRecords } from '../../src/store/verify-records.ts';
import { MAX_PENDING_WRITES } from '../../src/store/writer.ts';
import { type RedisServer, redisIsMissing, startRedis } from '../support/redis-server.ts';
import { commitAfter } from '../support/stored-records.ts';
import { until } from '../support/until.ts';

const START = Date.parse('2026-11-24T00:00:00Z') as Instant;
const QUIET = { info() {}, warn() {}, error() {} };
const skip = redisIsMissing;

type Options = Partial<LedgerOptions>;

async function openLedger(t: Test, store: Store, options: Options = {}): Promise<Ledger> {
  const clock = () => START;
  const given = { clock, log: QUIET, disk: null, pollMilliseconds: 200, ...options };
  const ledger = await Ledger.open(store, given);
  t.teardown(() => ledger.close());
  return ledger;
}

async function openEmbedded(t: Test, options: Options = {}): Promise<Ledger> {
  return openLedger(t, await openEmbeddedStore(t.testdir()), options);
}

function openReplica(t: Test, redis: RedisServer, options: Options = {}): Promise<Ledger> {
  return openLedger(t, openRedisStore(redis.url, { prefix: 'test', log: QUIET }), options);
}

/** A write that puts a document, whatever was there. */
function put(id: string, after: string | null, idempotency: Idempotency | null = null): Write {
  return {
    actor: { key: null, name: 'tester' },
    action: 'override.create',
    idempotency,
    propose: ({ state }) => [{ kind: 'override', id, before: documentOf(state, id), after }],
  };
}

/** A write that adds one to a number: a lost one shows in the sum. */
function increment(idempotency: Idempotency | null = null): Write {
  const propose: Write['propose'] = ({ state }) => {
    const before = documentOf(state, 'count');
    return [{ kind: 'override', id: 'count', before, after: Number(before ?? 0) + 1 }];
  };
  return { ...put('count', null, idempotency), propose };
}

function documentOf(state: StoreState | null, id: string) {
  return state?.documents.get(`override/${id}`) ?? null;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  return error instanceof CodedError ? error.code : String(error);
}

/** Repeats a write that lost its races, as a client would. */
async function insist(ledger: Ledger, write: Write): Promise<void> {
  for (;;) {
    const code = await codeOf(ledger.write(write));
    if (code === 'no error') return;
    if (code !== 'overloaded') throw new Error(code);
  }
}

async function wholeRecords(t: Test, ledger: Ledger): Promise<void> {
  const { state } = ledger;
  if (!state) throw new Error('there is no state');
  const records = await ledger.records(1, 10_000);
  const { faults } = await verifyRecords(records, { head: state, documents: state.documents });
  t.same(faults, []);
}

t.test('a write makes a record, and everybody who listens is told before it returns', async (t) => {
  const ledger = await openEmbedded(t);
  const told: string[] = [];
  ledger.onChange((state, records) => {
    told.push(`${state.version} ${records.map(({ action }) => action)}`);
  });
  const deeds: unknown[] = [];
  const write = put('a', 'closed');
  const written = await ledger.write({
    ...write,
    propose(context) {
      deeds.push(context.deed);
      return write.propose(context);
    },
  });
  t.match(written, {
    state: { version: 1 },
    replayed: false,
    changes: [{ id: 'a', before: null }],
  });
  t.same(told, ['1 override.create']);
  t.same(deeds, [
    { at: '2026-11-24T00:00:00.000Z', by: { key: null, name: 'tester' }, version: 1 },
  ]);
  t.equal(documentOf(ledger.state, 'a'), 'closed');
  await ledger.write(put('a', null));
  t.equal(ledger.state?.documents.size, 0);
  t.same(ledger.knowledge, { freshness: 'live', asOf: null, alarm: null });
  await wholeRecords(t, ledger);
});

t.test('a write that changes nothing makes no record, and a refused one neither', async (t) => {
  const ledger = await openEmbedded(t);
  const nothing = await ledger.write({ ...put('a', 'x'), propose: () => [] });
  t.match(nothing, { state: { version: 0 }, changes: [], replayed: false });
  const refuse = () => {
    throw new CodedError([{ code: 'not_found', detail: 'No.' }]);
  };
  t.equal(await codeOf(ledger.write({ ...put('a', 'x'), propose: refuse })), 'not_found');
  t.same(await ledger.records(1, 10), []);
  t.same(ledger.counts, {
    ...{ writes: 0, conflicts: 0, refusals: 0, unknownOutcomes: 0, snapshotFailures: 0 },
    lateSnapshots: 0,
  });
});

/** What the disk does before it does what it should, until the end of the test. */
function onDisk(t: Test, before: () => Promise<void>): void {
  const { batch } = ClassicLevel.prototype;
  ClassicLevel.prototype.batch = async function (this: unknown, ...given: unknown[]) {
    await before();
    return Reflect.apply(batch, this, given);
  } as typeof batch;
  t.teardown(() => {
    ClassicLevel.prototype.batch = batch;
  });
}

t.test('what a slow disk took too late to answer is known once the disk has it', async (t) => {
  const warnings: string[] = [];
  const note = (text: string) => void warnings.push(text);
  const store = await openEmbeddedStore(t.testdir(), { log: { info: note, warn: note } });
  const ledger = await openLedger(t, store);
  let milliseconds = 2_500;
  onDisk(t, () => pause(milliseconds));
  const told: number[] = [];
  ledger.onChange((_state, records) => told.push(...records.map(({ version }) => version)));
  t.equal(await codeOf(ledger.write(put('a', 'closed'))), 'outcome_unknown');
  t.equal(ledger.state?.version, 0);
  milliseconds = 0;
  await until(
    () => documentOf(ledger.state, 'a'),
    (document) => document === 'closed',
    4_000,
  );
  t.same(told, [1]);
  t.match(ledger.knowledge, { freshness: 'live', alarm: null });
  await ledger.write(put('b', 'closed'));
  t.match(warnings, [/the disk gave no answer within 1000 ms/, /works again$/]);
  await wholeRecords(t, ledger);
});

t.test('a disk that fails is told about once, counted, and named as the cause', async (t) => {
  const lines: string[] = [];
  const note = (text: string) => void lines.push(text);
  const store = await openEmbeddedStore(t.testdir(), { log: { info: note, warn: note } });
  const ledger = await openLedger(t, store);
  let isFull = true;
  onDisk(t, async () => {
    const error = new Error('IO error: 000007.log: No space left on device');
    if (isFull) throw Object.assign(error, { code: 'LEVEL_IO_ERROR' });
  });
  for (let n = 0; n < 3; n += 1) {
    await until(
      () => store.isReachable,
      (isReachable) => isReachable,
    );
    const error = await ledger.write(increment()).catch((error: unknown) => error);
    t.match(error, { code: 'store_unavailable', cause: { cause: { message: /No space left/ } } });
  }
  isFull = false;
  await until(
    () => codeOf(ledger.write(increment())),
    (code) => code === 'no error',
  );
  t.match(lines, [/the store in .* fails: the disk cannot be written: .*No space/, /works again$/]);
  t.equal(lines.length, 2);
  t.equal(ledger.counts.refusals, 3);
  t.equal(documentOf(ledger.state, 'count'), 1);
});

t.test('writes go one after another, and too many at once are refused', async (t) => {
  const ledger = await openEmbedded(t);
  const writes = Array.from({ length: MAX_PENDING_WRITES + 3 }, () => ledger.write(increment()));
  const settled = await Promise.allSettled(writes);
  const made = settled.filter(({ status }) => status === 'fulfilled');
  const refused = settled.slice(MAX_PENDING_WRITES);
  for (const each of refused) {
    t.match(each, { reason: { code: 'overloaded', headers: { 'retry-after': '1' } } });
  }
  t.equal(documentOf(ledger.state, 'count'), made.length);
  await wholeRecords(t, ledger);
});

t.test('a listener that fails harms neither the write nor the others', async (t) => {
  const errors: string[] = [];
  const log = { ...QUIET, error: (text: string) => errors.push(text) };
  const ledger = await openEmbedded(t, { log });
  let told = 0;
  ledger.onChange(() => {
    throw new Error('broken');
  });
  ledger.onChange(() => {
    told += 1;
  });
  await ledger.write(increment());
  t.equal(told, 1);
  t.match(errors, [/a listener failed at version 1: Error: broken/]);
});

t.test('a repeated request has its effect once, for 24 hours and after a crash', async (t) => {
  let now = START;
  const clock = () => now;
  const folder = t.testdir();
  const idempotency = { key: 'k', fingerprint: 'f' };
  const first = await Ledger.open(await openEmbeddedStore(folder), {
    ...{ clock, log: QUIET, disk: null, pollMilliseconds: 200 },
  });
  const original = await first.write(increment(idempotency));
  await first.write(increment());
  await first.close();
  const ledger = await openLedger(t, await openEmbeddedStore(folder), { clock });
  const again = await ledger.write(increment(idempotency));
  t.same(again.changes, original.changes);
  t.equal(again.replayed, true);
  t.equal(documentOf(again.state, 'count'), 2);
  const other = { key: 'k', fingerprint: 'another' };
  t.equal(await codeOf(ledger.write(increment(other))), 'idempotency_mismatch');
  now = (START + 24 * 3_600_000) as Instant;
  t.equal((await ledger.write(increment(other))).replayed, false, 'a day later it is a new one');
  await wholeRecords(t, ledger);
});

t.test('a repeated request whose record went with a restore is not made again', async (t) => {
  const idempotency = { key: 'k', fingerprint: 'f' };
  const other = await openEmbedded(t);
  await other.write(increment(idempotency));
  const store = await openEmbeddedStore(`${t.testdir()}/restored`);
  if (other.state) await store.replace(other.state, []);
  const ledger = await openLedger(t, store);
  await ledger.write(put('a', 'x'));
  t.equal(await codeOf(ledger.write(increment(idempotency))), 'outcome_unknown');
  t.equal(documentOf(ledger.state, 'count'), 1);
});

t.test('a store that cannot be asked cannot say what a request did', { skip }, async (t) => {
  const redis = await startRedis(t);
  const ledger = await openReplica(t, redis);
  const write = increment({ key: 'k', fingerprint: 'f' });
  const original = await ledger.write(write);
  t.same((await ledger.write(write)).changes, original.changes);
  await redis.kill('SIGSTOP');
  const start = performance.now();
  t.equal(await codeOf(ledger.write(write)), 'store_unavailable');
  t.ok(performance.now() - start < 2_000);
  await redis.kill('SIGCONT');
  await until(
    () => codeOf(ledger.write(write)),
    (code) => code === 'no error',
  );
  t.equal(documentOf(ledger.state, 'count'), 1);
});

/** A history of so many large changes: the state after `known` of them, and after all. */
function largeHistory(count: number, known: number) {
  const documents = new Map<string, Json>();
  const records: AuditRecord[] = [];
  let early: StoreState | null = null;
  for (let n = 1; n <= count; n += 1) {
    const document = { note: String(n).padEnd(4_000, 'x') };
    const { record } = commitAfter(records.at(-1) ?? EMPTY_HEAD, { [n]: document });
    records.push(record);
    applyInPlace(documents, record);
    if (n === known) early = { version: n, hash: record.hash, documents: new Map(documents) };
  }
  const { version, hash } = records.at(-1) ?? EMPTY_HEAD;
  return { records, early, state: { version, hash, documents } };
}

t.test('a replica that was away for long catches up, by steps or whole', { skip }, async (t) => {
  const redis = await startRedis(t);
  const writer = openRedisStore(redis.url, { prefix: 'test', log: QUIET });
  t.teardown(() => writer.close());
  for (const count of [20_000, 1_101, 1_100, 350]) {
    const { records, early, state } = largeHistory(count, 100);
    await writer.replace(state, records);
    const warnings: string[] = [];
    const store = openRedisStore(redis.url, {
      ...{ prefix: 'test', log: { ...QUIET, warn: (text) => warnings.push(text) } },
    });
    const disk: DiskSnapshots = {
      load: async () => early && { state: early, confirmedAt: START },
      save: async () => {},
      close: async () => {},
    };
    const ledger = await openLedger(t, store, { disk });
    await until(
      () => ledger.knowledge.freshness,
      (freshness) => freshness === 'live',
      20_000,
    );
    t.equal(ledger.state?.version, count);
    t.same(warnings, [], 'no connection was given up');
    await ledger.write(put('a', 'x'));
    await ledger.close();
  }
});

t.test(
  'what one replica writes, the other knows at once and as the same records',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const [a, b] = [
      await openReplica(t, redis),
      await openReplica(t, redis, { pollMilliseconds: 60_000 }),
    ];
    const seen: number[] = [];
    b.onChange((_state, records) => seen.push(...records.map(({ version }) => version)));
    for (const id of ['x', 'y', 'z']) await a.write(put(id, 'closed'));
    await until(
      () => b.state?.version,
      (version) => version === 3,
      1_000,
    );
    t.same(b.state, a.state);
    t.same(seen, [1, 2, 3]);
    t.equal((await b.write(put('x', null))).state.version, 4);
  },
);

t.test(
  'two replicas that write at the same time lose nothing and never go back',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const replicas = [await openReplica(t, redis), await openReplica(t, redis)];
    const backwards: string[] = [];
    for (const replica of replicas) {
      let last = 0;
      replica.onChange(({ version }, records) => {
        if (records[0]?.version !== last + 1) backwards.push(`${last} then ${records[0]?.version}`);
        last = version;
      });
    }
    const clients = Array.from({ length: 8 }, async (_, client) => {
      const replica = replicas[client % 2];
      for (let n = 0; n < 15 && replica; n += 1) await insist(replica, increment());
    });
    await Promise.all(clients);
    for (const replica of replicas) {
      await until(
        () => replica.state?.version,
        (version) => version === 120,
      );
      t.equal(documentOf(replica.state, 'count'), 120);
      await wholeRecords(t, replica);
    }
    t.same(backwards, []);
    t.ok(
      replicas.some(({ counts }) => counts.conflicts > 0),
      'they did meet',
    );
  },
);

t.test('of fifty writes on one condition, on two replicas, one is made', { skip }, async (t) => {
  const redis = await startRedis(t);
  const replicas = [await openReplica(t, redis), await openReplica(t, redis)];
  const write = put('a', 'x');
  const onlyFirst: Write = {
    ...write,
    propose(context) {
      const refusal = new CodedError([{ code: 'not_found', detail: 'Stale.' }]);
      if (documentOf(context.state, 'a') !== null) throw refusal;
      return write.propose(context);
    },
  };
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, n) => codeOf((replicas[n % 2] as Ledger).write(onlyFirst))),
  );
  t.same([codes.filter((code) => code === 'no error').length, new Set(codes).size], [1, 2]);
});

t.test('one Idempotency-Key on two replicas at once has one effect', { skip }, async (t) => {
  const redis = await startRedis(t);
  const [a, b] = [await openReplica(t, redis), await openReplica(t, redis)];
  const write = increment({ key: 'k', fingerprint: 'f' });
  const written = await Promise.all([a, b, a, b].map((ledger) => ledger.write(write)));
  t.same(written.map(({ replayed }) => replayed).toSorted(), [false, true, true, true]);
  t.equal(new Set(written.map(({ changes }) => JSON.stringify(changes))).size, 1);
  t.equal(documentOf(a.state, 'count'), 1);
});

t.test(
  'without Redis everything stays known, and writes are refused at once',
  { skip },
  async (t) => {
    const redis = await startRedis(t, { isDurable: true });
    const ledger = await openReplica(t, redis);
    const heard: string[] = [];
    ledger.onKnowledge(({ freshness, alarm }) => heard.push(`${freshness} ${alarm}`));
    await ledger.write(put('a', 'closed'));
    await redis.kill('SIGKILL');
    await until(
      () => ledger.knowledge.freshness,
      (freshness) => freshness === 'last-known',
      4_000,
    );
    t.same(ledger.knowledge, { freshness: 'last-known', asOf: START, alarm: null });
    t.equal(documentOf(ledger.state, 'a'), 'closed');
    const start = performance.now();
    t.equal(await codeOf(ledger.write(put('b', 'x'))), 'store_unavailable');
    t.equal(await codeOf(ledger.records(1, 1)), 'store_unavailable');
    t.ok(performance.now() - start < 200);
    await redis.restart();
    await until(
      () => ledger.knowledge.freshness,
      (freshness) => freshness === 'live',
      4_000,
    );
    t.same(heard, ['last-known null', 'live null']);
    t.equal((await ledger.write(put('b', 'x'))).state.version, 2);
  },
);

t.test(
  'a write that is not answered is honest, and repeated it is made once',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const ledger = await openReplica(t, redis);
    await ledger.write(increment());
    await redis.kill('SIGSTOP');
    const write = increment({ key: 'k', fingerprint: 'f' });
    const start = performance.now();
    t.equal(await codeOf(ledger.write(write)), 'outcome_unknown');
    const took = performance.now() - start;
    t.ok(took < 2_000, `${took} ms`);
    t.equal(documentOf(ledger.state, 'count'), 1);
    await redis.kill('SIGCONT');
    await until(
      () => codeOf(ledger.write(write)),
      (code) => code === 'no error',
    );
    t.equal(documentOf(ledger.state, 'count'), 2);
    await pause(100);
    await ledger.write(put('a', 'x'));
    t.equal(documentOf(ledger.state, 'count'), 2, 'whatever came late was made once');
    await wholeRecords(t, ledger);
  },
);

t.test(
  'a write that waits behind one that hangs is refused in time and never sent',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const ledger = await openReplica(t, redis);
    await redis.kill('SIGSTOP');
    const start = performance.now();
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(ledger.write(increment()))));
    t.ok(performance.now() - start < 2_000);
    t.equal(codes[0], 'outcome_unknown');
    for (const code of codes.slice(1)) t.match(code, /^(overloaded|store_unavailable)$/);
    await redis.kill('SIGCONT');
    await until(
      () => codeOf(ledger.write(put('a', 'x'))),
      (code) => code === 'no error',
    );
    t.ok(Number(documentOf(ledger.state, 'count')) <= 1);
  },
);

t.test(
  'a Redis that comes back empty changes no answer and rings an alarm',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const errors: string[] = [];
    const log = { ...QUIET, error: (text: string) => errors.push(text) };
    const store = openRedisStore(redis.url, { prefix: 'test', log: QUIET });
    const ledger = await openLedger(t, store, { log });
    await ledger.write(put('a', 'closed'));
    await ledger.write(put('b', 'closed'));
    const { state } = ledger;
    const records = await ledger.records(1, 10);
    await redis.cli('flushall');
    await until(
      () => ledger.knowledge.alarm,
      (alarm) => alarm === 'store_behind',
    );
    t.match(ledger.knowledge, { freshness: 'last-known', asOf: START });
    t.equal(ledger.state, state);
    t.equal(await codeOf(ledger.write(put('c', 'x'))), 'store_behind');
    await pause(500);
    t.match(errors, [/^the store is empty, but version 2 was confirmed before/]);
    t.equal(errors.length, 1, 'told once a minute');
    if (state) await store.replace(state, records);
    await until(
      () => ledger.knowledge.alarm,
      (alarm) => alarm === null,
    );
    t.equal((await ledger.write(put('c', 'x'))).state.version, 3);
  },
);

t.test(
  'a write whose connection breaks is made once, and known or unknown',
  { skip },
  async (t) => {
    const redis = await startRedis(t, { isDurable: true });
    const ledger = await openReplica(t, redis);
    for (const n of [1, 2, 3]) {
      const write = increment({ key: `k${n}`, fingerprint: 'f' });
      await redis.kill('SIGSTOP');
      const result = codeOf(ledger.write(write));
      await redis.kill('SIGKILL');
      await redis.restart();
      t.match(await result, /^(no error|outcome_unknown)$/);
      await until(
        () => codeOf(ledger.write(write)),
        (code) => code === 'no error',
      );
      t.equal(documentOf(ledger.state, 'count'), n);
    }
    await wholeRecords(t, ledger);
  },
);

t.test('a flushed Redis is noticed by the write that meets it first', { skip }, async (t) => {
  const redis = await startRedis(t);
  const ledger = await openReplica(t, redis, { pollMilliseconds: 60_000 });
  await ledger.write(put('a', 'closed'));
  await redis.cli('flushall');
  t.equal(await codeOf(ledger.write(put('b', 'x'))), 'store_behind');
  t.equal(documentOf(ledger.state, 'a'), 'closed');
});

t.test('a store that went another way is not followed', { skip }, async (t) => {
  const redis = await startRedis(t);
  const ledger = await openReplica(t, redis);
  await ledger.write(put('a', 'closed'));
  await redis.cli('flushall');
  const stranger = await openReplica(t, redis);
  for (const id of ['x', 'y', 'z']) await stranger.write(put(id, 'open'));
  await until(
    () => ledger.knowledge.alarm,
    (alarm) => alarm === 'store_diverged',
  );
  t.equal(documentOf(ledger.state, 'x'), null);
  t.equal(documentOf(ledger.state, 'a'), 'closed');
  t.equal(await codeOf(ledger.write(put('b', 'x'))), 'store_behind');
});

t.test(
  'a store restored without its records is loaded whole, and followed',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const late = await openReplica(t, redis);
    const other = await openEmbedded(t);
    for (let n = 0; n < 5; n += 1) await other.write(increment());
    const told: number[] = [];
    late.onChange((_state, records) => told.push(records.length));
    const store = openRedisStore(redis.url, { prefix: 'test', log: QUIET });
    t.teardown(() => store.close());
    if (other.state) await store.replace(other.state, []);
    await until(
      () => late.state?.version,
      (version) => version === 5,
    );
    await late.write(increment());
    t.same(told, [0, 1]);
    t.equal(documentOf(late.state, 'count'), 6);
  },
);

t.test(
  'without Redis a replica starts from its disk, and goes on when Redis is there',
  { skip },
  async (t) => {
    const redis = await startRedis(t, { isDurable: true });
    const disk = createDiskSnapshots(t.testdir(), QUIET);
    const first = await openReplica(t, redis, { disk });
    await first.write(put('a', 'closed'));
    t.match(
      await disk.load(),
      { state: { version: 1 }, confirmedAt: START },
      'saved before the answer',
    );
    await first.close();
    await redis.kill('SIGKILL');
    const ledger = await openReplica(t, redis, { disk });
    t.same(ledger.knowledge, { freshness: 'last-known', asOf: START, alarm: null });
    t.equal(documentOf(ledger.state, 'a'), 'closed');
    const bare = await openReplica(t, redis);
    t.equal(bare.state, null);
    t.same(bare.knowledge, { freshness: 'last-known', asOf: null, alarm: null });
    t.equal(await codeOf(bare.write(put('b', 'x'))), 'store_unavailable');
    await redis.restart();
    for (const each of [ledger, bare]) {
      await until(
        () => each.knowledge.freshness,
        (freshness) => freshness === 'live',
      );
      t.equal(each.state?.version, 1);
    }
  },
);

t.test('a state on disk that is ahead of Redis is what is answered from', { skip }, async (t) => {
  const redis = await startRedis(t);
  const disk = createDiskSnapshots(t.testdir(), QUIET);
  const first = await openReplica(t, redis, { disk });
  await first.write(put('a', 'closed'));
  await first.close();
  await redis.cli('flushall');
  const ledger = await openReplica(t, redis, { disk });
  t.match(ledger.knowledge, { freshness: 'last-known', asOf: START, alarm: 'store_behind' });
  t.equal(documentOf(ledger.state, 'a'), 'closed');
});

t.test(
  'a disk that cannot be written is told and counted, and writes go on',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const errors: string[] = [];
    const log = { ...QUIET, error: (text: string) => errors.push(text) };
    const folder = t.testdir({ blocked: 'a file where a folder should be' });
    const disk = createDiskSnapshots(`${folder}/blocked/state`, QUIET);
    const ledger = await openReplica(t, redis, { disk, log });
    t.equal((await ledger.write(put('a', 'closed'))).state.version, 1);
    t.ok(ledger.counts.snapshotFailures > 0);
    t.match(errors.join('\n'), /version 1 cannot be saved on disk/);
  },
);

t.test('a disk that is slow is counted, and the write is answered', { skip }, async (t) => {
  const redis = await startRedis(t);
  const real = createDiskSnapshots(t.testdir(), QUIET);
  const disk: DiskSnapshots = {
    ...real,
    async save(state, confirmedAt) {
      if (state.version > 0) await pause(2_000);
      await real.save(state, confirmedAt);
    },
  };
  const ledger = await openReplica(t, redis, { disk });
  const start = performance.now();
  await ledger.write(put('a', 'closed'));
  t.ok(performance.now() - start < 2_000);
  t.match(ledger.counts, { writes: 1, lateSnapshots: 1, snapshotFailures: 0 });
  await ledger.close();
  t.match(await real.load(), { state: { version: 1 } });
});

t.test('an archive goes from one store to the other and back as it was', { skip }, async (t) => {
  const redis = await startRedis(t);
  const embedded = await openEmbeddedStore(t.testdir());
  const source = await openLedger(t, embedded);
  for (const id of ['a', 'b', 'a']) await source.write(put(id, `${id} 台風`));
  await source.write(increment({ key: 'k', fingerprint: 'f' }));
  const text = await archiveOf(embedded);
  const parsed = await parseArchive(text);
  t.ok(parsed.ok);
  const target = openRedisStore(redis.url, { prefix: 'test', log: QUIET });
  if (parsed.ok) await target.replace(parsed.state, parsed.records);
  t.equal(sorted(await archiveOf(target)), sorted(text));
  const ledger = await openLedger(t, target);
  t.equal((await ledger.write(increment())).state.version, 5);
  await wholeRecords(t, ledger);
});

t.test('an archive with any line changed, dropped or moved is refused with the line', async (t) => {
  const store = await openEmbeddedStore(t.testdir());
  const ledger = await openLedger(t, store);
  for (const id of ['a', 'b', 'c']) await ledger.write(put(id, id));
  const lines = (await archiveOf(store)).split('\n').slice(0, -1);
  for (const index of lines.keys()) {
    const line = lines[index] ?? '';
    const tampered = [
      lines.toSpliced(index, 1),
      lines.toSpliced(index, 0, line),
      lines.with(index, line.replace(/[a-z]/, 'X')),
      lines.slice(0, index),
    ];
    for (const each of tampered) {
      const parsed = await parseArchive(`${each.join('\n')}\n`);
      t.ok(!parsed.ok && parsed.faults.every((fault) => fault.line >= 1), `line ${index + 1}`);
    }
  }
});

async function archiveOf(store: Store): Promise<string> {
  const lines: string[] = [];
  const state = await store.load();
  for await (const line of exportStore(state, await store.records(1, 1_000))) lines.push(line);
  return lines.join('');
}

/** Stores give their documents in whatever order; the checksum is that of the order. */
function sorted(archive: string): string {
  return archive
    .split('\n')
    .filter((line) => !line.includes('sha256'))
    .toSorted()
    .join('\n');
}
