/** Redis as it is on a bad day: killed, stopped, cut off, failed over, locked, emptied. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import t, { type Test } from 'tap';
import { parseRedisUrl } from '../../src/store/parse-redis-url.ts';
import { EMPTY_HEAD } from '../../src/store/record.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import { type Commit, DEADLINE_MILLISECONDS, type Store } from '../../src/store/store.ts';
import {
  redisIsMissing,
  startRedis,
  startRedisCluster,
  startRedisWithSentinel,
} from '../support/redis-server.ts';
import { commitAfter } from '../support/stored-records.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const skip = redisIsMissing;
const FIRST = commitAfter(EMPTY_HEAD, { 'override/a': 1 });
const SECOND = commitAfter(FIRST.record, { 'override/a': 2 });

interface Opened {
  readonly store: Store;
  readonly log: string[];
}

/** A store that is connected, unless Redis is not there. */
function open(t: Test, url: string): Opened {
  const log: string[] = [];
  const note = (text: string) => log.push(text);
  const store = openRedisStore(url, { prefix: 'test', log: { info: note, warn: note } });
  t.teardown(() => store.close());
  return { store, log };
}

async function reachable(store: Store, wanted = true): Promise<void> {
  await until(
    () => store.isReachable,
    (isReachable) => isReachable === wanted,
  );
}

/** How it ended, and after how many milliseconds. */
async function outcome(work: Promise<unknown>): Promise<{ name: string; after: number }> {
  const start = performance.now();
  const name = await work.then(String, (error: Error) => error.name);
  return { name, after: performance.now() - start };
}

/** Ends as it should, within so many milliseconds and some for a busy machine. */
async function endsAs(
  t: Test,
  work: Promise<unknown>,
  expected: { readonly name: string; readonly within: number },
): Promise<void> {
  const { name, after } = await outcome(work);
  t.equal(name, expected.name);
  t.ok(after < expected.within + 300, `${name} after ${after} ms`);
}

const AT_ONCE = 100;
const IN_TIME = DEADLINE_MILLISECONDS;

t.test('a Redis that never was there refuses in time, and is taken when it comes', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const { store, log } = open(t, `redis://127.0.0.1:${port}`);
  await endsAs(t, store.load(), { name: 'StoreUnavailable', within: IN_TIME });
  await endsAs(t, store.commit(FIRST), { name: 'StoreUnavailable', within: AT_ONCE });
  t.equal(await store.durability(), 'unknown');
  t.same(log, [
    `Redis at redis://127.0.0.1:${port} cannot be asked: connect ECONNREFUSED 127.0.0.1:${port}`,
  ]);
});

t.test('killed, Redis refuses at once, and is back when it is', { skip }, async (t) => {
  const redis = await startRedis(t, { isDurable: true });
  const { store, log } = open(t, redis.url);
  t.equal(await store.commit(FIRST), 'committed');
  t.equal(await store.durability(), 'every-write');
  await redis.kill('SIGKILL');
  await reachable(store, false);
  for (let i = 0; i < 20; i += 1) {
    await endsAs(t, store.commit(SECOND), { name: 'StoreUnavailable', within: AT_ONCE });
  }
  await redis.restart();
  await reachable(store);
  t.equal((await store.load()).version, 1);
  t.equal(await store.commit(SECOND), 'committed');
  t.match(log[0], /cannot be asked: the connection was closed/);
  t.match(log.at(-1), /answers again/);
  t.equal(log.filter((line) => line.includes('again')).length, 1);
  t.ok(log.length <= 4, log.join('\n'));
});

t.test('killed in the middle of commits, it never says more than is true', { skip }, async (t) => {
  const redis = await startRedis(t, { isDurable: true });
  const { store } = open(t, redis.url);
  let head = EMPTY_HEAD;
  for (let round = 0; round < 5; round += 1) {
    await reachable(store);
    const { version, hash } = await store.load();
    t.ok(version >= head.version, 'what was acknowledged is there');
    head = { version, hash };
    const end = performance.now() + 20 * round;
    for (let isUp = true; isUp; ) {
      const commit: Commit = commitAfter(head, { 'override/a': head.version });
      const commits = outcome(store.commit(commit));
      if (performance.now() > end) await redis.kill('SIGKILL');
      const { name } = await commits;
      if (name === 'committed') head = commit.record;
      else t.match(name, /OutcomeUnknown|StoreUnavailable/);
      isUp = name === 'committed';
    }
    await redis.restart();
  }
});

t.test('stopped, its one commit is unknown, and later it shows', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store, log } = open(t, redis.url);
  await store.commit(FIRST);
  await redis.kill('SIGSTOP');
  await endsAs(t, store.commit(SECOND), { name: 'OutcomeUnknown', within: IN_TIME });
  t.equal(store.isReachable, false);
  for (let i = 0; i < 5; i += 1) {
    await endsAs(t, store.commit(SECOND), { name: 'StoreUnavailable', within: AT_ONCE });
    await endsAs(t, store.load(), { name: 'StoreUnavailable', within: AT_ONCE });
  }
  await redis.kill('SIGCONT');
  await reachable(store);
  const found = await until(
    () => store.load(),
    ({ version }) => version === 2,
  );
  t.equal(found.hash, SECOND.record.hash, 'it was done after all');
  t.equal(await store.commit(SECOND), 'committed', 'asking once more says so');
  t.match(log[0], /cannot be asked: no answer in \d+ ms/);
});

t.test('a read that Redis owes ends in time', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store } = open(t, redis.url);
  await store.load();
  await redis.kill('SIGSTOP');
  const reads = [store.load(), store.advanceFrom(1, 1), store.records(0, 1), store.outbox.read()];
  const start = performance.now();
  const names = await Promise.all(reads.map((read) => read.catch((error) => error.name)));
  t.same(names, Array(4).fill('StoreUnavailable'));
  t.ok(performance.now() - start < IN_TIME + 300);
  await redis.kill('SIGCONT');
  await reachable(store);
});

t.test('an idle connection to a stopped Redis is noticed', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store } = open(t, redis.url);
  await reachable(store);
  await redis.kill('SIGSTOP');
  await reachable(store, false);
  await redis.kill('SIGCONT');
  await reachable(store);
});

t.test('a network that fails and heals', { skip }, async (t) => {
  const redis = await startRedis(t);
  const proxy = await TcpProxy.start(t, redis.port);
  const { store } = open(t, `redis://127.0.0.1:${proxy.port}`);
  const { store: other } = open(t, redis.url);
  await reachable(store);
  await other.commit(FIRST);
  for (const fail of ['cut', 'stall'] as const) {
    const head = await store.load();
    await proxy[fail]();
    const { name, after } = await outcome(store.load());
    t.equal(name, 'StoreUnavailable');
    t.ok(after < IN_TIME + 300, `${fail}: after ${after} ms`);
    await endsAs(t, store.load(), { name: 'StoreUnavailable', within: AT_ONCE });
    const commit = commitAfter(head, { 'override/a': fail });
    t.equal(await other.commit(commit), 'committed');
    await proxy.heal();
    const start = performance.now();
    await reachable(store);
    t.ok(performance.now() - start < 2_000, `${fail}: back soon after healing`);
    t.equal((await store.load()).hash, commit.record.hash);
  }
});

t.test('a change is noticed by other stores, and so is a new connection', { skip }, async (t) => {
  const redis = await startRedis(t);
  const [one, other] = [open(t, redis.url).store, open(t, redis.url).store];
  let notices = 0;
  other.onChange(() => {
    notices += 1;
  });
  await reachable(other);
  await until(
    async () => (await redis.cli('pubsub', 'numsub', '{test}:changed')).split('\n')[1],
    (subscribers) => subscribers === '2',
  );
  const noticed = async (work: () => Promise<unknown>) => {
    const before = notices;
    await work();
    await until(
      () => notices,
      (count) => count > before,
    );
  };
  await noticed(() => one.commit(FIRST));
  await noticed(() => one.replace({ ...EMPTY_HEAD, documents: new Map() }, []));
  await noticed(() => redis.restart());
  t.pass('after a commit, a replacement and a restart');
});

t.test('without notice of changes it goes on, and says so once', { skip }, async (t) => {
  const redis = await startRedis(t);
  await redis.cli('acl', 'setuser', 'default', 'resetchannels');
  const { store, log } = open(t, redis.url);
  const logged = (count: number) =>
    until(
      () => log.length,
      (length) => length === count,
    );
  await logged(1);
  t.equal(await store.commit(FIRST), 'committed');
  await redis.cli('acl', 'setuser', 'default', 'allchannels');
  await logged(2);
  t.match(log, [/gives no notice of changes, .*: NOPERM/, /gives notice of changes again/]);
});

t.test('a wrong password is told once, without the password', { skip }, async (t) => {
  const redis = await startRedis(t, { extra: ['--requirepass', 'right-secret'] });
  const at = (login: string) => redis.url.replace('://', `://${login}`);
  for (const [login, reason] of [
    [':wrong-secret@', 'WRONGPASS'],
    ['nobody:wrong-secret@', 'WRONGPASS'],
    ['', 'NOAUTH'],
  ] as const) {
    const { store, log } = open(t, at(login));
    await endsAs(t, store.load(), { name: 'StoreUnavailable', within: IN_TIME });
    t.equal(log.length, 1);
    t.match(log[0], `Redis at ${redis.url} cannot be asked: ${reason}`);
    t.notMatch(log[0], 'wrong-secret');
    await store.close();
  }
  const { store, log } = open(t, at('default:right-secret@'));
  t.equal((await store.load()).version, 0);
  t.same(log, []);
});

t.test('a Redis without room refuses, and says so', { skip }, async (t) => {
  const redis = await startRedis(t, {
    extra: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'],
  });
  const { store, log } = open(t, redis.url);
  await endsAs(t, store.commit(FIRST), { name: 'StoreUnavailable', within: IN_TIME });
  t.equal((await store.load()).version, 0, 'nothing was changed');
  t.match(log, [/refuses: .*OOM/]);
});

t.test('a Redis that threw keys away is not taken for an emptier store', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store, log } = open(t, redis.url);
  for (const key of ['{test}:documents', '{test}:records', '{test}:head']) {
    await store.replace({ ...EMPTY_HEAD, documents: new Map() }, []);
    t.equal(await store.commit(FIRST), 'committed');
    await redis.cli('del', key);
    await t.rejects(store.load(), {
      name: 'StoreUnavailable',
      message: /a part of its keys is gone/,
    });
    await t.rejects(store.advanceFrom(2, 1), { name: 'StoreUnavailable' });
    await t.rejects(store.commit(SECOND), { name: 'StoreUnavailable' });
  }
  t.match(log, [/refuses: .*a part of its keys is gone; bring an export back/]);
});

t.test('a store of a newer version is refused', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store } = open(t, redis.url);
  await store.commit(FIRST);
  await redis.cli('hset', '{test}:head', 'format', '2');
  await t.rejects(store.load(), { message: /its format 2 is newer than this version/ });
  await t.rejects(store.commit(SECOND), { name: 'StoreUnavailable' });
});

t.test('durability is what Redis is set to', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store } = open(t, redis.url);
  t.equal(await store.durability(), 'none');
  await redis.cli('config', 'set', 'appendonly', 'yes');
  await redis.cli('config', 'set', 'appendfsync', 'everysec');
  t.equal(await store.durability(), 'every-second');
  await redis.cli('config', 'set', 'appendfsync', 'no');
  t.equal(await store.durability(), 'none');
  await redis.cli('acl', 'setuser', 'default', '-config');
  t.equal(await store.durability(), 'unknown');
});

t.test('a failover by Sentinel brings the new master', { skip }, async (t) => {
  const { url, master, replica } = await startRedisWithSentinel(t);
  const { store, log } = open(t, url);
  t.equal(await store.commit(FIRST), 'committed');
  await until(
    () => replica.cli('hget', '{test}:head', 'version'),
    (version) => version.trim() === '1',
  );
  await master.kill('SIGKILL');
  await until(
    () => store.commit(SECOND).catch(String),
    (result) => result === 'committed',
    30_000,
  );
  t.equal((await store.load()).version, 2);
  t.match(await replica.cli('info', 'replication'), 'role:master');
  t.match(log.at(-1), /answers again/);
});

t.test('a master that became a replica refuses, and nothing was changed', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { store } = open(t, redis.url);
  await store.commit(FIRST);
  await redis.cli('replicaof', '127.0.0.1', '1');
  await reachable(store);
  await t.rejects(store.commit(SECOND), { name: 'StoreUnavailable', message: /READONLY/ });
  await redis.cli('replicaof', 'no', 'one');
  await reachable(store);
  t.equal((await store.load()).version, 1);
  t.equal(await store.commit(SECOND), 'committed');
});

t.test('of a cluster the node with our keys goes and comes back', { skip }, async (t) => {
  const nodes = await startRedisCluster(t);
  const { store, log } = open(
    t,
    `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
  );
  await store.commit(FIRST);
  const owner = await ownerOf(nodes);
  await owner?.kill('SIGSTOP');
  await endsAs(t, store.commit(SECOND), { name: 'OutcomeUnknown', within: IN_TIME });
  await endsAs(t, store.commit(SECOND), { name: 'StoreUnavailable', within: AT_ONCE });
  await owner?.kill('SIGCONT');
  await until(
    () => store.commit(SECOND).catch(String),
    (result) => result === 'committed',
  );
  await owner?.kill('SIGKILL');
  await reachable(store, false);
  await endsAs(t, store.commit(SECOND), { name: 'StoreUnavailable', within: IN_TIME });
  t.match(log.at(-1), /cannot be asked/);
});

async function ownerOf<Node extends { cli(...words: string[]): Promise<string> }>(
  nodes: readonly Node[],
): Promise<Node | undefined> {
  for (const node of nodes) {
    if ((await node.cli('exists', '{test}:head')).trim() === '1') return node;
  }
  return undefined;
}

t.test('every form of the URL is read', async (t) => {
  const node = (host: string, port: number) => ({ host, port });
  const none = { user: null, password: null };
  const plain = {
    kind: 'standalone',
    nodes: [node('h', 6379)],
    isEncrypted: false,
    login: none,
    database: 0,
    master: null,
    sentinelLogin: none,
  };
  const sentinel = { ...plain, kind: 'sentinel', nodes: [node('h', 26_379)], master: 'm' };
  const forms: Readonly<Record<string, object>> = {
    'redis://h': plain,
    'REDIS://h/': plain,
    'redis://h:1/15': { ...plain, nodes: [node('h', 1)], database: 15 },
    'redis://[::1]:65535': { ...plain, nodes: [node('::1', 65_535)] },
    'rediss://u:p%40%2F%3A@h': {
      ...plain,
      isEncrypted: true,
      login: { user: 'u', password: 'p@/:' },
    },
    'redis://:p:q@h': { ...plain, login: { user: null, password: 'p:q' } },
    'redis://a:1,b,[::2]:3': {
      ...plain,
      kind: 'cluster',
      nodes: [node('a', 1), node('b', 6379), node('::2', 3)],
    },
    'rediss+cluster://h': { ...plain, kind: 'cluster', isEncrypted: true },
    'redis+sentinel://h/m': sentinel,
    'redis+sentinel://u:p@a:1,b/m/3?sentinelUser=s&sentinelPassword=t': {
      ...sentinel,
      nodes: [node('a', 1), node('b', 26_379)],
      login: { user: 'u', password: 'p' },
      database: 3,
      sentinelLogin: { user: 's', password: 't' },
    },
    'rediss+sentinel://h/m': { ...sentinel, isEncrypted: true },
  };
  for (const [url, description] of Object.entries(forms)) {
    t.same(parseRedisUrl(url), { ok: true, description }, url);
  }
});

t.test('a URL that is none is told about, never with a password', async (t) => {
  const faults: Readonly<Record<string, RegExp>> = {
    'h:6379': /no URL/,
    '': /no URL/,
    'http://u:secret@h': /the scheme http:/,
    'valkey://h': /the scheme valkey:\/\//,
    'redis://': /no host/,
    'redis://:secret': /no host/,
    'redis://h:secret': /no host/,
    'redis://h:0': /port 0 of h/,
    'redis://h:65536': /port 65536 of h/,
    'redis://h:1,': /no host/,
    'redis://secret@h': /a user without a password/,
    'redis://u:se/cret@h': /user or password/,
    'redis://u:secret@x@h': /user or password/,
    'redis://u:secret%zz@h': /a %/,
    'redis://h/x': /the path \/x/,
    'redis://h/1/2': /the path/,
    'redis://h?password=secret': /not known here/,
    'redis://a,b/1': /database 1 of a cluster/,
    'redis+sentinel://h': /no name of a master/,
    'redis+sentinel://h/m/x': /the path/,
    'redis+sentinel://h/m?password=secret': /not known here/,
  };
  for (const [url, found] of Object.entries(faults)) {
    const parsed = parseRedisUrl(url);
    if (parsed.ok) t.fail(url);
    else t.match(parsed.fault.found, found, url);
    t.notMatch(JSON.stringify(parsed), 'secret');
  }
  t.throws(() => openRedisStore('redis://h:0', { prefix: 'x', log: console }), {
    name: 'StoreFault',
    message: /REDIS_URL: port 0 of h; write a port/,
  });
});
