import type { Instant } from '../core/instant.ts';

/** Why the store is not believed: it holds less than was confirmed before, or something else. */
export type Alarm = 'store_behind' | 'store_diverged';

/** What we know of the store, and how well. */
export interface Knowledge {
  readonly freshness: 'live' | 'last-known';
  /** When the state was last confirmed; set when freshness is `last-known`. */
  readonly asOf: Instant | null;
  readonly alarm: Alarm | null;
}

export interface ConfirmationOptions {
  readonly clock: () => Instant;
  /** How long a confirmation holds; `null`: for ever, since nobody else can change the store. */
  readonly holdsMilliseconds: number | null;
  readonly changed: (now: Knowledge, before: Knowledge) => void;
}

/** Turns confirmations of the state, and their absence, into {@link Knowledge}. */
export class Confirmation {
  readonly #options: ConfirmationOptions;
  #at: Instant | null = null;
  #knowledge: Knowledge = { freshness: 'last-known', asOf: null, alarm: null };
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ConfirmationOptions) {
    this.#options = options;
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  /** When the state was last confirmed. */
  get at(): Instant | null {
    return this.#at;
  }

  /** The state is the store's, at this moment. */
  confirm(): void {
    this.#at = this.#options.clock();
    this.#change({ freshness: 'live', asOf: null, alarm: null });
    this.#lapseLater();
  }

  /** The state was confirmed then, by a process that has ended. */
  recall(at: Instant): void {
    this.#at = at;
    this.#change({ freshness: 'last-known', asOf: at, alarm: null });
  }

  ring(alarm: Alarm): void {
    this.#change({ freshness: 'last-known', asOf: this.#at, alarm });
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #lapseLater(): void {
    const { holdsMilliseconds } = this.#options;
    if (holdsMilliseconds === null) return;
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#lapse(), holdsMilliseconds).unref();
  }

  #lapse(): void {
    this.#change({ ...this.#knowledge, freshness: 'last-known', asOf: this.#at });
  }

  #change(now: Knowledge): void {
    const before = this.#knowledge;
    this.#knowledge = now;
    const isSame = now.freshness === before.freshness && now.alarm === before.alarm;
    if (!isSame) this.#options.changed(now, before);
  }
}
