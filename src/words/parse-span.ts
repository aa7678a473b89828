import { formatMinute, MINUTES_PER_DAY } from '../core/civil.ts';
import type { Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { quote } from './quote.ts';

/** What is wrong with a text that should be a span, and what to write instead. */
export interface SpanFault {
  readonly code: string;
  readonly found: string;
  readonly advice: string;
}

const LATEST_END = 2 * MINUTES_PER_DAY;
const TIMES = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/;

/**
 * What a span is for. Hours start on their own date; what is cut out of them may start later in
 * the night: `24:30-25:00` is in the opening of a Friday from 22:00 to 26:00.
 */
export type SpanUse = 'hours' | 'cut';

/** Reads `9:00-17:30`; an end that is not after the start is on the next day. */
export function parseSpan(text: string, use: SpanUse = 'hours'): Span | SpanFault {
  const read = readSpan(text, use);
  if (typeof read !== 'string') return read;
  return {
    code: CODES[read] ?? 'bad_span',
    found: `${quote(text)} ${read}`,
    advice: adviseSpan(text, read, use),
  };
}

const NO_SPAN = 'is not a span of time';
const BAD_MINUTES = 'has more than 59 minutes in an hour';
const LATE_START = 'starts at 24:00 or later';
const LATE_CUT = 'starts at 48:00 or later';
const LATE_END = 'ends after 48:00';
const REVERSED = 'ends before it starts';
const EMPTY = 'is a span of no length';

const CODES: Readonly<Record<string, string>> = {
  [EMPTY]: 'empty_span',
  [REVERSED]: 'reversed_span',
};

/** The span, or what is wrong with the text. */
function readSpan(text: string, use: SpanUse): Span | string {
  const parts = TIMES.exec(text)?.slice(1).map(Number);
  if (!parts) return NO_SPAN;
  const [fromHour, fromMinute, untilHour, untilMinute] = parts as [number, number, number, number];
  if (fromMinute > 59 || untilMinute > 59) return BAD_MINUTES;
  const start = fromHour * 60 + fromMinute;
  const written = untilHour * 60 + untilMinute;
  if (use === 'hours' && start >= MINUTES_PER_DAY) return LATE_START;
  if (start >= LATEST_END) return LATE_CUT;
  if (start === written) return EMPTY;
  const end = written > start ? written : written + MINUTES_PER_DAY;
  if (end > LATEST_END) return LATE_END;
  // 30:00-05:00 is over before it begins, on the clock of the next day too.
  return end > start ? { start, end } : REVERSED;
}

function adviseSpan(text: string, fault: string, use: SpanUse): string {
  if (fault === EMPTY) return 'write 00:00-24:00 for the whole day';
  if (fault === BAD_MINUTES) return 'write minutes from 00 to 59';
  if (fault === LATE_START) return 'write it on the next day: a span starts before 24:00';
  if (fault === LATE_CUT) return 'write it on the next day: a cut starts before 48:00';
  if (fault === REVERSED) return 'write an end after the start, such as 24:30-25:00';
  if (fault === LATE_END) return 'write an end of at most 48:00';
  const meant = guessSpan(text, use);
  return meant === null ? 'write two times such as 09:00-17:00' : `write ${meant}`;
}

/** `9-17`, `9am–5:30pm`, `９：００～１７：３０` and `9時-17時半` as they should be written. */
export function guessSpan(text: string, use: SpanUse = 'hours'): string | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const sides = plain.split(/[-~〜‐‑‒–—―−ー]|to|から/);
  if (sides.length !== 2) return null;
  const [start, end] = sides.map((side) => guessTime(side.replace(/まで$/, '')));
  if (start == null || end == null) return null;
  const span = readSpan(`${start}-${end}`, use);
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
