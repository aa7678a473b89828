import type { Names } from '../../../core/reason.ts';
import { dateOf, nextDate } from '../../moments.ts';
import { shiftDate } from './date-ranges.ts';
import type { PreviewInterval, PreviewReason } from './preview.ts';

/** Hours of one date that would change, on the clock of the line: `9:00` to `24:00`. */
export interface ChangedHours {
  readonly from: string;
  readonly until: string;
  readonly before: PreviewReason;
  readonly after: PreviewReason;
}

export interface ChangedDate {
  readonly date: string;
  /** Hours with another state, and hours in which callers only hear another reason. */
  readonly hours: readonly ChangedHours[];
}

/** The intervals cut at midnights, date by date. */
export function changedDates(intervals: readonly PreviewInterval[]): ChangedDate[] {
  const dates = new Map<string, ChangedHours[]>();
  for (const { start, end, before, after } of intervals) {
    for (let date = dateOf(start); date <= lastDateOf(start, end); date = nextDate(date)) {
      const from = date === dateOf(start) ? start.slice(11, 16) : '00:00';
      const until = date === dateOf(end) ? end.slice(11, 16) : '24:00';
      const hours = dates.get(date) ?? [];
      dates.set(date, hours);
      hours.push({ from, until, before, after });
    }
  }
  return [...dates].map(([date, hours]) => ({ date, hours: joinEqual(hours) }));
}

/** An end at midnight belongs to the date before; a second is a second of the same date. */
function lastDateOf(start: string, end: string): string {
  const isMidnight = end.slice(11, 16) === '00:00' && dateOf(end) > dateOf(start);
  return isMidnight ? shiftDate(dateOf(end), -1) : dateOf(end);
}

/** Neighbours that read the same are told once: before opening, and after closing at midnight. */
function joinEqual(hours: readonly ChangedHours[]): ChangedHours[] {
  const joined: ChangedHours[] = [];
  for (const next of hours) {
    const last = joined.at(-1);
    const isSame =
      last?.until === next.from &&
      last.before.state === next.before.state &&
      last.after.reason === next.after.reason &&
      last.after.reasonName.ja === next.after.reasonName.ja;
    if (last && isSame) joined[joined.length - 1] = { ...last, until: next.until };
    else joined.push(next);
  }
  return joined;
}

/** Whether callers would meet another state, not only another reason. */
export function isOtherState({ before, after }: Pick<ChangedHours, 'before' | 'after'>): boolean {
  return before.state !== after.state;
}

export interface Heard {
  /** When a caller would hear it for the first time. */
  readonly at: string;
  readonly texts: Names;
}

/** What callers would hear, each text once, in order. */
export function heardTexts(intervals: readonly PreviewInterval[]): Heard[] {
  const texts = new Map<string, Heard>();
  for (const { start, heard } of intervals) {
    const key = `${heard?.ja}\n${heard?.en}`;
    if (heard && !texts.has(key)) texts.set(key, { at: start, texts: heard });
  }
  return [...texts.values()];
}
