import type { Language } from '../../core/reason.ts';
import { formatCountdown } from '../format-countdown.ts';

/** Counts down by the clock of the service, whatever the browser's own says. */
export class LiveClock {
  readonly #language: Language;
  /** What the service's clock is ahead of ours; `null` while it has not been seen. */
  #ahead: number | null = null;
  #timer: number | undefined;
  #isRunning = false;

  constructor(language: Language) {
    this.#language = language;
  }

  set(now: number): void {
    this.#ahead = now - Date.now();
  }

  now(): number {
    return Date.now() + (this.#ahead ?? 0);
  }

  start(): void {
    this.#isRunning = true;
    this.#next();
  }

  stop(): void {
    this.#isRunning = false;
    window.clearTimeout(this.#timer);
  }

  /** Writes how long it is until each moment; nothing is touched that reads the same. */
  tick(root: ParentNode = document): void {
    if (this.#ahead === null) return;
    const now = this.now();
    for (const each of root.querySelectorAll<HTMLTimeElement>('time[data-countdown]')) {
      const text = formatCountdown(Date.parse(each.dateTime) - now, this.#language);
      if (each.textContent !== text) each.textContent = text;
    }
  }

  /** `10:32` in a zone, else in that of the browser. */
  timeOf(instant: number, zone: string | undefined): string {
    const options = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const;
    const inZone = zone === undefined ? options : { ...options, timeZone: zone };
    return new Intl.DateTimeFormat(this.#language, inZone).format(instant);
  }

  #next(): void {
    window.clearTimeout(this.#timer);
    if (!this.#isRunning) return;
    this.tick();
    this.#timer = window.setTimeout(() => this.#next(), 1_000 - (this.now() % 1_000));
  }
}
