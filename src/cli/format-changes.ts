import { parseCivilDate, weekdayOf } from '../core/civil.ts';
import type { Names, State } from '../core/reason.ts';
import { alignColumns } from './align-columns.ts';
import { formatNames } from './format-names.ts';
import type { Paint } from './paint.ts';

/** What would change for lines, as a dry run answers it. */
export interface Changes {
  readonly changes: readonly LineChange[];
  /** Whether there is more than is told. */
  readonly truncated: boolean;
}

interface LineChange {
  readonly lines: readonly string[];
  readonly intervals: readonly ChangedInterval[];
}

interface ChangedInterval {
  readonly start: string;
  readonly end: string;
  readonly before: ChangedReason;
  readonly after: ChangedReason;
}

interface ChangedReason {
  readonly state: State;
  readonly reasonName: Names;
}

const MAX_NAMED_LINES = 10;

/** What would change, line by line: the hours with another state, a row each. */
export function formatChanges({ changes, truncated }: Changes, paint: Paint): string {
  if (changes.length === 0) return 'no hours of any line change\n';
  const parts = changes.map((change) => formatChange(change, paint));
  return `${[...parts, ...(truncated ? ['there is more than is shown'] : [])].join('\n\n')}\n`;
}

function formatChange({ lines, intervals }: LineChange, paint: Paint): string {
  const loud = intervals.filter(({ before, after }) => before.state !== after.state);
  const rows = loud.map(({ start, end, before, after }) => [
    formatMoment(start),
    `to ${end.slice(0, 10) === start.slice(0, 10) ? end.slice(11, 16) : formatMoment(end)}`,
    `${before.state} -> ${after.state}`,
    formatNames(after.reasonName),
  ]);
  const body = alignColumns(rows).map((row, index) =>
    paint(loud[index]?.after.state === 'open' ? 'green' : 'red', row),
  );
  const quiet = describeQuiet(intervals.length - loud.length);
  return [paint('bold', nameLines(lines)), ...body, ...quiet].join('\n');
}

function nameLines(lines: readonly string[]): string {
  const named = lines.slice(0, MAX_NAMED_LINES).join(', ');
  const others = lines.length - MAX_NAMED_LINES;
  return others > 0 ? `${named} and ${others} more` : named;
}

/** Nights and weekends: nobody gets through either way, only for another reason. */
function describeQuiet(count: number): string[] {
  if (count === 0) return [];
  return [
    `${count} more ${count === 1 ? 'stretch' : 'stretches'} in which only the reason changes`,
  ];
}

/** On the clock of the line: `Thu 2027-06-10 09:00`. */
function formatMoment(instant: string): string {
  const date = instant.slice(0, 10);
  const day = parseCivilDate(date);
  const weekday = day === null ? '' : weekdayOf(day);
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${date} ${instant.slice(11, 16)}`;
}
