import { formatMinute, MINUTES_PER_DAY } from '../core/civil.ts';
import type { Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { quote } from '../words/quote.ts';
import type { Fault } from './problem-list.ts';

const LATEST_END = 2 * MINUTES_PER_DAY;
const TIMES = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/;

/** Reads `9:00-17:30`; an end that is not after the start is on the next day. */
export function parseSpan(text: string): Span | Fault {
  const read = readSpan(text);
  if (typeof read !== 'string') return read;
  const code = read === EMPTY ? 'empty_span' : 'bad_span';
  return { code, found: `${quote(text)} ${read}`, advice: adviseSpan(text, read) };
}

const NO_SPAN = 'is not a span of time';
const BAD_MINUTES = 'has more than 59 minutes in an hour';
const LATE_START = 'starts at 24:00 or later';
const LATE_END = 'ends after 48:00';
const EMPTY = 'is a span of no length';

/** The span, or what is wrong with the text. */
function readSpan(text: string): Span | string {
  const parts = TIMES.exec(text)?.slice(1).map(Number);
  if (!parts) return NO_SPAN;
  const [fromHour, fromMinute, untilHour, untilMinute] = parts as [number, number, number, number];
  if (fromMinute > 59 || untilMinute > 59) return BAD_MINUTES;
  const start = fromHour * 60 + fromMinute;
  const end = untilHour * 60 + untilMinute;
  if (start >= MINUTES_PER_DAY) return LATE_START;
  if (end > LATEST_END) return LATE_END;
  if (start === end) return EMPTY;
  return { start, end: end > start ? end : end + MINUTES_PER_DAY };
}

function adviseSpan(text: string, fault: string): string {
  if (fault === EMPTY) return 'write 00:00-24:00 for the whole day';
  if (fault === BAD_MINUTES) return 'write minutes from 00 to 59';
  if (fault === LATE_START) return 'write it on the next day: a span starts before 24:00';
  if (fault === LATE_END) return 'write an end of at most 48:00';
  const meant = guessSpan(text);
  return meant === null ? 'write two times such as 09:00-17:00' : `write ${meant}`;
}

/** `9-17`, `9am–5:30pm`, `９：００～１７：３０` and `9時-17時半` as they should be written. */
export function guessSpan(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const sides = plain.split(/[-~〜‐‑‒–—―−ー]|to|から/);
  if (sides.length !== 2) return null;
  const [start, end] = sides.map((side) => guessTime(side.replace(/まで$/, '')));
  if (start == null || end == null) return null;
  const span = readSpan(`${start}-${end}`);
  return typeof span === 'string' ? null : writeSpan(span, end);
}

/** Keeps an end that was written on the clock of the next day. */
function writeSpan(span: Span, end: string): string {
  return formatSpan(span).replace(/-.*/, `-${end}`);
}

function guessTime(text: string): string | null {
  const parts = /^(am|pm|午前|午後)?(\d{1,2})(?:[:.時](\d\d|半)?分?)?(am|pm)?$/.exec(text);
  if (!parts) return null;
  const half = parts[1] ?? parts[4];
  const isAfternoon = half === 'pm' || half === '午後';
  const hours = Number(parts[2]) % (half === undefined ? 100 : 12);
  const minutes = parts[3] === '半' ? 30 : Number(parts[3] ?? 0);
  return formatMinute((hours + (isAfternoon ? 12 : 0)) * 60 + minutes);
}
