/** Hours of operation of Amazon Connect, read and written. */
import t from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { writeConnectHours } from '../../src/formats/amazon-connect-hours.ts';
import { AMAZON_CONNECT } from '../../src/imports/amazon-connect.ts';
import { readBack, writeImport } from '../../src/imports/written-import.ts';
import { compileLine } from '../../src/lines/snapshot.ts';
import { REAL_PORTS } from '../config/real-ports.ts';
import { buildTestApp } from '../support/build-app.ts';
import { withManyChanges } from '../support/configuration.ts';
import { compile, day, exception, namesOf, scheduleOf, week } from '../support/schedules.ts';

const NOW = Date.parse('2026-11-23T10:00:00+09:00') as Instant;
const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const EVERY_DAY = [...WORKDAYS, 'SATURDAY', 'SUNDAY'];
const HOURS = {
  HoursOfOperationId: '2f5c',
  HoursOfOperationArn: 'arn:aws:connect:…',
  Name: '平日窓口',
  TimeZone: 'Asia/Tokyo',
  Config: entries(WORKDAYS, '09:00-17:30'),
};
const REGULAR = { 'mon-fri': ['09:00-17:30'] };

t.test('hours with temporary hours are read as a schedule with exceptions', async (t) => {
  const read = readHours([
    // Our own export ends names with their date, so that they differ.
    overrideOf({ Name: '臨時休業 2026-12-01', EffectiveTill: '2026-12-02' }),
    overrideOf({
      ...{ Name: '仕事納め', EffectiveFrom: '2026-12-28', EffectiveTill: '2026-12-28' },
      Config: entries(['MONDAY'], '09:00-12:00'),
    }),
  ]);
  t.match(read, {
    ok: true,
    imported: {
      zone: 'Asia/Tokyo',
      names: { ja: '平日窓口' },
      schedule: {
        regular: REGULAR,
        exceptions: [
          { from: '2026-12-01', until: '2026-12-02', hours: 'closed', name: { ja: '臨時休業' } },
          { date: '2026-12-28', hours: ['09:00-12:00'], name: { ja: '仕事納め' } },
        ],
      },
      lost: [],
    },
  });
  if (!read.ok) return;
  const target = { id: 'desk', zone: 'Asia/Tokyo', names: namesOf('窓口') };
  t.ok(readBack(writeImport(read.imported, target), { ports: REAL_PORTS, now: NOW }).ok);
});

t.test('midnight is written 0:00, and a whole day from 0:00 to 0:00', async (t) => {
  const Config = [
    ...entries(['MONDAY'], '00:00-00:00'),
    ...entries(['TUESDAY'], '18:00-00:00'),
    ...entries(['WEDNESDAY'], '00:00-02:00'),
    ...entries(['FRIDAY'], '22:00-02:00'),
  ];
  t.match(read({ HoursOfOperation: { ...HOURS, Config } }), {
    imported: {
      schedule: {
        regular: {
          ...{ mon: ['00:00-24:00'], tue: ['18:00-24:00'] },
          ...{ wed: ['00:00-02:00'], fri: ['22:00-26:00'] },
        },
      },
      lost: [{ code: 'night', place: '/HoursOfOperation/Config/3' }],
    },
  });
});

t.test('days that are closed every year become a long break across New Year', async (t) => {
  const days = [
    ...([12, 12, 12] as const).map((month, index) => [month, 29 + index] as const),
    ...([1, 1, 1] as const).map((month, index) => [month, 1 + index] as const),
  ];
  const read = readHours(days.map(([month, day]) => yearly(month, day)));
  t.match(read, {
    imported: {
      schedule: { longBreaks: [{ from: '12-29', until: '01-03', name: { ja: '年末年始' } }] },
      lost: [],
    },
  });
  t.notOk(read.ok && read.imported.schedule.exceptions);
});

t.test('other recurrences are written out, and it is said until when', async (t) => {
  const recurring = (RecurrencePattern: object, rest: object) =>
    readHours([
      overrideOf({
        ...{ EffectiveFrom: '2026-01-01', EffectiveTill: '2036-12-31', OverrideType: 'CLOSED' },
        ...{ RecurrenceConfig: { RecurrencePattern }, ...rest },
      }),
    ]);
  const early = recurring(
    { Frequency: 'MONTHLY', Interval: 1, ByWeekdayOccurrence: [-1] },
    { Config: entries(['FRIDAY'], '15:00-00:00') },
  );
  t.match(early, {
    imported: {
      schedule: {
        exceptions: [
          { date: '2026-11-27', hours: ['09:00-15:00'] },
          { date: '2026-12-25' },
          { date: '2027-01-29' },
        ],
      },
      lost: [{ code: 'later', place: '/HoursOfOperationOverrideList/0' }],
    },
  });
  const lastDay = recurring(
    { Frequency: 'MONTHLY', Interval: 3, ByMonthDay: [-1] },
    { Config: entries(EVERY_DAY, '00:00-00:00') },
  );
  t.match(
    lastDay,
    {
      imported: { schedule: { exceptions: [{ date: '2027-04-30' }] } },
    },
    'on weekends it is closed anyway',
  );
  const fortnightly = recurring(
    { Frequency: 'WEEKLY', Interval: 2 },
    { OverrideType: 'OPEN', Config: entries(['SATURDAY'], '10:00-12:00') },
  );
  t.match(fortnightly, {
    imported: {
      schedule: { exceptions: [{ date: '2026-12-05', hours: ['10:00-12:00'] }] },
      lost: [{ code: 'weeks' }, { code: 'later' }],
    },
  });
});

t.test('overrides that compete are settled as the guide of Amazon Connect does', async (t) => {
  const tuesday = (OverrideType: string, span: string) =>
    overrideOf({ OverrideType, Config: entries(['TUESDAY'], span) });
  const competing = [
    tuesday('STANDARD', '08:00-18:00'),
    tuesday('OPEN', '18:00-20:00'),
    tuesday('CLOSED', '12:00-16:00'),
  ];
  t.match(readHours(competing), {
    imported: { schedule: { exceptions: [{ hours: ['08:00-12:00', '16:00-20:00'] }] } },
  });
});

t.test('overrides alone become exceptions, where they need no week', async (t) => {
  const alone = (...list: object[]) => read({ HoursOfOperationOverrideList: list });
  const one = alone(overrideOf({}));
  t.match(one, { imported: { schedule: { exceptions: [{ date: '2026-12-01' }] } } });
  t.notOk(one.ok && one.imported.schedule.regular);
  t.match(alone(overrideOf({ OverrideType: 'OPEN' })), { faults: [{ code: 'no_hours' }] });
  const described = read({ HoursOfOperationOverride: overrideOf({}) });
  t.match(described, { imported: { schedule: { exceptions: [{ date: '2026-12-01' }] } } });
});

t.test('what is not carried over is told', async (t) => {
  const linked = { ...HOURS, ParentHoursOfOperations: [{ Id: 'x' }] };
  t.match(read({ HoursOfOperation: linked }), { imported: { lost: [{ code: 'linked' }] } });
  const past = overrideOf({ EffectiveFrom: '2020-01-01', EffectiveTill: '2020-01-02' });
  t.match(readHours([past]), { imported: { lost: [{ code: 'past' }] } });
  const endless = overrideOf({ EffectiveTill: '2099-12-31' });
  t.match(readHours([endless]), { imported: { lost: [{ code: 'later' }] } });
});

t.test('other answers of the API are refused with what to ask instead', async (t) => {
  const refused: readonly (readonly [unknown, string])[] = [
    [{ EffectiveHoursOfOperationList: [], TimeZone: 'Asia/Tokyo' }, 'effective_hours'],
    [{ HoursOfOperationSummaryList: [] }, 'no_hours'],
    [{ HoursOfOperations: [HOURS, HOURS] }, 'several_hours'],
    [{ HoursOfOperationOverrideList: [], NextToken: 'x' }, 'incomplete'],
    [[], 'no_hours'],
    [null, 'no_hours'],
  ];
  for (const [document, code] of refused) {
    t.match(read(document), { ok: false, faults: [{ code }] }, code);
  }
  t.match(readText('<html>'), { faults: [{ code: 'bad_json' }] });
  t.match(readText('[[['.repeat(100_000)), { faults: [{ code: 'bad_json' }] });
  t.match(readText(' '.repeat(10_000_000)), { faults: [{ code: 'too_large' }] });
});

t.test('a value that is no text is told where a text belongs, however deep it is', async (t) => {
  for (const odd of ['{"toString":1}', `${'['.repeat(50_000)}${']'.repeat(50_000)}`]) {
    const entry = `{"Day":${odd},"StartTime":${odd},"EndTime":${odd}}`;
    const hours = `{"TimeZone":${odd},"Config":[${entry}]}`;
    const answer = readText(`{"HoursOfOperation":${hours}}`);
    t.equal(answer.ok ? 0 : answer.faults.length, 4);
    const override = `{"EffectiveFrom":${odd},"OverrideType":${odd},"RecurrenceConfig":${odd}}`;
    t.match(readText(`{"HoursOfOperationOverrideList":[${override}]}`), { ok: false });
  }
});

t.test('every fault of a document is told at once, with its place', async (t) => {
  const Config = [{ Day: 'Mon', StartTime: { Hours: 25, Minutes: 0 } }];
  const SECONDLY = { RecurrencePattern: { Frequency: 'SECONDLY', Interval: 1 } };
  const answer = read({
    HoursOfOperation: { ...HOURS, TimeZone: 'Tokyo', Config },
    HoursOfOperationOverrideList: [
      overrideOf({ EffectiveFrom: '2026-02-30', Config: null }),
      overrideOf({ EffectiveFrom: '2027-01-01', RecurrenceConfig: SECONDLY }),
      overrideOf({ OverrideType: 'MAYBE' }),
      5,
    ],
  });
  t.same(answer.ok ? [] : answer.faults.map(({ code, place }) => `${code} ${place}`), [
    'bad_zone /HoursOfOperation/TimeZone',
    'bad_weekday /HoursOfOperation/Config/0/Day',
    'bad_time /HoursOfOperation/Config/0/StartTime',
    'bad_time /HoursOfOperation/Config/0/EndTime',
    'bad_date /HoursOfOperationOverrideList/0/EffectiveFrom',
    'bad_config /HoursOfOperationOverrideList/0/Config',
    'bad_recurrence /HoursOfOperationOverrideList/1/RecurrenceConfig',
    'range_reversed /HoursOfOperationOverrideList/1',
    'bad_override /HoursOfOperationOverrideList/2/OverrideType',
    'bad_override /HoursOfOperationOverrideList/3',
  ]);
});

t.test('nights are written in two halves, and dates that differ as overrides', async (t) => {
  const exceptions = [exception('2026-12-29/2027-01-03', 'closed', '休業')];
  const schedule = scheduleOf(week({ fri: '22:00-26:00', mon: '09:00-17:30' }), {
    ...{ exceptions, lastCallMinutes: 30 },
  });
  const parts = { id: 'desk', name: namesOf('窓口'), phone: null, groups: [], messages: {} };
  const compiled = compile(schedule);
  const rest = { destinations: {}, retrySpreadMinutes: 30, onUnknown: 'unknown' } as const;
  const line = compileLine({ ...parts, ...rest, zone: compiled.zone }, compiled, []);
  const days = { from: day('2026-11-23'), until: day('2027-12-28') };
  const written = writeConnectHours(line, { ...days, language: 'ja' });
  t.same(written.ok && JSON.parse(written.text), {
    HoursOfOperation: {
      ...{ Name: '窓口', TimeZone: 'Asia/Tokyo' },
      Config: [
        ...entries(['MONDAY'], '09:00-17:00'),
        ...entries(['FRIDAY'], '22:00-00:00'),
        ...entries(['SATURDAY'], '00:00-01:30'),
      ],
    },
    HoursOfOperationOverrideList: [
      {
        ...{ Name: '休業 2027-01-01', EffectiveFrom: '2027-01-01', EffectiveTill: '2027-01-02' },
        Config: [],
      },
    ],
  });
});

t.test('it is answered over HTTP, or refused with what fifty overrides reach', async (t) => {
  const { app } = await buildTestApp(t);
  const path = '/v1/lines/phone-pin/hours.amazon-connect';
  const answer = await app.inject(`${path}?lang=en`);
  t.match(answer.json(), {
    HoursOfOperation: { Name: 'Phone PIN desk', TimeZone: 'Asia/Tokyo' },
    HoursOfOperationOverrideList: [{ EffectiveFrom: '2026-12-28' }],
  });
  t.match(answer.headers, { 'cache-control': /max-age/, etag: /^"/ });
  const many = await buildTestApp(t, { configuration: withManyChanges(57) });
  const refused = await many.app.inject(path);
  t.equal(refused.statusCode, 409);
  t.match(refused.json(), { code: 'not_expressible', detail: /^57 overrides would be needed/ });
  const until = /until=(\d{4}-\d\d-\d\d)/.exec(refused.json().detail)?.[1];
  const fitting = await many.app.inject(`${path}?until=${until}`);
  t.equal(fitting.json().HoursOfOperationOverrideList.length, 50, 'the date that it names fits');
});

function entries(days: readonly string[], span: string) {
  const [StartTime, EndTime] = span.split('-').map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return { Hours: hours, Minutes: minutes };
  });
  return days.map((Day) => ({ Day, StartTime, EndTime }));
}

function overrideOf(parts: object) {
  const dates = { EffectiveFrom: '2026-12-01', EffectiveTill: '2026-12-01' };
  return { HoursOfOperationOverrideId: '1', Name: '変更', ...dates, Config: [], ...parts };
}

function yearly(month: number, day: number) {
  const RecurrencePattern = {
    Frequency: 'YEARLY',
    Interval: 1,
    ByMonth: [month],
    ByMonthDay: [day],
  };
  return overrideOf({
    ...{ Name: '年末年始', OverrideType: 'CLOSED', RecurrenceConfig: { RecurrencePattern } },
    ...{ EffectiveFrom: '2026-01-01', EffectiveTill: '2036-12-31' },
    Config: entries(EVERY_DAY, '00:00-00:00'),
  });
}

function readHours(HoursOfOperationOverrideList: readonly object[]) {
  return read({ HoursOfOperation: HOURS, HoursOfOperationOverrideList });
}

function read(document: unknown) {
  return readText(JSON.stringify(document));
}

function readText(text: string) {
  return AMAZON_CONNECT.read(Buffer.from(text), { now: NOW, zone: null });
}
