import { describeValue } from '../config/describe-value.ts';
import { MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { uniteHours } from '../core/span.ts';
import { isObject } from './amazon-connect-json.ts';
import type { Said } from './imported.ts';

/** Hours of the weekdays that a `Config` names; Monday is 0. */
export type ConnectWeek = ReadonlyMap<number, Hours>;

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
/** What Amazon Connect takes. */
const MAX_ENTRIES = 100;

export function readConnectWeek(value: unknown, place: string, said: Said): ConnectWeek {
  const week = new Map<number, Span[]>();
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) {
    const advice = `give a list of at most ${MAX_ENTRIES} entries, [] for closed`;
    said.refuse({ code: 'bad_config', place, found: 'no list of hours', advice });
    return week;
  }
  for (const [index, entry] of value.entries()) {
    const read = readEntry(entry, `${place}/${index}`, said);
    if (!read) continue;
    const spans = week.get(read.weekday);
    if (spans) spans.push(read.span);
    else week.set(read.weekday, [read.span]);
  }
  return new Map([...week].map(([weekday, spans]) => [weekday, uniteHours(spans)]));
}

function readEntry(value: unknown, place: string, said: Said) {
  const entry = isObject(value) ? value : {};
  const weekday = typeof entry.Day === 'string' ? DAYS.indexOf(entry.Day) : -1;
  if (weekday < 0) {
    const found = `${describeValue(entry.Day)} is no weekday`;
    const advice = 'write MONDAY … SUNDAY';
    said.refuse({ code: 'bad_weekday', place: `${place}/Day`, found, advice });
  }
  const start = readTime(entry.StartTime, `${place}/StartTime`, said);
  const end = readTime(entry.EndTime, `${place}/EndTime`, said);
  if (weekday < 0 || start === null || end === null) return null;
  const span = spanOf(start, end);
  if (span === null) {
    const advice = 'write an end after the start; 0:00 to 0:00 is the whole day';
    said.refuse({ code: 'empty_span', place, found: 'a span of no length', advice });
    return null;
  }
  if (span.end > MINUTES_PER_DAY) {
    const found = 'hours that end before they start';
    const advice =
      'they are taken for a night into the next date; compare with the effective hours';
    said.lose({ code: 'night', place, found, advice });
  }
  return { weekday, span };
}

/** 0:00 as an end is the midnight at the end of the date. */
function spanOf(start: number, end: number): Span | null {
  if (end === 0) return { start, end: MINUTES_PER_DAY };
  if (end === start) return null;
  return { start, end: end > start ? end : end + MINUTES_PER_DAY };
}

/** Minutes after midnight. */
function readTime(value: unknown, place: string, { refuse }: Said): number | null {
  const { Hours: hours, Minutes: minutes } = isObject(value) ? value : {};
  const isGood = isWithin(hours, 23) && isWithin(minutes, 59);
  if (isGood) return hours * 60 + minutes;
  const advice = 'write { "Hours": 0 to 23, "Minutes": 0 to 59 }';
  const found = value === undefined ? 'no time' : `${describeValue(value)} is no time`;
  refuse({ code: 'bad_time', place, found, advice });
  return null;
}

function isWithin(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
