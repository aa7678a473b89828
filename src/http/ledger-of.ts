import { storeUnseen } from '../access/authenticate.ts';
import type { Ledger } from '../store/ledger.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Ports } from './ports.ts';

/** What changes are written through, or the refusal where nothing is kept. */
export function ledgerOf({ ledger }: Pick<Ports, 'ledger'>): Ledger {
  if (ledger === null) throw storeUnseen();
  return ledger;
}

/** The state of the store, or the refusal while it was never seen. */
export function stateOf(ports: Pick<Ports, 'ledger'>): StoreState {
  const { state } = ledgerOf(ports);
  if (state === null) throw storeUnseen();
  return state;
}
