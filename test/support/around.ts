/** The minutes and dates that a property looks at around the day of its case. */
import type { CivilDay } from '../../src/core/civil.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant, MINUTE } from '../../src/core/instant.ts';
import type { Entry, Minutes } from './oracle.ts';

export const MINUTES_PER_DAY = 1_440;

export function minutesAround(day: number, days: number): Minutes {
  return {
    from: Math.max((day - days) * MINUTES_PER_DAY, FIRST_INSTANT / MINUTE),
    until: Math.min((day + days + 1) * MINUTES_PER_DAY, END_OF_INSTANTS / MINUTE),
  };
}

export function daysAround(day: number, days: number): readonly CivilDay[] {
  return Array.from({ length: 2 * days + 1 }, (_, index) => (day - days + index) as CivilDay);
}

export function instantOf({ minute }: Entry, milliseconds = 0): Instant {
  return (minute * MINUTE + milliseconds) as Instant;
}
