import type { Fault } from './answer.ts';
import { ask, type Link, type Reply, within } from './ask.ts';
import { ageOf, type Clock } from './server-clock.ts';

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;
/** However long the service wants to be left alone. */
export const LONGEST_WISH_MILLISECONDS = 10 * 60_000;

/** So long after something was told, answers from before are not believed. */
const NEWS_MILLISECONDS = 60_000;

export interface Held<T> {
  readonly value: T;
  /** When it was last confirmed, on our clock of the service. */
  readonly heardAt: number;
  /** When it was made: earlier, where a cache on the way had it. */
  readonly madeAt: number;
  readonly maxAgeMilliseconds: number;
  readonly tag: string | null;
}

export interface ResourceOptions<T> {
  readonly link: Link;
  readonly clock: Clock;
  readonly path: string;
  /** Something on the way may answer with JSON of its own. */
  readonly isValid: (value: unknown) => value is T;
}

/** One thing to ask for: the last answer, and when it may be asked for again. */
export class Resource<T> {
  readonly #options: ResourceOptions<T>;
  #held: Held<T> | null = null;
  /** When something was told last, on the clock of this machine. */
  #toldAt = 0;
  #fault: Fault | null = null;
  #failures = 0;
  /** Until when nobody asks: after failures, and when the service wishes so. */
  #pause = { from: 0, until: 0, isWished: false };
  #asking: { readonly done: Promise<boolean>; readonly since: number } | null = null;

  constructor(options: ResourceOptions<T>) {
    this.#options = options;
  }

  get held(): Held<T> | null {
    return this.#held;
  }

  /** Why the last request came to nothing. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Whether it was confirmed less than so long ago. A clock that is set back makes it older. */
  isYounger(milliseconds: number): boolean {
    const age = this.#options.clock.now() - (this.#held?.heardAt ?? Number.NaN);
    return age >= 0 && age < milliseconds;
  }

  /** Whether to ask now; who has no answer at all heeds only the service's own wish. */
  mayAsk(isNeeded: boolean): boolean {
    const { from, until, isWished } = this.#pause;
    const now = Date.now();
    return now < from || now >= until || (isNeeded && !isWished);
  }

  /** What was told unasked, and needs no confirmation before that may be asked for. */
  hear(value: T): void {
    const now = this.#options.clock.now();
    this.#held = { value, heardAt: now, madeAt: now, maxAgeMilliseconds: 0, tag: null };
    this.#toldAt = Date.now();
    this.#succeed();
  }

  forget(): void {
    this.#held = null;
  }

  /** Asks, never twice at once, and never longer than the deadline; whether there was an answer. */
  refresh(): Promise<boolean> {
    const { timeoutMilliseconds } = this.#options.link;
    const now = Date.now();
    const before = this.#asking;
    // Some platforms freeze a request for ever once the event that made it is over.
    if (before && Math.abs(now - before.since) <= 2 * timeoutMilliseconds) {
      return within(timeoutMilliseconds, before.done, false);
    }
    const asking = { done: this.#ask(), since: now };
    this.#asking = asking;
    void asking.done.finally(() => {
      if (this.#asking === asking) this.#asking = null;
    });
    return asking.done;
  }

  async #ask(): Promise<boolean> {
    const { link, path } = this.#options;
    const before = this.#held;
    const askedAt = Date.now();
    const reply = await ask(link, path, before?.tag ? { 'if-none-match': before.tag } : {});
    return this.#take(reply, before, askedAt);
  }

  #take(reply: Reply, before: Held<T> | null, askedAt: number): boolean {
    const { clock, isValid, link, path } = this.#options;
    if (reply.kind === 'fault') return this.#fail(reply.fault, reply.pauseMilliseconds);
    const value = reply.kind === 'same' ? before?.value : reply.value;
    if (!isValid(value)) {
      const detail = `${link.base}${path} answered what the service does not write.`;
      return this.#fail({ code: 'strange_answer', detail }, 0);
    }
    const { headers } = reply;
    const madeAt = clock.learn(headers, askedAt);
    this.#succeed();
    if (this.#held !== before || this.#isNews(madeAt)) return true;
    const seconds = Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1] ?? 0);
    this.#held = {
      value,
      heardAt: clock.now(),
      madeAt,
      maxAgeMilliseconds: Math.max(0, seconds - ageOf(headers)) * 1_000,
      tag: headers.get('etag') ?? before?.tag ?? null,
    };
    return true;
  }

  /** Whether we were told something that a cache on the way may not have heard of. */
  #isNews(madeAt: number): boolean {
    const age = Math.abs(Date.now() - this.#toldAt);
    return age < NEWS_MILLISECONDS && madeAt + 1_000 < (this.#held?.madeAt ?? 0);
  }

  #succeed(): void {
    this.#fault = null;
    this.#failures = 0;
    this.#pause = { from: 0, until: 0, isWished: false };
  }

  #fail(fault: Fault, wish: number): false {
    this.#fault = fault;
    this.#failures += 1;
    const own = backOff(this.#failures, FIRST_PAUSE_MILLISECONDS);
    const wait = wish > 0 ? Math.min(wish, LONGEST_WISH_MILLISECONDS) : own;
    const from = Date.now();
    this.#pause = { from, until: from + wait, isWished: wish > 0 };
    return false;
  }
}

/** How long to wait after so many failures in a row: another time for everybody. */
export function backOff(failures: number, first: number): number {
  const wait = first * 2 ** (failures - 1);
  return Math.min(wait, LONGEST_PAUSE_MILLISECONDS) * (0.5 + Math.random() / 2);
}
