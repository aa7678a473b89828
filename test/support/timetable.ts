/**
 * The text in which tests expect timelines, one line per civil date:
 *
 *     2026-01-05 | closed(before) 09:00 open(regular) 12:00 closed(midday) 13:00 open(regular) 17:30 closed(after)
 *
 * State and reason from the beginning of the date, then wall time by wall time what begins there, so
 * a gap or an overlap cannot be written. A time that the clock reads twice is the first reading,
 * or, marked `01:30(2nd)`, the second one. Reasons that a rule or a holiday names carry the name.
 */
import { addDays, type CivilDay, civilDayToDate, formatMinute } from '../../src/core/civil.ts';
import type { CompiledSchedule } from '../../src/core/compiled-schedule.ts';
import { DAY, type Instant, MINUTE } from '../../src/core/instant.ts';
import type { Reason, ReasonCode } from '../../src/core/reason.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import { instantToWall, startOfDay, wallToInstant, type Zone } from '../../src/core/zone.ts';
import { day } from './schedules.ts';

/** One short word per reason code; those with `named` are followed by what caused them. */
const WORDS: Readonly<Record<ReasonCode, { readonly word: string; readonly named?: true }>> = {
  regular_hours: { word: 'regular' },
  special_hours: { word: 'special', named: true },
  override_open: { word: 'override', named: true },
  before_opening: { word: 'before' },
  midday_break: { word: 'midday' },
  after_closing: { word: 'after' },
  last_call: { word: 'last call' },
  weekend: { word: 'weekend' },
  regular_day_off: { word: 'day off' },
  holiday: { word: 'holiday', named: true },
  long_break: { word: 'break', named: true },
  exception: { word: 'exception', named: true },
  override_closed: { word: 'override', named: true },
};

/** What stands for the timeline of a date that a zone left out. */
const NEVER_HAPPENED = 'this date never happened';

/** The rows of the dates from `from` to `until`, both inclusive. */
export function timetable(compiled: CompiledSchedule, from: string, until = from): string[] {
  const rows: string[] = [];
  for (let date = day(from); date <= day(until); date = addDays(date, 1)) {
    rows.push(`${civilDayToDate(date)} | ${timelineOn(compiled, date)}`);
  }
  return rows;
}

/** The timeline of one civil date, without the date. */
export function timelineOn({ timeline, zone }: CompiledSchedule, date: CivilDay): string {
  const from = startOfDay(zone, date);
  const until = startOfDay(zone, addDays(date, 1));
  if (from === until) return NEVER_HAPPENED;
  const [first, ...later] = [...intervalsBetween(timeline, from, until)];
  return [
    first && formatReason(first.reason),
    ...later.map(({ start, reason }) => `${formatTime(zone, start)} ${formatReason(reason)}`),
  ].join(' ');
}

function formatReason({ state, code, name }: Reason): string {
  const { word, named } = WORDS[code];
  return `${state}(${named ? `${word} ${name.ja}` : word})`;
}

function formatTime(zone: Zone, instant: Instant): string {
  const wall = instantToWall(zone, instant);
  const time = formatMinute((wall % DAY) / MINUTE);
  return wallToInstant(zone, wall, 'earlier') === instant ? time : `${time}(2nd)`;
}
