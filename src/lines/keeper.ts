import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import type { Snapshot } from './snapshot.ts';

/** How the last attempt to load a configuration went. */
export interface ReloadResult {
  readonly at: Instant;
  /** Empty when the configuration was accepted. */
  readonly problems: readonly Problem[];
}

/** Holds the snapshot that answers: the one place that swaps it. Refusing changes nothing. */
export class Keeper {
  #snapshot: Snapshot | null = null;
  #lastReload: ReloadResult | null = null;

  /** The snapshot in force, or `null` while nothing has been loaded. */
  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  get lastReload(): ReloadResult | null {
    return this.#lastReload;
  }

  accept(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#lastReload = { at: snapshot.loadedAt, problems: [] };
  }

  /** Keeps the last good snapshot and remembers why the new configuration was refused. */
  refuse(at: Instant, problems: readonly Problem[]): void {
    this.#lastReload = { at, problems };
  }
}
