import type { InjectOptions } from 'fastify';
import t, { type Test } from 'tap';
import { generateKey, writeKey } from '../../src/access/key-text.ts';
import type { Instant } from '../../src/core/instant.ts';
import { MAX_FAILED_KEYS_PER_MINUTE } from '../../src/http/limits.ts';
import { MAX_COUNTED_NAMES, SharedCounting } from '../../src/http/shared-counting.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { makeKey } from '../support/make-key.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const FEW = { readsPerMinute: 3, writesPerMinute: 2 };
const NOW = Date.parse('2026-11-24T01:00:00Z') as Instant;

function limited(t: Test, options: TestOptions = {}) {
  return buildTestApp(t, { limits: FEW, now: '2026-11-24T10:00:30+09:00', ...options });
}

/** The statuses of so many requests, one after the other. */
async function statuses({ app }: TestApp, times: number, asked: InjectOptions): Promise<number[]> {
  const found: number[] = [];
  for (let count = 0; count < times; count++) found.push((await app.inject(asked)).statusCode);
  return found;
}

t.test('an address may read so often in a minute, and again in the next', async (t) => {
  const service = await limited(t);
  t.same(await statuses(service, 4, { url: '/v1/lines' }), [200, 200, 200, 429]);
  const refused = await service.app.inject('/v1/decisions');
  t.equal(refused.json().code, 'rate_limited');
  t.equal(refused.headers['retry-after'], '30', 'seconds to the next minute');
  t.equal(refused.headers['cache-control'], 'no-store');
  service.setClock('2026-11-24T10:00:59.999+09:00');
  const last = await service.app.inject('/v1/lines');
  t.same([last.statusCode, last.headers['retry-after']], [429, '1']);
  service.setClock('2026-11-24T10:01:00+09:00');
  t.same(await statuses(service, 1, { url: '/v1/lines' }), [200]);
});

t.test('the refusal keeps the grammar that was asked for', async (t) => {
  const service = await limited(t);
  await statuses(service, 3, { url: '/v1/lines' });
  const word = await service.app.inject('/v1/lines/phone-pin/decision.word');
  t.same([word.statusCode, word.body], [429, 'unknown']);
  t.equal(word.headers['x-error-code'], 'rate_limited');
});

t.test('addresses are apart; a network of IPv6 is one', async (t) => {
  const service = await limited(t, { limits: { ...FEW, readsPerMinute: 1 } });
  const from = (remoteAddress: string) => statuses(service, 1, { url: '/v1/lines', remoteAddress });
  t.same(await from('192.0.2.1'), [200]);
  t.same(await from('192.0.2.1'), [429]);
  t.same(await from('192.0.2.2'), [200]);
  t.same(await from('::ffff:192.0.2.2'), [429], 'the same address, seen through a socket of both');
  t.same(await from('2001:db8:0:1::1'), [200]);
  t.same(await from('2001:db8:0:1:ffff::2'), [429]);
  t.same(await from('2001:db8:0:2::1'), [200]);
});

t.test('a key is counted by itself, wherever it is used', async (t) => {
  const service = await limited(t);
  const { headers } = await makeKey(service.ledger);
  await statuses(service, 4, { url: '/v1/lines' });
  t.same(await statuses(service, 3, { url: '/v1/lines', headers }), [200, 200, 200]);
  const elsewhere = { url: '/v1/lines', headers, remoteAddress: '192.0.2.9' };
  t.same(await statuses(service, 1, elsewhere), [429]);
  const other = await makeKey(service.ledger);
  t.same(await statuses(service, 1, { url: '/v1/lines', headers: other.headers }), [200]);
});

t.test('writes have a limit of their own', async (t) => {
  const service = await limited(t);
  const { headers } = await makeKey(service.ledger, { scopes: ['admin'] });
  const asked = { method: 'DELETE', url: '/v1/keys/none', headers } as const;
  t.same(await statuses(service, 3, asked), [404, 404, 429]);
  t.same(await statuses(service, 1, { url: '/v1/lines', headers }), [200]);
  const anonymous = { method: 'DELETE', url: '/v1/keys/none' } as const;
  t.same(await statuses(service, 3, anonymous), [401, 401, 429]);
});

t.test('an address that shows wrong keys is not told for ever that they are', async (t) => {
  const service = await limited(t, { limits: { readsPerMinute: 0, writesPerMinute: 0 } });
  const { headers } = await makeKey(service.ledger);
  const wrong = () => ({ authorization: `Bearer ${writeKey(generateKey())}` });
  t.same(
    await statuses(service, 2, { url: '/v1/lines', headers }),
    [200, 200],
    'good ones are free',
  );
  for (let count = 0; count < MAX_FAILED_KEYS_PER_MINUTE; count++) {
    t.same(await statuses(service, 1, { url: '/v1/lines', headers: wrong() }), [401]);
  }
  t.same(await statuses(service, 1, { url: '/v1/lines', headers: wrong() }), [429]);
  t.same(await statuses(service, 2, { url: '/v1/lines', headers }), [200, 200], 'right ones pass');
  const body = { lines: ['phone-pin'], state: 'closed', until: 'PT1H' };
  const close = { method: 'POST', url: '/v1/overrides', body } as const;
  t.same(await statuses(service, 1, { ...close, headers }), [201]);
  t.same(await statuses(service, 1, { ...close, headers: wrong() }), [429]);
  const word = '/v1/lines/phone-pin/decision.word';
  t.equal((await service.app.inject({ url: word, headers })).body, 'closed');
  t.equal((await service.app.inject({ url: word, headers: wrong() })).body, 'unknown');
  t.same(await statuses(service, 1, { url: '/v1/lines' }), [200], 'without a key nothing is tried');
  const elsewhere = { url: '/v1/lines', headers: wrong(), remoteAddress: '192.0.2.9' };
  t.same(await statuses(service, 1, elsewhere), [401]);
  service.setClock('2026-11-24T10:01:00+09:00');
  t.same(await statuses(service, 1, { url: '/v1/lines', headers: wrong() }), [401]);
});

t.test('what leads nowhere is counted too, and told as ever until then', async (t) => {
  const service = await limited(t);
  const { headers } = await makeKey(service.ledger);
  t.same(await statuses(service, 4, { url: '/v1/nowhere' }), [404, 404, 404, 429]);
  const word = await service.app.inject('/v1/lines/phone-pin/decisions.word');
  t.same([word.statusCode, word.body], [429, 'unknown']);
  const remoteAddress = '192.0.2.1';
  const put = { method: 'PUT', url: '/v1/lines', remoteAddress } as const;
  const shown = { authorization: 'Bearer x' };
  t.same(await statuses(service, 3, { ...put, headers: shown }), [405, 405, 429]);
  t.same(await statuses(service, 1, { url: '/v1/lines', headers }), [200], 'a key is not slowed');
});

t.test('watching over the service has no limit, nor has its own machine', async (t) => {
  const service = await limited(t);
  for (const url of ['/livez', '/readyz']) {
    t.same(new Set(await statuses(service, 10, { url })), new Set([200]), url);
  }
  const local = await limited(t, { isLocal: () => true });
  t.same(new Set(await statuses(local, 10, { url: '/v1/lines' })), new Set([200]));
});

t.test('a limit of 0 is none', async (t) => {
  const service = await limited(t, { limits: { readsPerMinute: 0, writesPerMinute: 0 } });
  t.same(new Set(await statuses(service, 10, { url: '/v1/lines' })), new Set([200]));
});

t.test('no more names are counted than is said; the longest silent is forgotten', async (t) => {
  const counting = new SharedCounting({ counts: null, clock: () => NOW });
  counting.add('first');
  counting.add('second');
  counting.add('first');
  for (let count = 2; count < MAX_COUNTED_NAMES; count++) counting.add(`name-${count}`);
  t.equal(counting.read('second').current, 1);
  counting.add('one more');
  t.equal(counting.read('second').current, 0);
  t.equal(counting.read('first').current, 2);
});

t.test('replicas share their counts through Redis', { skip: redisIsMissing }, async (t) => {
  const redis = await startRedis(t);
  const clock = () => NOW;
  const replicas = await Promise.all(
    ['a', 'b'].map(async () => {
      const store = openRedisStore(redis.url, { prefix: 'test', log: SILENT });
      t.teardown(() => store.close());
      await until(
        () => store.isReachable,
        (isReachable) => isReachable,
      );
      return new SharedCounting({ counts: store.counts, clock });
    }),
  );
  const [one, other] = replicas as [SharedCounting, SharedCounting];
  for (let count = 0; count < 5; count++) one.add('x');
  other.add('x');
  await one.share();
  await other.share();
  t.equal(other.read('x').current, 6, 'it has heard of the five');
  t.equal(one.read('x').current, 5, 'and this one will, when it has something to tell');
  one.add('x');
  await one.share();
  t.equal(one.read('x').current, 7);
  await one.share();
  await other.share();
  t.equal(one.read('x').current, 7, 'nothing is told twice');

  await redis.kill('SIGKILL');
  other.add('x');
  await other.share();
  t.equal(other.read('x').current, 7, 'without the store each counts for itself');
});

t.test(
  'asking never waits for a store that does not answer',
  { skip: redisIsMissing },
  async (t) => {
    const redis = await startRedis(t);
    const store = openRedisStore(redis.url, { prefix: 'test', log: SILENT });
    t.teardown(() => store.close());
    await until(
      () => store.isReachable,
      (isReachable) => isReachable,
    );
    await redis.kill('SIGSTOP');
    t.teardown(() => redis.kill('SIGCONT'));
    const service = await limited(t, { counts: store.counts });
    const start = performance.now();
    t.same(await statuses(service, 4, { url: '/v1/lines' }), [200, 200, 200, 429]);
    t.ok(performance.now() - start < 1_000);
  },
);

t.test('what one replica has answered counts on the other', { skip: redisIsMissing }, async (t) => {
  const redis = await startRedis(t);
  const store = openRedisStore(redis.url, { prefix: 'test', log: SILENT });
  t.teardown(() => store.close());
  const limits = { readsPerMinute: 1_000, writesPerMinute: 1 };
  const one = await limited(t, { limits, counts: store.counts });
  const other = await limited(t, { limits, counts: store.counts });
  await statuses(one, 1_000, { url: '/v1/holidays' });
  let asked = 0;
  await until(
    () => {
      asked += 1;
      return statuses(other, 1, { url: '/v1/holidays' });
    },
    ([status]) => status === 429,
  );
  t.ok(asked < 900, `after ${asked} of its own`);
});

const SILENT = { info() {}, warn() {}, error() {} };
