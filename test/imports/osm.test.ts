/** The tag `opening_hours` of OpenStreetMap, read and written. */
import t from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { MAX_OSM_CHARACTERS, writeOsm } from '../../src/formats/osm.ts';
import { OSM } from '../../src/imports/osm.ts';
import { readBack, writeImport } from '../../src/imports/written-import.ts';
import { REAL_PORTS } from '../config/real-ports.ts';
import { buildTestApp } from '../support/build-app.ts';
import {
  compile,
  day,
  exception,
  namesOf,
  scheduleOf,
  week,
  weekdays,
} from '../support/schedules.ts';

const NOW = Date.parse('2026-11-23T10:00:00+09:00') as Instant;
const WEEK = { 'mon-fri': ['09:00-17:30'] };
const JP = { calendars: ['jp'], hours: 'closed' };
const CLOSED = { ja: '休業', en: 'Closed' };
const CHANGED = { ja: '営業時間の変更', en: 'Changed hours' };

/** What stands at Japanese doors, and what the schedule of it is. */
const READ: readonly (readonly [string, object])[] = [
  ['24/7', { regular: { daily: ['00:00-24:00'] } }],
  [
    'Mo-Fr 09:00-17:30; PH off; Dec 29-Jan 03 off',
    { regular: WEEK, holidays: JP, longBreaks: [{ preset: 'year-end' }] },
  ],
  ['Mo-Fr 09:00-17:30, PH off', { regular: WEEK, holidays: JP }],
  ['Mo-Fr 09:00-17:30; Sa,Su,PH off', { regular: WEEK, holidays: JP }],
  [
    'Mo-Su,PH 10:00-20:00',
    {
      regular: { daily: ['10:00-20:00'] },
      holidays: { calendars: ['jp'], hours: ['10:00-20:00'] },
    },
  ],
  [
    'Mo-Sa 11:30-14:00,17:30-22:00; Su off',
    { regular: { 'mon-sat': ['11:30-14:00', '17:30-22:00'] } },
  ],
  ['Tu-Su 17:00-26:00', { regular: { 'tue-sun': ['17:00-26:00'] } }],
  ['Fr-Mo 18:00-02:00', { regular: { mon: ['18:00-26:00'], 'fri-sun': ['18:00-26:00'] } }],
  [
    'Mo-Fr 9:00 - 17:30; We[3] off; Fr[-1] 09:00-12:00;',
    { regular: { ...WEEK, '3rd-wed': 'closed', 'last-fri': ['09:00-12:00'] } },
  ],
  [
    'We 10:00-18:00; We[1,3] 13:00-18:00',
    { regular: { wed: ['10:00-18:00'], '1st-wed': ['13:00-18:00'], '3rd-wed': ['13:00-18:00'] } },
  ],
  [
    'Mo,We 09:00-12:00, We 14:00-18:00',
    { regular: { mon: ['09:00-12:00'], wed: ['09:00-12:00', '14:00-18:00'] } },
  ],
  ['Mo 09:00-17:30; Mo 12:00-13:00 off', { regular: { mon: ['09:00-12:00', '13:00-17:30'] } }],
  [
    'Mo-Fr 09:00-17:30; Aug 13-15 off; Dec 31 09:00-12:00 open "大晦日"',
    {
      regular: WEEK,
      longBreaks: [
        { preset: 'obon' },
        {
          name: { ja: '大晦日', en: '大晦日' },
          ...{ from: '12-31', until: '12-31', hours: ['09:00-12:00'] },
        },
      ],
    },
  ],
  [
    'Mo-Fr 09:00-17:30; 2027 Jun 01-2027 Jun 30 off "改装"',
    {
      regular: WEEK,
      exceptions: [
        {
          ...{ from: '2027-06-01', until: '2027-06-30', hours: 'closed' },
          name: { ja: '改装', en: '改装' },
        },
      ],
    },
  ],
  [
    'Mo-Fr 09:00-17:30; 2026 Dec 28,2027 Jan 04-05 10:00-12:00; 2027 Jan 05 off',
    {
      regular: WEEK,
      exceptions: [
        { date: '2026-12-28', hours: ['10:00-12:00'], name: CHANGED },
        { date: '2027-01-04', hours: ['10:00-12:00'], name: CHANGED },
        { date: '2027-01-05', hours: 'closed', name: CLOSED },
      ],
    },
  ],
  [
    'Mo-Fr 09:00-17:30; 2026 Dec 01-04 Tu,Th 12:00-13:00 off',
    {
      regular: WEEK,
      exceptions: [
        { date: '2026-12-01', closedDuring: ['12:00-13:00'], name: CHANGED },
        { date: '2026-12-03', closedDuring: ['12:00-13:00'], name: CHANGED },
      ],
    },
  ],
  ['off', { regular: { daily: 'closed' } }],
];

t.test('what stands at doors is read as a schedule', async (t) => {
  for (const [text, schedule] of READ) {
    const read = readTag(text);
    t.match(read, { ok: true, imported: { lost: [] } }, text);
    if (!read.ok) continue;
    t.same(read.imported.schedule, schedule, text);
    const target = { id: 'desk', zone: 'Asia/Tokyo', names: namesOf('窓口') };
    const back = readBack(writeImport(read.imported, target), { ports: REAL_PORTS, now: NOW });
    t.ok(back.ok, `${text} passes our own parser`);
  }
});

t.test('a season of every year becomes editions, and it is said until when', async (t) => {
  const read = readTag('Mo-Fr 09:00-17:30; Jul-Aug Mo-Fr 10:00-15:00; PH off');
  t.match(read, {
    imported: {
      schedule: {
        regular: [
          { hours: WEEK },
          { from: '2027-07-01', hours: { 'mon-fri': ['10:00-15:00'] } },
          { from: '2027-09-01', hours: WEEK },
        ],
      },
      lost: [{ code: 'season', place: 'rule 2: Jul-Aug Mo-Fr 10:00-15:00' }],
    },
  });
});

t.test('what is read only nearly is told', async (t) => {
  const told: readonly (readonly [string, string])[] = [
    ['Mo-Fr 09:00-17:30 || "by appointment"', 'fallback'],
    ['Mo-Sa 18:00-02:00; Su off', 'night'],
    ['Mo-Fr 09:00-17:30 "請ベル"', 'maybe_open'],
    ['Mo-Fr 09:00-17:30 open "ring the bell"', 'comment'],
    ['Mo-Fr', 'all_day'],
    ['Mo-Fr 09:00-17:30; 2020 Jan 04 off', 'past'],
  ];
  for (const [text, code] of told) {
    t.match(readTag(text), { ok: true, imported: { lost: [{ code }] } }, text);
  }
});

t.test('what would mean something else without a rule is refused, with its place', async (t) => {
  const refused: readonly (readonly [string, string, string | RegExp])[] = [
    ['PH off; Mo-Fr 09:00-17:30', 'order', /^rule 2/],
    ['Dec 29-Jan 03 off; Mo-Fr 09:00-17:30', 'order', /^rule 2/],
    ['Mo 09:00-17:30; Dec 30 10:00-12:00; Dec 29-Jan 03 off', 'order', /^rule 3/],
    ['Mo-Fr 09:00-17:30, PH 10:00-12:00', 'not_expressible', /^rule 2/],
    ['Mo-Fr 09:00-17:30, 2026 Dec 01 18:00-20:00', 'not_expressible', /^rule 2/],
    ['Mo-Fr 10:00-12:00 || Sa 10:00-12:00', 'not_expressible', /^rule 2/],
    ['Mo-Fr unknown', 'not_expressible', /^rule 1/],
    ['"by appointment"', 'not_expressible', /^rule 1/],
    ['Mo-Fr 09:00-17:30; SH off', 'not_expressible', 'column 20'],
    ['Mo-Fr sunrise-sunset', 'not_expressible', 'column 7'],
    ['Mo-Fr 17:00+', 'not_expressible', 'column 12'],
    ['week 01-10 Mo-Fr 10:00-12:00', 'not_expressible', 'column 1'],
    ['easter off', 'not_expressible', 'column 1'],
    ['Mo-Fr 09:00-17:30; PH -1 day 09:00-15:00', 'not_expressible', 'column 23'],
    ['Mo-Fr 09:00-17:30; PH Mo-Fr 10:00-15:00', 'not_expressible', 'column 23'],
    ['2027 Jan 01+ off', 'not_expressible', 'column 12'],
  ];
  for (const [text, code, place] of refused) {
    const read = readTag(text);
    t.match(read, { ok: false, faults: [{ code, place }] }, text);
    if (!read.ok)
      t.ok(
        read.faults.every(({ advice }) => advice.length > 5),
        text,
      );
  }
});

t.test('every fault of a text that is malformed is told at once', async (t) => {
  const read = readTag('Mo-Fr 09:00–17:30; Monday 9-5; Tu 09:00-25:70; Feb 30 off; Mo[6] off; Xy');
  t.match(read, { ok: false });
  if (read.ok) return;
  const told = read.faults.map(({ code, place }) => `${place}: ${code}`).sort();
  t.same(told, [
    'column 12: bad_character',
    'column 20: bad_weekday',
    'column 35: bad_span',
    'column 48: bad_date',
    'column 62: bad_nth',
    'column 71: bad_syntax',
  ]);
});

/** Hundreds of spans of one minute each. */
const MINUTES = Array.from({ length: 600 }, (_, at) => {
  const timeOf = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${timeOf(2 * at)}-${timeOf(2 * at + 1)}`;
}).join(',');

t.test('hostile texts come to an end, and what is refused is told', async (t) => {
  const texts = [
    ...['', ' ', ';', '||', '"', '[[[[', 'Mo-', '2026', '2026 Dec 29-', '99:99-99:99', '\u0000'],
    ...['Mo-Fr 09：00〜17：30', '月-金 9時～17時', 'x'.repeat(49_000), '"'.repeat(49_001)],
    ...['Mo,'.repeat(16_000), 'Mo 01:00-02:00;'.repeat(3_300), 'x'.repeat(10_000_000)],
    `${'1970 Jan 01-2100 Dec 31 off;'.repeat(1_700)}`,
    `2027 Jan 01-2035 Dec 31 ${MINUTES},2027 Jan 01-2033 Dec 31 00:01-00:02`,
    `00:00-24:00; ${MINUTES} off`,
  ];
  // One that took long would end in the runner's timeout; how long they take is in bench/inputs.js.
  for (const text of texts) {
    const read = readTag(text);
    t.ok(read.ok || read.faults.length > 0, `${JSON.stringify(text.slice(0, 30))} is told about`);
  }
  t.match(OSM.read(Uint8Array.of(0x8c, 0x8e), { now: NOW, zone: null }), {
    faults: [{ code: 'bad_encoding' }],
  });
});

t.test('hours are written as rules, and whatever differs with its date', async (t) => {
  const today = day('2026-11-23');
  const days = { from: today, until: day('2027-12-28') };
  const write = (schedule: Parameters<typeof compile>[0], zone = 'Asia/Tokyo') => {
    const written = writeOsm(compile(schedule, zone), days);
    return written.ok ? written.text : null;
  };
  t.equal(write(scheduleOf(weekdays('09:00-17:30'))), 'Mo-Fr 09:00-17:30');
  t.equal(
    write(scheduleOf(week({ fri: '22:00-26:00' }))),
    'Fr 22:00-24:00; Sa 00:00-02:00',
    'maps replace dates by the clock',
  );
  const withLastCall = scheduleOf(weekdays('09:00-17:30'), { lastCallMinutes: 15 });
  t.equal(write(withLastCall), 'Mo-Fr 09:00-17:15', 'nobody is sent to a desk that takes nobody');
  const exceptions = [
    exception('2026-12-28', '09:00-12:00', '仕事納め'),
    exception('2027-06-01', 'closed', '休業'),
    exception('2027-06-08', 'closed', '休業'),
  ];
  t.equal(
    write(scheduleOf(weekdays('09:00-17:30'), { exceptions })),
    'Mo-Fr 09:00-17:30; 2026 Dec 28 09:00-12:00; 2027 Jun 01,2027 Jun 08 off',
  );
});

t.test('it is answered over HTTP, and a value that no tag holds says so', async (t) => {
  const { app } = await buildTestApp(t);
  const answer = await app.inject('/v1/lines/phone-pin/hours.osm');
  t.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
  t.match(answer.body, /^Mo-Fr 09:00-17:30; .*Dec 29-Jan 03 off/);
  t.match(answer.headers, { 'cache-control': /max-age/, etag: /^"/ });
  const { etag } = answer.headers;
  const again = { url: '/v1/lines/phone-pin/hours.osm', headers: { 'if-none-match': `${etag}` } };
  t.equal((await app.inject(again)).statusCode, 304);
  const soon = await app.inject('/v1/lines/phone-pin/hours.osm?until=2026-12-01');
  t.notMatch(soon.body, /2026 Dec 28/, 'until a date that is asked for');
  t.equal((await app.inject('/v1/lines/lost-card/hours.osm')).body, '24/7');
  const late = await app.inject('/v1/lines/phone-pin/hours.osm?until=2030-01-01');
  t.match(late.json(), { code: 'range_too_long' });
  const isLong = answer.body.length > MAX_OSM_CHARACTERS;
  t.equal(answer.headers['x-osm-length'], isLong ? String(answer.body.length) : undefined);
});

function readTag(text: string) {
  return OSM.read(Buffer.from(text), { now: NOW, zone: 'Asia/Tokyo' });
}
