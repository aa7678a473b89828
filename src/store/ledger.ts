import { type Instant, MINUTE, SECOND } from '../core/instant.ts';
import type { DiskSnapshots, SavedState } from './disk-snapshot.ts';
import { Confirmation, type Knowledge } from './knowledge.ts';
import type { AuditRecord } from './record.ts';
import { type LedgerLog, Replica, type StateListener } from './replica.ts';
import { SnapshotSaver } from './snapshot-saver.ts';
import type { Store } from './store.ts';
import type { StoreState } from './store-state.ts';
import { DeadlineMissed, withDeadline } from './with-deadline.ts';
import type { Write, Written } from './write.ts';
import { refuseUnavailable } from './write-refusals.ts';
import { type LedgerCounts, WRITE_MILLISECONDS, Writer, type WriterParts } from './writer.ts';

export type { Knowledge } from './knowledge.ts';
export type { LedgerLog } from './replica.ts';
export type { Write, Written } from './write.ts';

export interface LedgerOptions {
  readonly clock: () => Instant;
  readonly log: LedgerLog;
  /** Where the last state is kept for a start without the store; `null` for the embedded store. */
  readonly disk: DiskSnapshots | null;
  readonly pollMilliseconds: number;
}

/** A state counts as live until this many polls have failed. */
const LIVE_POLLS = 3;
const MIN_LIVE_MILLISECONDS = 2 * SECOND;

/** With a state on disk to answer from, a store that takes longer for its own is not waited for. */
const START_MILLISECONDS = 2 * SECOND;

/** Whoever waits for what another replica has just written does not wait longer. */
const CATCH_UP_MILLISECONDS = SECOND;

/** So that what is on disk never looks older than a minute while the store is there. */
const SAVE_MILLISECONDS = MINUTE / 2;

/** What was decided while the service runs: its state in memory, and the way to change it. */
export class Ledger {
  /** Since the start, for metrics. */
  readonly counts: LedgerCounts;
  readonly #store: Store;
  readonly #log: LedgerLog;
  readonly #confirmation: Confirmation;
  readonly #replica: Replica;
  readonly #writer: Writer;
  readonly #saver: SnapshotSaver | null;
  readonly #disk: DiskSnapshots | null;
  readonly #late: () => void;
  readonly #listeners: ((knowledge: Knowledge) => void)[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #isFollowing = false;

  private constructor(store: Store, options: LedgerOptions, state: StoreState | null) {
    const { clock, log, disk, pollMilliseconds } = options;
    const counts: WriterParts['counts'] = {
      writes: 0,
      conflicts: 0,
      refusals: 0,
      unknownOutcomes: 0,
      snapshotFailures: 0,
      lateSnapshots: 0,
    };
    this.counts = counts;
    this.#late = () => {
      counts.lateSnapshots += 1;
    };
    this.#store = store;
    this.#log = log;
    const live = Math.max(LIVE_POLLS * pollMilliseconds, MIN_LIVE_MILLISECONDS);
    const confirmation = new Confirmation({
      clock,
      holdsMilliseconds: store.kind === 'embedded' ? null : live,
      changed: (now, before) => this.#tell(now, before),
    });
    this.#confirmation = confirmation;
    this.#replica = new Replica({ store, confirmation, log, state });
    this.#writer = new Writer({ store, replica: this.#replica, confirmation, clock, counts });
    const latest = () => this.#confirmed();
    const failed = () => {
      counts.snapshotFailures += 1;
    };
    this.#disk = disk;
    this.#saver = disk ? new SnapshotSaver({ disk, log, latest, failed }) : null;
  }

  /**
   * Starts from what the store says, else from what is on disk, else from nothing, and goes on
   * asking. What is on disk was confirmed once, so a store that holds less is not believed.
   */
  static async open(store: Store, options: LedgerOptions): Promise<Ledger> {
    const saved = await loadSaved(options);
    const ledger = new Ledger(store, options, saved?.state ?? null);
    if (saved) ledger.#confirmation.recall(saved.confirmedAt);
    const known = ledger.#replica.tryCatchingUp();
    await (saved ? withDeadline(known, START_MILLISECONDS).catch(unlessMissed) : known);
    const { freshness, alarm } = ledger.knowledge;
    if (freshness !== 'live' && !alarm) options.log.warn(describeStart(saved));
    ledger.#follow(options.pollMilliseconds);
    return ledger;
  }

  get kind(): Store['kind'] {
    return this.#store.kind;
  }

  /** `null`: the store's state was never seen. */
  get state(): StoreState | null {
    return this.#replica.state;
  }

  get knowledge(): Knowledge {
    return this.#confirmation.knowledge;
  }

  /**
   * Makes a change. What is returned is durable. Throws a coded error within 2 s: what the proposal
   * throws; `outcome_unknown`; or when nothing was changed `store_unavailable`, `store_behind`,
   * `overloaded` or `idempotency_mismatch`.
   */
  async write(write: Write): Promise<Written> {
    const start = performance.now();
    const written = await this.#writer.write(write);
    const left = WRITE_MILLISECONDS - (performance.now() - start);
    await this.#saved(written.state.version, left);
    return written;
  }

  /** Sees what other replicas have written until now, unless the store does not say so in time. */
  async catchUp(): Promise<void> {
    // Nobody else writes to the embedded store.
    if (this.kind === 'embedded') return;
    await withDeadline(this.#replica.tryCatchingUp(), CATCH_UP_MILLISECONDS).catch(unlessMissed);
  }

  /** At most `limit` records from `version` (inclusive) on; throws `store_unavailable`. */
  records(version: number, limit: number): Promise<readonly AuditRecord[]> {
    return this.#store.records(version, limit).catch(refuseUnavailable);
  }

  /** Calls back after each change of the state, before the write that made it is answered. */
  onChange(listener: StateListener): void {
    this.#replica.onChange(listener);
  }

  /** Calls back when the freshness or the alarm changes. */
  onKnowledge(listener: (knowledge: Knowledge) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    await this.#writer.idle();
    for (const timer of this.#timers) clearInterval(timer);
    this.#confirmation.close();
    await this.#saver?.reach(this.state?.version ?? -1);
    await this.#disk?.close();
    await this.#store.close();
  }

  /** A slow disk does not take back what the store has confirmed. */
  async #saved(version: number, milliseconds: number): Promise<void> {
    if (!this.#saver) return;
    await withDeadline(this.#saver.reach(version), milliseconds).catch((error) => {
      unlessMissed(error);
      this.#late();
      this.#log.error(`version ${version} was not saved on disk in time`);
    });
  }

  #follow(pollMilliseconds: number): void {
    this.#isFollowing = true;
    const saver = this.#saver;
    if (saver) {
      this.onChange(({ version }) => void saver.reach(version));
      void saver.save();
      this.#repeat(SAVE_MILLISECONDS, () => this.#isLive && saver.save());
    }
    // The embedded store too: a write that its disk answered too late shows in no other way.
    this.#store.onChange(() => this.#replica.tryCatchingUp());
    this.#repeat(pollMilliseconds, () => this.#replica.tryCatchingUp());
  }

  #repeat(milliseconds: number, task: () => unknown): void {
    this.#timers.push(setInterval(task, milliseconds).unref());
  }

  get #isLive(): boolean {
    return this.knowledge.freshness === 'live';
  }

  #confirmed(): SavedState | null {
    const { state } = this;
    const { at: confirmedAt } = this.#confirmation;
    return state && confirmedAt !== null ? { state, confirmedAt } : null;
  }

  #tell(now: Knowledge, before: Knowledge): void {
    // What is as it should be at the start is not worth a line.
    if (now.freshness === 'live') {
      if (this.#isFollowing) this.#log.info('the store confirms what is known');
    } else if (before.freshness === 'live' && !now.alarm) {
      this.#log.warn('the store cannot be asked; answers stay as they were last known');
    }
    for (const listener of this.#listeners) listener(now);
  }
}

/** A disk that cannot be read is no reason not to ask the store. */
async function loadSaved({ disk, log }: LedgerOptions): Promise<SavedState | null> {
  try {
    return (await disk?.load()) ?? null;
  } catch (error) {
    log.error(`the state on disk cannot be read: ${error}`);
    return null;
  }
}

function unlessMissed(error: unknown): void {
  if (!(error instanceof DeadlineMissed)) throw error;
}

function describeStart(saved: SavedState | null): string {
  if (!saved) return 'the store cannot be asked; nothing is known until it can';
  const at = new Date(saved.confirmedAt).toISOString();
  return `the store cannot be asked; starting from version ${saved.state.version} as of ${at}`;
}
