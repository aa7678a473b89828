import { MAX_EXCEPTIONS } from '../config/configuration.ts';
import type { WrittenException } from '../config/schema-schedule.ts';
import { zoneNamed } from '../core/zone.ts';
import { clockOfZone } from './icalendar-clock.ts';
import { endlessWindow, readEvents } from './icalendar-events.ts';
import { exceptionsOf } from './icalendar-exceptions.ts';
import { replacedDays, uncancelled } from './icalendar-occurrences.ts';
import type { ImportFormat, ImportOptions, Lost, ParsedImport } from './imported.ts';
import { MAX_CALENDAR_STEPS } from './recurrence-days.ts';

/** Events as exceptions of a schedule, our own feed among them. */
export const ICALENDAR: ImportFormat = {
  id: 'icalendar',
  summary: 'events of a calendar (.ics): all day closed, or closed for a time',
  read,
};

function read(bytes: Uint8Array, options: ImportOptions): ParsedImport {
  const asked = options.zone === null ? null : zoneNamed(options.zone);
  const read = readEvents(bytes, { now: options.now, zone: asked });
  if (!read.ok) return read;
  const zone = asked ?? read.zone;
  const window = endlessWindow(options.now, zone);
  const replaced = replacedDays(read.events);
  const effort = { left: MAX_CALENDAR_STEPS };
  const context = { replaced, window, effort, clock: zone && clockOfZone(zone) };
  const lost: Lost[] = [...read.lost];
  const exceptions: WrittenException[] = [];
  for (const event of uncancelled(read.events)) {
    const made = exceptionsOf(event, context);
    lost.push(...made.lost);
    for (const exception of made.exceptions) exceptions.push(exception);
    if (exceptions.length > MAX_EXCEPTIONS) return { ok: false, faults: [tooMany(event.place)] };
  }
  const schedule = { exceptions: exceptions.toSorted(narrowLast) };
  return { ok: true, imported: { zone: read.zone?.name ?? null, calendars: {}, schedule, lost } };
}

function tooMany(place: string): Lost {
  const found = `with this event there are more than ${MAX_EXCEPTIONS} exceptions`;
  const advice = 'keep closed dates in a calendar with source: icalendar, or import fewer events';
  return { code: 'too_many_exceptions', place, found, advice };
}

/** In order of dates. Of exceptions of one date the last wins, so that order is kept. */
function narrowLast(a: WrittenException, b: WrittenException): number {
  const [first, second] = [a, b].map(({ date, from }) => date ?? from ?? '') as [string, string];
  return first < second ? -1 : Number(first > second);
}
