import type { Instant } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { Alarm } from './alarm.ts';
import { lookAt, type Sight } from './sight.ts';

/** Somebody who wants to know of some lines. */
export interface Watcher {
  /** The lines to watch: asked again whenever the snapshot is another one. */
  select(snapshot: Snapshot): Iterable<string>;
  /** The digests of what it was told last, by line. Kept by the watch, which does not repeat it. */
  readonly told: Map<string, string>;
  onDecision(sight: Sight): void;
  /** The line is no longer there. */
  onGone(line: string): void;
}

export interface LineWatchOptions {
  readonly keeper: Keeper;
  readonly clock: () => Instant;
}

interface Watched {
  readonly watchers: Set<Watcher>;
  freshUntil: number;
}

/** More lines are not decided before others have had their turn. */
const LINES_PER_TURN = 200;

/**
 * Tells watchers of every decision that is another one now: at boundaries, for which there is one
 * timer, and when the snapshot is swapped. A watcher is told of each line soon after it began.
 */
export class LineWatch {
  readonly #keeper: Keeper;
  readonly #clock: () => Instant;
  readonly #alarm = new Alarm(() => this.wake());
  readonly #linesOf = new Map<Watcher, Set<string>>();
  readonly #watched = new Map<string, Watched>();
  /** Lines to look at, in this order. */
  readonly #due = new Set<string>();
  #turn: NodeJS.Immediate | null = null;
  #awakeAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor({ keeper, clock }: LineWatchOptions) {
    this.#keeper = keeper;
    this.#clock = clock;
    keeper.onSwap((snapshot) => this.#reselect(snapshot));
  }

  /** Begins to tell a watcher; what is given ends it. */
  watch(watcher: Watcher): () => void {
    const { snapshot } = this.#keeper;
    this.#linesOf.set(watcher, new Set());
    if (snapshot) this.#select(watcher, snapshot);
    this.#work();
    return () => this.unwatch(watcher);
  }

  unwatch(watcher: Watcher): void {
    for (const line of this.#linesOf.get(watcher) ?? []) this.#leave(watcher, line);
    this.#linesOf.delete(watcher);
  }

  /** Tells a watcher now, without waiting for its turn, what it may not have been told of yet. */
  look(watcher: Watcher): void {
    const now = this.#clock();
    const isSetBack = now < this.#awakeAt;
    let isChanged = false;
    for (const line of this.#linesOf.get(watcher) ?? []) {
      const isFresh = (this.#watched.get(line)?.freshUntil ?? 0) > now && !isSetBack;
      if (isFresh && !this.#due.has(line)) continue;
      this.#due.delete(line);
      this.#look(line);
      isChanged = true;
    }
    if (isChanged) this.#work();
  }

  /** Looks at the clock now, and at every line whose decision may be another one. */
  wake(): void {
    const now = this.#clock();
    const isSetBack = now < this.#awakeAt;
    for (const [line, { freshUntil }] of this.#watched) {
      if (isSetBack || freshUntil <= now) this.#due.add(line);
    }
    this.#awakeAt = now;
    this.#work();
  }

  close(): void {
    this.#isClosed = true;
    this.#alarm.stop();
    if (this.#turn) clearImmediate(this.#turn);
  }

  #reselect(snapshot: Snapshot): void {
    if (this.#isClosed) return;
    for (const watcher of [...this.#linesOf.keys()]) this.#select(watcher, snapshot);
    for (const line of this.#watched.keys()) this.#due.add(line);
    this.#work();
  }

  #select(watcher: Watcher, snapshot: Snapshot): void {
    const wanted = new Set(watcher.select(snapshot));
    const lines = this.#linesOf.get(watcher);
    // Selecting may have ended it.
    if (!lines) return;
    for (const line of lines) {
      if (wanted.has(line)) continue;
      lines.delete(line);
      this.#leave(watcher, line);
      watcher.told.delete(line);
      watcher.onGone(line);
    }
    for (const line of wanted) {
      if (lines.has(line)) continue;
      lines.add(line);
      const watched = this.#watched.get(line) ?? { watchers: new Set(), freshUntil: 0 };
      this.#watched.set(line, watched);
      watched.watchers.add(watcher);
      this.#due.add(line);
    }
  }

  #leave(watcher: Watcher, line: string): void {
    const watched = this.#watched.get(line);
    watched?.watchers.delete(watcher);
    if (watched?.watchers.size === 0) this.#watched.delete(line);
  }

  /** Looks at what is due, some lines per turn of the event loop, then waits for a boundary. */
  #work(): void {
    if (this.#turn || this.#isClosed) return;
    if (this.#due.size === 0) this.#rest();
    else this.#turn = setImmediate(() => this.#lookAtSome());
  }

  #lookAtSome(): void {
    let left = LINES_PER_TURN;
    for (const line of this.#due) {
      if (left-- === 0) break;
      this.#due.delete(line);
      this.#look(line);
    }
    this.#turn = null;
    this.#work();
  }

  #look(id: string): void {
    const { snapshot } = this.#keeper;
    const line = snapshot?.lines.get(id);
    const watched = this.#watched.get(id);
    if (!snapshot || !line || !watched) return;
    const sight = lookAt(snapshot, line, this.#clock());
    watched.freshUntil = sight.freshUntil;
    for (const watcher of [...watched.watchers]) {
      if (watcher.told.get(id) === sight.digest) continue;
      watcher.told.set(id, sight.digest);
      watcher.onDecision(sight);
    }
  }

  #rest(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { freshUntil } of this.#watched.values()) next = Math.min(next, freshUntil);
    if (this.#watched.size > 0) this.#alarm.set(next - this.#clock());
    else this.#alarm.stop();
  }
}
