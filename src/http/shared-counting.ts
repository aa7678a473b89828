import type { Instant } from '../core/instant.ts';
import type { SharedCounts } from '../store/store.ts';

/** Windows begin at the same instants on all replicas, so that their counts can be added up. */
const WINDOW_MILLISECONDS = 60_000;
const SHARE_MILLISECONDS = 1_000;
/** Beyond this the name that was silent longest is forgotten; more would be an attack anyway. */
export const MAX_COUNTED_NAMES = 100_000;
/** Told at once; the others wait for the next second. */
const MAX_SHARED_NAMES = 1_000;

export interface SharedCountingOptions {
  readonly counts: SharedCounts | null;
  readonly clock: () => Instant;
}

/** What is counted of one name in this window, here and elsewhere. */
interface Count {
  /** The sum over all replicas as it was last heard, with what was told of here. */
  total: number;
  /** Counted here and not told yet. */
  untold: number;
}

export interface Standing {
  readonly current: number;
  /** Milliseconds to the end of the window. */
  readonly ttl: number;
}

/**
 * Counts names per minute. Counting is local and immediate; every second the replicas tell each
 * other in the background, so that a limit is shared with a second's delay. While the store is gone
 * each counts for itself.
 */
export class SharedCounting {
  readonly #options: SharedCountingOptions;
  #window = 0;
  #counts = new Map<string, Count>();
  /** Who asks again at once need not be put at the end, which costs more than counting. */
  #last: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isSharing = false;

  constructor(options: SharedCountingOptions) {
    this.#options = options;
  }

  /** Begins to tell the other replicas, where there may be some. */
  start(): void {
    if (this.#options.counts === null) return;
    this.#timer = setInterval(() => void this.share(), SHARE_MILLISECONDS).unref();
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  add(name: string): Standing {
    const ttl = this.#turnWindow();
    const count = this.#counts.get(name) ?? { total: 0, untold: 0 };
    count.untold += 1;
    if (name !== this.#last) this.#putLast(name, count);
    return { current: count.total + count.untold, ttl };
  }

  read(name: string): Standing {
    const ttl = this.#turnWindow();
    const count = this.#counts.get(name);
    return { current: count ? count.total + count.untold : 0, ttl };
  }

  /** Tells what was counted here and hears the sums; never throws. */
  async share(): Promise<void> {
    const { counts } = this.#options;
    const told = this.#takeUntold();
    if (counts === null || this.#isSharing || told.size === 0) return;
    this.#isSharing = true;
    const window = this.#window;
    const amounts = new Map<string, number>();
    for (const [name, count] of told) {
      amounts.set(`${name}/${window}`, count.untold);
      // Not told again when nobody answers: it may have been counted all the same.
      count.total += count.untold;
      count.untold = 0;
    }
    try {
      const sums = await counts.add(amounts, 2 * WINDOW_MILLISECONDS);
      for (const [name, count] of told) {
        count.total = Math.max(count.total, sums.get(`${name}/${window}`) ?? 0);
      }
    } catch {
      // The store is gone, as others report; until it is back each replica counts for itself.
    } finally {
      this.#isSharing = false;
    }
  }

  #takeUntold(): Map<string, Count> {
    this.#turnWindow();
    const told = new Map<string, Count>();
    for (const [name, count] of this.#counts) {
      if (count.untold > 0) told.set(name, count);
      if (told.size === MAX_SHARED_NAMES) break;
    }
    return told;
  }

  /** Begins anew with every window; milliseconds to its end. */
  #turnWindow(): number {
    const now = this.#options.clock();
    const window = Math.floor(now / WINDOW_MILLISECONDS);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts = new Map();
      this.#last = null;
    }
    return (window + 1) * WINDOW_MILLISECONDS - now;
  }

  /** So that the first is the one that was silent longest. */
  #putLast(name: string, count: Count): void {
    this.#counts.delete(name);
    this.#counts.set(name, count);
    this.#last = name;
    if (this.#counts.size > MAX_COUNTED_NAMES) this.#forgetFirst();
  }

  #forgetFirst(): void {
    for (const name of this.#counts.keys()) {
      this.#counts.delete(name);
      return;
    }
  }
}
