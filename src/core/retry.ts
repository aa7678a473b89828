import { type Instant, MINUTE, SECOND } from './instant.ts';
import type { Opening } from './opening.ts';

/** When a caller who was turned away should call again. `null` twice: nothing opens in 400 days. */
export interface Retry {
  readonly at: Instant | null;
  /** Half-open: calls spread over it do not all come at the minute of opening. */
  readonly window: readonly [Instant, Instant] | null;
}

export interface RetryOptions {
  readonly spreadMinutes: number;
  /** From 0 to below 1: where in the window this caller belongs. 0 is the opening itself. */
  readonly share?: number;
}

/** Advice for a caller at a closed line: the window never reaches past the opening's end. */
export function adviseRetry(
  opening: Opening | null,
  { spreadMinutes, share = 0 }: RetryOptions,
): Retry {
  const start = opening?.start ?? null;
  if (start === null) return { at: null, window: null };
  const end = Math.min(start + spreadMinutes * MINUTE, opening?.end ?? Number.POSITIVE_INFINITY);
  const wait = Math.floor(((end - start) * share) / SECOND) * SECOND;
  return { at: (start + wait) as Instant, window: [start, end as Instant] };
}
