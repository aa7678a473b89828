import type { Instant } from './instant.ts';
import type { LineOverride } from './line-override.ts';

/** Time `[start, end)` in which one override shows, because none created later hides it. */
export interface OverrideStretch {
  readonly start: Instant;
  readonly end: Instant;
  readonly override: LineOverride;
}

/**
 * Which override shows when: stretches in order of time that do not overlap. Overrides come in
 * order of creation; the last one wins, and when it ends the one below shows again.
 */
export function visibleStretches(overrides: readonly LineOverride[]): readonly OverrideStretch[] {
  const stretches: OverrideStretch[] = [];
  for (const override of overrides) {
    const { start, end } = override;
    if (start >= end) continue;
    const { first, last } = touched(stretches, start, end);
    const before = stretches.slice(first, last).filter((hidden) => hidden.start < start);
    const after = stretches.slice(first, last).filter((hidden) => hidden.end > end);
    stretches.splice(
      first,
      last - first,
      ...before.map((hidden) => ({ ...hidden, end: start })),
      { start, end, override },
      ...after.map((hidden) => ({ ...hidden, start: end })),
    );
  }
  return stretches;
}

/** What lies in order of time without overlapping, as far as it reaches into `[start, end)`. */
export function within<T extends { readonly start: number; readonly end: number }>(
  sorted: readonly T[],
  start: number,
  end: number,
): readonly T[] {
  const { first, last } = touched(sorted, start, end);
  return sorted.slice(first, last);
}

function touched<T extends { readonly start: number; readonly end: number }>(
  sorted: readonly T[],
  start: number,
  end: number,
) {
  const first = firstIndex(sorted, (each) => each.end > start);
  const last = firstIndex(sorted, (each) => each.start >= end);
  return { first, last: Math.max(first, last) };
}

/** The place of the first that passes a test which all after it pass too. */
function firstIndex<T>(sorted: readonly T[], passes: (each: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
