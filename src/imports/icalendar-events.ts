import { addDays, type CivilDay, firstDayOfYear, LAST_YEAR, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import { instantToDay, type Zone, zoneNamed } from '../core/zone.ts';
import { clockOfZone, clocksOf, zoneBehind } from './icalendar-clock.ts';
import { type CalendarEvent, parseEvent } from './icalendar-event.ts';
import { type SourceCalendar, splitCalendar } from './icalendar-source.ts';
import type { Lost } from './imported.ts';

/** Beyond this many a calendar is refused: one of closed dates has some hundred. */
const MAX_EVENTS = 2_000;

/** How far back a rule without end is followed. */
const DAYS_BACK = 400;
/** It is followed until the end of so many years after this one. */
export const YEARS_AHEAD = 5;

export interface ReadingOptions {
  readonly now: Instant;
  /** What times in UTC are seen in, unless the calendar names a zone itself. */
  readonly zone: Zone | null;
}

export type ReadEvents =
  | {
      readonly ok: true;
      readonly events: readonly CalendarEvent[];
      /** The zone that the calendar names. */
      readonly zone: Zone | null;
      readonly lost: readonly Lost[];
    }
  | { readonly ok: false; readonly faults: readonly Lost[] };

/** The events of an iCalendar text, each with what of it is lost; or why there are none. */
export function readEvents(bytes: Uint8Array, { zone: asked }: ReadingOptions): ReadEvents {
  const split = splitCalendar(bytes);
  if (!split.ok) return split;
  const { calendar } = split;
  const sources = calendar.components.filter(({ name }) => name === 'vevent');
  const beyond = sources[MAX_EVENTS];
  if (beyond) return { ok: false, faults: [tooManyEvents(beyond.line)] };
  const clockNamed = clocksOf(calendar);
  const zone = zoneOf(calendar);
  const utcZone = zoneNamed('UTC');
  invariant(utcZone !== null, 'there is UTC');
  const utc = clockOfZone(utcZone);
  const home = zone ?? asked;
  const context = { clockNamed, home: home ? clockOfZone(home) : utc, utc };
  const parsed = sources.map((source) => parseEvent(source, context));
  const events = parsed.flatMap(({ event }) => event ?? []);
  const lost = [...parsed.flatMap((each) => each.lost), ...otherComponents(calendar)];
  return { ok: true, events, zone, lost };
}

/** From 1 January of the year {@link DAYS_BACK} ago: a year's dates stay as they are all year. */
export function endlessWindow(now: Instant, zone: Zone | null): Days {
  const utc = zoneNamed('UTC');
  invariant(utc !== null, 'there is UTC');
  const today = instantToDay(zone ?? utc, now);
  const last = Math.min(yearOf(today) + YEARS_AHEAD, LAST_YEAR);
  const from = firstDayOfYear(yearOf(addDays(today, -DAYS_BACK)));
  return { from, until: addDays(firstDayOfYear(last + 1), -1) as CivilDay };
}

/** What Google and Apple say, else the zone that is defined in the calendar. */
function zoneOf({ zoneName, components }: SourceCalendar): Zone | null {
  const named = zoneName === null ? null : zoneBehind(zoneName);
  if (named) return named;
  for (const { lines } of components.filter(({ name }) => name === 'vtimezone').slice(0, 1)) {
    const tzid = lines.find((line) => /^tzid:/i.test(line))?.slice('TZID:'.length);
    return tzid === undefined ? null : zoneBehind(tzid.trim());
  }
  return null;
}

const OTHER_COMPONENTS = ['vtodo', 'vjournal', 'vfreebusy'];

function otherComponents({ components }: SourceCalendar): Lost[] {
  return OTHER_COMPONENTS.flatMap((name) => {
    const [first, ...more] = components.filter((component) => component.name === name);
    if (!first) return [];
    const found = `${more.length + 1} ${name.toUpperCase()}, which closes nothing`;
    const advice = 'make an all-day event of what should close a date';
    return [{ code: 'no_event', place: `line ${first.line}`, found, advice }];
  });
}

function tooManyEvents(line: number): Lost {
  const found = `it has more than ${MAX_EVENTS} events`;
  const advice = 'keep closed dates in a calendar of their own';
  return { code: 'too_many_events', place: `line ${line}`, found, advice };
}
