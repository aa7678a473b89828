import type { Instant } from './instant.ts';
import type { Names, State } from './reason.ts';
import type { Hours } from './schedule.ts';

/** An override as it concerns one line: instants of whole minutes, half-open `[start, end)`. */
export interface LineOverride {
  readonly start: Instant;
  readonly end: Instant;
  /** Own hours are open on every civil date they start on, and closed between, until it ends. */
  readonly change:
    | { readonly kind: 'open' | 'closed' }
    | { readonly kind: 'hours'; readonly hours: Hours };
  /** What callers are told it is, while it opens the line and while it closes it. */
  readonly names: Readonly<Partial<Record<State, Names>>>;
  readonly message: Names | null;
}
