import type { StoreLog } from './store.ts';

/** Logs each trouble once until all is well again. */
export class Troubles {
  readonly #log: StoreLog;
  readonly #told = new Set<string>();

  constructor(log: StoreLog) {
    this.#log = log;
  }

  tell(text: string): void {
    // The same disk fails at another file, the same server after other milliseconds.
    const kind = text.replace(/\d+/g, '0');
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    this.#log.warn(text);
  }

  /** Says so if there was any. */
  over(text: string): void {
    if (this.#told.size > 0) this.#log.info(text);
    this.#told.clear();
  }
}
