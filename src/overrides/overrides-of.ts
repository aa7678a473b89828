import type { StoreState } from '../store/store-state.ts';
import type { Override } from './override.ts';

/** The overrides of a state, in order of creation. The same list for the same state. */
export function overridesOf(state: StoreState): readonly Override[] {
  const known = lists.get(state);
  if (known) return known;
  const list = [...state.documents]
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([, document]) => document as unknown as Override)
    .sort((a, b) => a.created.version - b.created.version);
  lists.set(state, list);
  return list;
}

/** The override of an id, or `null`. */
export function overrideOf({ documents }: StoreState, id: string): Override | null {
  return (documents.get(`${PREFIX}${id}`) as unknown as Override | undefined) ?? null;
}

const PREFIX = 'override/';

const lists = new WeakMap<StoreState, readonly Override[]>();
