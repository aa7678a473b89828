import { child, type Located, withValue } from './located.ts';
import type { WrittenCalendar, WrittenDocument } from './schema.ts';
import type { WrittenLine } from './schema-line.ts';
import type { WrittenSchedule } from './schema-schedule.ts';

/** The documents that a configuration was read from: what says where a rule stands. */
export type WrittenConfiguration = readonly Located<WrittenDocument>[];

/** A line as it is written; `null` for one that is not there. */
export function writtenLine(
  written: WrittenConfiguration,
  id: string,
): Located<WrittenLine> | null {
  return definition(written, 'lines', id);
}

/** A calendar as it is written; `null` for one that is not there. */
export function writtenCalendar(
  written: WrittenConfiguration,
  id: string,
): Located<WrittenCalendar> | null {
  return definition(written, 'calendars', id);
}

/** The schedule of a line as it is written: its own, or the one that it names. */
export function writtenScheduleOf(
  written: WrittenConfiguration,
  line: string,
): Located<WrittenSchedule> | null {
  const at = writtenLine(written, line);
  const schedule = at && child(at, 'schedule');
  if (!schedule) return null;
  const { value } = schedule;
  if (typeof value !== 'string') return withValue(schedule, value);
  return definition(written, 'schedules', value);
}

function definition<K extends 'calendars' | 'lines' | 'schedules'>(
  written: WrittenConfiguration,
  key: K,
  id: string,
): Located<NonNullable<WrittenDocument[K]>[string]> | null {
  for (const document of written) {
    const map = child(document, key) as Located<NonNullable<WrittenDocument[K]>> | null;
    if (map && Object.hasOwn(map.value, id)) {
      const value = (map.value as Readonly<Record<string, unknown>>)[id];
      return { document: map.document, parent: map, key: id, value: value as never };
    }
  }
  return null;
}
