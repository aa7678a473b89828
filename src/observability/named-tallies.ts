import type { Tally } from './tally.ts';

/** Numbers by a name that comes from a list of ours, such as the codes of errors. */
export class NamedTallies<Name extends string = string> {
  readonly #tallies = new Map<Name, Tally>();

  of(name: Name): Tally {
    const known = this.#tallies.get(name);
    if (known) return known;
    const tally = { count: 0 };
    this.#tallies.set(name, tally);
    return tally;
  }

  *entries(): Iterable<readonly [name: Name, count: number]> {
    for (const [name, { count }] of this.#tallies) yield [name, count];
  }
}
