import type { Tally } from './tally.ts';

/** The most lines that are counted by name; further ones share `OTHER_LINES`. */
export const MAX_COUNTED_LINES = 500;

/** The most pairs of state and reason of one line; further ones share `OTHER_REASONS`. */
const MAX_COUNTED_REASONS = 40;

/** No id of a line may have an underscore at its start, so no line is called this. */
export const OTHER_LINES = '_other';
const OTHER_REASONS = '_other';

export interface DecisionLabels {
  readonly line: string;
  readonly state: string;
  readonly reason: string;
}

/**
 * How often each line was answered with each state and reason. The number of labels is bounded, so
 * that neither 100,000 lines nor hostile requests fill memory or a scrape: lines are named in the
 * order in which they are first asked for. Callers give lines that exist, never what was asked for.
 */
export class DecisionTallies {
  readonly #lines = new Map<string, Map<string, Counted>>();

  /** What to add to: the same object for the same labels, so that answers can keep it. */
  of(lineId: string, state: string, reason: string): Tally {
    const line = this.#nameOf(lineId);
    const counted = this.#lines.get(line) ?? new Map<string, Counted>();
    this.#lines.set(line, counted);
    const isNew = !counted.has(`${state} ${reason}`);
    const named = isNew && counted.size >= MAX_COUNTED_REASONS ? OTHER_REASONS : reason;
    const key = `${state} ${named}`;
    const known = counted.get(key);
    if (known) return known.tally;
    const tally = { count: 0 };
    counted.set(key, { labels: { line, state, reason: named }, tally });
    return tally;
  }

  /** Everything that was counted. */
  *entries(): Iterable<Counted> {
    for (const counted of this.#lines.values()) yield* counted.values();
  }

  #nameOf(lineId: string): string {
    if (this.#lines.has(lineId)) return lineId;
    return this.#lines.size < MAX_COUNTED_LINES ? lineId : OTHER_LINES;
  }
}

interface Counted {
  readonly labels: DecisionLabels;
  readonly tally: Tally;
}
