import { setImmediate as turn } from 'node:timers/promises';
import type { Json } from './json.ts';
import type { RedisClient } from './redis-client.ts';

/** Asks Redis something that may as well not happen; throws StoreUnavailable. */
export type AskRedis = <T>(command: (client: RedisClient) => Promise<T>) => Promise<T>;

export interface RedisKeys {
  readonly head: string;
  readonly documents: string;
  readonly records: string;
  readonly outbox: string;
  readonly lease: string;
  readonly channel: string;
  count(name: string): string;
}

/** All under one hash tag, so that a cluster keeps them on one node, where a script reaches all. */
export function redisKeys(prefix: string): RedisKeys {
  const key = (name: string) => `{${prefix}}:${name}`;
  return {
    head: key('head'),
    documents: key('documents'),
    records: key('records'),
    outbox: key('outbox'),
    lease: key('outbox-lease'),
    channel: key('changed'),
    count: (name) => key(`count:${name}`),
  };
}

/** Names and JSON texts in turn, as Redis takes them. */
export function toPairs(named: ReadonlyMap<string, Json>): string[] {
  return [...named].flatMap(([name, value]) => [name, JSON.stringify(value)]);
}

/** The other way round. */
export function fromPairs(pairs: readonly string[]): ReadonlyMap<string, Json> {
  const named = new Map<string, Json>();
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    named.set(String(pairs[i]), JSON.parse(String(pairs[i + 1])));
  }
  return named;
}

/** Pairs that are read before others have their turn. */
const SLICE = 500;

/** As {@link fromPairs}, with turns for others in between. */
export async function fromManyPairs(pairs: readonly string[]): Promise<ReadonlyMap<string, Json>> {
  const named = new Map<string, Json>();
  for (let i = 0; i < pairs.length; i += 2 * SLICE) {
    for (const [name, value] of fromPairs(pairs.slice(i, i + 2 * SLICE))) named.set(name, value);
    await turn();
  }
  return named;
}
