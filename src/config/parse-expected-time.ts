/** When something is expected: at an instant, or on dates. */
import { addDays, type CivilDay, civilDayOf } from '../core/civil.ts';
import { countDays, type Days } from '../core/date-range.ts';
import { DAY, END_OF_INSTANTS, FIRST_INSTANT, type Instant } from '../core/instant.ts';
import { type InstantFault, parseInstant } from '../core/parse-instant.ts';
import { startOfDay, type Zone } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import { child, type Located } from './located.ts';
import { type ParseContext, reportConflict, reportMissing } from './parse-context.ts';
import { parseDateAt } from './parse-date.ts';
import type { WrittenExpectation } from './schema-expectation.ts';

type At = Located<WrittenExpectation>;
type Key = keyof WrittenExpectation;

/** A date, all of it, or an instant as it is written: without an offset each zone has its own. */
type Edge = { readonly day: CivilDay } | { readonly written: Located<string> };

export interface ExpectedTime {
  readonly from: Edge;
  /** A date is included, an instant is not; where it is the same object, it is the one instant. */
  readonly until: Edge;
  /** `null` where an instant is among the edges. */
  readonly days: Days | null;
  /** As in a sentence: `at 2027-01-03T10:00`, `in 2027`. */
  readonly words: string;
}

/** More dates than this are nothing that a person has thought about. */
const MAX_DAYS = 3_660;

/** The time; `null` where it is wrong, which has been told. The zone checks what it can. */
export function parseExpectedTime(
  at: At,
  zone: Zone | null,
  context: ParseContext,
): ExpectedTime | null {
  const given = (['at', 'date', 'from', 'until', 'year'] as const).filter(
    (key) => at.value[key] !== undefined,
  );
  const [first, ...others] = given;
  if (first === undefined) {
    const advice = 'add at: 2027-01-03T10:00, a date, from and until, or a year';
    reportMissing(at, 'at', { advice, context });
    return null;
  }
  const other = others.find((key) => first !== 'from' || key !== 'until');
  if (other) {
    const advice = 'write an instant ("at"), a "date", "from" and "until", or a "year"';
    reportConflict(child(at, other) ?? at, [first, other], { advice, context });
    return null;
  }
  if (first === 'at') return parseMoment(at, zone, context);
  if (first === 'date') return parseOneDate(at, context);
  if (first === 'year') return parseYear(at);
  return parseRange(at, zone, context);
}

function parseMoment(at: At, zone: Zone | null, context: ParseContext): ExpectedTime | null {
  const written = child(at, 'at');
  if (!written || parseInstantAt(written, zone, context) === null) return null;
  const edge = { written };
  return { from: edge, until: edge, days: null, words: `at ${written.value}` };
}

function parseOneDate(at: At, context: ParseContext): ExpectedTime | null {
  const written = child(at, 'date');
  const day = written && parseDateAt(written, context);
  return day === null ? null : wholeDays({ from: day, until: day }, `on ${written?.value}`);
}

function parseYear(at: At): ExpectedTime | null {
  const year = child(at, 'year')?.value;
  if (year === undefined) return null;
  const [from, until] = [civilDayOf(year, 1, 1), civilDayOf(year, 12, 31)];
  return from === null || until === null ? null : wholeDays({ from, until }, `in ${year}`);
}

function wholeDays(days: Days, words: string): ExpectedTime {
  return { from: { day: days.from }, until: { day: days.until }, days, words };
}

function parseRange(at: At, zone: Zone | null, context: ParseContext): ExpectedTime | null {
  const missing = (['from', 'until'] as const).find((key) => at.value[key] === undefined);
  if (missing) {
    const advice = `add ${missing}: 2027-01-03, or write one "date" or "at"`;
    reportMissing(at, missing, { advice, context });
  }
  const edges = (['from', 'until'] as const).map((key: Key & ('from' | 'until')) => {
    const written = child(at, key);
    return written && parseEdge(written, zone, context);
  });
  const [from, until] = edges;
  if (!from || !until) return null;
  const words = `from ${at.value.from} until ${at.value.until}`;
  const days = 'day' in from && 'day' in until ? { from: from.day, until: until.day } : null;
  return checkOrder({ from, until, days, words }, { at, zone }, context);
}

function parseEdge(at: Located<string>, zone: Zone | null, context: ParseContext): Edge | null {
  if (/^[-\d]{8,10}[T ]/i.test(at.value)) {
    return parseInstantAt(at, zone, context) === null ? null : { written: at };
  }
  const day = parseDateAt(at, context);
  return day === null ? null : { day };
}

function checkOrder(
  time: ExpectedTime,
  { at, zone }: { readonly at: At; readonly zone: Zone | null },
  context: ParseContext,
): ExpectedTime | null {
  const until = child(at, 'until') ?? at;
  const instants = zone && instantsOf(time, zone, context);
  if (instants && instants.from >= instants.until) {
    const found = `"until" is not after "from"`;
    const advice = 'write an "until" on or after the date of "from", or an instant after it';
    context.problems.report(until, { code: 'reversed_dates', found, advice });
    return null;
  }
  const days = instants ? (instants.until - instants.from) / DAY : 0;
  if (days <= MAX_DAYS + 1 && (!time.days || countDays(time.days) <= MAX_DAYS)) return time;
  const found = `more than ${MAX_DAYS} dates`;
  context.problems.report(until, { code: 'too_many', found, advice: 'expect less at once' });
  return null;
}

/** The instants `[from, until)` of a zone, as far as they have answers; `null` where told wrong. */
export function instantsOf(
  { from, until }: ExpectedTime,
  zone: Zone,
  context: ParseContext,
): { readonly from: Instant; readonly until: Instant } | null {
  const start =
    'day' in from ? startOfDay(zone, from.day) : parseInstantAt(from.written, zone, context);
  if (start === null) return null;
  if (from === until) return { from: start, until: (start + 1) as Instant };
  const end =
    'day' in until
      ? startOfDay(zone, addDays(until.day, 1))
      : parseInstantAt(until.written, zone, context);
  if (end === null) return null;
  return {
    from: Math.max(start, FIRST_INSTANT) as Instant,
    until: Math.min(end, END_OF_INSTANTS) as Instant,
  };
}

const FOUND: Readonly<Record<InstantFault, string>> = {
  not_iso: 'is not a date and time',
  no_such_date: 'does not exist',
  needs_offset: 'has no offset from UTC',
  out_of_range: 'is outside the years 1970 to 2100',
};

const ADVICE: Readonly<Record<InstantFault, string>> = {
  not_iso: 'write a date and time such as 2027-01-03T10:00',
  no_such_date: 'write a date and a time of day that exist',
  needs_offset: 'add an offset such as +09:00',
  out_of_range: 'write a date from 1970 to 2100',
};

/** Without a line there is no clock to read it on, but its form can be checked all the same. */
function parseInstantAt(
  at: Located<string>,
  zone: Zone | null,
  { problems }: ParseContext,
): Instant | null {
  const parsed = parseInstant(at.value, zone);
  if (parsed.ok) return parsed.instant;
  if (zone === null && parsed.fault === 'needs_offset') return null;
  const found = `${quote(at.value)} ${FOUND[parsed.fault]}`;
  const guess = at.value.replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T');
  const isGuess = guess !== at.value && parsed.fault === 'not_iso';
  const advice = isGuess ? `write ${guess}` : ADVICE[parsed.fault];
  problems.report(at, { code: 'bad_instant', found, advice });
  return null;
}
