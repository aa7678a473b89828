import { type Instant, isAnswerable } from '../core/instant.ts';
import { parseInstant } from '../core/parse-instant.ts';
import { parseDuration } from '../words/parse-duration.ts';

/** What {@link parseExpiry} takes, in words. */
export const EXPIRY_ADVICE =
  'write a duration such as P90D or PT12H, or an instant with an offset such as' +
  ' 2027-04-01T00:00:00+09:00.';

/** When a key ends: a duration from `now` on or an instant with an offset; `null`: neither. */
export function parseExpiry(text: string, now: Instant): Instant | null {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null) {
    const end = (now + milliseconds) as Instant;
    return isAnswerable(end) ? end : null;
  }
  const parsed = parseInstant(text, null);
  return parsed.ok ? parsed.instant : null;
}
