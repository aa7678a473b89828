/** A clock may be set and a machine may sleep, which timers do not tell: at least so often. */
const MAX_WAIT_MILLISECONDS = 60_000;

/**
 * Rings near an instant: one timer, which keeps no process alive. It may ring early, since timers
 * do, and at least every minute; whoever hears it looks at the clock and sets it again.
 */
export class Alarm {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Rings after so long instead of when it was set to ring before. */
  set(milliseconds: number): void {
    this.stop();
    const wait = Math.min(Math.max(milliseconds, 1), MAX_WAIT_MILLISECONDS);
    this.#timer = setTimeout(this.#ring, wait).unref();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
