import { type Instant, MINUTE } from '../core/instant.ts';

/** The last whole minute at or before an instant. */
export function wholeMinuteBefore(instant: Instant): Instant {
  return (Math.floor(instant / MINUTE) * MINUTE) as Instant;
}

/** The first whole minute at or after an instant. */
export function wholeMinuteAfter(instant: Instant): Instant {
  return (Math.ceil(instant / MINUTE) * MINUTE) as Instant;
}
