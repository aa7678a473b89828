import { formatRedisAddress, parseRedisUrl, type RedisDescription } from './parse-redis-url.ts';
import type { AuditRecord } from './record.ts';
import { RedisBulk } from './redis-bulk.ts';
import { openClient, openSubscriber, type RedisClient } from './redis-client.ts';
import { redisCounts } from './redis-counts.ts';
import { fromManyPairs, type RedisKeys, redisKeys, toPairs } from './redis-keys.ts';
import { RedisLink } from './redis-link.ts';
import { redisOutbox } from './redis-outbox.ts';
import { redisReplacement } from './redis-replacement.ts';
import { ADVANCE, COMMIT, GREET, LOAD } from './redis-scripts.ts';
import {
  type Advance,
  type Commit,
  type CommitResult,
  DEADLINE_MILLISECONDS,
  type Durability,
  LOAD_DEADLINE_MILLISECONDS,
  type Outbox,
  OutcomeUnknown,
  REPLACE_DEADLINE_MILLISECONDS,
  type SharedCounts,
  type Store,
  StoreFault,
  type StoreLog,
  StoreUnavailable,
} from './store.ts';
import type { StoreState } from './store-state.ts';
import { Troubles } from './troubles.ts';

export interface RedisStoreOptions {
  /** What the names of all keys begin with. */
  readonly prefix: string;
  readonly log: StoreLog;
}

/**
 * The store in the Redis of the URL. It connects by itself, now and whenever the connection is
 * lost; an unreachable Redis is no error here. Throws StoreFault when the URL is none.
 */
export function openRedisStore(url: string, options: RedisStoreOptions): Store {
  const parsed = parseRedisUrl(url);
  if (!parsed.ok) throw new StoreFault(`REDIS_URL: ${parsed.fault.found}`, parsed.fault.advice);
  return new RedisStore(parsed.description, options);
}

class RedisStore implements Store {
  readonly kind = 'redis';
  readonly outbox: Outbox;
  readonly counts: SharedCounts;
  readonly #keys: RedisKeys;
  readonly #link: RedisLink<RedisClient>;
  readonly #bulk: RedisBulk;
  readonly #subscription: { close(): void };
  readonly #listeners: (() => void)[] = [];
  readonly #address: string;
  readonly #log: StoreLog;
  readonly #troubles: Troubles;

  constructor(description: RedisDescription, { prefix, log }: RedisStoreOptions) {
    this.#keys = redisKeys(prefix);
    this.#log = log;
    this.#troubles = new Troubles(log);
    this.#address = formatRedisAddress(description);
    this.#link = new RedisLink<RedisClient>({
      open: (attempt) => openClient(description, attempt),
      greet: this.#greet,
      up: () => this.#connected(),
      down: (reason) => this.#troubles.tell(`Redis at ${this.#address} cannot be asked: ${reason}`),
    });
    this.#bulk = new RedisBulk(description);
    this.#subscription = this.#subscribe(description);
    const ask = <T>(command: (client: RedisClient) => Promise<T>) => this.#read(command);
    this.outbox = redisOutbox(ask, this.#keys);
    this.counts = redisCounts(ask, this.#keys.count);
  }

  get isReachable(): boolean {
    return this.#link.isUp;
  }

  async durability(): Promise<Durability> {
    try {
      // In a cluster that of any node; nobody configures them differently.
      const info = await this.#link.ask((client) => client.info('persistence'), PATIENCE);
      if (!/^aof_enabled:1/m.test(info)) return 'none';
      const get = (client: RedisClient) => client.config('GET', 'appendfsync');
      const [, policy] = (await this.#link.ask(get, PATIENCE)) as string[];
      return policy === 'always' ? 'every-write' : policy === 'everysec' ? 'every-second' : 'none';
    } catch {
      return 'unknown';
    }
  }

  async load(): Promise<StoreState> {
    // A Redis that does not answer shows soon.
    await this.#read(this.#greet);
    const load = (client: RedisClient) => client.eval(LOAD, ...this.#state());
    const reply = await asRead(this.#listenTo(this.#bulk.ask(load, LOAD_DEADLINE_MILLISECONDS)));
    const [version, hash, pairs] = reply as [string, string, string[]];
    return { version: Number(version), hash, documents: await fromManyPairs(pairs) };
  }

  async advanceFrom(from: number, limit: number): Promise<Advance> {
    const reply = await this.#read((client) => client.eval(ADVANCE, ...this.#state(), from, limit));
    const [version, hash, texts] = reply as [string, string, string[]];
    return { head: { version: Number(version), hash }, records: texts.map(parseRecord) };
  }

  async records(from: number, limit: number): Promise<readonly AuditRecord[]> {
    const { records } = this.#keys;
    const page = ['+inf', 'LIMIT', 0, limit] as const;
    const texts = await this.#read((client) => client.zrangebyscore(records, from, ...page));
    return texts.map(parseRecord);
  }

  async commit({ record, puts, removes }: Commit): Promise<CommitResult> {
    const { version, previous, hash } = record;
    const parts = [this.#keys.channel, version - 1, previous, version, hash];
    const changes = [JSON.stringify(record), puts.size, ...toPairs(puts), ...removes];
    const result = await this.#ask((client) =>
      client.eval(COMMIT, ...this.#state(), ...parts, ...changes),
    );
    return result === 'committed' ? 'committed' : 'conflict';
  }

  async replace(state: StoreState, records: readonly AuditRecord[]): Promise<void> {
    const replace = (client: RedisClient) =>
      redisReplacement(client, { keys: this.#keys, state, records });
    await this.#listenTo(this.#bulk.ask(replace, REPLACE_DEADLINE_MILLISECONDS));
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#link.close();
    this.#bulk.close();
    this.#subscription.close();
  }

  /** What every script about the state begins with: the number of keys, and the keys. */
  #state(): [number, string, string, string] {
    return [3, this.#keys.head, this.#keys.documents, this.#keys.records];
  }

  /** One that is lost together with Redis is told as that; one that cannot be had, as itself. */
  #subscribe(description: RedisDescription): { close(): void } {
    const { channel } = this.#keys;
    let isDeaf = false;
    return new RedisLink({
      open: (attempt) => {
        const client = openSubscriber(description, attempt);
        client.on('message', () => this.#notify());
        return client;
      },
      greet: (client) => client.subscribe(channel),
      up: () => {
        if (isDeaf) this.#log.info(`Redis at ${this.#address} gives notice of changes again`);
        isDeaf = false;
        this.#notify();
      },
      down: (reason, wasUp) => {
        if (wasUp || isDeaf || !this.isReachable) return;
        isDeaf = true;
        const what = 'gives no notice of changes, which are seen by asking';
        this.#log.warn(`Redis at ${this.#address} ${what}: ${reason}`);
      },
    });
  }

  /** A command that changes nothing that counts. */
  #read<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    return asRead(this.#ask(command));
  }

  #ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    return this.#listenTo(this.#link.ask(command, DEADLINE_MILLISECONDS));
  }

  async #listenTo<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      // While it is up and refuses, nothing else would tell.
      const refused = error instanceof StoreUnavailable && this.isReachable;
      if (refused) this.#troubles.tell(`Redis at ${this.#address} refuses: ${error.message}`);
      throw error;
    }
  }

  readonly #greet = (client: RedisClient) => client.eval(GREET, ...this.#state());

  #connected(): void {
    this.#troubles.over(`Redis at ${this.#address} answers again`);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

const PATIENCE = DEADLINE_MILLISECONDS / 2;

/** Whether a read that was not answered was made is no question. */
async function asRead<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof OutcomeUnknown ? new StoreUnavailable(error.message) : error;
  }
}

function parseRecord(text: string): AuditRecord {
  return JSON.parse(text);
}
