import type { FeedSource } from '../config/configuration.ts';
import type { Zone } from '../core/zone.ts';
import type { FeedReport } from '../holidays/feed-report.ts';
import { Feed, type FeedParts } from './feed.ts';
import { DEFAULT_TIMING, type FeedTiming } from './feed-timing.ts';

export interface FeedsOptions extends Omit<FeedParts, 'inTurn' | 'timing'> {
  readonly timing?: Partial<FeedTiming>;
}

/** What is fetched, as the configuration in force says. */
export interface FeedsConfiguration {
  readonly feeds: readonly FeedSource[];
  readonly zone: Zone;
}

/** Each may be 2 MiB, and reading one keeps the service from answering for a moment. */
const MAX_AT_ONCE = 4;

/** Fetches the calendars of the configuration in the background; nothing ever waits for it. */
export class Feeds {
  readonly #parts: FeedParts;
  #feeds: readonly Feed[] = [];
  #followed: FeedsConfiguration | null = null;
  #isClosed = false;
  #leaving: Promise<unknown> = Promise.resolve();
  #free = MAX_AT_ONCE;
  readonly #queue: (() => void)[] = [];

  constructor({ timing, ...parts }: FeedsOptions) {
    const inTurn = (task: () => Promise<void>) => this.#inTurn(task);
    this.#parts = { ...parts, timing: { ...DEFAULT_TIMING, ...timing }, inTurn };
  }

  /** Goes on with the calendars that stay as they were, ends those that do not, begins the new. */
  follow({ feeds, zone }: FeedsConfiguration): void {
    const isSame = this.#followed?.feeds === feeds && this.#followed.zone === zone;
    if (isSame || this.#isClosed) return;
    this.#followed = { feeds, zone };
    const before = new Map(this.#feeds.map((feed) => [keyOf(feed.source, feed.zone), feed]));
    this.#feeds = feeds.map((source) => {
      const key = keyOf(source, zone);
      const known = before.get(key);
      before.delete(key);
      if (known) return known;
      const feed = new Feed(source, zone, this.#parts);
      feed.start();
      return feed;
    });
    this.#leave([...before.values()]);
  }

  reports(): readonly FeedReport[] {
    return this.#feeds.map(({ report }) => report);
  }

  /** Ends what is under way, and begins nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#leave(this.#feeds);
    this.#feeds = [];
    await this.#leaving;
  }

  #leave(feeds: readonly Feed[]): void {
    this.#leaving = Promise.all([this.#leaving, ...feeds.map((feed) => feed.close())]);
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#free--;
    try {
      await task();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free++;
    }
  }
}

function keyOf(source: FeedSource, zone: Zone): string {
  return JSON.stringify([source.id, source.name, source.refreshMinutes, zone.name]);
}
