import type { Json } from './json.ts';
import type { AskRedis } from './redis-keys.ts';
import { fromPairs, toPairs } from './redis-keys.ts';
import { CHANGE_OUTBOX, LEASE, RELEASE } from './redis-scripts.ts';
import type { Outbox } from './store.ts';

export interface RedisOutboxKeys {
  readonly lease: string;
  readonly outbox: string;
}

/** Working papers of webhooks in Redis. A holder of the lease that dies loses it by time. */
export function redisOutbox(ask: AskRedis, keys: RedisOutboxKeys): Outbox {
  return {
    async lease(holder, milliseconds) {
      return (await ask((client) => client.eval(LEASE, 1, keys.lease, holder, milliseconds))) === 1;
    },
    async release(holder) {
      await ask((client) => client.eval(RELEASE, 1, keys.lease, holder));
    },
    async read() {
      const entries = await ask((client) => client.hgetall(keys.outbox));
      return fromPairs(Object.entries(entries).flat());
    },
    async change(puts: ReadonlyMap<string, Json>, removes) {
      const parts = [puts.size, ...toPairs(puts), ...removes];
      await ask((client) => client.eval(CHANGE_OUTBOX, 1, keys.outbox, ...parts));
    },
  };
}
