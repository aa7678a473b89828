import type { Store } from '../store/store.ts';
import type { DurationTallies } from './duration-tallies.ts';
import type { Around, Tracing } from './tracing.ts';

/** The same store, with what it is asked timed and, where traces are on, traced. */
export function timeStore(
  store: Store,
  durations: DurationTallies,
  tracing: Pick<Tracing, 'around'> | null,
): Store {
  const timed = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    try {
      return await run();
    } finally {
      durations.add(name, performance.now() - start);
    }
  };
  const traced: Around = (name, run) =>
    timed(name, () => (tracing ? tracing.around(`store ${name}`, run) : run()));
  return {
    kind: store.kind,
    outbox: store.outbox,
    counts: store.counts,
    get isReachable() {
      return store.isReachable;
    },
    load: () => traced('load', () => store.load()),
    // Every second, for ever: worth a number, and no trace.
    advanceFrom: (version, limit) => timed('advance', () => store.advanceFrom(version, limit)),
    commit: (commit) => traced('commit', () => store.commit(commit)),
    records: (version, limit) => traced('records', () => store.records(version, limit)),
    replace: (state, records) => traced('replace', () => store.replace(state, records)),
    onChange: (listener) => store.onChange(listener),
    durability: () => store.durability(),
    close: () => store.close(),
  };
}
