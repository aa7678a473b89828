import type { Json } from './json.ts';
import type { AuditRecord, Head } from './record.ts';
import type { StoreState } from './store-state.ts';

/** A change ready to be made: the record, and what it does to the documents. */
export interface Commit {
  readonly record: AuditRecord;
  readonly puts: ReadonlyMap<string, Json>;
  readonly removes: readonly string[];
}

/** `conflict`: the store does not stand where the record follows on; nothing was changed. */
export type CommitResult = 'committed' | 'conflict';

/** Where the store stands, and records from the asked version on, that one included. */
export interface Advance {
  readonly head: Head;
  readonly records: readonly AuditRecord[];
}

/** What is safe on a disk when a commit has been answered. */
export type Durability = 'every-write' | 'every-second' | 'none' | 'unknown';

/**
 * What keeps changes. Every call but `load` and `replace`, which move everything, ends within
 * {@link DEADLINE_MILLISECONDS}: it does what it says, or throws {@link StoreUnavailable} (nothing
 * was changed) or, for `commit` and `replace`, {@link OutcomeUnknown}.
 */
export interface Store {
  readonly kind: 'embedded' | 'redis';
  /** All documents and the head, of one moment, within {@link LOAD_DEADLINE_MILLISECONDS}. */
  load(): Promise<StoreState>;
  /** The head, and at most `limit` records from `version` (inclusive) on, of one moment. */
  advanceFrom(version: number, limit: number): Promise<Advance>;
  /**
   * Puts the record and its effect, all or nothing, when the head is what the record follows. A
   * record that is there already counts as committed, so that asking once more is safe: libraries
   * ask once more on their own when a node of a cluster goes.
   */
  commit(commit: Commit): Promise<CommitResult>;
  /** At most `limit` records from `version` (inclusive) on, in order. */
  records(version: number, limit: number): Promise<readonly AuditRecord[]>;
  /**
   * Puts a whole state and its records in the place of everything, the outbox included, atomically:
   * for restoring. Ends within {@link REPLACE_DEADLINE_MILLISECONDS}.
   */
  replace(state: StoreState, records: readonly AuditRecord[]): Promise<void>;
  /** Calls back when somebody may have changed something; not relied on. */
  onChange(listener: () => void): void;
  /** Whether commands can be sent at this moment. */
  readonly isReachable: boolean;
  durability(): Promise<Durability>;
  readonly outbox: Outbox;
  /** Counts shared by all replicas; `null` where there is only one. */
  readonly counts: SharedCounts | null;
  close(): Promise<void>;
}

/** Small working papers of the senders of webhooks: kept, but not versioned and not audited. */
export interface Outbox {
  /** Whether `holder` has, or now gets, the right to send, for so long. */
  lease(holder: string, milliseconds: number): Promise<boolean>;
  release(holder: string): Promise<void>;
  read(): Promise<ReadonlyMap<string, Json>>;
  change(puts: ReadonlyMap<string, Json>, removes: readonly string[]): Promise<void>;
}

/** Counters per name and window of time. */
export interface SharedCounts {
  /** Adds to counters, which vanish after `milliseconds`; gives their sums over all replicas. */
  add(
    amounts: ReadonlyMap<string, number>,
    milliseconds: number,
  ): Promise<ReadonlyMap<string, number>>;
}

/** Our own deadline around every call: libraries may wait for ever. */
export const DEADLINE_MILLISECONDS = 1_000;

/** A large state takes a while, during which what is known goes on being answered. */
export const LOAD_DEADLINE_MILLISECONDS = 10_000;

/** A restore moves everything at once, and nobody on the telephone waits for it. */
export const REPLACE_DEADLINE_MILLISECONDS = 60_000;

/** Where a store says what goes wrong with it, each trouble once. */
export interface StoreLog {
  info(text: string): void;
  warn(text: string): void;
}

/** The store cannot be asked; nothing was changed. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Sent, but not answered in time: it may have been done, and may still be. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Why a store cannot be opened at all; trying again does not help before a person has acted. */
export class StoreFault extends Error {
  override readonly name: string = 'StoreFault';
  readonly found: string;
  readonly advice: string;

  constructor(found: string, advice: string, cause?: unknown) {
    super(`${found}; ${advice}`, { cause });
    this.found = found;
    this.advice = advice;
  }
}

/** Another process has the embedded store open. */
export class StoreLocked extends StoreFault {
  override readonly name = 'StoreLocked';
}

/** The embedded store is there, but not whole. */
export class StoreDamaged extends StoreFault {
  override readonly name = 'StoreDamaged';
}
