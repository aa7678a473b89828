import { MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours } from '../core/schedule.ts';
import { quote } from '../words/quote.ts';
import { weekdayNamed } from './day-names.ts';
import type { Said } from './imported.ts';
import type { Specification } from './json-ld-specification.ts';
import { hoursBetween } from './opens-and-closes.ts';

const DAY = '[A-Z][a-z]{1,8}';
const DAYS = `${DAY}(?:\\s*[-–]\\s*${DAY})?`;
const TIME = '\\d{1,2}:\\d\\d';
const SPAN = `${TIME}\\s*[-–]\\s*${TIME}`;
/** Days, then hours; either may be left out. */
const PART = new RegExp(
  `^\\s*(${DAYS}(?:\\s*,\\s*${DAYS})*)?:?\\s*` +
    `(${SPAN}(?:\\s*,\\s*${SPAN})*|closed|off)?\\s*(?:[,;]|$)`,
);
const MAX_CHARACTERS = 500;

/**
 * The property `openingHours`: `Mo-Fr 09:00-17:00`, `Sa,Su`, several with commas or semicolons.
 * Nothing where a part is none, which has been said.
 */
export function readOpeningHours(text: string, place: string, said: Said): Specification[] {
  const specifications: Specification[] = [];
  const refuse = () => {
    const advice = 'write days and times such as Mo-Fr 09:00-17:00';
    said.refuse({ code: 'bad_hours', place, found: quote(text), advice });
    return [];
  };
  if (text.length > MAX_CHARACTERS) return refuse();
  // Runs of spaces would be tried at every length.
  for (let rest = text.replace(/\s+/g, ' ').trim(); rest !== ''; ) {
    const [whole = '', days, times] = PART.exec(rest) ?? [];
    const weekdays = days === undefined ? null : readWeekdays(days);
    const isEmpty = days === undefined && times === undefined;
    if (whole === '' || isEmpty || weekdays?.includes(-1)) return refuse();
    const hours = readTimes(times, { place, said });
    if (hours === null) return [];
    const always = { isOfHolidays: false, days: null, names: {} };
    specifications.push({ place, hours, weekdays, ...always });
    rest = rest.slice(whole.length).trim();
  }
  return specifications.length > 0 ? specifications : refuse();
}

/** Monday is 0; -1 where a name is no weekday. */
function readWeekdays(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first = -1, last = first] = range.split(/[-–]/).map((name) => {
      return weekdayNamed(name.trim()) ?? -1;
    });
    if (first < 0 || last < 0) return [-1];
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
  });
}

/** Days without times are open all day. */
function readTimes(
  text: string | undefined,
  where: { readonly place: string; readonly said: Said },
): Hours | null {
  if (text === undefined) return [{ start: 0, end: MINUTES_PER_DAY }];
  if (!text.includes(':')) return [];
  const spans = text.split(',').map((span) => {
    const [start, end] = span.split(/[-–]/).map(minuteOf);
    return hoursBetween(start ?? Number.NaN, end ?? Number.NaN, where);
  });
  return spans.includes(null) ? null : spans.flatMap((span) => span ?? []);
}

/** `NaN` for a time that no clock reads. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.trim().split(':').map(Number);
  return minutes < 60 ? hours * 60 + minutes : Number.NaN;
}
