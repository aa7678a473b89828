import type { Tallies } from './tallies.ts';
import type { Tracing } from './tracing.ts';

export interface LoadWatchers {
  readonly tallies: Pick<Tallies, 'reloads'>;
  readonly tracing: Tracing | null;
}

/** The same way to load, with what came of it counted, and a span around it. */
export function watchLoad<Given extends unknown[], Loaded extends { readonly ok: boolean }>(
  load: (...given: Given) => Promise<Loaded>,
  { tallies, tracing }: LoadWatchers,
): (...given: Given) => Promise<Loaded> {
  return async (...given) => {
    const run = () => load(...given);
    const loaded = await (tracing ? tracing.around('reload', run) : run());
    tallies.reloads.of(loaded.ok ? 'accepted' : 'refused').count += 1;
    return loaded;
  };
}
