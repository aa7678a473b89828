import { WEEKDAYS, weekdayIndexOf } from '../core/civil.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '../core/instant.ts';
import { intervalsBetween } from '../core/timeline.ts';
import { formatInstant, instantToDay, type Zone } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { alignColumns } from './align-columns.ts';
import { formatNames } from './format-names.ts';
import type { Paint } from './paint.ts';

export interface TimelineRange {
  readonly from: Instant;
  readonly until: Instant;
}

/** The intervals of a range, a row each that ends where the next one starts; then the last end. */
export function formatTimeline(line: Line, { from, until }: TimelineRange, paint: Paint): string {
  const { zone, timeline } = line.compiled;
  const rows = Array.from(intervalsBetween(timeline, from, until), ({ start, end, reason }) => [
    formatDated(zone, start),
    formatDuration(end - start),
    reason.state,
    reason.code,
    formatNames(reason.name),
  ]);
  const body = alignColumns(rows).map((row, index) =>
    paint(rows[index]?.[2] === 'open' ? 'green' : 'red', row),
  );
  const heading = paint('bold', `${line.id}  ${formatNames(line.name)}`);
  const end = `${formatDated(zone, until)}  (end of the list)`;
  return `${[heading, '', ...body, end].join('\n')}\n`;
}

/** An instant with its weekday: `Mon 2026-11-23T10:00:00+09:00`. */
export function formatDated(zone: Zone, instant: Instant): string {
  const weekday = WEEKDAYS[weekdayIndexOf(instantToDay(zone, instant))] ?? '';
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${formatInstant(zone, instant)}`;
}

/** Elapsed time: `8h 30m`; seconds only where there are any. */
export function formatDuration(milliseconds: number): string {
  const hours = Math.floor(milliseconds / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  const seconds = Math.floor((milliseconds % MINUTE) / SECOND);
  const parts = [hours && `${hours}h`, minutes && `${minutes}m`, seconds && `${seconds}s`];
  return parts.filter(Boolean).join(' ') || '0s';
}
