import type { Json } from '../store/json.ts';
import type { Outbox } from '../store/store.ts';

/** How far events were found. */
export const CURSOR = 'cursor';
/** What lines were told to be at the cursor. */
export const TOLD = 'told';
/** Written together, and after what was found, never before. */
const LAST: readonly string[] = [TOLD, CURSOR];

/** Papers that go to the store in one call. */
const MAX_BATCH = 500;

/**
 * The working papers of the sender: in memory, and in the store as soon as that can be. What could
 * not be written yet is written with the next call.
 */
export class Papers {
  readonly #outbox: Outbox;
  #papers = new Map<string, Json>();
  /** Names of papers that the store does not have as they are. */
  #unwritten = new Set<string>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Takes over what a sender before has left. */
  async load(): Promise<void> {
    this.#papers = new Map(await this.#outbox.read());
    this.#unwritten.clear();
  }

  get(name: string): Json | undefined {
    return this.#papers.get(name);
  }

  get all(): ReadonlyMap<string, Json> {
    return this.#papers;
  }

  put(name: string, paper: Json): void {
    this.#papers.set(name, paper);
    this.#unwritten.add(name);
  }

  remove(name: string): void {
    this.#papers.delete(name);
    this.#unwritten.add(name);
  }

  /** Writes what the store does not have yet; `false` where that cannot be done now. */
  write(): Promise<boolean> {
    return this.#next(async () => {
      while (this.#unwritten.size > 0) await this.#writeBatch();
      return true;
    }).catch(() => false);
  }

  /** Sees what others have put down or taken away, and gives the names. */
  refresh(): Promise<readonly string[]> {
    return this.#next(async () => {
      const stored = await this.#outbox.read();
      const changed = [...new Set([...stored.keys(), ...this.#papers.keys()])].filter((name) => {
        return !this.#unwritten.has(name) && stored.has(name) !== this.#papers.has(name);
      });
      for (const name of changed) {
        const paper = stored.get(name);
        if (paper === undefined) this.#papers.delete(name);
        else this.#papers.set(name, paper);
      }
      return changed;
    });
  }

  async #writeBatch(): Promise<void> {
    const before = this.#unwritten;
    const others = [...before].filter((name) => !LAST.includes(name));
    const isRest = others.length <= MAX_BATCH;
    const last = isRest ? LAST.filter((name) => before.has(name)) : [];
    const batch = [...others.slice(0, MAX_BATCH), ...last];
    for (const name of batch) before.delete(name);
    const puts = new Map<string, Json>();
    for (const name of batch) {
      const paper = this.#papers.get(name);
      if (paper !== undefined) puts.set(name, paper);
    }
    const removes = batch.filter((name) => !puts.has(name));
    try {
      await this.#outbox.change(puts, removes);
    } catch (error) {
      for (const name of batch) before.add(name);
      throw error;
    }
  }

  #next<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => {});
    return done;
  }
}
