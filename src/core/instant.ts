declare const instant: unique symbol;

/** A point on the time line: milliseconds since 1970-01-01T00:00:00Z, the same for everybody. */
export type Instant = number & { readonly [instant]: true };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The first instant that has an answer: 1970-01-01T00:00:00Z. */
export const FIRST_INSTANT = Date.UTC(1970, 0, 1) as Instant;

/** The first instant after the last one that has an answer: 2101-01-01T00:00:00Z. */
export const END_OF_INSTANTS = Date.UTC(2101, 0, 1) as Instant;

/** Tells whether an instant lies in the years that have answers, 1970 to 2100, half-open in UTC. */
export function isAnswerable(instant: Instant): boolean {
  return instant >= FIRST_INSTANT && instant < END_OF_INSTANTS;
}
