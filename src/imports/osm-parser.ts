/** Reads https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, word by word. */
import type { Hours, Span } from '../core/schedule.ts';
import { uniteHours } from '../core/span.ts';
import { parseSpan } from '../words/parse-span.ts';
import { quote } from '../words/quote.ts';
import type { Lost } from './imported.ts';
import { type Cursor, isSymbol, next, OsmFault, peek, refuseAt, take } from './osm-cursor.ts';
import { readDates, startsDates } from './osm-dates.ts';
import type { OsmRule } from './osm-rule.ts';
import { type OsmToken, readOsmTokens } from './osm-tokens.ts';
import { readWeekdays, startsWeekdays } from './osm-weekdays.ts';

/** Nobody reads more. */
const MAX_FAULTS = 1_000;

/** The rules that can be read, and every fault. */
export function parseOsmRules(text: string): { rules: OsmRule[]; faults: Lost[] } {
  const { tokens, strange } = readOsmTokens(text);
  const faults = strange.map(({ fault }) => fault);
  const rules: OsmRule[] = [];
  const cursor: Cursor = { text, tokens, at: 0, number: 0 };
  let joint: OsmRule['joint'] = 'replace';
  while (cursor.at < tokens.length && faults.length < MAX_FAULTS) {
    // A separator at the end, or two in a row, are what editors leave behind.
    if (!isSymbol(cursor, ';')) {
      cursor.number++;
      const start = peek(cursor)?.start ?? 0;
      const rule = attempt(cursor, joint);
      if ('joint' in rule) rules.push(rule);
      else {
        skipRule(cursor);
        const end = peek(cursor)?.start ?? text.length;
        // A strange character has been told already; what it does to the rule would be noise.
        const isTold = strange.some((each) => start <= each.start && each.start < end);
        if (!isTold) faults.push(rule);
      }
    }
    const separator = next(cursor)?.text;
    joint = separator === ',' ? 'add' : separator === '||' ? 'fallback' : 'replace';
  }
  return { rules, faults };
}

function attempt(cursor: Cursor, joint: OsmRule['joint']): OsmRule | Lost {
  try {
    return readRule(cursor, joint);
  } catch (error) {
    if (error instanceof OsmFault) return error.lost;
    throw error;
  }
}

/** Everything up to the next rule: what follows a fault means nothing. */
function skipRule(cursor: Cursor): void {
  while (cursor.at < cursor.tokens.length && !isSymbol(cursor, ';') && !isSymbol(cursor, '||')) {
    cursor.at++;
  }
}

function readRule(cursor: Cursor, joint: OsmRule['joint']): OsmRule {
  const first = peek(cursor);
  const dates = startsDates(cursor) ? readDates(cursor) : [];
  const { weekdays, hasHolidays } = startsWeekdays(cursor)
    ? readWeekdays(cursor)
    : { weekdays: [], hasHolidays: false };
  const spans = readTimes(cursor);
  const word = readState(cursor);
  const comment = peek(cursor)?.kind === 'comment' ? (next(cursor)?.text.slice(1, -1) ?? '') : null;
  const last = cursor.tokens[cursor.at - 1];
  const isEmpty = first === undefined || last === undefined || last.start < first.start;
  if (isEmpty || !isEndOfRule(cursor)) refuseUnknown(cursor);
  const isOnlyComment = last === first && comment !== null;
  const state = word ?? (isOnlyComment ? 'unknown' : 'open');
  const isStated = word !== null;
  const written = cursor.text.slice(first.start, last.end);
  const place = `rule ${cursor.number}: ${written}`;
  return { place, joint, weekdays, hasHolidays, dates, spans, state, isStated, comment };
}

function isEndOfRule(cursor: Cursor): boolean {
  return peek(cursor) === undefined || [';', ',', '||'].some((each) => isSymbol(cursor, each));
}

function readState(cursor: Cursor): OsmRule['state'] | null {
  const state = STATES[peek(cursor)?.text.toLowerCase() ?? ''];
  if (state === undefined) return null;
  cursor.at++;
  return state;
}

const STATES: Readonly<Record<string, OsmRule['state']>> = {
  open: 'open',
  off: 'off',
  closed: 'off',
  unknown: 'unknown',
};

function readTimes(cursor: Cursor): Hours | null {
  if (peek(cursor)?.kind === 'always') {
    cursor.at++;
    return [{ start: 0, end: 1_440 }];
  }
  if (peek(cursor)?.kind !== 'time') return null;
  const spans: Span[] = [];
  do spans.push(readSpan(cursor));
  while (peek(cursor, 1)?.kind === 'time' && take(cursor, ','));
  return uniteHours(spans);
}

function readSpan(cursor: Cursor): Span {
  const from = next(cursor);
  if (isSymbol(cursor, '+')) refuseAt(peek(cursor), cursor, OPEN_END);
  if (!take(cursor, '-')) refuseAt(from, cursor, POINT);
  const until = next(cursor);
  if (until?.kind !== 'time') refuseAt(until, cursor, NO_END);
  if (isSymbol(cursor, '+')) refuseAt(peek(cursor), cursor, OPEN_END);
  if (isSymbol(cursor, '/')) refuseAt(peek(cursor), cursor, POINT);
  const span = parseSpan(`${from?.text}-${until.text}`);
  if ('code' in span) refuseAt(from, cursor, span);
  return span;
}

const OPEN_END = {
  code: 'not_expressible',
  found: 'an end that is left open',
  advice: 'write the time at which it closes',
};
const POINT = {
  code: 'bad_times',
  found: 'a point in time is not hours',
  advice: 'write a start and an end such as 09:00-17:30',
};
const NO_END = {
  code: 'bad_times',
  found: 'a span without an end that can be read',
  advice: 'write two times such as 09:00-17:30',
};

/** What there is in the specification but not in our own format, and what is in neither. */
function refuseUnknown(cursor: Cursor): never {
  const token = peek(cursor);
  const known = NOT_EXPRESSIBLE.find(({ words }) => words.test(token?.text ?? ''));
  if (known) {
    const found = `${known.what} cannot be told in advance`;
    refuseAt(token, cursor, { code: 'not_expressible', found, advice: known.advice });
  }
  const what = token ? `${quote(token.text)} is not expected here` : 'a rule is missing at the end';
  refuseAt(token, cursor, { code: 'bad_syntax', found: what, advice: adviceAt(token) });
}

const NOT_EXPRESSIBLE = [
  {
    words: /^(sunrise|sunset|dawn|dusk|\()$/i,
    what: 'a time of the sun',
    advice: 'write times such as 09:00-17:30',
  },
  { words: /^easter$/i, what: 'Easter', advice: 'write its dates: 2027 Mar 28 off' },
  { words: /^week$/i, what: 'a week number', advice: 'write dates: 2027 Aug 09-2027 Aug 15 off' },
];

function adviceAt(token: OsmToken | undefined): string {
  if (token?.kind === 'comment') return 'write a comment at the end of its rule';
  if (token?.kind === 'word') return 'write days such as Mo-Fr, PH, or Dec 29-Jan 03, then hours';
  return 'write rules such as Mo-Fr 09:00-17:30; PH off';
}
