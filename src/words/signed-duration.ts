/** Durations as ISO 8601 writes them in hours, minutes and seconds, or negative ones: `-PT1H`. */
import { HOUR, MINUTE, SECOND } from '../core/instant.ts';

const DURATION =
  /^([-+ ]?)PT(?=\d)(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})(?:[.,](\d{1,3}))?S)?$/;

/**
 * The milliseconds of a duration, or `null`. Days are not known: one of open time would have no
 * length. A `+` that a URL turned into a space is read as `+`.
 */
export function parseSignedDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match
    .slice(2, 5)
    .map((digits) => Number(digits ?? 0));
  const milliseconds = Number((match[5] ?? '').padEnd(3, '0'));
  const length = hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
  return match[1] === '-' ? 0 - length : length;
}

/** `PT2001H30M`, `-PT0.5S`; nothing at all is `PT0S`. */
export function formatSignedDuration(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const hours = Math.floor(length / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const seconds = (length % MINUTE) / SECOND;
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`];
  return `${milliseconds < 0 ? '-' : ''}PT${parts.filter(Boolean).join('') || '0S'}`;
}
