import { addDays, type CivilDay, civilDayOf, LAST_YEAR } from '../core/civil.ts';
import { countDays, type Days } from '../core/date-range.ts';
import { DAY, END_OF_INSTANTS, type Instant } from '../core/instant.ts';
import { instantToDay, startOfDay, type Zone } from '../core/zone.ts';
import { CodedError } from '../errors.ts';
import { MAX_RANGE_DAYS } from './limits.ts';
import { toCivilDay, toInstant } from './time-parameter.ts';

/** `from` and `until` as a query gives them, already of the right format. */
export interface RangeQuery {
  readonly from?: string;
  readonly until?: string;
}

const LAST_DAY = civilDayOf(LAST_YEAR, 12, 31) as CivilDay;

/**
 * The instants `[from, until)` of a query. Where it does not say: from the start of today in the
 * zone, not from now, so that the answer stays the same all day; and until the start of the date so
 * many days later.
 */
export function instantRange(
  query: RangeQuery,
  { zone, now, defaultDays }: { zone: Zone; now: Instant; defaultDays: number },
): { from: Instant; until: Instant } {
  const from =
    query.from === undefined
      ? startOfDay(zone, instantToDay(zone, now))
      : toInstant(query.from, zone, 'from');
  const until =
    query.until === undefined
      ? (Math.min(startOfDayAfter(zone, from, defaultDays), END_OF_INSTANTS) as Instant)
      : toInstant(query.until, zone, 'until');
  if (until <= from) {
    refuseReversed('"until" must be after "from" (which is the start of today when not given).');
  }
  if (until - from > MAX_RANGE_DAYS * DAY) refuseLength(MAX_RANGE_DAYS);
  return { from, until };
}

function startOfDayAfter(zone: Zone, from: Instant, days: number): Instant {
  return startOfDay(zone, addDays(instantToDay(zone, from), days));
}

/** The civil dates of a query, both inclusive; `today` and so many days more by default. */
export function dayRange(
  query: RangeQuery,
  { today, defaultDays, maxDays }: { today: CivilDay; defaultDays: number; maxDays: number },
): Days {
  const from = query.from === undefined ? today : toCivilDay(query.from);
  const until =
    query.until === undefined
      ? (Math.min(addDays(from, defaultDays), LAST_DAY) as CivilDay)
      : toCivilDay(query.until);
  if (until < from) {
    refuseReversed('"until" must not be before "from" (which is today when not given).');
  }
  if (countDays({ from, until }) > maxDays) refuseLength(maxDays);
  return { from, until };
}

function refuseReversed(detail: string): never {
  throw new CodedError([{ code: 'range_reversed', parameter: 'until', detail }]);
}

function refuseLength(days: number): never {
  const detail = `At most ${days} days are answered at once; ask for less.`;
  throw new CodedError([{ code: 'range_too_long', parameter: 'until', detail }]);
}
