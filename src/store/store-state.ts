import type { Json } from './json.ts';
import type { Head } from './record.ts';

/** Everything that the store holds at one version. Immutable; the sum of all records. */
export interface StoreState extends Head {
  /**
   * By `override/ID`, `key/ID`, `session/ID`, and `replay/KEY` for requests that may be repeated.
   */
  readonly documents: ReadonlyMap<string, Json>;
}
