import type { ConfigurationPorts } from '../config/configuration-ports.ts';
import { type ParsedConfiguration, parseConfiguration } from '../config/parse-configuration.ts';
import { parseDocument } from '../config/parse-document.ts';
import type { WrittenCalendar, WrittenDocument } from '../config/schema.ts';
import type { WrittenSchedule } from '../config/schema-schedule.ts';
import type { WrittenNames } from '../config/schema-values.ts';
import type { Instant } from '../core/instant.ts';
import type { Imported } from './imported.ts';
import { writeDocument } from './write-document.ts';

export interface ImportTarget {
  /** What the schedule, and the line where there is one, are called. */
  readonly id: string;
  readonly zone: string;
  /** With names there is a line too. */
  readonly names: WrittenNames | null;
}

/** What is printed, and what makes a whole configuration of it. */
export interface WrittenImport {
  readonly text: string;
  readonly completion: string;
}

/** An import as a document of our own format: a schedule, with its calendars and perhaps a line. */
export function writeImport(imported: Imported, { id, zone, names }: ImportTarget): WrittenImport {
  const { calendars, schedule } = imported;
  const { regular = NO_HOURS, ...rest } = schedule;
  const document: WrittenDocument = {
    ...{ version: 1, zone },
    ...(Object.keys(calendars).length > 0 && { calendars }),
    schedules: { [id]: { regular, ...rest } },
  };
  if (names) return { text: writeDocument({ ...document, ...lineOf(id, names) }), completion: '' };
  return { text: writeDocument(document), completion: writeDocument(lineOf(id, THROWN_AWAY)) };
}

/** Stands for regular hours that a document does not have. */
const NO_HOURS: WrittenSchedule['regular'] = { daily: 'closed' };
const THROWN_AWAY: WrittenNames = { ja: '仮', en: 'Thrown away' };

function lineOf(id: string, name: WrittenNames): Pick<WrittenDocument, 'lines'> {
  return { lines: { [id]: { name, schedule: id } } };
}

/** A schedule that the configuration has, written anew; its calendars stay where they are. */
export function writeSchedule(schedule: WrittenSchedule, target: ImportTarget): WrittenImport {
  const { id, zone } = target;
  const rules = [schedule.holidays ?? []].flat();
  const stub: WrittenCalendar = { source: 'japan' };
  const ids = rules.flatMap((rule) => rule.calendars);
  const calendars = Object.fromEntries(ids.map((calendar) => [calendar, stub]));
  const completion = { version: 1 as const, zone, calendars, ...lineOf(id, THROWN_AWAY) };
  return {
    text: writeDocument({ schedules: { [id]: schedule } }),
    completion: writeDocument(completion),
  };
}

/** What our own parser says of it, on the lines on which it will be printed. */
export function readBack<List>(
  { text, completion }: WrittenImport,
  { ports, now }: { readonly ports: ConfigurationPorts<List>; readonly now: Instant },
): ParsedConfiguration {
  const found = 'is no part of an import';
  return parseConfiguration({
    documents: [parseDocument('output', text + completion)],
    ports,
    now,
    readFile: () => ({ code: 'unreadable_file', found, advice: 'write the dates' }),
  });
}
