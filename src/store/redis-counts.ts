import type { AskRedis } from './redis-keys.ts';
import { ADD_COUNTS } from './redis-scripts.ts';
import type { SharedCounts } from './store.ts';

/** Counters that all replicas add to; each vanishes so long after it was first added to. */
export function redisCounts(ask: AskRedis, keyOf: (name: string) => string): SharedCounts {
  return {
    async add(amounts, milliseconds) {
      const names = [...amounts.keys()];
      if (names.length === 0) return new Map();
      const parts = [...names.map(keyOf), milliseconds, ...amounts.values()];
      const sums = await ask((client) => client.eval(ADD_COUNTS, names.length, ...parts));
      return new Map(names.map((name, i) => [name, (sums as number[])[i] ?? 0]));
    },
  };
}
