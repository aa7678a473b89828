import type { AuditRecord } from './record.ts';
import type { RedisClient } from './redis-client.ts';
import { type RedisKeys, toPairs } from './redis-keys.ts';
import { REDIS_FORMAT } from './redis-scripts.ts';
import type { StoreState } from './store-state.ts';

/** Arguments of one command; Redis takes a million, and holds a command in memory as a whole. */
const CHUNK = 1_000;

export interface Replacement {
  readonly keys: RedisKeys;
  readonly state: StoreState;
  readonly records: readonly AuditRecord[];
}

/** Puts it in the place of everything, in a transaction: without its last command it is none. */
export async function redisReplacement(
  client: RedisClient,
  { keys, state, records }: Replacement,
): Promise<void> {
  const { version, hash, documents } = state;
  const transaction = client.multi();
  transaction.del(keys.head, keys.documents, keys.records, keys.outbox);
  for (const pairs of inChunks(toPairs(documents))) transaction.hset(keys.documents, ...pairs);
  const scored = records.flatMap((record) => [record.version, JSON.stringify(record)]);
  for (const pairs of inChunks(scored)) transaction.zadd(keys.records, ...pairs);
  const counts = { documents: documents.size, records: records.length };
  transaction.hset(keys.head, { version, hash, format: REDIS_FORMAT, ...counts });
  transaction.publish(keys.channel, String(version));
  const results = await transaction.exec();
  for (const [error] of results ?? []) if (error) throw error;
}

function inChunks<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += CHUNK) chunks.push(items.slice(i, i + CHUNK));
  return chunks;
}
