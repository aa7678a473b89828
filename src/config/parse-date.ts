import {
  type CivilDay,
  civilDayOf,
  daysInMonth,
  FIRST_YEAR,
  LAST_YEAR,
  type MonthDay,
  parseCivilDate,
  parseMonthDay,
  yearOf,
} from '../core/civil.ts';
import { quote } from '../words/quote.ts';
import type { Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { Fault } from './problem-list.ts';

/** A date as written: one, or a day of every year. */
export type AnyDate = { readonly day: CivilDay } | { readonly monthDay: MonthDay };

const A_LEAP_YEAR = 2024;

/** A full date, `YYYY-MM-DD`; `null` where it is wrong, which has been told. */
export function parseDateAt(at: Located<string>, context: ParseContext): CivilDay | null {
  const date = parseDate(at.value);
  if ('day' in date) return date.day;
  if ('monthDay' in date) context.problems.report(at, needsYear(at.value, at.value));
  else context.problems.report(at, date.code === 'bad_date' ? notFullDate(at.value) : date);
  return null;
}

/** `MM-DD` or `YYYY-MM-DD`; `null` where it is wrong, which has been told. */
export function parseAnyDateAt(at: Located<string>, { problems }: ParseContext): AnyDate | null {
  const date = parseDate(at.value);
  if (!('code' in date)) return date;
  problems.report(at, date);
  return null;
}

function parseDate(text: string): AnyDate | Fault {
  const monthDay = parseMonthDay(text);
  if (monthDay) return { monthDay };
  const day = parseCivilDate(text);
  if (day === null) return isDateLike(text) ? noSuchDate(text) : notDate(text);
  const year = yearOf(day);
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return { day };
  const found = `${text} is outside the years ${FIRST_YEAR} to ${LAST_YEAR}`;
  return { code: 'out_of_range', found, advice: 'write a date in those years' };
}

function isDateLike(text: string): boolean {
  return /^(\d{4}-)?\d\d-\d\d$/.test(text);
}

function noSuchDate(text: string): Fault {
  const [day = 0, month = 0, year = A_LEAP_YEAR] = text.split('-').map(Number).reverse();
  const found = `${quote(text)} is a date that does not exist`;
  const code = 'no_such_date';
  if (month < 1 || month > 12) return { code, found, advice: 'write a month from 01 to 12' };
  const last = daysInMonth(year, month);
  if (day < 1) return { code, found, advice: 'write days from 01' };
  return { code, found, advice: `the last day of that month is ${text.slice(0, -2)}${last}` };
}

function notDate(text: string): Fault {
  const found = `${quote(text)} is not a date`;
  const meant = guessDate(text);
  const advice =
    meant === null ? 'write YYYY-MM-DD such as 2027-04-01, or MM-DD' : `write ${meant}`;
  return { code: 'bad_date', found, advice };
}

/** `2026/12/28`, `6-1` and `12月28日` as they should be written. */
function guessDate(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/日$/, '').trim();
  const parts = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})$/.exec(plain);
  if (!parts) return null;
  const [, year, month, day] = parts;
  const [m, d] = [Number(month), Number(day)];
  if (civilDayOf(Number(year ?? A_LEAP_YEAR), m, d) === null) return null;
  const monthDay = `${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  return year === undefined ? monthDay : `${year}-${monthDay}`;
}

function notFullDate(text: string): Fault {
  const meant = guessDate(text);
  if (meant !== null && parseMonthDay(meant)) return needsYear(text, meant);
  const advice = `write ${meant ?? 'YYYY-MM-DD such as 2027-04-01'}`;
  return { code: 'bad_date', found: `${quote(text)} is not a date`, advice };
}

function needsYear(text: string, monthDay: string): Fault {
  const year = monthDay === '02-29' ? 2028 : 2027;
  const advice = `write a full date such as ${year}-${monthDay}`;
  return { code: 'bad_date', found: `${quote(text)} has no year`, advice };
}
