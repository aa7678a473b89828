import type { RedisDescription } from './parse-redis-url.ts';
import { openClient, type RedisClient } from './redis-client.ts';
import { RedisSession } from './redis-session.ts';
import { StoreUnavailable } from './store.ts';

/**
 * Commands that move much, each on a connection of its own: on a shared one every small command
 * behind it would miss its deadline, and take the connection and what moves on it down.
 */
export class RedisBulk {
  readonly #description: RedisDescription;
  readonly #sessions = new Set<RedisSession<RedisClient>>();

  constructor(description: RedisDescription) {
    this.#description = description;
  }

  /** As {@link RedisSession.ask}. */
  async ask<T>(command: (client: RedisClient) => Promise<T>, milliseconds: number): Promise<T> {
    const session = await this.#connect();
    try {
      return await session.ask(command, milliseconds);
    } finally {
      this.#end(session, 'it was the last command');
    }
  }

  close(): void {
    for (const session of this.#sessions) this.#end(session, 'closed');
  }

  /** To the first node of several that answers. */
  async #connect(): Promise<RedisSession<RedisClient>> {
    let trouble = '';
    for (const attempt of this.#description.nodes.keys()) {
      const session = new RedisSession(openClient(this.#description, attempt));
      this.#sessions.add(session);
      try {
        await session.ready();
        return session;
      } catch (error) {
        trouble = (error as Error).message;
        this.#end(session, trouble);
      }
    }
    throw new StoreUnavailable(trouble);
  }

  #end(session: RedisSession<RedisClient>, reason: string): void {
    session.end(reason);
    this.#sessions.delete(session);
  }
}
