/** Instants as minutes of a civil date: the way back from {@link civilToInstant}. */
import type { CivilDay } from './civil.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';
import type { Hours, Span } from './schedule.ts';
import { uniteHours } from './span.ts';
import { instantToWall, transitionAfter, type Zone } from './zone.ts';

/**
 * What the clock reads during some times (spans of instants, half-open), in whole minutes after the
 * midnight of a date, which may be before it. Where the clock goes back, all that it reads counts:
 * a time is open when one of its two readings is.
 */
export function instantsToMinutes(zone: Zone, day: CivilDay, times: Hours): Hours {
  const midnight = day * DAY;
  const walls = times.flatMap(({ start, end }) => wallsBetween(zone, start, end));
  return uniteHours(
    walls.map(({ start, end }) => ({
      start: Math.floor((start - midnight) / MINUTE),
      end: Math.ceil((end - midnight) / MINUTE),
    })),
  );
}

/** The walls between two instants, a part of its own from each time that the clock goes back. */
function wallsBetween(zone: Zone, start: number, end: number): Span[] {
  const walls: Span[] = [];
  for (let from = start; from < end; ) {
    const until = Math.min(end, goesBackAfter(zone, from, end));
    const last = instantToWall(zone, (until - 1) as Instant);
    walls.push({ start: instantToWall(zone, from as Instant), end: last + 1 });
    from = until;
  }
  return walls;
}

function goesBackAfter(zone: Zone, from: number, limit: number): number {
  let transition = transitionAfter(zone, from as Instant);
  while (transition !== null && transition < limit) {
    const before = instantToWall(zone, (transition - 1) as Instant) + 1;
    if (instantToWall(zone, transition) < before) return transition;
    transition = transitionAfter(zone, transition);
  }
  return limit;
}
