/** What is exported and imported again opens and closes the line at the same instants. */
import fc from 'fast-check';
import t from 'tap';
import type { WrittenSchedule } from '../../src/config/schema-schedule.ts';
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  LAST_YEAR,
  WEEKDAYS,
  yearOf,
} from '../../src/core/civil.ts';
import { type CompiledSchedule, compileSchedule } from '../../src/core/compiled-schedule.ts';
import type { Days } from '../../src/core/date-range.ts';
import { FIRST_INSTANT, type Instant } from '../../src/core/instant.ts';
import type { Edition, Schedule } from '../../src/core/schedule.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { writeConnectHours } from '../../src/formats/amazon-connect-hours.ts';
import { writeExceptionsCsv } from '../../src/formats/exceptions-csv.ts';
import { writeCalendar } from '../../src/formats/icalendar.ts';
import { jsonLdOf } from '../../src/formats/json-ld.ts';
import { writeOsm } from '../../src/formats/osm.ts';
import { FEED_DAYS_AHEAD, FEED_DAYS_BACK } from '../../src/http/limits.ts';
import { IMPORT_FORMATS } from '../../src/imports/import-formats.ts';
import { writeHours, writeWeek } from '../../src/imports/written-hours.ts';
import { readBack, writeImport } from '../../src/imports/written-import.ts';
import { compileLine, type Line } from '../../src/lines/snapshot.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { NOW, REAL_PORTS } from '../config/real-ports.ts';
import { oracleCases } from '../support/arbitraries.ts';
import { compile, day, namesOf } from '../support/schedules.ts';

const DAYS = 400;

interface RoundTrip {
  /** Of the format that reads it. */
  readonly id: string;
  readonly runs: number;
  /** What is exported; `null` where the exporter says that it cannot. */
  readonly write: (line: Line, today: CivilDay) => string | null;
  /** Set where only exceptions are exchanged: they are imported onto the regular hours. */
  readonly onto?: 'regular hours';
  /** Set where hours end with the last call. */
  readonly lastCall?: 'in the hours';
}

const ROUND_TRIPS: readonly RoundTrip[] = [
  { id: 'csv', runs: 60, write: writeExceptionsCsv, onto: 'regular hours' },
  { id: 'json-ld', runs: 60, write: writeJsonLd },
  { id: 'icalendar', runs: 100, write: writeFeed, onto: 'regular hours' },
  { id: 'osm', runs: 30, write: writeTag, lastCall: 'in the hours' },
  { id: 'amazon-connect', runs: 30, write: writeConnect, lastCall: 'in the hours' },
];

for (const trip of ROUND_TRIPS) {
  t.test(`a line exported and imported as ${trip.id} opens and closes as before`, async () => {
    const property = fc.property(oracleCases(), ({ zone, day: around, schedule }) => {
      const today = Math.max(addDays(around, -3), day('1970-01-02')) as CivilDay;
      checkTrip(trip, compile(schedule, zone), today);
    });
    fc.assert(property, { numRuns: trip.runs });
  });
}

t.test('names come back from our own feed in both languages, without line and hours', (t) => {
  const loaded = loadSnapshot('config', NOW);
  const line = loaded.ok ? loaded.snapshot.lines.get('phone-pin') : undefined;
  const feed = IMPORT_FORMATS.find(({ id }) => id === 'icalendar');
  if (!line || !feed) return t.end();
  const read = feed.read(Buffer.from(writeFeed(line, day('2026-11-22'))), { now: NOW, zone: null });
  const name = { ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' };
  const holiday = { date: '2026-11-23', hours: 'closed', name } as const;
  t.same(
    read.ok && read.imported.schedule.exceptions?.find(({ date }) => date === holiday.date),
    holiday,
  );
  t.end();
});

/** What the feed of a line has: from some dates before today on, as over HTTP. */
function writeFeed(line: Line, today: CivilDay): string {
  const first = day('1970-01-01');
  const from = Math.max(addDays(today, -FEED_DAYS_BACK), first) as CivilDay;
  const days = { from, until: addDays(today, FEED_DAYS_AHEAD) };
  return writeCalendar(line, { days, language: 'ja', changedAt: NOW, host: 'h' });
}

function checkTrip(trip: RoundTrip, compiled: CompiledSchedule, today: CivilDay): void {
  const text = trip.write(lineOf(compiled), today);
  if (text === null) return;
  const back = importedFrom(text, trip, { original: compiled, today });
  const from = Math.max(startOfDay(compiled.zone, today), FIRST_INSTANT) as Instant;
  const until = startOfDay(compiled.zone, addDays(today, DAYS));
  const last = Math.min(until, startOfDay(compiled.zone, day('2100-12-30'))) as Instant;
  const [told, read] = [compiled, back].map((each) => openingsOf(each, from, last));
  const index = told?.findIndex((opening, at) => opening !== read?.[at]) ?? -1;
  if (index < 0 && told?.length === read?.length) return;
  throw new Error(`${told?.[index]} is read as ${read?.[index]} in\n${text}`);
}

function writeTag({ compiled }: Line, today: CivilDay): string | null {
  const exported = writeOsm(compiled, comingDays(today));
  return exported.ok ? exported.text : null;
}

function writeConnect(line: Line, today: CivilDay): string | null {
  const exported = writeConnectHours(line, { ...comingDays(today), language: 'ja' });
  return exported.ok ? exported.text : null;
}

/** As over HTTP: as far as there are answers. */
function comingDays(today: CivilDay): Days {
  return { from: today, until: Math.min(addDays(today, DAYS), day('2100-12-31')) as CivilDay };
}

function writeJsonLd(line: Line, today: CivilDay): string {
  const question = { today, language: 'ja', homeZone: line.zone, url: null } as const;
  return JSON.stringify(jsonLdOf(line, question));
}

/** The open stretches, whatever they are open for. */
function openingsOf({ timeline }: CompiledSchedule, from: Instant, until: Instant): string[] {
  const openings: { start: Instant; end: Instant }[] = [];
  for (const { start, end, reason } of intervalsBetween(timeline, from, until)) {
    const last = openings.at(-1);
    if (reason.state === 'closed') continue;
    if (last?.end === start) last.end = end;
    else openings.push({ start, end });
  }
  return openings.map(({ start, end }) => [start, end].map((at) => new Date(at).toJSON()).join());
}

function lineOf(compiled: CompiledSchedule): Line {
  const parts = { id: 'desk', name: namesOf('窓口'), zone: compiled.zone, phone: null, groups: [] };
  const rest = { destinations: {}, messages: {}, retrySpreadMinutes: 30 };
  return compileLine({ ...parts, ...rest, onUnknown: 'unknown' }, compiled, []);
}

interface Exported {
  readonly original: CompiledSchedule;
  readonly today: CivilDay;
}

/** Last calls are no hours: where hours do not end with them, they are put back. */
function importedFrom(text: string, trip: RoundTrip, { original, today }: Exported) {
  const { schedule, zone } = original;
  const format = IMPORT_FORMATS.find(({ id }) => id === trip.id);
  const now = startOfDay(zone, today);
  const read = format?.read(Buffer.from(text), { now, zone: zone.name });
  if (!read?.ok) throw new Error(`${JSON.stringify(read?.faults)} in\n${text}`);
  const regular = trip.onto ? { regular: writeRegular(schedule) } : {};
  const imported = { ...read.imported, schedule: { ...read.imported.schedule, ...regular } };
  const target = { id: 'desk', zone: zone.name, names: namesOf('窓口') };
  const back = readBack(writeImport(imported, target), { ports: REAL_PORTS, now: NOW });
  const line = back.ok ? back.parts.lines[0] : null;
  if (!back.ok || !line) throw new Error(`${JSON.stringify(back)} of\n${text}`);
  const lastCallMinutes = trip.lastCall ? 0 : schedule.lastCallMinutes;
  return compileSchedule({ ...line.schedule, lastCallMinutes }, zone);
}

function writeRegular({ editions }: Schedule): WrittenSchedule['regular'] {
  const answered = editions.filter(({ from }) => from === null || yearOf(from) <= LAST_YEAR);
  return answered.map((edition) => ({
    ...(edition.from !== null && { from: dateSince1970(edition.from) }),
    hours: { ...writeWeek(edition.weekdays), ...writeNth(edition) },
  }));
}

function dateSince1970(from: CivilDay) {
  return civilDayToDate(Math.max(from, day('1970-01-01')) as CivilDay);
}

function writeNth({ nthWeekdays }: Edition) {
  const names = ['', '1st', '2nd', '3rd', '4th', '5th'];
  const rules = nthWeekdays.map(({ nth, weekday, hours }) => {
    const name = nth === 'last' ? nth : names[nth];
    return [`${name}-${WEEKDAYS[weekday]}`, writeHours(hours)] as const;
  });
  return Object.fromEntries(rules);
}
