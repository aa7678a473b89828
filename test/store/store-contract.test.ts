/** One contract, and every store that keeps it: the same assertions against each of them. */
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import type { Json } from '../../src/store/json.ts';
import { type AuditRecord, EMPTY_HEAD, type Head } from '../../src/store/record.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import {
  redisIsMissing,
  startRedis,
  startRedisCluster,
  startRedisWithSentinel,
} from '../support/redis-server.ts';
import { commitAfter } from '../support/stored-records.ts';
import { until } from '../support/until.ts';

/** Opens the same store again, as a replica or as the next process would. */
type Reopen = (t: Test) => Promise<Store>;

const quiet = { info: () => {}, warn: () => {} };

function redisOpener(url: string): () => Reopen {
  let stores = 0;
  return () => {
    stores += 1;
    const prefix = `contract-${stores}`;
    return async (t) => {
      const store = openRedisStore(url, { prefix, log: quiet });
      t.teardown(() => store.close());
      await until(
        () => store.isReachable,
        (isReachable) => isReachable,
      );
      return store;
    };
  };
}

t.test('the embedded store keeps the contract', async (t) => {
  const folder = t.testdir();
  let stores = 0;
  await checkContract(t, () => {
    stores += 1;
    const path = join(folder, String(stores));
    let open: Store | null = null;
    return async (t) => {
      await open?.close();
      const store = await openEmbeddedStore(path);
      open = store;
      t.teardown(() => store.close());
      return store;
    };
  });
});

t.test('Redis keeps the contract', { skip: redisIsMissing }, async (t) => {
  const { url } = await startRedis(t);
  await checkContract(t, redisOpener(url));
});

t.test('a Redis Cluster keeps the contract', { skip: redisIsMissing }, async (t) => {
  const ports = (await startRedisCluster(t)).map(({ port }) => `127.0.0.1:${port}`);
  await checkContract(t, redisOpener(`redis://${ports.join(',')}`));
});

t.test('Redis behind Sentinel keeps the contract', { skip: redisIsMissing }, async (t) => {
  const { url } = await startRedisWithSentinel(t);
  await checkContract(t, redisOpener(url));
});

async function checkContract(t: Test, create: () => Reopen): Promise<void> {
  await t.test('commits', (t) => checkCommits(t, create));
  await t.test('conflicts', (t) => checkConflicts(t, create));
  await t.test('contents', (t) => checkContents(t, create));
  await t.test('replacing', (t) => checkReplacing(t, create));
  await t.test('working papers', (t) => checkOutbox(t, create));
  await t.test('counts', (t) => checkCounts(t, create));
}

async function checkCommits(t: Test, create: () => Reopen): Promise<void> {
  t.test('an empty store stands before the first record', async (t) => {
    const store = await create()(t);
    t.same(await store.load(), { ...EMPTY_HEAD, documents: new Map() });
    t.same(await store.advanceFrom(1, 9), { head: EMPTY_HEAD, records: [] });
    t.same(await store.records(0, 10), []);
  });

  t.test('what was committed is there, also after opening it again', async (t) => {
    const reopen = create();
    const store = await reopen(t);
    const first = commitAfter(EMPTY_HEAD, { 'override/a': { name: 'typhoon' } });
    t.equal(await store.commit(first), 'committed');
    const second = commitAfter(first.record, { 'override/b': 1, 'override/a': null });
    t.equal(await store.commit(second), 'committed');
    for (const open of [async () => store, reopen]) {
      const each = await open(t);
      const { hash } = second.record;
      t.same(await each.load(), { version: 2, hash, documents: new Map([['override/b', 1]]) });
      t.same(await each.records(0, 10), [first.record, second.record]);
      t.same(await each.advanceFrom(2, 9), {
        head: { version: 2, hash },
        records: [second.record],
      });
      t.same((await each.advanceFrom(3, 9)).records, []);
    }
  });

  t.test('records come in order and in pages, across a thousand versions', async (t) => {
    const store = await create()(t);
    const { state, records } = historyOf(990);
    await store.replace(state, records);
    const head = await commitMany(store, 20);
    const page = await store.records(995, 12);
    t.same(versions(page), [995, 996, 997, 998, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006]);
    t.same(versions(await store.records(1_009, 10)), [1009, 1010]);
    t.same(versions(await store.records(1_011, 10)), []);
    const advance = await store.advanceFrom(995, 12);
    t.same(advance, { head, records: page });
  });
}

async function checkConflicts(t: Test, create: () => Reopen): Promise<void> {
  t.test('a record that does not follow by version or by hash changes nothing', async (t) => {
    const store = await create()(t);
    const first = commitAfter(EMPTY_HEAD, { 'override/a': 1 });
    await store.commit(first);
    const before = await store.load();
    const { hash } = first.record;
    const rivals: readonly Head[] = [
      EMPTY_HEAD,
      { version: 1, hash: 'f'.repeat(64) },
      { version: 2, hash },
      { version: 0, hash },
    ];
    for (const head of rivals) {
      t.equal(await store.commit(commitAfter(head, { 'override/b': 1 })), 'conflict');
    }
    t.same(await store.load(), before);
    t.same(await store.records(0, 10), [first.record]);
  });

  t.test('a record that is there already counts as committed, and is not done twice', async (t) => {
    const store = await create()(t);
    const first = commitAfter(EMPTY_HEAD, { 'override/a': 1 });
    const second = commitAfter(first.record, { 'override/a': 2 });
    for (const commit of [first, second, first, second]) {
      t.equal(await store.commit(commit), 'committed');
    }
    const { version, hash } = second.record;
    t.same(await store.load(), { version, hash, documents: new Map([['override/a', 2]]) });
  });

  t.test('of twenty writers on one head exactly one commits', async (t) => {
    const store = await create()(t);
    const commits = Array.from({ length: 20 }, (_, writer) =>
      commitAfter(EMPTY_HEAD, { 'override/a': { writer } }),
    );
    const results = await Promise.all(commits.map((commit) => store.commit(commit)));
    t.equal(results.filter((result) => result === 'committed').length, 1);
    const winner = commits[results.indexOf('committed')];
    t.equal((await store.load()).hash, winner?.record.hash);
    t.equal((await store.records(0, 10)).length, 1);
  });
}

async function checkContents(t: Test, create: () => Reopen): Promise<void> {
  t.test('every text comes back as it was', async (t) => {
    const store = await create()(t);
    const texts = ['台風のため終日休業', '🌀', '\u0000', '\u2028"\\', '', ' ', '{"a":1}'];
    const documents = { 'override/日本': texts, 'key/a': { nested: [null, true, 0.1, -1e21] } };
    await store.commit(commitAfter(EMPTY_HEAD, documents));
    t.same(Object.fromEntries((await store.load()).documents), documents);
  });

  t.test('a document of a megabyte is kept', async (t) => {
    const store = await create()(t);
    const document = '営'.repeat(350_000);
    await store.commit(commitAfter(EMPTY_HEAD, { 'override/a': document }));
    const { documents } = await store.load();
    t.ok(documents.get('override/a') === document);
  });

  t.test('many documents change in one commit', async (t) => {
    const store = await create()(t);
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`override/${i}`, i]));
    const first = commitAfter(EMPTY_HEAD, many);
    t.equal(await store.commit(first), 'committed');
    const none = Object.fromEntries(Object.keys(many).map((name) => [name, null]));
    t.equal(await store.commit(commitAfter(first.record, none)), 'committed');
    t.equal((await store.load()).documents.size, 0);
  });

  t.test('the store tells what is safe on its disk', async (t) => {
    const store = await create()(t);
    t.equal(await store.durability(), store.kind === 'embedded' ? 'every-write' : 'none');
  });
}

async function checkReplacing(t: Test, create: () => Reopen): Promise<void> {
  t.test('a state takes the place of everything, and its history may begin late', async (t) => {
    const reopen = create();
    const { state, records: all } = historyOf(1_205);
    const records = all.slice(5);
    const store = await reopen(t);
    await commitMany(store, 3);
    await store.outbox.change(new Map([['delivery/1', 1]]), []);
    await store.replace(state, records);
    for (const open of [async () => store, reopen]) {
      const each = await open(t);
      t.same(await each.load(), state);
      t.same(await each.records(0, 2_000), records);
      t.equal((await each.outbox.read()).size, 0);
    }
    const again = await reopen(t);
    t.equal(await again.commit(commitAfter(state, { 'override/new': 1 })), 'committed');
    t.equal((await again.load()).version, 1_206);
  });

  t.test('nothing can take the place of everything', async (t) => {
    const store = await create()(t);
    await commitMany(store, 3);
    await store.replace({ ...EMPTY_HEAD, documents: new Map() }, []);
    t.same(await store.load(), { ...EMPTY_HEAD, documents: new Map() });
    t.equal(await store.commit(commitAfter(EMPTY_HEAD, { 'override/a': 1 })), 'committed');
  });
}

async function checkOutbox(t: Test, create: () => Reopen): Promise<void> {
  t.test('papers are kept, also after opening it again', async (t) => {
    const reopen = create();
    const store = await reopen(t);
    t.same(await store.outbox.read(), new Map());
    await store.outbox.change(
      new Map<string, Json>([
        ['a', { try: 1 }],
        ['営', 'x'],
      ]),
      ['none'],
    );
    await store.outbox.change(new Map([['b', null]]), ['a']);
    const kept = new Map<string, Json>([
      ['営', 'x'],
      ['b', null],
    ]);
    t.same(await store.outbox.read(), kept);
    t.same(await (await reopen(t)).outbox.read(), kept);
    t.equal((await (await reopen(t)).load()).version, 0);
  });

  t.test('one holder at a time may send', async (t) => {
    const { outbox, kind } = await create()(t);
    t.equal(await outbox.lease('a', 60_000), true);
    t.equal(await outbox.lease('b', 60_000), kind === 'embedded', 'the other one not');
    await outbox.release('b');
    t.equal(await outbox.lease('b', 60_000), kind === 'embedded', 'nor by releasing it');
    t.equal(await outbox.lease('a', 60_000), true, 'the holder goes on');
    await outbox.release('a');
    t.equal(await outbox.lease('b', 50), true, 'once released anybody');
    await until(
      () => outbox.lease('a', 60_000),
      (isHeld) => isHeld,
    );
    t.equal(await outbox.lease('b', 50), kind === 'embedded', 'and once it has run out');
  });
}

async function checkCounts(t: Test, create: () => Reopen): Promise<void> {
  const reopen = create();
  const [one, other] = [await reopen(t), await reopen(t)];
  if (one.kind === 'embedded') {
    t.equal(one.counts, null, 'one process needs none to share');
    return;
  }
  const amounts = new Map([
    ['a', 2],
    ['b', 1],
  ]);
  t.same(await one.counts?.add(amounts, 60_000), amounts);
  t.same(await other.counts?.add(new Map([['a', 5]]), 60_000), new Map([['a', 7]]));
  t.same(await other.counts?.add(new Map(), 60_000), new Map());
  await one.counts?.add(new Map([['short', 1]]), 20);
  await until(
    () => one.counts?.add(new Map([['short', 1]]), 20),
    (sums) => sums?.get('short') === 1,
  );
}

/** Changes one after another; gives where the store then stands. */
async function commitMany(store: Store, count: number): Promise<Head> {
  let head: Head = await store.load();
  for (let i = 0; i < count; i += 1) {
    const commit = commitAfter(head, { [`override/${i % 50}`]: i });
    const result = await store.commit(commit);
    if (result !== 'committed') throw new Error(`${result} at ${commit.record.version}`);
    head = headOf(commit.record);
  }
  return head;
}

/** What so many changes, some of them to the same documents, leave behind. */
function historyOf(count: number): { state: StoreState; records: readonly AuditRecord[] } {
  const documents = new Map<string, Json>();
  const records: AuditRecord[] = [];
  let head: Head = EMPTY_HEAD;
  for (let i = 0; i < count; i += 1) {
    const { record } = commitAfter(head, { [`override/${i % 50}`]: i });
    documents.set(`override/${i % 50}`, i);
    records.push(record);
    head = headOf(record);
  }
  return { state: { ...head, documents }, records };
}

function headOf({ version, hash }: AuditRecord): Head {
  return { version, hash };
}

function versions(records: readonly AuditRecord[]): number[] {
  return records.map(({ version }) => version);
}
