import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import {
  isSameHolidays,
  NO_RUNTIME_HOLIDAYS,
  type RuntimeHolidays,
} from '../holidays/runtime-holidays.ts';
import type { Override } from '../overrides/override.ts';
import {
  type OverrideState,
  overlayingSnapshot,
  overlaySnapshot,
  revisionOf,
} from './overlay-snapshot.ts';
import { createPatchingWork } from './patch-snapshot.ts';
import type { Freshness, Snapshot } from './snapshot.ts';
import { finish, finishInSlices, type Work } from './work.ts';

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

/** What was decided while the service runs, and when that came to be in force here. */
export interface RuntimeChange extends OverrideState {
  readonly holidays: RuntimeHolidays;
  readonly at: Instant;
}

/** For a service that keeps nothing. */
export const NO_OVERRIDES: RuntimeChange = {
  version: 0,
  overrides: [],
  holidays: NO_RUNTIME_HOLIDAYS,
  at: 0 as Instant,
};

/** A configuration with everything laid over it that was decided until then. */
interface Prepared {
  readonly loaded: Snapshot;
  readonly holidays: RuntimeHolidays;
  readonly overrides: OverrideState | null;
  readonly configured: Snapshot;
  readonly overlaid: Snapshot | null;
}

/** Where something is decided during each of them, the last one is done again at once. */
const MAX_PREPARATIONS = 3;

const LIVE: Judgement = { freshness: 'live', asOf: null };

/**
 * Holds the snapshot that answers: the one place that swaps it. It is made of a configuration and
 * of what was decided while the service runs, holidays and overrides, and there is none until both
 * were seen. Refusing changes nothing.
 */
export class Keeper {
  readonly #patch = createPatchingWork();
  #loaded: Snapshot | null = null;
  #configured: Snapshot | null = null;
  #holidays = NO_RUNTIME_HOLIDAYS;
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

  /** The configuration in force as it was loaded, or `null` while nothing has been. */
  get loaded(): Snapshot | null {
    return this.#loaded;
  }

  /** The same with run-time holidays, without overrides: what overrides are resolved against. */
  get configured(): Snapshot | null {
    return this.#configured;
  }

  /** The overrides that were laid over it, in order of creation. */
  get overrides(): readonly Override[] {
    return this.#overrides?.overrides ?? [];
  }

  get lastReload(): ReloadResult | null {
    return this.#lastReload;
  }

  accept(loaded: Snapshot): void {
    this.#commit(finish(this.#preparing(loaded)));
  }

  /** Does in slices what takes time of accepting, and gives the rest, which is for at once. */
  async prepare(loaded: Snapshot): Promise<() => void> {
    let prepared = await finishInSlices(this.#preparing(loaded));
    for (let times = 1; times < MAX_PREPARATIONS && !this.#isCurrent(prepared); times++) {
      prepared = await finishInSlices(this.#preparing(loaded));
    }
    return () => (this.#isCurrent(prepared) ? this.#commit(prepared) : this.accept(loaded));
  }

  /** What would be in force if this were the configuration. Nothing is changed. */
  async wouldBe(loaded: Snapshot): Promise<Snapshot> {
    const configured = await finishInSlices(createPatchingWork()(loaded, this.#holidays));
    return finishInSlices(overlayingSnapshot(configured, this.#overrides ?? NO_OVERRIDES));
  }

  /** Keeps the last good snapshot and remembers why the new configuration was refused. */
  refuse(at: Instant, problems: readonly Problem[]): void {
    this.#lastReload = { at, problems };
  }

  /** Lays these over the configuration, in place of those before; version 0 changes nothing. */
  layOver({ version, overrides, holidays, at }: RuntimeChange): void {
    const before = this.#overrides;
    const hasSameHolidays = isSameHolidays(this.#holidays, holidays);
    this.#overrides = { version, overrides };
    if (!hasSameHolidays) {
      this.#holidays = holidays;
      this.#configured = this.#loaded && finish(this.#patch(this.#loaded, holidays));
    }
    // Most writes to a store that is shared with access keys leave every line as it is.
    const isSame = hasSameHolidays && before !== null && isSameList(before.overrides, overrides);
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

  *#preparing(loaded: Snapshot): Work<Prepared> {
    const [holidays, overrides] = [this.#holidays, this.#overrides];
    const configured = yield* this.#patch(loaded, holidays);
    const overlaid = overrides && (yield* overlayingSnapshot(configured, overrides));
    return { loaded, holidays, overrides, configured, overlaid };
  }

  /** Whether nothing was decided since. */
  #isCurrent({ holidays, overrides }: Prepared): boolean {
    return holidays === this.#holidays && overrides === this.#overrides;
  }

  #commit({ loaded, configured, overlaid }: Prepared): void {
    this.#loaded = loaded;
    this.#configured = configured;
    this.#lastReload = { at: loaded.loadedAt, problems: [] };
    this.#swap(overlaid, loaded.loadedAt);
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
