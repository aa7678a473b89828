import type { Nth } from '../core/schedule.ts';
import { quote } from '../words/quote.ts';
import { type Cursor, isSymbol, next, peek, refuseAt, take } from './osm-cursor.ts';
import type { OsmWeekday } from './osm-rule.ts';

const WORDS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

interface Weekdays {
  readonly weekdays: readonly OsmWeekday[];
  readonly hasHolidays: boolean;
}

export function startsWeekdays(cursor: Cursor, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  if (token?.kind !== 'word') return false;
  return weekdayOf(token.text) !== null || /^(ph|sh)$/i.test(token.text) || isLong(token.text);
}

/** `Mo-We,Fr[1,-1],PH`. */
export function readWeekdays(cursor: Cursor): Weekdays {
  const weekdays: OsmWeekday[] = [];
  let hasHolidays = false;
  do {
    const text = peek(cursor)?.text.toLowerCase();
    if (text === 'sh') refuseAt(peek(cursor), cursor, SCHOOL);
    if (text === 'ph') {
      cursor.at++;
      hasHolidays = true;
      refuseShift(cursor);
    } else weekdays.push(...readRange(cursor));
  } while (startsWeekdays(cursor, 1) && take(cursor, ','));
  if (hasHolidays && startsWeekdays(cursor)) refuseAt(peek(cursor), cursor, SOME_HOLIDAYS);
  // "Mo-Fr: 09:00-17:30" is in the specification for easier reading.
  take(cursor, ':');
  return { weekdays, hasHolidays };
}

function readRange(cursor: Cursor): OsmWeekday[] {
  const first = readWeekday(cursor);
  if (isSymbol(cursor, '[')) {
    const nths = readNths(cursor);
    refuseShift(cursor);
    return nths.map((nth) => ({ weekday: first, nth }));
  }
  if (!take(cursor, '-')) return [{ weekday: first, nth: null }];
  const last = readWeekday(cursor);
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ({ weekday: (first + index) % 7, nth: null }));
}

function readWeekday(cursor: Cursor): number {
  const token = next(cursor);
  const weekday = weekdayOf(token?.text ?? '');
  if (weekday !== null) return weekday;
  const short = token && isLong(token.text) ? capital(token.text.slice(0, 2)) : 'Mo, Tu … Su';
  const found = `${token ? quote(token.text) : 'the end'} is not a weekday`;
  return refuseAt(token, cursor, { code: 'bad_weekday', found, advice: `write ${short}` });
}

/** `[1,3]`, `[1-2]`, `[-1]`. */
function readNths(cursor: Cursor): Nth[] {
  const open = next(cursor);
  const nths: Nth[] = [];
  do {
    const isFromEnd = take(cursor, '-');
    const first = Number(next(cursor)?.text);
    const last = !isFromEnd && take(cursor, '-') ? Number(next(cursor)?.text) : first;
    const isGood = isFromEnd ? first === 1 : first >= 1 && first <= last && last <= 5;
    if (!isGood) refuseAt(open, cursor, BAD_NTH);
    for (let nth = first; nth <= last; nth++) nths.push(isFromEnd ? 'last' : (nth as Nth));
  } while (take(cursor, ','));
  if (!take(cursor, ']')) refuseAt(peek(cursor), cursor, BAD_NTH);
  return nths;
}

/** `PH -1 day`. */
function refuseShift(cursor: Cursor): void {
  const isSigned = isSymbol(cursor, '+') || isSymbol(cursor, '-');
  if (isSigned && peek(cursor, 1)?.kind === 'number') refuseAt(peek(cursor), cursor, SHIFT);
}

function weekdayOf(text: string): number | null {
  const weekday = WORDS.indexOf(text.toLowerCase());
  return weekday < 0 ? null : weekday;
}

/** `Mon`, `Monday`: nearly. */
function isLong(text: string): boolean {
  return /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|satur|sat|sun)(day)?s?$/i.test(text);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).toLowerCase()}`;
}

const BAD_NTH = {
  code: 'bad_nth',
  found: 'not one of the weekdays of a month that can be said',
  advice: 'write [1] to [5], or [-1] for the last one',
};
const SHIFT = {
  code: 'not_expressible',
  found: 'days before or after another day',
  advice: 'write the dates; for hours before holidays add dayBefore to the rule after the import',
};
const SCHOOL = {
  code: 'not_expressible',
  found: 'school holidays (SH) are in no calendar',
  advice: 'write their dates, or leave the rule out',
};
const SOME_HOLIDAYS = {
  code: 'not_expressible',
  found: 'holidays on some weekdays only',
  advice: 'write PH alone, which is all of them',
};
