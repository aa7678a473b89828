import { MINUTE } from '../core/instant.ts';
import { catchUp } from './catch-up.ts';
import { coalesce } from './coalesce.ts';
import type { Alarm, Confirmation } from './knowledge.ts';
import type { AuditRecord } from './record.ts';
import { type Store, StoreUnavailable } from './store.ts';
import type { StoreState } from './store-state.ts';

export interface LedgerLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** Called after each change of the state, with the records of it; none where all was loaded. */
export type StateListener = (state: StoreState, records: readonly AuditRecord[]) => void;

export interface ReplicaParts {
  readonly store: Store;
  readonly confirmation: Confirmation;
  readonly log: LedgerLog;
  /** What is known without the store. */
  readonly state: StoreState | null;
}

/** Our copy of the store's state, which only ever goes forward. */
export class Replica {
  readonly #store: Store;
  readonly #confirmation: Confirmation;
  readonly #log: LedgerLog;
  readonly #listeners: StateListener[] = [];
  #state: StoreState | null;
  #complained = Number.NEGATIVE_INFINITY;

  /** Asks the store what is new. Throws {@link StoreUnavailable} when it cannot be asked. */
  readonly catchUp = coalesce(() => this.#catchUp());

  constructor({ store, confirmation, log, state }: ReplicaParts) {
    this.#store = store;
    this.#confirmation = confirmation;
    this.#log = log;
    this.#state = state;
  }

  get state(): StoreState | null {
    return this.#state;
  }

  onChange(listener: StateListener): void {
    this.#listeners.push(listener);
  }

  /** As {@link catchUp}, for those who ask again anyway. */
  async tryCatchingUp(): Promise<void> {
    try {
      await this.catchUp();
    } catch (error) {
      // An unreachable store is told when the confirmation lapses, not at every poll.
      if (!(error instanceof StoreUnavailable)) this.#log.error(`cannot catch up: ${error}`);
    }
  }

  /** Takes over what the store has just confirmed as where it stands. */
  adopt(state: StoreState, records: readonly AuditRecord[]): void {
    this.#advance(state, records);
    this.#confirmation.confirm();
  }

  /** Goes forward, unless a faster way brought us there already. */
  #advance(state: StoreState, records: readonly AuditRecord[]): void {
    const { version } = this.#state ?? { version: -1 };
    if (state.version > version) {
      this.#state = state;
      this.#tell(
        state,
        records.filter((record) => record.version > version),
      );
    }
  }

  async #catchUp(): Promise<void> {
    const progress = await catchUp(this.#store, this.#state);
    switch (progress.kind) {
      case 'confirmed':
        return this.#confirmation.confirm();
      case 'advanced':
        if (progress.isAtEnd) return this.adopt(progress.state, progress.records);
        this.#advance(progress.state, progress.records);
        return this.#catchUp();
      case 'loaded':
        return this.adopt(progress.state, []);
      case 'refused':
        return this.#refuse(progress.alarm, progress.why);
    }
  }

  #refuse(alarm: Alarm, why: string): void {
    const isNew = this.#confirmation.knowledge.alarm !== alarm;
    this.#confirmation.ring(alarm);
    const now = performance.now();
    if (!isNew && now - this.#complained < MINUTE) return;
    this.#complained = now;
    this.#log.error(
      `${why}; answers stay as they were, and changes are refused until it is restored`,
    );
  }

  #tell(state: StoreState, records: readonly AuditRecord[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(state, records);
      } catch (error) {
        this.#log.error(`a listener failed at version ${state.version}: ${describe(error)}`);
      }
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
