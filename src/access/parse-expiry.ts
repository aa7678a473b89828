import { DAY, HOUR, type Instant, isAnswerable, MINUTE } from '../core/instant.ts';
import { parseInstant } from '../core/parse-instant.ts';

/** ISO 8601, of the parts whose length does not depend on where one counts. */
const DURATION = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/i;
const UNITS = [7 * DAY, DAY, HOUR, MINUTE];

/** What {@link parseExpiry} takes, in words. */
export const EXPIRY_ADVICE =
  'write a duration such as P90D or PT12H, or an instant with an offset such as' +
  ' 2027-04-01T00:00:00+09:00.';

/** When a key ends: a duration from `now` on or an instant with an offset; `null`: neither. */
export function parseExpiry(text: string, now: Instant): Instant | null {
  const match = DURATION.exec(text);
  if (match) {
    const parts = match.slice(1).map((digits, index) => Number(digits ?? 0) * (UNITS[index] ?? 0));
    const end = parts.reduce((sum, part) => sum + part, now) as Instant;
    return isAnswerable(end) ? end : null;
  }
  const parsed = parseInstant(text, null);
  return parsed.ok ? parsed.instant : null;
}
