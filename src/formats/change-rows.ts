import { addDays, type CivilDay, civilDayToDate, formatMinute, weekdayOf } from '../core/civil.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import type { Reason } from '../core/reason.ts';
import { instantToDay, instantToWall, type Zone } from '../core/zone.ts';
import type { ChangedInterval } from '../lines/changed-intervals.ts';
import type { LineChanges } from '../lines/compare-lines.ts';

/** One change as a person would tell it, in the zone of the lines. */
export interface ChangeRow {
  /** `2026-12-28 (Mon) 09:00–17:30`. */
  readonly when: string;
  /** `open → closed`, or `closed` where only the reason is another. */
  readonly state: string;
  /** `regular_hours → exception (仕事納め)`. */
  readonly reasons: string;
  /** Whether the lines open or close: what somebody must know. */
  readonly isLoud: boolean;
}

/** Changes that repeat on more dates than these are told once, with their dates in short. */
const MAX_REPEATED = 3;

/**
 * What changes for lines, in order of time. A change of state is told with its hours; what changes
 * its reason only is left out on dates on which the state changes too, since it follows from that:
 * on a date that is closed now, `before_opening` became `exception`.
 */
export function changeRows({ lines, intervals }: LineChanges): readonly ChangeRow[] {
  const zone = lines[0]?.zone;
  if (!zone) return [];
  const isExplained = explainedBy(intervals.filter(isLoud), zone);
  const told = intervals.filter((interval) => isLoud(interval) || !isExplained(interval));
  const alike = new Map<string, ChangedInterval[]>();
  for (const interval of told) {
    const key = `${hoursOf(interval, zone)} ${reasonsOf(interval)}`;
    const others = alike.get(key) ?? [];
    alike.set(key, others);
    others.push(interval);
  }
  return [...alike.values()]
    .flatMap((all) => (all.length > MAX_REPEATED ? [all] : all.map((each) => [each])))
    .sort(([a], [b]) => (a?.start ?? 0) - (b?.start ?? 0))
    .flatMap((all) => rowOf(all, zone) ?? []);
}

export function isLoud({ before, after }: ChangedInterval): boolean {
  return before.state !== after.state;
}

/** Whether an interval lies on dates with a change of state only. */
function explainedBy(loud: readonly ChangedInterval[], zone: Zone) {
  const dates = new Set(loud.flatMap((interval) => datesOf(interval, zone)));
  return (interval: ChangedInterval) => datesOf(interval, zone).every((day) => dates.has(day));
}

function datesOf({ start, end }: ChangedInterval, zone: Zone): CivilDay[] {
  const first = instantToDay(zone, start);
  const last = instantToDay(zone, (end - 1) as Instant);
  return Array.from({ length: last - first + 1 }, (_, index) => addDays(first, index));
}

function rowOf(all: readonly ChangedInterval[], zone: Zone): ChangeRow | null {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return null;
  const { before, after } = first;
  return {
    when: all.length === 1 ? timeOf(first, zone) : timesOf(all, zone),
    state: isLoud(first) ? `${before.state} → ${after.state}` : after.state,
    reasons: reasonsOf(first),
    isLoud: isLoud(first),
  };
}

/** `09:00–17:30`, `Fri 17:30 – Mon 09:00`; with the date where it is longer than a week. */
function hoursOf(interval: ChangedInterval, zone: Zone): string {
  const { first, last, dates, start, end } = wallOf(interval, zone);
  if (dates === 1) return start === 0 && end === DAY ? 'all day' : `${clock(start)}–${clock(end)}`;
  const nameOf = dates <= WEEKDAYS.length ? weekdayName : formatDate;
  return `${nameOf(first)} ${clock(start)} – ${nameOf(last)} ${clock(end)}`;
}

function timeOf(interval: ChangedInterval, zone: Zone): string {
  const { first, last, dates, start, end } = wallOf(interval, zone);
  if (dates === 1) return `${formatDate(first)} ${hoursOf(interval, zone)}`;
  if (start === 0 && end === DAY) return `${formatDate(first)} – ${formatDate(last)} all day`;
  return `${formatDate(first)} ${clock(start)} – ${formatDate(last)} ${clock(end)}`;
}

/** `2026-11-24 – 2027-12-27, Mon–Fri, 17:30–18:00 (274 dates)`. */
function timesOf(all: readonly ChangedInterval[], zone: Zone): string {
  const days = all.map((interval) => wallOf(interval, zone).first);
  const [some, end] = [all[0], all.at(-1)] as [ChangedInterval, ChangedInterval];
  const [first, last] = [wallOf(some, zone).first, wallOf(end, zone).last];
  const dates = `${civilDayToDate(first)} – ${civilDayToDate(last)}`;
  const hours = hoursOf(some, zone);
  if (wallOf(some, zone).dates > 1) return `${dates}, ${hours} (${all.length} times)`;
  return `${dates}, ${weekdaysOf(days)}, ${hours} (${all.length} dates)`;
}

/** `Mon–Fri`, `Mon Wed Sat`. */
function weekdaysOf(days: readonly CivilDay[]): string {
  const names = new Set(days.map(weekdayName));
  const present = WEEKDAYS.filter((name) => names.has(name));
  const [first = '', last = ''] = [present[0], present.at(-1)];
  const isRun = WEEKDAYS.indexOf(last) - WEEKDAYS.indexOf(first) === present.length - 1;
  return present.length > 2 && isRun ? `${first}–${last}` : present.join(' ');
}

/** Dates of an interval, and its clock times in milliseconds after the midnight of each. */
function wallOf({ start, end }: ChangedInterval, zone: Zone) {
  const [from, until] = [instantToWall(zone, start), instantToWall(zone, end)];
  const first = instantToDay(zone, start);
  const last = instantToDay(zone, (end - 1) as Instant);
  return {
    first,
    last,
    dates: last - first + 1,
    start: from - first * DAY,
    end: until - last * DAY,
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function weekdayName(day: CivilDay): string {
  const weekday = weekdayOf(day);
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)}`;
}

/** `2026-12-28 (Mon)`. */
export function formatDate(day: CivilDay): string {
  return `${civilDayToDate(day)} (${weekdayName(day)})`;
}

function clock(milliseconds: number): string {
  return formatMinute(Math.floor(milliseconds / MINUTE));
}

function reasonsOf({ before, after }: ChangedInterval): string {
  const [old, now] = [reasonOf(before), reasonOf(after)];
  if (old !== now) return `${old} → ${now}`;
  return `${now}, ${isSameMessage(before, after) ? 'another name' : 'another message'}`;
}

/** The names of regular hours say what their codes say. */
function reasonOf({ code, layer, name }: Reason): string {
  return layer === 'regular' ? code : `${code} (${name.ja})`;
}

function isSameMessage({ message: old }: Reason, { message: now }: Reason): boolean {
  return old?.ja === now?.ja && old?.en === now?.en;
}
