import { randomUUID } from 'node:crypto';
import type { Webhook } from '../config/configuration.ts';
import type { Json } from '../store/json.ts';
import type { Outbox } from '../store/store.ts';
import { Alarm } from './alarm.ts';
import { type CourierTiming, DEFAULT_TIMING } from './courier-timing.ts';
import { type DeadLetter, deadLetterName, deliveryName, papersUnder } from './delivery.ts';
import { type DeliveryCounts, revived } from './endpoint.ts';
import { Endpoints } from './endpoints.ts';
import { type Cursor, EventFeed, type FeedOptions, type Known } from './event-feed.ts';
import { CURSOR, Papers, TOLD } from './papers.ts';
import { deliveryOf } from './push-event.ts';
import { readToldStates, writeToldStates } from './told-states.ts';
import { reportWebhook, type WebhookReport } from './webhook-report.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

export interface CourierOptions extends FeedOptions {
  readonly outbox: Outbox;
  readonly secrets: WebhookSecrets;
  readonly log: { info(text: string): void; warn(text: string): void };
  readonly timing?: Partial<CourierTiming>;
}

/** A cursor without news is written so often, so that little has to be looked through again. */
const CURSOR_MILLISECONDS = 30_000;
/**
 * How many renewals of the lease pass until the sender sees what other replicas have put down:
 * about a minute, since all papers are read for it.
 */
const RENEWALS_PER_REFRESH = 20;

/**
 * Sends webhooks their messages. Of several replicas one does, by a lease; while the store cannot
 * be asked, the last one goes on. What it has found and not delivered yet is kept in the store, so
 * the next one goes on where it ended.
 */
export class Courier {
  /** Since the start, for metrics. */
  readonly counts: DeliveryCounts = { delivered: 0, failed: 0, dead: 0 };
  readonly #options: CourierOptions;
  readonly #timing: CourierTiming;
  readonly #holder = randomUUID();
  readonly #papers: Papers;
  readonly #feed: EventFeed;
  readonly #endpoints: Endpoints;
  readonly #alarm = new Alarm(() => this.wake());
  #renewals: NodeJS.Timeout | null = null;
  #renewal: Promise<void> | null = null;
  #renewalCount = 0;
  #work: Promise<void> | null = null;
  #isWorking = false;
  #isDue = false;
  #isSender = false;
  #isClosed = false;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#papers = new Papers(options.outbox);
    this.#feed = new EventFeed(options);
    const { counts } = this;
    const shared = { papers: this.#papers, timing: this.#timing, counts };
    this.#endpoints = new Endpoints({ ...options, ...shared, webhooks: () => this.#webhooks });
    options.keeper.onSwap(() => this.wake());
    options.ledger.onChange(() => this.wake());
  }

  /** Whether this replica is the one that sends. */
  get isSender(): boolean {
    return this.#isSender;
  }

  /** Begins to send, as soon as it may. */
  async start(): Promise<void> {
    const { renewMilliseconds } = this.#timing;
    this.#renewals = setInterval(() => void this.#renew(), renewMilliseconds).unref();
    await this.#renew();
  }

  /** Looks at the clock, and at what else has happened. */
  wake(): void {
    this.#isDue = true;
    if (!this.#isWorking) this.#work = this.#workOff();
  }

  /** How it stands with every webhook; of the papers in the store where another replica sends. */
  async reports(): Promise<readonly WebhookReport[]> {
    const papers = await this.#allPapers();
    return this.#webhooks.map((webhook) => reportWebhook(webhook, papers));
  }

  /** Puts the dead letters of a webhook back into the queue; tells how many. */
  async retry(id: string): Promise<number> {
    if (this.#isSender) {
      const count = this.#endpoints.of(id).retry();
      await this.#papers.write();
      this.#endpoints.send();
      return count;
    }
    const letters = papersUnder<DeadLetter>(await this.#allPapers(), `dead/${id}/`);
    const deliveries = letters.map((letter) => revived(letter, this.#options.clock()));
    const puts = deliveries.map((each) => [deliveryName(each), each as unknown as Json] as const);
    await this.#options.outbox.change(new Map(puts), letters.map(deadLetterName));
    return letters.length;
  }

  /** Ends in order: what was begun is finished, and the next replica may send at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#renewals) clearInterval(this.#renewals);
    this.#alarm.stop();
    await this.#renewal;
    await this.#work;
    const wasSender = this.#isSender;
    await this.#standDown();
    if (!wasSender) return;
    await this.#papers.write();
    await this.#options.outbox.release(this.#holder).catch(() => {});
  }

  get #webhooks(): readonly Webhook[] {
    return this.#options.keeper.snapshot?.webhooks ?? [];
  }

  async #allPapers(): Promise<ReadonlyMap<string, Json>> {
    return this.#isSender ? this.#papers.all : this.#options.outbox.read();
  }

  #renew(): Promise<void> {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renewOnce(): Promise<void> {
    const { outbox, ledger, keeper } = this.#options;
    if (!ledger.state || !keeper.snapshot || this.#isClosed) return;
    try {
      const isSender = await outbox.lease(this.#holder, this.#timing.leaseMilliseconds);
      if (isSender && !this.#isSender) await this.#takeOver();
      if (!isSender && this.#isSender) {
        this.#tell('another replica sends from now on');
        await this.#standDown();
      }
      if (this.#isSender && ++this.#renewalCount % RENEWALS_PER_REFRESH === 0)
        await this.#refresh();
    } catch {
      // The store cannot be asked: whoever sent goes on, and nobody else begins.
    }
    if (!this.#isSender) return;
    await this.#papers.write();
    if (this.#isDue) this.wake();
  }

  async #takeOver(): Promise<void> {
    await this.#papers.load();
    this.#isSender = true;
    this.#tell('this replica sends from now on');
    this.#endpoints.resume();
    this.#isDue = true;
  }

  /** Nobody wants to know who sends where there is nothing to send to. */
  #tell(event: string): void {
    if (this.#webhooks.length > 0) this.#options.log.info(`webhooks: ${event}`);
  }

  async #standDown(): Promise<void> {
    this.#isSender = false;
    await this.#endpoints.close();
  }

  /** Another replica may have been asked to send dead letters again. */
  async #refresh(): Promise<void> {
    const changed = await this.#papers.refresh();
    if (changed.some((name) => name.startsWith('delivery/'))) this.#endpoints.resume();
  }

  /** Finds and sends what has happened until there is nothing more. */
  async #workOff(): Promise<void> {
    this.#isWorking = true;
    while (this.#isDue && this.#isSender && !this.#isClosed) {
      this.#isDue = false;
      try {
        await this.#findAndSend();
      } catch (error) {
        const { message } = error as Error;
        this.#options.log.warn(`webhooks: looking again soon, since it failed: ${message}`);
        this.#isDue = true;
        break;
      }
    }
    this.#isWorking = false;
  }

  async #findAndSend(): Promise<void> {
    const { clock } = this.#options;
    await this.#endpoints.dropUnconfigured();
    const known = this.#known;
    let count = 0;
    const found = await this.#feed.find(known, (webhook, event) => {
      count++;
      this.#endpoints.of(webhook.id).add(deliveryOf(webhook, event, clock()));
    });
    if (!found || !this.#isSender) return;
    const { cursor, told } = found;
    // Also at once where the clock was set back: nothing is found before the cursor.
    const isOld = cursor.at < this.#writtenAt || cursor.at - this.#writtenAt >= CURSOR_MILLISECONDS;
    if (count > 0 || told || isOld || cursor.version !== known?.cursor.version) {
      if (told) this.#papers.put(TOLD, writeToldStates(told));
      this.#papers.put(CURSOR, { ...cursor });
      this.#writtenAt = cursor.at;
      await this.#papers.write();
    }
    this.#endpoints.send();
    this.#alarm.set(found.nextAt - clock());
  }

  /** Where the last look has ended, here or elsewhere. */
  get #known(): Known | null {
    const cursor = this.#papers.get(CURSOR) as unknown as Cursor | undefined;
    return cursor ? { cursor, told: readToldStates(this.#papers.get(TOLD)) } : null;
  }
}
