/** Longer waits end at once in browsers; who is woken looks at the clock anyway. */
const LONGEST_WAIT = 2 ** 31 - 1;
const FIRST_BACK_OFF_MILLISECONDS = 4_000;
const LONGEST_BACK_OFF_MILLISECONDS = 5 * 60_000;

/** One timer that is set again and again. */
export class Timer {
  readonly #wake: () => void;
  #id: ReturnType<typeof setTimeout> | undefined;
  #due = 0;

  constructor(wake: () => void) {
    this.#wake = wake;
  }

  set(milliseconds: number): void {
    clearTimeout(this.#id);
    this.#due = Date.now() + milliseconds;
    this.#id = setTimeout(this.#wake, Math.min(milliseconds, LONGEST_WAIT));
  }

  /** Goes on after it was stopped: at once if it should have woken meanwhile, or was never set. */
  resume(): void {
    this.set(Math.max(0, this.#due - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#id);
  }
}

/** A wait that is somewhat longer for each client, so that they do not come together. */
export function spread(milliseconds: number): number {
  return milliseconds * (1 + Math.random() / 2);
}

/** How long to wait after so many failures in a row. */
export function backOff(failures: number): number {
  const wait = FIRST_BACK_OFF_MILLISECONDS * 2 ** (failures - 1);
  return Math.min(wait, LONGEST_BACK_OFF_MILLISECONDS) * (0.5 + Math.random());
}
