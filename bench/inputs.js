/** What bad input costs: each reader gets its worst known text, just under its limit. */
import { parseOfficialList } from '../dist/calendars/official-list.js';
import { sourceOf } from '../dist/config/configuration-source.js';
import { IMPORT_FORMATS } from '../dist/imports/import-formats.js';
import { loadSnapshot } from '../dist/load-snapshot.js';
import { formatNanoseconds, printTable, summarize } from './measure.js';

const AIM_MS = 50;
const ROUNDS = 3;
const NOW = Date.parse('2026-11-22T00:00:00Z');
const CSV_HEADER = 'date,hours,closedDuring,name_ja,name_en\n';
const DEEP = `${'['.repeat(120_000)}${']'.repeat(120_000)}`;
const MINUTES = Array.from({ length: 700 }, (_, at) => `${timeOf(2 * at)}-${timeOf(2 * at + 1)}`);

const INPUTS = [
  importOf('csv', '1,998 rows', CSV_HEADER + rowsOf(1_998, (at) => `${dateOf(at)},closed,,a,b`)),
  importOf('csv', 'cells of wrong spans', CSV_HEADER + rowsOf(260, () => `,${'x '.repeat(950)}`)),
  importOf('csv', 'wrong quotes', CSV_HEADER + rowsOf(1_998, () => '"a"b'.repeat(60))),
  importOf('json-ld', 'nested lists', `{"openingHoursSpecification":[${DEEP}]}`),
  importOf(
    'json-ld',
    'texts of parts',
    specifications(1_000, () => 'Mo;'.repeat(160)),
  ),
  importOf('json-ld', 'weeks apart', specifications(2_000, weekdaysFrom)),
  importOf('json-ld', 'other keys', JSON.stringify({ openingHours: 'Mo', ...keysOf(35_000) })),
  importOf('osm', 'cuts', `00:00-24:00; ${MINUTES.slice(0, 100).join(' off; ')} off`),
  importOf('osm', 'spans of years', `2027 Jan 01-2060 Dec 31 ${MINUTES.join(',')}`),
  importOf('osm', 'nonsense', 'zz;'.repeat(6_600)),
  importOf('amazon-connect', '200 monthly', overridesOf(200, monthly)),
  importOf('amazon-connect', '48 of 98 spans', overridesOf(48, crowded)),
  listOf(
    'a list of 1,500 rows',
    rowsOf(1_500, (at) => `${dateOf(at).replaceAll('-', '/')},休日`),
  ),
  listOf('a list of nonsense', `x,y\n${rowsOf(1_500, () => 'x'.repeat(100))}`),
  configurationOf('aliases that explode', aliases()),
  configurationOf('YAML, 64 KiB of levels', '[\n'.repeat(32_768)),
  configurationOf('YAML, 1 MiB of levels', '['.repeat(1_048_576)),
  configurationOf('YAML, 1 MiB of lines', 'a: 1\n'.repeat(209_715)),
];

const rows = INPUTS.map(({ name, read }) => {
  const first = millisecondsOf(read);
  const samples = Array.from({ length: ROUNDS }, () => millisecondsOf(read) * 1e6);
  const { median } = summarize(samples);
  const isReached = median <= AIM_MS * 1e6;
  const aim = isReached ? 'reached' : 'missed';
  return [name, formatNanoseconds(first * 1e6), formatNanoseconds(median), aim];
});
printTable('Step 5: bad input', ['processor time', 'first', 'median', `≤ ${AIM_MS} ms`], rows);

function millisecondsOf(read) {
  const start = process.cpuUsage();
  read();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function importOf(id, name, text) {
  const format = IMPORT_FORMATS.find((each) => each.id === id);
  const bytes = Buffer.from(text);
  return { name: `${id}: ${name}`, read: () => format.read(bytes, { now: NOW, zone: null }) };
}

function listOf(name, text) {
  const bytes = Buffer.from(text);
  return { name: `official list: ${name}`, read: () => parseOfficialList(bytes) };
}

function configurationOf(name, text) {
  const files = new Map([['lines.yaml', Buffer.from(text)]]);
  return { name, read: () => loadSnapshot(sourceOf(files), NOW) };
}

function rowsOf(count, rowOf) {
  return Array.from({ length: count }, (_, at) => rowOf(at)).join('\n');
}

function specifications(count, of) {
  return JSON.stringify({
    openingHoursSpecification: Array.from({ length: count }, (_, at) => of(at)),
  });
}

function weekdaysFrom(at) {
  const days = { validFrom: dateOf(at), validThrough: dateOf(at + 29) };
  return { ...days, dayOfWeek: ['Monday', 'Wednesday', 'Friday'], opens: '09:00', closes: '17:00' };
}

function keysOf(count) {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]));
}

function overridesOf(count, of) {
  const dates = { EffectiveFrom: '2026-11-22', EffectiveTill: '2030-01-01' };
  const list = Array.from({ length: count }, (_, at) => ({ ...dates, Config: [], ...of(at) }));
  const HoursOfOperation = { TimeZone: 'Asia/Tokyo', Config: [] };
  return JSON.stringify({ HoursOfOperation, HoursOfOperationOverrideList: list });
}

function monthly(at) {
  const RecurrencePattern = { Frequency: 'MONTHLY', Interval: 1, ByMonthDay: 1 + (at % 28) };
  return { OverrideType: 'CLOSED', RecurrenceConfig: { RecurrencePattern } };
}

function crowded(at) {
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const Config = days.flatMap((Day) =>
    Array.from({ length: 14 }, (_, span) => {
      const minute = (at * 28 + span * 2) % 1_438;
      return { Day, StartTime: clockOf(minute), EndTime: clockOf(minute + 1) };
    }),
  );
  return { OverrideType: at % 2 ? 'OPEN' : 'CLOSED', Config };
}

function clockOf(minute) {
  return { Hours: Math.floor(minute / 60), Minutes: minute % 60 };
}

function timeOf(minute) {
  const { Hours, Minutes } = clockOf(minute);
  return `${String(Hours).padStart(2, '0')}:${String(Minutes).padStart(2, '0')}`;
}

function dateOf(at) {
  return new Date(Date.UTC(2027, 0, 1 + at)).toISOString().slice(0, 10);
}

function aliases() {
  const names = [...'abcdefghij'];
  const levels = names.slice(1).map((name, at) => {
    return `${name}: &${name} [${Array(9).fill(`*${names[at]}`).join(',')}]`;
  });
  return ['a: &a [1,1,1,1,1,1,1,1,1]', ...levels].join('\n');
}
