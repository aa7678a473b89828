import type { BusinessDay } from '../core/business-days.ts';
import type { MeasuredTime } from '../core/business-time.ts';
import { civilDayToDate } from '../core/civil.ts';
import type { Zone } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { formatSignedDuration } from '../words/signed-duration.ts';
import { alignColumns } from './align-columns.ts';
import { formatNames } from './format-names.ts';
import { formatDated, formatDuration } from './format-timeline.ts';
import type { Paint } from './paint.ts';

/** Measured time as a block that a person reads. */
export function formatBusinessTime(line: Line, measured: MeasuredTime, paint: Paint): string {
  const { zone } = line;
  const { from, until, open, businessDay, holidays } = measured;
  const rows = [
    ['from', `${formatDated(zone, from)}, ${zone.name}`],
    ['until', until === null ? '- (not in the years 1970 to 2100)' : formatDated(zone, until)],
    ['open time', open === null ? '-' : formatOpen(open)],
    ['business day', businessDay === null ? '-' : formatBusinessDay(businessDay, zone)],
    ['holidays', holidays],
  ];
  const heading = paint('bold', `${line.id}  ${formatNames(line.name)}`);
  return `${[heading, '', ...alignColumns(rows)].join('\n')}\n`;
}

/** For people and, in brackets, for machines: `16h 30m (PT16H30M)`. */
function formatOpen(open: number): string {
  const sign = open < 0 ? '-' : '';
  return `${sign}${formatDuration(Math.abs(open))} (${formatSignedDuration(open)})`;
}

function formatBusinessDay({ day, opensAt, closesAt }: BusinessDay, zone: Zone): string {
  const [opens, closes] = [formatDated(zone, opensAt), formatDated(zone, closesAt)];
  return `${civilDayToDate(day)}, opens ${opens}, closes ${closes}`;
}
