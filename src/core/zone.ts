/**
 * Civil times and instants in IANA zones. The only importer of luxon, and the only place that
 * decides what a skipped or repeated local time means (see docs/decisions/0003).
 */
import { IANAZone } from 'luxon';
import { type CivilDay, formatMinute, MINUTES_PER_DAY } from './civil.ts';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';
import { invariant } from './invariant.ts';

/**
 * A zone as a table: offset `offsets[i]` is in force from `transitions[i]` on, until the next one.
 * Offsets are milliseconds to add to an instant to get the wall clock.
 */
export interface Zone {
  readonly name: string;
  readonly transitions: readonly Instant[];
  readonly offsets: readonly number[];
  /** Civil dates that never happened there, such as 2011-12-30 in Apia. */
  readonly skippedDays: ReadonlySet<CivilDay>;
}

/** A wall clock reading: milliseconds from 1970-01-01T00:00 on that clock, in no zone. */
export type Wall = number;

/**
 * Which instant a wall time means when the clock reads it twice. A time that it never reads means
 * the first instant after the gap, in both cases. Openings read `earlier`, closings `later`.
 */
export type Reading = 'earlier' | 'later';

/** Walls between `from` and `until` (half-open) happen exactly once, all with one offset. */
export interface SteadyStretch {
  readonly from: Wall;
  readonly until: Wall;
  readonly offset: number;
}

/** A little wider than the years with answers, so that their edges are ordinary. */
const TABLE_FROM = Date.UTC(1968, 0, 1);
const TABLE_UNTIL = Date.UTC(2103, 0, 1);

/**
 * Sampling distance. Of all IANA zones since 1970 the closest two transitions are seven days apart
 * (America/Recife, October 2000), so none hides between two samples.
 */
const SAMPLE_STEP = 6 * DAY;

/** No zone is further than this from UTC, and no transition moves a clock further. */
const WIDEST_OFFSET = 36 * HOUR;

const zones = new Map<string, Zone>();

/** The zone of an IANA name, or `null` when there is none. `+09:00` is an offset, not a zone. */
export function zoneNamed(name: string): Zone | null {
  const known = zones.get(name);
  if (known) return known;
  if (!/^[A-Za-z]/.test(name) || !IANAZone.isValidZone(name)) return null;
  const zone = buildZone(name);
  zones.set(name, zone);
  return zone;
}

function buildZone(name: string): Zone {
  const offsetOf = offsetReader(name);
  const readingAt = readingReader(name);
  let reading = readingAt(TABLE_FROM);
  const transitions = [TABLE_FROM];
  const offsets = [offsetOf(TABLE_FROM)];
  const skippedDays = new Set<CivilDay>();
  for (let sample = TABLE_FROM; sample < TABLE_UNTIL; sample += SAMPLE_STEP) {
    const next = sample + SAMPLE_STEP;
    const last = reading;
    reading = readingAt(next);
    if (reading === last) continue;
    const before = offsets.at(-1) as number;
    const after = offsetOf(next);
    if (after === before) continue;
    const transition = firstSecondWithin(sample, next, (second) => offsetOf(second) !== before);
    transitions.push(transition);
    offsets.push(after);
    for (const day of daysWithin(transition + before, transition + after)) skippedDays.add(day);
  }
  return { name, transitions: transitions as Instant[], offsets, skippedDays };
}

function offsetReader(name: string): (instant: number) => number {
  const zone = IANAZone.create(name);
  return (instant) => Math.round(zone.offset(instant) * MINUTE);
}

/** The offset as a text, which costs an eighth of luxon's number; both come from one table. */
function readingReader(name: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return (instant) => format.format(instant).replace(/^.*GMT/, '');
}

/** The first whole second in `(from, until]` for which `holds`, by halving. */
function firstSecondWithin(from: number, until: number, holds: (second: number) => boolean) {
  let [low, high] = [from / 1000, until / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle * 1000)) high = middle;
    else low = middle;
  }
  return high * 1000;
}

/** The civil days that lie wholly between two walls. */
function daysWithin(from: Wall, until: Wall): CivilDay[] {
  const days: CivilDay[] = [];
  for (let day = Math.ceil(from / DAY); (day + 1) * DAY <= until; day++) days.push(day as CivilDay);
  return days;
}

export function offsetAt(zone: Zone, instant: Instant): number {
  return zone.offsets[transitionIndexAt(zone, instant)] as number;
}

function transitionIndexAt(zone: Zone, instant: number): number {
  let [low, high] = [0, zone.transitions.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((zone.transitions[middle] as number) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

/** The next instant at which the clock is moved, or `null` beyond the table. */
export function transitionAfter(zone: Zone, instant: Instant): Instant | null {
  return zone.transitions[transitionIndexAt(zone, instant) + 1] ?? null;
}

export function instantToWall(zone: Zone, instant: Instant): Wall {
  return instant + offsetAt(zone, instant);
}

export function instantToDay(zone: Zone, instant: Instant): CivilDay {
  return Math.floor(instantToWall(zone, instant) / DAY) as CivilDay;
}

/** The minute of a date, which may be past its midnight (up to 48:00), as an instant. */
export function civilToInstant(
  zone: Zone,
  civil: { readonly day: CivilDay; readonly minute: number },
  reading: Reading,
): Instant {
  return wallToInstant(zone, civil.day * DAY + civil.minute * MINUTE, reading);
}

/** The first instant of a civil date; where its midnight repeats, the earlier one. */
export function startOfDay(zone: Zone, day: CivilDay): Instant {
  return wallToInstant(zone, day * DAY, 'earlier');
}

/** The instant at which the clock reads `wall`, by the rule of {@link Reading}. */
export function wallToInstant(zone: Zone, wall: Wall, reading: Reading): Instant {
  const index = transitionIndexAt(zone, wall - WIDEST_OFFSET);
  const before = zone.offsets[index] as number;
  const transition = zone.transitions[index + 1] ?? Number.POSITIVE_INFINITY;
  if (wall < transition + before) {
    const after = zone.offsets[index + 1] ?? before;
    if (wall < transition + after || reading === 'earlier') return (wall - before) as Instant;
    return (wall - after) as Instant;
  }
  const after = zone.offsets[index + 1];
  invariant(after !== undefined, 'a transition has an offset');
  return (wall < transition + after ? transition : wall - after) as Instant;
}

/** The longest stretch around `wall` without repeated or skipped times, or `null` inside one. */
export function steadyStretchAt(zone: Zone, wall: Wall): SteadyStretch | null {
  const index = transitionIndexAt(zone, wallToInstant(zone, wall, 'earlier'));
  const offset = zone.offsets[index] as number;
  const start = zone.transitions[index] as number;
  const end = zone.transitions[index + 1] ?? TABLE_UNTIL;
  const from = start + Math.max(offset, zone.offsets[index - 1] ?? offset);
  const until = end + Math.min(offset, zone.offsets[index + 1] ?? offset);
  return wall >= from && wall < until ? { from, until, offset } : null;
}

/** ISO 8601 in the zone's own offset, `2026-11-24T09:00:00+09:00`; no idle milliseconds. */
export function formatInstant(zone: Zone, instant: Instant): string {
  const offset = offsetAt(zone, instant);
  // RFC 3339 offsets have whole minutes; Monrovia was 44:30 behind until 1972.
  if (offset % MINUTE !== 0) return withoutIdleMilliseconds(new Date(instant).toISOString());
  const local = new Date(instant + offset).toISOString();
  return withoutIdleMilliseconds(local).slice(0, -1) + formatOffset(offset);
}

function withoutIdleMilliseconds(iso: string): string {
  return iso.replace('.000Z', 'Z');
}

function formatOffset(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  invariant(minutes < MINUTES_PER_DAY, 'an offset is shorter than a day');
  return (offset < 0 ? '-' : '+') + formatMinute(minutes);
}
