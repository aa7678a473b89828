/**
 * Dates as rows in which no gap can be written, one for each:
 *
 *     2026-12-28 | closed(before_opening) 09:00 open(regular_hours) 17:30 closed(after_closing)
 *
 * State and reason from the beginning of the date, then wall time by wall time what begins there. A
 * time that the clock reads twice is the first reading, or, marked `01:30(2nd)`, the second one.
 */
import { addDays, type CivilDay, civilDayToDate, formatMinute } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { DayPlan } from '../core/day-plan.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';
import { intervalsBetween } from '../core/timeline.ts';
import { instantToWall, startOfDay, wallToInstant, type Zone } from '../core/zone.ts';

/** More dates are only counted. */
export const MAX_ROWS = 7;

export function writeRow(day: CivilDay, text: string): string {
  return `${civilDayToDate(day)} | ${text}`;
}

/** `2026-12-29..2027-01-03`, or the one date. */
export function writeDays({ from, until }: Days): string {
  const first = civilDayToDate(from);
  return from === until ? first : `${first}..${civilDayToDate(until)}`;
}

/** The timeline of a date from midnight to midnight. */
export function timelineOn({ timeline, zone }: CompiledSchedule, day: CivilDay): string {
  const [from, until] = [startOfDay(zone, day), startOfDay(zone, addDays(day, 1))];
  if (from === until) return NEVER_HAPPENED;
  const texts = Array.from(intervalsBetween(timeline, from, until), ({ start, reason }, index) => {
    const told = writeReason(reason);
    return index === 0 ? told : `${timeOf(zone, start)} ${told}`;
  });
  return texts.join(' ');
}

/** The plan of a date: its own spans only, the one that runs on after midnight to its end. */
export function planOn({ plans }: CompiledSchedule, day: CivilDay): string {
  const plan = plans.planOn(day);
  if (plan === null) return NEVER_HAPPENED;
  return writePieces(plan.pieces.map((piece) => ({ ...piece, text: writeReason(piece.reason) })));
}

export interface WrittenPiece extends Pick<DayPlan['pieces'][number], 'start' | 'end'> {
  readonly text: string;
}

/** Adjoining pieces of a date, in order. */
export function writePieces(pieces: readonly WrittenPiece[]): string {
  const end = pieces.at(-1)?.end ?? 0;
  const texts = pieces.map(({ start, text }, index) => {
    const isSame = index > 0 && pieces[index - 1]?.text === text;
    if (isSame) return '';
    return start === 0 ? text : `${formatMinute(start)} ${text}`;
  });
  const tail = end * MINUTE > DAY ? [formatMinute(end)] : [];
  return [...texts.filter(Boolean), ...tail].join(' ');
}

const NEVER_HAPPENED = 'this date never happened';

export function writeReason({ state, code }: Pick<Reason, 'state' | 'code'>): string {
  return `${state}(${code})`;
}

/** The wall time of an instant. */
export function timeOf(zone: Zone, instant: Instant): string {
  const wall = instantToWall(zone, instant);
  const time = formatMinute(Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE));
  return wallToInstant(zone, wall, 'earlier') === instant ? time : `${time}(2nd)`;
}
