import { stringify } from 'csv-stringify/sync';
import { type CivilDay, civilDayToDate, MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import type { Line } from '../lines/snapshot.ts';
import { type ChangedDates, changedDates } from './changed-dates.ts';

export const CSV_TYPE = 'text/csv; charset=utf-8';

const HEADER = ['date', 'from', 'until', 'hours', 'closedDuring', 'name_ja', 'name_en'];

/**
 * The dates of the coming 400 that are not as the regular hours say, as a table that spreadsheets
 * open: with the mark of UTF-8, or Excel takes Japanese for CP932, and with texts that could pass
 * for formulas escaped. Read back onto the regular hours it opens and closes the line as now.
 */
export function writeExceptionsCsv(line: Line, today: CivilDay): string {
  const rows = changedDates(line.compiled, today).map(rowOf);
  const options = { bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
  return stringify([HEADER, ...rows], options);
}

function rowOf({ from, until, hours, name }: ChangedDates): string[] {
  const [first, last] = [civilDayToDate(from), civilDayToDate(until)];
  const dates = from === until ? [first, '', ''] : ['', first, last];
  const { kept, cut } = startedBeforeMidnight(hours);
  const open = kept.length === 0 ? 'closed' : kept.map(formatSpan).join(' ');
  return [...dates, open, cut.map(formatSpan).join(' '), name.ja, name.en];
}

const LAST_MINUTE = MINUTES_PER_DAY - 1;

/**
 * Hours whose spans all start before midnight, and what is to be cut out of them again: of a night
 * that was cut, a part may begin after midnight, where no span of a date may.
 */
export function startedBeforeMidnight(hours: Hours): { kept: Hours; cut: Hours } {
  const late = hours.filter(({ start }) => start >= MINUTES_PER_DAY);
  const end = late.at(-1)?.end;
  if (end === undefined) return { kept: hours, cut: [] };
  const early = hours.filter(({ start }) => start < MINUTES_PER_DAY);
  const last = early.at(-1) ?? { start: LAST_MINUTE, end: LAST_MINUTE };
  const cut = late.map(({ start }, index): Span => {
    return { start: late[index - 1]?.end ?? last.end, end: start };
  });
  return { kept: [...early.slice(0, -1), { start: last.start, end }], cut };
}
