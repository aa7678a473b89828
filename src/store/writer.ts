import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import { CodedError, type ErrorCode } from '../errors.ts';
import { applyRecord, effectOf, findReplay } from './apply-record.ts';
import type { Confirmation } from './knowledge.ts';
import type { AuditRecord, DocumentChange } from './record.ts';
import type { Replica } from './replica.ts';
import { isSameDocument, sealRecord } from './seal-record.ts';
import {
  type Commit,
  type CommitResult,
  OutcomeUnknown,
  type Store,
  StoreUnavailable,
} from './store.ts';
import type { StoreState } from './store-state.ts';
import { DeadlineMissed, withDeadline } from './with-deadline.ts';
import type { Write, Written } from './write.ts';
import * as refusals from './write-refusals.ts';

/** Writes that wait for others; more are refused. */
export const MAX_PENDING_WRITES = 100;

/** Every write is answered within 2 s, whatever the store does; the rest is for the way there. */
export const WRITE_MILLISECONDS = 1_500;

/** Lost races against other replicas before a write gives up. */
const MAX_ATTEMPTS = 10;

/** Between two looks for the outcome of a commit that was not answered. */
const LOOK_MILLISECONDS = 50;

const TOO_LATE = 'Other changes took too long.';

/** What happened since the start. */
export interface LedgerCounts {
  readonly writes: number;
  readonly conflicts: number;
  /** By the store or for want of time; not those of the rules. */
  readonly refusals: number;
  readonly unknownOutcomes: number;
  readonly snapshotFailures: number;
  /** Writes that were answered before they were on the disk of this replica. */
  readonly lateSnapshots: number;
}

export interface WriterParts {
  readonly store: Store;
  readonly replica: Replica;
  readonly confirmation: Confirmation;
  readonly clock: () => Instant;
  readonly counts: { -readonly [name in keyof LedgerCounts]: number };
}

/** A stale condition or a limit is no trouble of the store. */
const COUNTED: Partial<Record<ErrorCode, 'refusals' | 'unknownOutcomes'>> = {
  outcome_unknown: 'unknownOutcomes',
  overloaded: 'refusals',
  store_behind: 'refusals',
  store_unavailable: 'refusals',
};

/** How far a write has come, which decides what may be said about it when its time is over. */
interface Progress {
  isSent: boolean;
  isOver: boolean;
}

/** Makes changes, one after the other, each on the state that the one before has left. */
export class Writer {
  readonly #parts: WriterParts;
  #queue: Promise<unknown> = Promise.resolve();
  #pending = 0;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** Settles within {@link WRITE_MILLISECONDS}. */
  async write(write: Write): Promise<Written> {
    try {
      return await this.#enqueue(write);
    } catch (error) {
      const count = error instanceof CodedError && COUNTED[error.code];
      if (count) this.#parts.counts[count] += 1;
      throw error;
    }
  }

  #enqueue(write: Write): Promise<Written> {
    if (this.#pending >= MAX_PENDING_WRITES) {
      throw refusals.overloaded(`${MAX_PENDING_WRITES} changes are waiting already.`);
    }
    this.#pending += 1;
    const progress: Progress = { isSent: false, isOver: false };
    const work = this.#queue.then(() => this.#perform(write, progress));
    this.#queue = work.then(
      () => this.#leave(),
      () => this.#leave(),
    );
    return withDeadline(work, WRITE_MILLISECONDS).catch((error) => {
      if (!(error instanceof DeadlineMissed)) throw error;
      progress.isOver = true;
      // What was not sent by now never will be.
      throw progress.isSent ? refusals.outcomeUnknown() : refusals.overloaded(TOO_LATE);
    });
  }

  /** Resolves once nothing is being written. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  #leave(): void {
    this.#pending -= 1;
  }

  async #perform(write: Write, progress: Progress): Promise<Written> {
    const { replica, counts } = this.#parts;
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !progress.isOver; attempt += 1) {
      const state = this.#stateToChange();
      const replayed = await this.#replay(write, state);
      if (replayed) return replayed;
      const record = this.#draft(write, state);
      if (!record) return { state, changes: [], replayed: false };
      if ((await this.#commit(state, record, progress)) === 'committed') {
        counts.writes += 1;
        const next = applyRecord(state, record);
        replica.adopt(next, [record]);
        return { state: next, changes: record.changes, replayed: false };
      }
      counts.conflicts += 1;
      progress.isSent = false;
      await replica.catchUp().catch(refusals.refuseUnavailable);
    }
    throw refusals.overloaded('Others were changing the store at the same time.');
  }

  /** The store is asked what the request did: only where to find it is held in memory. */
  async #replay({ idempotency }: Write, state: StoreState): Promise<Written | null> {
    const { store, clock } = this.#parts;
    const replay = idempotency && findReplay(state, idempotency.key, clock());
    if (!replay) return null;
    if (replay.fingerprint !== idempotency.fingerprint) throw refusals.idempotencyMismatch();
    const found = await store.records(replay.version, 1).catch(refusals.refuseUnavailable);
    const record = found.find(({ version }) => version === replay.version);
    if (record?.idempotency?.key !== idempotency.key) throw refusals.recordGone(replay.version);
    return { state, changes: record.changes, replayed: true };
  }

  #stateToChange(): StoreState {
    const { store, replica, confirmation } = this.#parts;
    const { alarm } = confirmation.knowledge;
    if (alarm) throw refusals.storeNotBelieved(alarm);
    if (!replica.state || !store.isReachable) throw refusals.storeUnavailable();
    return replica.state;
  }

  /** The record of what the write does to the state; `null` where it does nothing. */
  #draft(write: Write, state: StoreState): AuditRecord | null {
    const { actor, action, idempotency } = write;
    const version = state.version + 1;
    const at = new Date(this.#parts.clock()).toISOString();
    const changes = write.propose({ state, deed: { at, by: actor, version } });
    if (changes.length === 0) return null;
    for (const change of changes)
      invariant(isAbout(change, state), 'a change knows what it changes');
    const parts = { version, at, actor, action, changes, idempotency };
    return sealRecord({ ...parts, nonce: randomUUID(), previous: state.hash });
  }

  async #commit(state: StoreState, record: AuditRecord, progress: Progress): Promise<CommitResult> {
    const commit = { record, ...effectOf(state, record) };
    try {
      progress.isSent = true;
      return await this.#parts.store.commit(commit);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) return refusals.refuseUnavailable(error);
      return this.#learnOutcome(commit, progress);
    }
  }

  /**
   * Sends the same commit again: since only one record can follow on the one before, it is made at
   * most once, however many of them arrive, and however late.
   */
  async #learnOutcome(commit: Commit, progress: Progress): Promise<CommitResult> {
    while (!progress.isOver) {
      await pause(LOOK_MILLISECONDS);
      try {
        return await this.#parts.store.commit(commit);
      } catch (error) {
        const isExpected = error instanceof OutcomeUnknown || error instanceof StoreUnavailable;
        if (!isExpected) throw error;
      }
    }
    throw refusals.outcomeUnknown();
  }
}

function isAbout({ kind, id, before }: DocumentChange, { documents }: StoreState): boolean {
  return isSameDocument(before, documents.get(`${kind}/${id}`) ?? null);
}
