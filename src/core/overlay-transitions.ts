import { appendTransition, type Transitions } from './block.ts';
import type { Instant } from './instant.ts';
import type { Reason } from './reason.ts';

/** A stretch of time `[start, end)` that is laid over transitions and hides what is below it. */
export interface Cover {
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: Reason;
}

/**
 * Transitions with covers laid over them, to the minute or finer. Covers are in order of time, do
 * not overlap, and have reasons of their own (layer `override`), so that none merges with what is
 * below. They are laid before last call is cut, so that it comes before the end that callers meet.
 */
export function overlayTransitions(below: Transitions, covers: readonly Cover[]): Transitions {
  const overlaid: Transitions = { starts: [], reasons: [] };
  let next = 0;
  let hiddenUntil = Number.NEGATIVE_INFINITY;
  for (const [index, reason] of below.reasons.entries()) {
    const end = below.starts[index + 1] ?? Number.POSITIVE_INFINITY;
    let start = Math.max(below.starts[index] as number, hiddenUntil);
    for (let cover = covers[next]; cover && cover.start < end; cover = covers[++next]) {
      if (start < cover.start) appendTransition(overlaid, start as Instant, reason);
      appendTransition(overlaid, cover.start, cover.reason);
      hiddenUntil = cover.end;
      start = cover.end;
    }
    if (start < end) appendTransition(overlaid, start as Instant, reason);
  }
  return overlaid;
}
