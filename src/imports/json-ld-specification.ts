import { describeValue } from '../config/describe-value.ts';
import type { WrittenNames } from '../config/schema-values.ts';
import {
  type CivilDay,
  FIRST_YEAR,
  firstDayOfYear,
  LAST_YEAR,
  parseCivilDate,
} from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours } from '../core/schedule.ts';
import { quote } from '../words/quote.ts';
import { readDayNames } from './day-names.ts';
import type { Said } from './imported.ts';
import { readNames } from './json-ld-names.ts';
import { type HoursValue, nameOf } from './json-ld-nodes.ts';
import { readOpensAndCloses } from './opens-and-closes.ts';

/** Hours, and when they hold. */
export interface Specification {
  readonly place: string;
  /** None: closed. */
  readonly hours: Hours;
  /** Monday is 0; `null` where weekdays do not matter. */
  readonly weekdays: readonly number[] | null;
  /** Whether it is about public holidays too. */
  readonly isOfHolidays: boolean;
  /** `null`: always. */
  readonly days: Days | null;
  readonly names: Partial<WrittenNames>;
}

const KNOWN = new Set(['@type', '@id', 'name', 'opens', 'closes', 'dayOfWeek']);
const DATES = ['validFrom', 'validThrough'];

/** An `OpeningHoursSpecification`; none where something is wrong, which has been said. */
export function readSpecification(given: HoursValue, said: Said): Specification[] {
  const { value, place, isSpecial } = given;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const advice = 'write { "dayOfWeek": "Monday", "opens": "09:00", "closes": "17:00" }';
    said.refuse({ code: 'bad_hours', place, found: describeValue(value), advice });
    return [];
  }
  const parts = new Map(Object.entries(value).map(([key, part]) => [nameOf(key), part as unknown]));
  for (const key of parts.keys()) {
    if (KNOWN.has(key) || DATES.includes(key)) continue;
    const advice = 'what it says is not carried over';
    said.lose({ code: 'unknown_property', place, found: quote(key), advice });
  }
  const dayNames = readDayNames(parts.get('dayOfWeek'), place, said);
  const hours = readOpensAndCloses(parts.get('opens'), parts.get('closes'), { place, said });
  const days = readDays(parts, place, said);
  if (dayNames === null || hours === null || days === undefined) return [];
  if (isSpecial && days === null) {
    const advice = 'add validFrom and validThrough';
    said.lose({ code: 'no_dates', place, found: 'special hours without dates', advice });
    return [];
  }
  return [{ place, hours, ...dayNames, days, names: readNames(parts.get('name')) }];
}

const FIRST_DAY = firstDayOfYear(FIRST_YEAR);
const LAST_DAY = (firstDayOfYear(LAST_YEAR + 1) - 1) as CivilDay;

/** Both inclusive, and within the years with answers; `undefined` where they cannot be used. */
function readDays(parts: ReadonlyMap<string, unknown>, place: string, said: Said) {
  const [from, until] = DATES.map((key) => readDate(parts.get(key), `${place}/${key}`, said));
  if (from === undefined || until === undefined) return undefined;
  if (from === null && until === null) return null;
  const [first, last] = [from ?? FIRST_DAY, until ?? LAST_DAY];
  const days: Days = {
    from: Math.max(first, FIRST_DAY) as CivilDay,
    until: Math.min(last, LAST_DAY) as CivilDay,
  };
  if (days.from <= days.until) return days;
  if (first <= last) {
    const found = `dates outside the years ${FIRST_YEAR} to ${LAST_YEAR}`;
    said.lose({ code: 'out_of_range', place, found, advice: 'nobody can ask for them' });
  } else {
    const found = 'dates that end before they begin';
    const advice = 'write validThrough on or after validFrom';
    said.refuse({ code: 'reversed_dates', place, found, advice });
  }
  return undefined;
}

/** A date, or the date of an instant as it is written; `null` where there is none. */
function readDate(value: unknown, place: string, { refuse }: Said): CivilDay | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const day = typeof value === 'string' ? parseCivilDate(value.slice(0, 10)) : null;
  // 9999-12-31 is a usual way to say: for ever.
  if (day !== null) return day;
  const advice = 'write a date that exists, as 2027-01-04';
  refuse({ code: 'bad_date', place, found: describeValue(value), advice });
  return undefined;
}
