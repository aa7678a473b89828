import { once } from 'node:events';
import { CONNECT_MILLISECONDS, type RedisClient } from './redis-client.ts';
import { OutcomeUnknown, StoreUnavailable } from './store.ts';

/** Answers after which another connection may find what this one did not: a failover, a start. */
const ELSEWHERE = /^(READONLY|CLUSTERDOWN|LOADING|MASTERDOWN|MOVED|ASK|TRYAGAIN|NOAUTH)\b/;

/** What ioredis says of a command that it did not send. */
const NOT_SENT = /enableOfflineQueue options is false$/;

/**
 * One connection from its beginning to its end. Every command on it is answered in time, or is the
 * last one: a connection that owes an answer is given up, because what it owes cannot be told from
 * what it will say next, and ioredis itself would wait for ever.
 */
export class RedisSession<Client extends RedisClient> {
  readonly #client: Client;
  readonly #over = new AbortController();
  readonly #waiting = new Set<(error: Error) => void>();
  #trouble: string | null = null;

  constructor(client: Client) {
    this.#client = client;
    client.on('error', (error: Error) => this.#noteTrouble(error));
    client.on('node error', (error: Error) => this.#noteTrouble(error));
    client.on('end', () => this.end('the connection was closed'));
  }

  /** Aborted when the session is over, with the reason as its reason. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Waits until commands can be sent. */
  async ready(): Promise<void> {
    await this.ask((client) => once(client, 'ready'), CONNECT_MILLISECONDS);
  }

  /**
   * What Redis answers. Throws StoreUnavailable when it refused or was never asked, OutcomeUnknown
   * when it was asked and did not answer.
   */
  ask<T>(command: (client: Client) => Promise<T>, milliseconds: number): Promise<T> {
    if (this.over.aborted) return Promise.reject(new StoreUnavailable(String(this.over.reason)));
    return new Promise((resolve, reject) => {
      let lastTurn: NodeJS.Immediate | undefined;
      const giveUp = () => this.end(`no answer in ${Math.round(milliseconds)} ms`);
      // An answer that came while this process was busy has not been read yet.
      const timer = setTimeout(() => {
        lastTurn = setImmediate(giveUp);
      }, milliseconds);
      const settle = () => {
        clearTimeout(timer);
        clearImmediate(lastTurn);
        this.#waiting.delete(fail);
      };
      const fail = (error: Error) => {
        settle();
        reject(this.#judge(error));
      };
      this.#waiting.add(fail);
      command(this.#client).then((answer) => {
        settle();
        resolve(answer);
      }, fail);
    });
  }

  /** Gives the connection up. Commands that wait for their answer will not get it. */
  end(reason: string): void {
    if (this.over.aborted) return;
    const why = this.#trouble ?? reason;
    this.#over.abort(why);
    for (const fail of [...this.#waiting]) fail(new OutcomeUnknown(why));
    this.#client.disconnect();
  }

  #judge(error: Error): StoreUnavailable | OutcomeUnknown {
    if (error instanceof OutcomeUnknown) return error;
    const { name, message } = error;
    if (name === 'ReplyError') {
      if (ELSEWHERE.test(message)) this.end(message);
      return new StoreUnavailable(message);
    }
    this.end(message);
    return NOT_SENT.test(message) ? new StoreUnavailable(message) : new OutcomeUnknown(message);
  }

  #noteTrouble({ message }: Error): void {
    this.#trouble ??= message;
  }
}
