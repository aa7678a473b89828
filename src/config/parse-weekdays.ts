import { WEEKDAYS } from '../core/civil.ts';
import type { Nth } from '../core/schedule.ts';
import { nearestName } from '../words/nearest-name.ts';
import { quote } from '../words/quote.ts';
import type { Fault } from './problem-list.ts';

/** Weekdays that a key names; `nth` is `null` for every one of the month. Monday is 0. */
export interface NamedWeekday {
  readonly nth: Nth | null;
  readonly weekday: number;
}

const NTHS: Readonly<Record<string, Nth>> = {
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
  last: 'last',
};

/** Reads `mon`, `mon-fri`, `fri-mon`, `daily`, `1st-mon`, `last-fri` and lists like `mon,wed`. */
export function parseWeekdays(key: string): readonly NamedWeekday[] | Fault {
  const named: NamedWeekday[] = [];
  for (const part of key.split(',')) {
    const read = readPart(part.trim());
    if (!read) return notWeekdays(key);
    named.push(...read);
  }
  return named;
}

function readPart(part: string): readonly NamedWeekday[] | null {
  if (part === 'daily') return WEEKDAYS.map((_, weekday) => ({ nth: null, weekday }));
  const [first = '', second, ...rest] = part.split('-');
  const start = weekdayIndex(first);
  if (second === undefined) return start === -1 ? null : [{ nth: null, weekday: start }];
  const end = weekdayIndex(second);
  if (end === -1 || rest.length > 0) return null;
  if (Object.hasOwn(NTHS, first)) return [{ nth: NTHS[first] as Nth, weekday: end }];
  if (start === -1 || start === end) return null;
  const length = ((end - start + 7) % 7) + 1;
  return Array.from({ length }, (_, offset) => ({ nth: null, weekday: (start + offset) % 7 }));
}

function weekdayIndex(text: string): number {
  return (WEEKDAYS as readonly string[]).indexOf(text);
}

function notWeekdays(key: string): Fault {
  const found = `${quote(key)} does not name weekdays`;
  return { code: 'bad_weekday', found, advice: advise(key) };
}

function advise(key: string): string {
  if (/holiday|祝/i.test(key)) return 'write what holidays do under "holidays"';
  const meant = key.split(',').map((part) => guessPart(part));
  const guess = meant.join(',');
  if (!meant.includes(null) && 'length' in parseWeekdays(guess)) return `write ${guess}`;
  return 'write mon … sun, a range such as mon-fri, daily, or 1st-mon … 5th-fri, last-fri';
}

const WORDS: Readonly<Record<string, string>> = {
  weekday: 'mon-fri',
  weekdays: 'mon-fri',
  平日: 'mon-fri',
  weekend: 'sat-sun',
  weekends: 'sat-sun',
  土日: 'sat-sun',
  everyday: 'daily',
  all: 'daily',
  毎日: 'daily',
};

function guessPart(part: string): string | null {
  const plain = part
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[~〜‐‑–—−_ ]+|から/g, '-');
  if (Object.hasOwn(WORDS, plain)) return WORDS[plain] as string;
  const [first = '', second] = plain.split('-');
  if (second === undefined) return guessDay(first);
  const day = guessDay(second);
  const start = guessNth(first) ?? guessDay(first);
  if (day === null || start === null) return null;
  return start === day ? day : `${start}-${day}`;
}

function guessDay(text: string): string | null {
  const kanji = '月火水木金土日'.indexOf(text.replace(/曜日?$/, '') || '?');
  if (kanji !== -1) return WEEKDAYS[kanji] ?? null;
  const known = WEEKDAYS.find((weekday) => text.startsWith(weekday));
  return known ?? nearestName(text, WEEKDAYS);
}

/** `1th`, `2st` and `first` mean what they seem to. */
function guessNth(text: string): string | null {
  const words = ['first', 'second', 'third', 'fourth', 'fifth'];
  const digit = /^([1-5])(st|nd|rd|th)?$/.exec(text)?.[1];
  const nth = digit === undefined ? words.indexOf(text) + 1 : Number(digit);
  if (text === 'last') return text;
  return Object.keys(NTHS).find((name) => NTHS[name] === nth) ?? null;
}
