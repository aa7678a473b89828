/** The clocks that the times of a calendar are read on. */
import { addDays, type CivilDay } from '../core/civil.ts';
import { DAY, type Instant, SECOND } from '../core/instant.ts';
import { instantToWall, type Wall, wallToInstant, type Zone, zoneNamed } from '../core/zone.ts';
import {
  type Property,
  parseComponent,
  propertyOf,
  type RawComponent,
} from './icalendar-component.ts';
import type { SourceCalendar } from './icalendar-source.ts';
import { parseWall } from './icalendar-time.ts';
import { daysOfRule } from './recurrence-days.ts';
import { parseRule, type RawRule, type RecurrenceRule } from './recurrence-rule.ts';

/** A clock, known as well as the calendar says it. */
export interface Clock {
  readonly name: string;
  /** Instants to and from it; `null` where nobody knows its offset. */
  readonly reading: ClockReading | null;
}

export interface ClockReading {
  readonly toInstant: (wall: Wall) => Instant;
  readonly toWall: (instant: Instant) => Wall;
}

/** A time without a zone: whatever the clock on the wall says. */
export const FLOATING: Clock = { name: '', reading: null };

/** Making the table of a zone takes some milliseconds, and a calendar has one zone or two. */
const MAX_ZONES = 20;

/**
 * The clocks of a calendar by TZID: IANA names, also behind the prefix of some registry, and what
 * the calendar itself defines, as Outlook does for its Windows zones.
 */
export function clocksOf({ components }: SourceCalendar): (tzid: string) => Clock {
  const clocks = new Map<string, Clock>();
  const definitions = components.filter(({ name }) => name === 'vtimezone').slice(0, MAX_ZONES);
  for (const source of definitions) {
    const parsed = parseComponent(source);
    const tzid = 'found' in parsed ? null : propertyOf(parsed, 'tzid')?.values[0];
    if ('found' in parsed || typeof tzid !== 'string') continue;
    const zone = zoneBehind(tzid);
    clocks.set(tzid, { name: tzid, reading: zone ? readingOfZone(zone) : readingOfRules(parsed) });
  }
  return (tzid) => {
    const known = clocks.get(tzid);
    if (known) return known;
    const zone = clocks.size < MAX_ZONES * 2 ? zoneBehind(tzid) : null;
    const clock = { name: tzid, reading: zone && readingOfZone(zone) };
    if (clocks.size < MAX_ZONES * 2) clocks.set(tzid, clock);
    return clock;
  };
}

export function clockOfZone(zone: Zone): Clock {
  return { name: zone.name, reading: readingOfZone(zone) };
}

/** `Asia/Tokyo`, also as in `/freeassociation.sourceforge.net/Asia/Tokyo`. */
export function zoneBehind(tzid: string): Zone | null {
  if (tzid.length > MAX_TZID_CHARACTERS) return null;
  const parts = tzid.split('/').filter((part) => part !== '');
  for (let skipped = 0; skipped < Math.min(parts.length, MAX_TZID_PARTS); skipped++) {
    const zone = zoneNamed(parts.slice(skipped).join('/'));
    if (zone) return zone;
  }
  return null;
}

const MAX_TZID_CHARACTERS = 200;
const MAX_TZID_PARTS = 5;

/** The reading on one clock as that on another, where both are known or the same. */
export function moveWall(wall: Wall, from: Clock, to: Clock): Wall {
  if (from.name === to.name || !from.reading || !to.reading) return wall;
  return to.reading.toWall(from.reading.toInstant(wall));
}

function readingOfZone(zone: Zone): ClockReading {
  return {
    toInstant: (wall) => wallToInstant(zone, wall, 'earlier'),
    toWall: (instant) => instantToWall(zone, instant),
  };
}

/** Outlook writes two; a whole history, as some write it, has some ten. */
const MAX_OBSERVANCES = 50;

/** One of the times that a zone keeps by turns. */
interface Observance {
  readonly start: Wall;
  readonly before: number;
  readonly after: number;
  readonly rule: RecurrenceRule | null;
  readonly dates: readonly Wall[];
}

interface Onset {
  readonly wall: Wall;
  readonly after: number;
}

function readingOfRules({ components }: RawComponent): ClockReading | null {
  if (components.length > MAX_OBSERVANCES) return null;
  const observances = components.flatMap((component) => observanceOf(component) ?? []);
  const [first] = observances;
  if (!first) return null;
  const onsetsBy = new Map<number, readonly Onset[]>();
  const offsetAt = (wall: Wall): number => {
    const turn = Math.floor(wall / (YEAR_DAYS * DAY));
    const onsets = onsetsBy.get(turn) ?? onsetsNear(observances, turn);
    onsetsBy.set(turn, onsets);
    return onsets.findLast((onset) => onset.wall <= wall)?.after ?? first.before;
  };
  return {
    toInstant: (wall) => (wall - offsetAt(wall)) as Instant,
    // Guessed with the offset of the reading in UTC, then with its own.
    toWall: (instant) => instant + offsetAt(instant + offsetAt(instant)),
  };
}

const YEAR_DAYS = 366;

/** The last changes of each kind before a year's worth of time, and those in it. */
function onsetsNear(observances: readonly Observance[], turn: number): Onset[] {
  const until = ((turn + 1) * YEAR_DAYS) as CivilDay;
  const within = { from: addDays(until, -3 * YEAR_DAYS), until };
  return observances
    .flatMap(({ start, rule, dates, after }) => {
      const first = Math.floor(start / DAY) as CivilDay;
      const ofRule = rule ? [...daysOfRule(rule, { start: first, within })] : [];
      const walls = ofRule.map((day) => day * DAY + (start - first * DAY));
      return [start, ...dates, ...walls.filter((wall) => wall <= (rule?.until ?? wall))].map(
        (wall) => ({ wall, after }),
      );
    })
    .sort((a, b) => a.wall - b.wall);
}

function observanceOf(component: RawComponent): Observance | null {
  const start = wallOf(propertyOf(component, 'dtstart'));
  const before = offsetOf(propertyOf(component, 'tzoffsetfrom'));
  const after = offsetOf(propertyOf(component, 'tzoffsetto'));
  if (start === null || before === null || after === null) return null;
  const raw = propertyOf(component, 'rrule')?.values[0];
  const rule = raw ? parseRule(raw as RawRule, (text) => parseWall(text)?.wall ?? null) : null;
  // Zones change by the year; other rules would only take time.
  if (rule && ('code' in rule || rule.count !== null || rule.frequency !== 'YEARLY')) return null;
  const dates = component.properties.filter(({ name }) => name === 'rdate');
  const walls = dates.flatMap(({ values }) =>
    values.flatMap((text) => parseWall(text)?.wall ?? []),
  );
  return { start, before, after, rule, dates: walls };
}

function wallOf(property: Property | undefined): Wall | null {
  return parseWall(property?.values[0])?.wall ?? null;
}

/** `+09:00`, as ical.js writes it. */
function offsetOf(property: Property | undefined): number | null {
  const parts = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(String(property?.values[0] ?? ''));
  if (!parts) return null;
  const [, sign, hours, minutes, seconds = '0'] = parts;
  const size = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * SECOND;
  return sign === '-' ? -size : size;
}
