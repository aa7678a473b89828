import type { Layer, ReasonCode, State } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { type OracleLine, planOn } from './oracle-breaks.ts';
import { closingMinute, openingMinute, wallClockOf } from './oracle-clock.ts';
import { cutAt, type DayPlan, uncutPieces } from './oracle-day.ts';

/**
 * What a line is at one minute, found by walking: slow, and sharing no code with the core.
 * Times are whole minutes since 1970-01-01T00:00Z.
 */
export interface Entry {
  readonly minute: number;
  readonly state: State;
  readonly code: ReasonCode;
  readonly layer: Layer;
  /** In Japanese, what a rule or a holiday is called; `null` where the code has its own words. */
  readonly name: string | null;
  /**
   * Whether code, layer and name are binding. They are not while a line is closed in a repeated
   * hour: the semantics say which reading opens and closes it, not which one changes why it is
   * closed. The oracle goes by the wall clock there.
   */
  readonly isBinding: boolean;
}

export interface Minutes {
  readonly from: number;
  /** Not included. */
  readonly until: number;
}

type Reason = Pick<Entry, 'code' | 'layer' | 'name'>;

/** An open piece of a date's spans, between two instants. */
export interface Piece extends Minutes {
  readonly plan: DayPlan;
}

const DAY = 1_440;

export function oracleLine(schedule: Schedule, zone: string): OracleLine {
  return { schedule, clock: wallClockOf(zone), plans: new Map(), closedByLayers: new Map() };
}

/** One entry per minute. */
export function walk(line: OracleLine, minutes: Minutes): readonly Entry[] {
  const { lastCallMinutes } = line.schedule;
  return takeLastCalls(walkStaffed(line, aheadOf(minutes, lastCallMinutes)), lastCallMinutes);
}

/** With what must be known to say when the last call of the range is. */
export function aheadOf({ from, until }: Minutes, lastCallMinutes: number): Minutes {
  return { from, until: until + lastCallMinutes };
}

/** One entry per minute, as if callers were taken until the end. */
export function walkStaffed(line: OracleLine, minutes: Minutes): readonly Entry[] {
  const pieces = piecesAround(line, minutes);
  return minutesOf(minutes).map((minute) => {
    const piece = pieces.find(({ from, until }) => from <= minute && minute < until);
    return piece ? openEntry(minute, piece) : closedEntry(line, minute);
  });
}

/** Turns the last minutes of every opening into last call, and leaves out what was looked ahead. */
export function takeLastCalls(
  entries: readonly Entry[],
  lastCallMinutes: number,
): readonly Entry[] {
  const isClosed = ({ state }: Entry) => state === 'closed';
  return entries.slice(0, entries.length - lastCallMinutes).map((entry, index) => {
    if (isClosed(entry)) return entry;
    const closing = entries.slice(index, index + lastCallMinutes + 1).findIndex(isClosed);
    const last = closing > 0 ? entries[index + closing - 1] : undefined;
    return last ? lastCallEntry(entry.minute, last) : entry;
  });
}

/** The open pieces that may touch the range: the one that begins first comes first. */
function piecesAround(line: OracleLine, { from, until }: Minutes): readonly Piece[] {
  const first = dayAt(line, from) - 3;
  const days = Array.from({ length: dayAt(line, until) + 2 - first }, (_, index) => first + index);
  return days.flatMap((day) => piecesOf(line, day)).sort((a, b) => a.from - b.from);
}

export function piecesOf(line: OracleLine, day: number): readonly Piece[] {
  const plan = planOn(line, day);
  if (!plan) return [];
  return uncutPieces(line.schedule, day, plan.spans).map(({ start, end }) => ({
    from: openingMinute(line.clock, day * DAY + start),
    until: closingMinute(line.clock, day * DAY + end),
    plan,
  }));
}

function openEntry(minute: number, { plan }: Piece): Entry {
  const code = plan.layer === 'regular' ? 'regular_hours' : 'special_hours';
  return { minute, state: 'open', code, layer: plan.layer, name: plan.name, isBinding: true };
}

function lastCallEntry(minute: number, { layer }: Entry): Entry {
  return { minute, state: 'closed', code: 'last_call', layer, name: null, isBinding: true };
}

function closedEntry(line: OracleLine, minute: number): Entry {
  const wall = line.clock.wallAt(minute);
  const isBinding = line.clock.readingsOf(wall).length === 1;
  const reason = cutReason(line, wall) ?? dateReason(line, wall);
  return { minute, state: 'closed', ...reason, isBinding };
}

/** A cut counts where it takes time out of a span, also in a tail after midnight. */
function cutReason(line: OracleLine, wall: number): Reason | null {
  const day = Math.floor(wall / DAY);
  for (const date of [day - 1, day]) {
    const minute = wall - date * DAY;
    const spans = planOn(line, date)?.spans ?? [];
    const cut = cutAt(line.schedule, date, minute);
    const inSpan = spans.some(({ start, end }) => start <= minute && minute < end);
    if (cut && inSpan) return { code: 'exception', layer: 'exception', name: cut.name.ja };
  }
  return null;
}

function dateReason(line: OracleLine, wall: number): Reason {
  const plan = planOn(line, Math.floor(wall / DAY));
  if (!plan) throw new Error(`the wall reads a date that never happened: ${wall}`);
  const minute = wall - Math.floor(wall / DAY) * DAY;
  const { layer, spans, closedCode, name } = plan;
  if (spans.length === 0) return { code: closedCode, layer, name };
  if (spans.every(({ start }) => minute < start))
    return { code: 'before_opening', layer, name: null };
  if (spans.every(({ end }) => end <= minute)) return { code: 'after_closing', layer, name: null };
  return { code: 'midday_break', layer, name: null };
}

function dayAt({ clock }: OracleLine, minute: number): number {
  return Math.floor(clock.wallAt(minute) / DAY);
}

function minutesOf({ from, until }: Minutes): readonly number[] {
  return Array.from({ length: until - from }, (_, index) => from + index);
}
