import { setTimeout as pause } from 'node:timers/promises';
import { CONNECT_MILLISECONDS, type RedisClient } from './redis-client.ts';
import { RedisSession } from './redis-session.ts';
import { StoreUnavailable } from './store.ts';

const RETRY_STEP_MILLISECONDS = 50;
const MAX_RETRY_MILLISECONDS = 500;
/** A connection on which nothing is asked would not notice that it is dead. */
const GREETING_MILLISECONDS = 2_000;

export interface LinkParts<Client extends RedisClient> {
  open(attempt: number): Client;
  /** Asks something harmless, which shows that commands are answered. */
  greet(client: Client): Promise<unknown>;
  up(): void;
  /** Called at each failure to connect, and at each loss of a connection that was up. */
  down(reason: string, wasUp: boolean): void;
}

/** Keeps a connection: opens another one whenever one is lost, and never gives up. */
export class RedisLink<Client extends RedisClient> {
  readonly #parts: LinkParts<Client>;
  readonly #closing = new AbortController();
  /** The one that answers. */
  #session: RedisSession<Client> | null = null;
  /** The one that is being made or in use. */
  #latest: RedisSession<Client> | null = null;
  /** At the start there is something to wait for; later, what is not there is not waited for. */
  readonly #firstAttempt: Promise<void>;

  constructor(parts: LinkParts<Client>) {
    this.#parts = parts;
    this.#firstAttempt = new Promise((resolve) => this.#keep(resolve));
  }

  get isUp(): boolean {
    return this.#session !== null;
  }

  /** As {@link RedisSession.ask}, and StoreUnavailable at once while there is no connection. */
  async ask<T>(command: (client: Client) => Promise<T>, milliseconds: number): Promise<T> {
    const start = performance.now();
    await this.#firstAttempt;
    if (!this.#session) throw new StoreUnavailable('there is no connection to Redis');
    return this.#session.ask(command, milliseconds - (performance.now() - start));
  }

  close(): void {
    this.#closing.abort();
    this.#latest?.end('closed');
  }

  async #keep(firstAttemptMade: () => void): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 0, failures = 0; !signal.aborted; attempt += 1) {
      const start = performance.now();
      const session = new RedisSession(this.#parts.open(attempt));
      this.#latest = session;
      const wasUp = await this.#hold(session, firstAttemptMade);
      if (signal.aborted) return;
      this.#parts.down(String(session.over.reason), wasUp);
      failures = wasUp ? 1 : failures + 1;
      const delay = Math.min(RETRY_STEP_MILLISECONDS * failures, MAX_RETRY_MILLISECONDS);
      // An attempt that took long has waited already.
      const rest = wasUp ? delay : delay - (performance.now() - start);
      await pause(Math.max(rest, 0), undefined, { signal }).catch(() => {});
    }
  }

  /** Until the session is over; tells whether it ever answered. */
  async #hold(session: RedisSession<Client>, attemptMade: () => void): Promise<boolean> {
    const { greet, up } = this.#parts;
    let wasUp = false;
    try {
      const start = performance.now();
      await session.ready();
      await session.ask(greet, CONNECT_MILLISECONDS - (performance.now() - start));
      this.#session = session;
      wasUp = true;
      attemptMade();
      up();
      for (;;) {
        await pause(GREETING_MILLISECONDS, undefined, { signal: session.over });
        await session.ask(greet, CONNECT_MILLISECONDS);
      }
    } catch (error) {
      session.end((error as Error).message);
    }
    this.#session = null;
    attemptMade();
    return wasUp;
  }
}
