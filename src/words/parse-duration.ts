import { DAY, HOUR, MINUTE, SECOND } from '../core/instant.ts';

const DURATION =
  /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/**
 * The milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds, `P1DT2H`, or
 * `null`. A day is 24 elapsed hours; years and months are not known: they have no length.
 */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match || text === 'P') return null;
  const [, weeks, days, , hours, minutes, seconds] = match.map((digits) => Number(digits ?? 0));
  return (
    ((weeks ?? 0) * 7 + (days ?? 0)) * DAY +
    (hours ?? 0) * HOUR +
    (minutes ?? 0) * MINUTE +
    (seconds ?? 0) * SECOND
  );
}
