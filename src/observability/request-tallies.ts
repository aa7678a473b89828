import type { Tally } from './tally.ts';

/** The most sets of labels; further ones share `OTHER_ROUTES`. */
export const MAX_COUNTED_ROUTES = 2_000;

/** What requests count as that no route took, and those beyond the bound. */
export const OTHER_ROUTES = '_other';

export interface RequestLabels {
  readonly route: string;
  readonly method: string;
  readonly status: number;
}

/** How many requests each route answered how; routes are templates, never paths. */
export class RequestTallies {
  readonly #routes = new Map<string, Map<string, Map<number, Tally>>>();
  #size = 0;

  /** What to add to: the same object for the same labels, so that it can be kept. */
  of(route: string, method: string, status: number): Tally {
    const known = this.#routes.get(route)?.get(method)?.get(status);
    if (known) return known;
    if (this.#size < MAX_COUNTED_ROUTES) return this.#add(route, method, status);
    const isOther = route === OTHER_ROUTES && method === OTHER_ROUTES;
    return isOther ? this.#add(route, method, status) : this.of(OTHER_ROUTES, OTHER_ROUTES, status);
  }

  /** Everything that was counted. */
  *entries(): Iterable<{ readonly labels: RequestLabels; readonly tally: Tally }> {
    for (const [route, methods] of this.#routes) {
      for (const [method, statuses] of methods) {
        for (const [status, tally] of statuses) yield { labels: { route, method, status }, tally };
      }
    }
  }

  #add(route: string, method: string, status: number): Tally {
    const methods = this.#routes.get(route) ?? new Map<string, Map<number, Tally>>();
    const statuses = methods.get(method) ?? new Map<number, Tally>();
    const tally = { count: 0 };
    this.#routes.set(route, methods.set(method, statuses.set(status, tally)));
    this.#size += 1;
    return tally;
  }
}
