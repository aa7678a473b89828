import { civilDayOf, daysInMonth, type MonthDay } from '../core/civil.ts';
import { quote } from '../words/quote.ts';
import { type Cursor, isSymbol, next, peek, refuseAt, take } from './osm-cursor.ts';
import type { OsmDates } from './osm-rule.ts';

const MONTHS = [
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun'],
  ...['jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
];

export function startsDates(cursor: Cursor, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  if (token?.kind === 'number') return /^\d{4}$/.test(token.text);
  return token?.kind === 'word' && MONTHS.includes(token.text.toLowerCase());
}

/** `Dec 29-Jan 03`, `2026 Nov 23,2027 Jan 11-13`, `Jul-Aug`. */
export function readDates(cursor: Cursor): OsmDates[] {
  const dates: OsmDates[] = [];
  do dates.push(readRange(cursor));
  while (startsDates(cursor, 1) && take(cursor, ','));
  if (isSymbol(cursor, ',') && peek(cursor, 1)?.kind === 'number') {
    refuseAt(peek(cursor, 1), cursor, NO_MONTH);
  }
  take(cursor, ':');
  return dates;
}

/** A date, of one year or of every year; the day is missing where a whole month is meant. */
interface Point {
  readonly year: number | null;
  readonly month: number;
  readonly day: number | null;
}

function readRange(cursor: Cursor): OsmDates {
  const token = peek(cursor);
  const first = readPoint(cursor);
  if (isSymbol(cursor, '+')) refuseAt(peek(cursor), cursor, SHIFTED);
  const last = take(cursor, '-') ? readEnd(cursor, first) : first;
  if (isSymbol(cursor, '+') || isSymbol(cursor, '/')) refuseAt(peek(cursor), cursor, SHIFTED);
  if ((first.year === null) !== (last.year === null)) refuseAt(token, cursor, ONE_YEAR);
  if ((first.day === null) !== (last.day === null)) refuseAt(token, cursor, ONE_DAY);
  const isMonths = first.day === null;
  if (first.year === null || last.year === null) {
    const [from, until] = [startOf(first), endOf(last)];
    for (const each of [from, until]) {
      if (civilDayOf(2024, each.month, each.day) === null) refuseAt(token, cursor, NO_DATE);
    }
    return { range: { kind: 'yearly', from, until }, isMonths };
  }
  const [start, end] = [startOf(first), endOf(last)];
  const from = civilDayOf(first.year, start.month, start.day);
  const until = civilDayOf(last.year, end.month, end.day);
  if (from === null || until === null) return refuseAt(token, cursor, NO_DATE);
  if (until < from) refuseAt(token, cursor, REVERSED);
  return { range: { kind: 'once', from, until }, isMonths };
}

function readPoint(cursor: Cursor): Point {
  const year = peek(cursor)?.kind === 'number' ? Number(next(cursor)?.text) : null;
  if (year !== null && (year < 1970 || year > 2100)) refuseAt(peek(cursor, -1), cursor, FAR);
  const word = next(cursor);
  const month = MONTHS.indexOf(word?.text.toLowerCase() ?? '') + 1;
  if (month === 0) {
    const found = `${word ? quote(word.text) : 'the end'} is not a month`;
    refuseAt(word, cursor, { code: 'bad_date', found, advice: 'write dates such as 2027 Jan 04' });
  }
  const day =
    peek(cursor)?.kind === 'number' && !isYear(cursor) ? Number(next(cursor)?.text) : null;
  return { year, month, day };
}

/** `Aug 13-15`, `Dec 29-Jan 03`, `2026 Dec 29-2027 Jan 03`. */
function readEnd(cursor: Cursor, first: Point): Point {
  const isDayAlone = peek(cursor)?.kind === 'number' && !isYear(cursor);
  if (isDayAlone && first.day !== null) return { ...first, day: Number(next(cursor)?.text) };
  return readPoint(cursor);
}

function isYear(cursor: Cursor): boolean {
  return (peek(cursor)?.text.length ?? 0) > 2;
}

function startOf({ month, day }: Point): MonthDay {
  return { month, day: day ?? 1 };
}

function endOf({ year, month, day }: Point): MonthDay {
  return { month, day: day ?? daysInMonth(year ?? 2024, month) };
}

const NO_MONTH = {
  code: 'bad_date',
  found: 'a day without its month',
  advice: 'write the month again: Nov 24,Nov 26',
};
const NO_DATE = { code: 'bad_date', found: 'no such date', advice: 'correct the day' };
const REVERSED = { code: 'range_reversed', found: 'it ends before it begins', advice: 'swap them' };
const ONE_YEAR = {
  code: 'bad_date',
  found: 'a range with one year',
  advice: 'write the year twice, as in 2026 Dec 29-2027 Jan 03, or not at all',
};
const ONE_DAY = {
  code: 'bad_date',
  found: 'a range from a month to a day',
  advice: 'write both days: Jul 01-Aug 31',
};
const SHIFTED = {
  code: 'not_expressible',
  found: 'dates that go on without end, or are counted in steps',
  advice: 'write the first and the last date',
};
const FAR = {
  code: 'bad_date',
  found: 'a year outside 1970 to 2100',
  advice: 'write a year such as 2027',
};
