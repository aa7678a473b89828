import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import type { Override } from '../overrides/override.ts';
import { type OverrideState, overlaySnapshot, revisionOf } from './overlay-snapshot.ts';
import type { Freshness, Snapshot } from './snapshot.ts';

/** How the last attempt to load a configuration went. */
export interface ReloadResult {
  readonly at: Instant;
  /** Empty when the configuration was accepted. */
  readonly problems: readonly Problem[];
}

/** How sure the overrides are. */
export interface Judgement {
  readonly freshness: Freshness;
  /** When they were last confirmed, where freshness is `last-known` and that is known. */
  readonly asOf: Instant | null;
}

/** Overrides, and when they came to be in force here. */
export interface OverrideChange extends OverrideState {
  readonly at: Instant;
}

/** For a service that keeps nothing. */
export const NO_OVERRIDES: OverrideChange = { version: 0, overrides: [], at: 0 as Instant };

const LIVE: Judgement = { freshness: 'live', asOf: null };

/**
 * Holds the snapshot that answers: the one place that swaps it. It is made of a configuration and
 * of overrides, and there is none until both were seen. Refusing changes nothing.
 */
export class Keeper {
  #configured: Snapshot | null = null;
  #overrides: OverrideState | null = null;
  #judgement = LIVE;
  #changedAt = 0;
  #snapshot: Snapshot | null = null;
  #lastReload: ReloadResult | null = null;
  readonly #listeners: ((snapshot: Snapshot) => void)[] = [];

  /** The snapshot in force, or `null` while a configuration or overrides have not been seen. */
  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  /** The configuration in force without overrides, or `null` while nothing has been loaded. */
  get configured(): Snapshot | null {
    return this.#configured;
  }

  get lastReload(): ReloadResult | null {
    return this.#lastReload;
  }

  accept(configured: Snapshot): void {
    this.#configured = configured;
    this.#lastReload = { at: configured.loadedAt, problems: [] };
    this.#swap(this.#overlaid(), configured.loadedAt);
  }

  /** Keeps the last good snapshot and remembers why the new configuration was refused. */
  refuse(at: Instant, problems: readonly Problem[]): void {
    this.#lastReload = { at, problems };
  }

  /** Lays overrides over the configuration, in place of those before; version 0 changes nothing. */
  layOver({ version, overrides, at }: OverrideChange): void {
    const before = this.#overrides;
    this.#overrides = { version, overrides };
    // Most writes to a store that is shared with access keys leave every line as it is.
    const isSame = before !== null && isSameList(before.overrides, overrides);
    const changedAt = version === 0 ? NO_OVERRIDES.at : at;
    this.#swap(isSame ? this.#snapshot : this.#overlaid(), changedAt);
  }

  /** Says how sure the overrides are. What is open stays what it is. */
  judge({ freshness, asOf }: Judgement, at: Instant): void {
    const before = this.#judgement;
    this.#judgement = { freshness, asOf };
    if (before.freshness !== freshness || before.asOf !== asOf) this.#swap(this.#snapshot, at);
  }

  /** Calls a listener with every new snapshot, once it is the one in force. */
  onSwap(listener: (snapshot: Snapshot) => void): void {
    this.#listeners.push(listener);
  }

  #overlaid(): Snapshot | null {
    if (this.#configured === null || this.#overrides === null) return null;
    return overlaySnapshot(this.#configured, this.#overrides);
  }

  #revision(): string {
    return revisionOf(this.#configured?.revision ?? '', this.#overrides?.version ?? 0);
  }

  /** What of a snapshot changes without its lines is taken from what was told last. */
  #swap(overlaid: Snapshot | null, at: Instant): void {
    this.#changedAt = Math.max(this.#changedAt, at);
    if (overlaid === null) return;
    const changedAt = this.#changedAt as Instant;
    const snapshot = { ...overlaid, revision: this.#revision(), changedAt, ...this.#judgement };
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }
}

function isSameList(some: readonly Override[], others: readonly Override[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
