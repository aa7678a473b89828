import type { Instant } from './core/instant.ts';
import { runtimeHolidaysOf } from './holidays/runtime-holidays.ts';
import type { Keeper } from './lines/keeper.ts';
import { overridesOf } from './overrides/overrides-of.ts';
import type { Ledger } from './store/ledger.ts';
import type { StoreState } from './store/store-state.ts';

/** Lets every change of the ledger reach the snapshot that answers. */
export function feedKeeper(keeper: Keeper, ledger: Ledger, clock: () => Instant): void {
  const layOver = (state: StoreState) => {
    const { version } = state;
    const [overrides, holidays] = [overridesOf(state), runtimeHolidaysOf(state)];
    keeper.layOver({ version, overrides, holidays, at: clock() });
  };
  ledger.onChange(layOver);
  ledger.onKnowledge((knowledge) => keeper.judge(knowledge, clock()));
  keeper.judge(ledger.knowledge, clock());
  if (ledger.state) layOver(ledger.state);
}
