import type { Actor, Deed, DocumentChange, Idempotency } from './record.ts';
import type { StoreState } from './store-state.ts';

/** A change to be made: who, what, and how it follows from the state. */
export interface Write {
  readonly actor: Actor;
  readonly action: string;
  readonly idempotency: Idempotency | null;
  /** Pure: it may be run again on a newer state. Throws a coded error to refuse. */
  propose(context: { readonly state: StoreState; readonly deed: Deed }): readonly DocumentChange[];
}

export interface Written {
  readonly state: StoreState;
  /** Those of the original request when this one repeats it. */
  readonly changes: readonly DocumentChange[];
  readonly replayed: boolean;
}
