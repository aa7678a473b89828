import { SECOND } from '../core/instant.ts';

/** Upper bounds of the buckets, inclusive; what takes longer is in the last one, without bound. */
export const BUCKETS_SECONDS = [
  ...[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  Number.POSITIVE_INFINITY,
] as const;

/** The most names that are told apart; further ones share `OTHER_DURATIONS`. */
const MAX_DURATION_NAMES = 200;
const OTHER_DURATIONS = '_other';

/** How long things of one name took: plain numbers until somebody scrapes. */
export interface Durations {
  /** How many fell into each of {@link BUCKETS_SECONDS}, each counted once. */
  readonly buckets: number[];
  sumSeconds: number;
}

/** How long things took, by name. */
export class DurationTallies {
  readonly #byName = new Map<string, Durations>();

  add(name: string, milliseconds: number): void {
    const durations = this.#byName.get(name) ?? this.#create(name);
    const seconds = milliseconds / SECOND;
    const bucket = BUCKETS_SECONDS.findIndex((bound) => seconds <= bound);
    durations.buckets[bucket] = (durations.buckets[bucket] ?? 0) + 1;
    durations.sumSeconds += seconds;
  }

  entries(): Iterable<readonly [name: string, durations: Durations]> {
    return this.#byName;
  }

  #create(name: string): Durations {
    const isFull = this.#byName.size >= MAX_DURATION_NAMES;
    const kept = isFull ? OTHER_DURATIONS : name;
    const durations = this.#byName.get(kept) ?? {
      buckets: BUCKETS_SECONDS.map(() => 0),
      sumSeconds: 0,
    };
    this.#byName.set(kept, durations);
    return durations;
  }
}
