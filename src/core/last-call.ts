import { appendTransition, type Transitions } from './block.ts';
import type { Instant } from './instant.ts';
import type { Reasons } from './reason.ts';

/**
 * Turns the last `duration` elapsed milliseconds of every opening into `last_call`. Adjoining open
 * intervals are one opening, whatever their reasons; one that is shorter is last call throughout.
 */
export function cutLastCalls(
  { starts, reasons }: Transitions,
  duration: number,
  intern: Reasons,
): Transitions {
  const cut: Transitions = { starts: [], reasons: [] };
  let openingStart = Number.NEGATIVE_INFINITY;
  let wasOpen = false;
  for (const [index, reason] of reasons.entries()) {
    const start = starts[index] as Instant;
    const isOpen = reason.state === 'open';
    if (isOpen && !wasOpen) openingStart = start;
    if (!isOpen && wasOpen) {
      const layer = reasons[index - 1]?.layer ?? reason.layer;
      const lastCall = Math.max(openingStart, start - duration) as Instant;
      appendTransition(cut, lastCall, intern({ code: 'last_call', layer }));
    }
    appendTransition(cut, start, reason);
    wasOpen = isOpen;
  }
  return cut;
}
