import type { Webhook } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import type { Json } from '../store/json.ts';
import type { CourierTiming } from './courier-timing.ts';
import {
  type DeadLetter,
  type Delivery,
  deadLetterName,
  deliveryName,
  type Health,
  healthName,
  NO_HEALTH,
  papersUnder,
} from './delivery.ts';
import type { Papers } from './papers.ts';
import { type Outcome, postMessage } from './post-message.ts';

/** Attempts at one time to reach one receiver. */
const MAX_IN_FLIGHT = 5;
/** Messages that wait for one receiver; beyond it the oldest are given up. */
export const MAX_PENDING = 10_000;
/** Messages that were given up and are kept, for one receiver. */
export const MAX_DEAD_LETTERS = 1_000;
/** Of too many, some more are dropped at once: finding the oldest takes a look at all papers. */
const KEPT_DEAD_LETTERS = MAX_DEAD_LETTERS * 0.9;

const TOO_MANY = `more than ${MAX_PENDING} messages wait, so the oldest are given up`;

/** What became of messages, since the start. */
export interface DeliveryCounts {
  delivered: number;
  failed: number;
  dead: number;
}

export interface EndpointOptions {
  /** As configured now: an address may have changed since a message was made. */
  readonly webhook: () => Webhook | undefined;
  readonly secrets: readonly string[];
  readonly papers: Papers;
  readonly clock: () => Instant;
  readonly timing: CourierTiming;
  readonly counts: DeliveryCounts;
  readonly log: { warn(text: string): void };
}

/** The messages of one receiver on their way, so that a slow one delays nobody else. */
export class Endpoint {
  readonly #id: string;
  readonly #options: EndpointOptions;
  /** Messages that can be tried, the oldest first. */
  readonly #ready = new Map<string, Delivery>();
  /** Messages that are tried later. */
  readonly #waiting = new Map<string, { delivery: Delivery; timer: NodeJS.Timeout }>();
  readonly #attempts = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #isFull = false;
  #deadLetters: number;

  constructor(id: string, options: EndpointOptions) {
    this.#id = id;
    this.#options = options;
    this.#deadLetters = this.#letters().length;
  }

  /** Takes a new message; it is tried with the next {@link send}. */
  add(delivery: Delivery): void {
    this.#options.papers.put(deliveryName(delivery), delivery as unknown as Json);
    this.#ready.set(delivery.id, delivery);
    const pending = this.#ready.size + this.#waiting.size + this.#attempts.size;
    const isFull = pending > MAX_PENDING;
    if (isFull) this.#giveUpOldest();
    if (isFull && !this.#isFull) this.#options.log.warn(`webhook ${this.#id}: ${TOO_MANY}`);
    this.#isFull = isFull;
  }

  /** Goes on with a message that an earlier sender has left, unless it is on its way here. */
  resume(delivery: Delivery): void {
    const { id } = delivery;
    if (this.#ready.has(id) || this.#waiting.has(id) || this.#attempts.has(id)) return;
    const wait = Date.parse(delivery.nextAt) - this.#options.clock();
    if (wait > 0) this.#wait(delivery, wait);
    else this.#ready.set(id, delivery);
  }

  /** Puts the messages that were given up back into the queue; tells how many. */
  retry(): number {
    const { papers, clock } = this.#options;
    const letters = this.#letters();
    this.#deadLetters = 0;
    for (const letter of letters) {
      papers.remove(deadLetterName(letter));
      this.add(revived(letter, clock()));
    }
    return letters.length;
  }

  /** Tries what can be tried, so many at one time. */
  send(): void {
    for (const delivery of this.#ready.values()) {
      if (this.#attempts.size >= MAX_IN_FLIGHT || this.#stop.signal.aborted) return;
      this.#ready.delete(delivery.id);
      const attempt = this.#attempt(delivery).finally(() => {
        this.#attempts.delete(delivery.id);
        this.send();
      });
      this.#attempts.set(delivery.id, attempt);
    }
  }

  /** Begins nothing more, and waits a little for what was begun. The rest stays in the papers. */
  async close(milliseconds: number): Promise<void> {
    this.#ready.clear();
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    const timer = setTimeout(() => this.#stop.abort(), milliseconds);
    await Promise.all(this.#attempts.values());
    clearTimeout(timer);
    this.#stop.abort();
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { webhook, secrets, papers, clock, timing, counts } = this.#options;
    const { id, body } = delivery;
    const url = webhook()?.url;
    if (url === undefined) return;
    const { signal } = this.#stop;
    const { timeoutMilliseconds } = timing;
    const outcome = await postMessage({
      ...{ url, secrets, id, body, at: clock(), timeoutMilliseconds, signal },
    });
    if (signal.aborted && !outcome.isDelivered) return;
    if (outcome.isDelivered) {
      counts.delivered++;
      papers.remove(deliveryName(delivery));
      this.#note({ lastSuccessAt: this.#now() });
    } else this.#fail(delivery, outcome);
    await papers.write();
  }

  #fail(delivery: Delivery, outcome: Outcome & { isDelivered: false }): void {
    const { papers, timing, counts, clock, log } = this.#options;
    const { error, isFinal, retryAfterMilliseconds } = outcome;
    counts.failed++;
    this.#note({ lastFailure: { at: this.#now(), error } });
    const attempts = delivery.attempts + 1;
    const pause = timing.pausesMilliseconds[delivery.attempts];
    if (isFinal || pause === undefined) {
      this.#giveUp({ ...delivery, attempts }, error);
      log.warn(`webhook ${this.#id}: gave up ${delivery.id} (${delivery.type}): ${error}`);
      return;
    }
    const jitter = 1 + timing.jitter * (2 * Math.random() - 1);
    const wait = Math.max(pause * jitter, retryAfterMilliseconds);
    const nextAt = new Date(clock() + wait).toISOString();
    const later = { ...delivery, attempts, nextAt };
    papers.put(deliveryName(later), later as unknown as Json);
    if (!this.#stop.signal.aborted) this.#wait(later, wait);
  }

  #wait(delivery: Delivery, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(delivery.id);
      this.#ready.set(delivery.id, delivery);
      this.send();
    }, milliseconds).unref();
    this.#waiting.set(delivery.id, { delivery, timer });
  }

  #giveUpOldest(): void {
    const [waiting] = this.#waiting.values();
    const [ready] = this.#ready.values();
    const oldest = waiting?.delivery ?? ready;
    if (!oldest) return;
    clearTimeout(waiting?.timer);
    this.#waiting.delete(oldest.id);
    this.#ready.delete(oldest.id);
    this.#giveUp(oldest, TOO_MANY);
  }

  #giveUp(delivery: Delivery, lastError: string): void {
    const { papers, counts } = this.#options;
    counts.dead++;
    const letter: DeadLetter = { ...delivery, failedAt: this.#now(), lastError };
    papers.remove(deliveryName(delivery));
    papers.put(deadLetterName(letter), letter as unknown as Json);
    this.#deadLetters++;
    if (this.#deadLetters > MAX_DEAD_LETTERS) this.#dropOldestLetters();
  }

  #dropOldestLetters(): void {
    const { papers, log } = this.#options;
    const letters = this.#letters();
    const dropped = letters.slice(0, -KEPT_DEAD_LETTERS);
    for (const letter of dropped) papers.remove(deadLetterName(letter));
    this.#deadLetters = letters.length - dropped.length;
    log.warn(`webhook ${this.#id}: dropped the ${dropped.length} oldest dead letters`);
  }

  #letters(): DeadLetter[] {
    return papersUnder<DeadLetter>(this.#options.papers.all, `dead/${this.#id}/`);
  }

  #note(news: Partial<Health>): void {
    const { papers } = this.#options;
    const name = healthName(this.#id);
    const before = (papers.get(name) as unknown as Health | undefined) ?? NO_HEALTH;
    papers.put(name, { ...before, ...news } as unknown as Json);
  }

  #now(): string {
    return new Date(this.#options.clock()).toISOString();
  }
}

/** A message that was given up, as if it were new; its id stays. */
export function revived(letter: DeadLetter, now: Instant): Delivery {
  const { webhook, id, type, body } = letter;
  return { webhook, id, type, body, attempts: 0, nextAt: new Date(now).toISOString() };
}
