import type { CalendarSources } from '../config/configuration-ports.ts';
import type { Calendar, OfficialList } from '../core/calendar.ts';
import type { Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import type { Schedule } from '../core/schedule.ts';
import { type Zone, zoneNamed } from '../core/zone.ts';
import { createSnapshotBuilder, type Line } from '../lines/snapshot.ts';
import type { ServableSnapshot } from '../load-snapshot.ts';
import { makeCalendar } from './calendar-recipes.ts';
import type { PackedHead, PackedLine, PackedSchedule, Piece } from './pack-configuration.ts';

/** Makes a snapshot of the pieces of a configuration that was checked elsewhere. */
export interface Reviver {
  /** Takes the next piece: some milliseconds of work. */
  take(piece: Piece): void;
  complete(): ServableSnapshot;
}

export function createReviver(loadedAt: Instant, sources: CalendarSources<OfficialList>): Reviver {
  const builder = createSnapshotBuilder();
  const calendars = new Map<string, Calendar>();
  const schedules: Schedule[] = [];
  const values: unknown[] = [];
  let head: PackedHead | null = null;

  function addLine(packed: PackedLine): void {
    const [id, ja, en, phone, retrySpreadMinutes, schedule, zone, ...rest] = packed;
    const [groups, destinations, messages, onUnknown] = rest;
    // What another thread has checked comes as it was: the types are those of packing.
    builder.addLine({
      id,
      name: { ja, en },
      zone: reviveZone(values[zone] as string),
      schedule: schedules[schedule] as Schedule,
      phone,
      groups: values[groups] as Line['groups'],
      destinations: values[destinations] as Line['destinations'],
      messages: values[messages] as Line['messages'],
      retrySpreadMinutes,
      onUnknown: values[onUnknown] as Line['onUnknown'],
    });
  }

  return {
    take(piece) {
      switch (piece.kind) {
        case 'head':
          head = piece.head;
          return;
        case 'calendar':
          calendars.set(piece.recipe.id, makeCalendar(piece.recipe, sources));
          return;
        case 'purposes':
          for (const purpose of piece.purposes) builder.addPurpose(purpose);
          return;
        case 'lines':
          for (const each of piece.packed.schedules) {
            schedules.push(reviveSchedule(each, calendars));
          }
          for (const value of piece.packed.values) values.push(value);
          for (const line of piece.packed.lines) addLine(line);
      }
    },
    complete() {
      invariant(head !== null, 'the head of a configuration is its first piece');
      const { suppressions, suppressed } = head;
      const parts = { ...head, zone: reviveZone(head.zone), calendars: [...calendars.values()] };
      const snapshot = builder.complete(parts, loadedAt);
      return { ok: true, snapshot, configuration: { suppressions, suppressed } };
    },
  };
}

/** The one of that name: zones are compared as objects. */
function reviveZone(name: string): Zone {
  const zone = zoneNamed(name);
  invariant(zone !== null, 'a zone that was found in one thread is there in the other');
  return zone;
}

function reviveSchedule(
  packed: PackedSchedule,
  calendars: ReadonlyMap<string, Calendar>,
): Schedule {
  const calendarNamed = (id: string): Calendar => {
    const calendar = calendars.get(id);
    invariant(calendar !== undefined, 'calendars come before the schedules that consult them');
    return calendar;
  };
  const holidays = packed.holidays.map((rule) => ({
    ...rule,
    calendars: rule.calendars.map(calendarNamed),
  }));
  return { ...packed, holidays };
}
