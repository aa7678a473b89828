import { addDays } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { DAY, END_OF_INSTANTS, type Instant } from '../core/instant.ts';
import { openingFrom } from '../core/opening.ts';
import { civilToInstant, instantToDay, type Zone } from '../core/zone.ts';
import type { Fault } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Override } from './override.ts';
import { MAX_LENGTH_DAYS, MAX_OWN_ENDS } from './override-limits.ts';
import type { AskedEnd, EndWord } from './parse-period.ts';
import { fieldFault, type Reading } from './reading.ts';
import { wholeMinuteAfter } from './whole-minute.ts';

/** When an override ends: the last of its ends, and those of lines that have an earlier one. */
export type OverrideEnds = Pick<Override, 'until' | 'ends'>;

export interface EndQuestion {
  readonly asked: AskedEnd;
  readonly from: Instant;
  readonly lines: readonly Line[];
  /** The lines as they are without the override. */
  below(): Snapshot;
}

/** The ends that were asked for, to the minute; `null` where there is none, which is reported. */
export function resolveEnds(question: EndQuestion, reading: Reading): OverrideEnds | null {
  const { asked, from } = question;
  if (asked.kind === 'instant') return oneEnd(asked.at, from, reading);
  if (asked.kind === 'duration') {
    const end = (searchedFrom(from, reading) + asked.milliseconds) as Instant;
    return oneEnd(end, from, reading);
  }
  const ends = endsByLine(asked.kind, question, reading);
  const last = ends && lastOf(ends.values(), question, reading);
  const until = last === null ? null : oneEnd(last, from, reading);
  if (ends === null || last === null || until === null) return null;
  const own = [...ends].filter(([, end]) => end < last);
  if (own.length > MAX_OWN_ENDS) return refuse(tooManyEnds(own.length), reading);
  return { ...until, ends: Object.fromEntries(own.map(([line, end]) => [line, isoOf(end)])) };
}

/** The end where it is one for all lines. */
function oneEnd(asked: Instant, from: Instant, reading: Reading): OverrideEnds | null {
  const end = wholeMinuteAfter(asked);
  const fault = endFault(end, from, reading.now);
  if (fault === null) return { until: isoOf(end), ends: {} };
  reading.report(fault);
  return null;
}

function endFault(end: Instant, from: Instant, now: Instant): Fault | null {
  const pointer = '/until';
  if (end > END_OF_INSTANTS) {
    const detail = '/until lies outside the years 1970 to 2100.';
    return { code: 'instant_out_of_range', pointer, detail };
  }
  if (end - from > MAX_LENGTH_DAYS * DAY) {
    const detail = `/until is more than ${MAX_LENGTH_DAYS} days after /from; write an earlier end.`;
    return { code: 'range_too_long', pointer, detail };
  }
  if (end > from && end > now) return null;
  const found = end > from ? 'in the past' : 'not after /from';
  const detail = `/until is ${isoOf(end)}, ${found}; write a later end.`;
  return { code: 'range_reversed', pointer, detail };
}

/**
 * The end of each line that has one, a whole minute: the others end with the last of them. `null`
 * where no line has any, which is reported.
 */
function endsByLine(
  word: EndWord,
  { from, lines, below }: EndQuestion,
  reading: Reading,
): ReadonlyMap<string, Instant> | null {
  const find = word === 'end-of-day' ? endOfDay : remembering(nextOpening);
  const snapshot = word === 'end-of-day' ? null : below();
  const ends = new Map<string, Instant>();
  const endless: string[] = [];
  for (const { id, compiled } of lines) {
    const end = find(snapshot?.lines.get(id)?.compiled ?? compiled, searchedFrom(from, reading));
    if (end === null) endless.push(id);
    else ends.set(id, wholeMinuteAfter(end));
  }
  return ends.size > 0 || lines.length === 0 ? ends : refuse(noOpening(endless), reading);
}

/** What has begun counts from now on, so that it is never shorter than asked. */
function searchedFrom(from: Instant, { now }: Reading): Instant {
  return Math.max(from, now) as Instant;
}

type FindEnd = (compiled: CompiledSchedule, from: Instant) => Instant | null;

/** The midnight that ends the civil date; where the clock reads it twice, the later one. */
function endOfDay({ zone }: { readonly zone: Zone }, from: Instant): Instant {
  const day = addDays(instantToDay(zone, from), 1);
  return civilToInstant(zone, { day, minute: 0 }, 'later');
}

/** The beginning of the first opening that begins after `from`. */
function nextOpening(compiled: CompiledSchedule, from: Instant): Instant | null {
  const opening = openingFrom(compiled, from);
  if (opening?.start != null && opening.start > from) return opening.start;
  if (opening?.end == null || opening.end >= END_OF_INSTANTS) return null;
  return openingFrom(compiled, opening.end)?.start ?? null;
}

/** Lines that share a schedule and overrides share the search. */
function remembering(find: FindEnd): FindEnd {
  const known = new Map<CompiledSchedule, Instant | null>();
  return (compiled, from) => {
    const end = known.has(compiled) ? (known.get(compiled) ?? null) : find(compiled, from);
    known.set(compiled, end);
    return end;
  };
}

/** With no lines yet, the end of the service's own date. */
function lastOf(
  ends: Iterable<Instant>,
  { asked, from }: EndQuestion,
  reading: Reading,
): Instant | null {
  const last = [...ends].reduce((a, b) => Math.max(a, b) as Instant, from);
  if (last > from) return last;
  if (asked.kind === 'end-of-day') return endOfDay(reading.base, searchedFrom(from, reading));
  return refuse('There is no line that could open; write an instant.', reading);
}

function refuse(detail: string, { report }: Reading): null {
  report(fieldFault('/until', detail));
  return null;
}

function noOpening(lines: readonly string[]): string {
  const named = lines.slice(0, MAX_TOLD).join(', ');
  const more = lines.length > MAX_TOLD ? ` and ${lines.length - MAX_TOLD} more` : '';
  return `/until is "next-opening", but within 400 days none opens of ${named}${more}; ${INSTEAD}.`;
}

const MAX_TOLD = 10;
const INSTEAD = 'write an instant or a duration';

function tooManyEnds(count: number): string {
  const found = `${count} lines would each have an end of their own`;
  return `/until: ${found}, at most ${MAX_OWN_ENDS} are kept; ${INSTEAD}.`;
}

function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}
