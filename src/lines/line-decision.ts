import type { Destination } from '../config/configuration.ts';
import { byReason } from '../core/by-reason.ts';
import { type Decision, decide } from '../core/decision.ts';
import type { Instant } from '../core/instant.ts';

import type { Line } from './snapshot.ts';

/** A decision together with the line it is about: what representations are made from. */
export interface LineDecision {
  readonly line: Line;
  readonly decision: Decision;
  readonly destination: Destination | null;
}

/** Decides a line at an instant. `share` picks a caller's own instant in the retry window. */
export function decideLine(line: Line, instant: Instant, share = 0): LineDecision {
  const options = { spreadMinutes: line.retrySpreadMinutes, share };
  const decision = decide(line.compiled, instant, options);
  return { line, decision, destination: byReason(line.destinations, decision.reason) ?? null };
}
