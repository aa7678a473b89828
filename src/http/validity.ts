import { addDays } from '../core/civil.ts';
import type { Decision } from '../core/decision.ts';
import { type Instant, MINUTE, SECOND } from '../core/instant.ts';
import { instantToDay, startOfDay, type Zone } from '../core/zone.ts';
import type { LineDecision } from '../lines/line-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';

/** How long an answer stays true. */
export interface Validity {
  readonly now: Instant;
  /** The first instant at which it may be another; `null` when it does not depend on now. */
  readonly freshUntil: Instant | null;
  /** Since when it has been what it is. */
  readonly modifiedAt: Instant;
}

/** As true as the first of the answers to change. */
export function validityOf(
  answers: readonly LineDecision[],
  { snapshot, now, at }: { snapshot: Snapshot; now: Instant; at: Instant | null },
): Validity {
  const { changedAt } = snapshot;
  if (at !== null || answers.length === 0) return { now, freshUntil: null, modifiedAt: changedAt };
  const changes = answers.map(({ line, decision }) => decidedSince(line, decision));
  const boundaries = answers.map(({ decision }) => decision.freshUntil);
  return {
    now,
    freshUntil: Math.min(...boundaries) as Instant,
    modifiedAt: Math.max(changedAt, ...changes) as Instant,
  };
}

/**
 * The validity of an answer that counts seconds from now: a cache makes them too many, so that it
 * may add its `max-age` and no more.
 */
export function validityOfCount(whole: Validity, maxAgeSeconds: number): Validity {
  const { now, freshUntil } = whole;
  if (freshUntil === null) return whole;
  return { ...whole, freshUntil: Math.min(freshUntil, now + maxAgeSeconds * SECOND) as Instant };
}

/** When an answer that begins with today begins with another date. */
export function untilTomorrow(zone: Zone, now: Instant): Instant {
  return startOfDay(zone, addDays(instantToDay(zone, now), 1));
}

/**
 * The last boundary at or before a decision: its interval, its date (messages and notices change
 * with the date) or the beginning of "closing soon".
 */
function decidedSince({ zone, compiled }: Line, decision: Decision): Instant {
  const { instant, since, closesAt, closingSoon } = decision;
  const boundaries = [startOfDay(zone, instantToDay(zone, instant)), since ?? 0];
  if (closingSoon && closesAt !== null) {
    boundaries.push(closesAt - compiled.schedule.closingSoonMinutes * MINUTE);
  }
  return Math.max(...boundaries) as Instant;
}
