import { appendTransition, type Transitions } from './block.ts';
import type { Instant } from './instant.ts';
import type { Reason } from './reason.ts';

/** A stretch of time `[start, end)` that is laid over transitions and hides what is below it. */
export interface Patch {
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: Reason;
}

/**
 * Transitions with patches laid over them, to the minute or finer. Patches are in order of time, do
 * not overlap, and have reasons of their own (layer `override`), so that none merges with what is
 * below. They are laid before last call is cut, so that it comes before the end that callers meet.
 */
export function overlayTransitions(below: Transitions, patches: readonly Patch[]): Transitions {
  const overlaid: Transitions = { starts: [], reasons: [] };
  let next = 0;
  let hiddenUntil = Number.NEGATIVE_INFINITY;
  for (const [index, reason] of below.reasons.entries()) {
    const end = below.starts[index + 1] ?? Number.POSITIVE_INFINITY;
    let start = Math.max(below.starts[index] as number, hiddenUntil);
    for (let patch = patches[next]; patch && patch.start < end; patch = patches[++next]) {
      if (start < patch.start) appendTransition(overlaid, start as Instant, reason);
      appendTransition(overlaid, patch.start, patch.reason);
      hiddenUntil = patch.end;
      start = patch.end;
    }
    if (start < end) appendTransition(overlaid, start as Instant, reason);
  }
  return overlaid;
}
