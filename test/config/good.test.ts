/** Good configurations, to exact typed values. */
import t from 'tap';
import { MAX_WEBHOOKS } from '../../src/config/configuration.ts';
import { type CivilDay, parseCivilDate } from '../../src/core/civil.ts';
import type { Hours } from '../../src/core/schedule.ts';
import { zoneNamed } from '../../src/core/zone.ts';
import { HEAD, inCalendars } from './broken-case.ts';
import { EVERY_FEATURE } from './every-feature.ts';
import { parseTexts, writeProblem } from './real-ports.ts';

const LINES = 'lines:\n  desk: { name: { ja: あ, en: A }, schedule: desk }\n';

function partsOf(text: string) {
  const parsed = parseTexts({ 'a.yaml': text });
  if (!parsed.ok) throw new Error(parsed.problems.map(writeProblem).join('\n'));
  return parsed.parts;
}

function lineOf(parts: ReturnType<typeof partsOf>, id: string) {
  const line = parts.lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
}

function day(date: string): CivilDay {
  return parseCivilDate(date) as CivilDay;
}

function hours(...spans: readonly [number, number][]): Hours {
  return spans.map(([start, end]) => ({ start: start * 60, end: end * 60 }));
}

const all = partsOf(EVERY_FEATURE);
const desk = lineOf(all, 'phone-pin').schedule;

t.test('settings hold for the whole configuration, and lines may have their own', async (t) => {
  t.equal(all.zone, zoneNamed('Asia/Tokyo'));
  t.equal(all.onUnknown, 'open');
  t.same(
    all.lines.map(({ id, zone, onUnknown }) => [id, zone.name, onUnknown]),
    [
      ['phone-pin', 'Asia/Tokyo', 'closed'],
      ['abroad', 'America/New_York', 'open'],
      ['abroad-in-london', 'Europe/London', 'open'],
      ['inline', 'Asia/Tokyo', 'open'],
    ],
  );
});

t.test('a line has all that is written, and defaults for the rest', async (t) => {
  const { schedule, zone, ...line } = lineOf(all, 'phone-pin');
  t.same(line, {
    id: 'phone-pin',
    name: { ja: '電話用暗証番号デスク', en: 'Phone PIN desk' },
    phone: '+81-3-0000-0000',
    groups: ['cards', 'pin'],
    destinations: {
      open: { kind: 'queue', target: 'pin' },
      override_closed: { kind: 'announcement', target: 'sip:emergency@example.com' },
    },
    messages: { holiday: { ja: '{reasonName}のため休業です', en: 'Closed for {reasonName}' } },
    retrySpreadMinutes: 0,
    onUnknown: 'closed',
  });
  const { schedule: _, zone: __, ...abroad } = lineOf(all, 'abroad');
  t.same(abroad, {
    id: 'abroad',
    name: { ja: '海外', en: 'Abroad' },
    phone: null,
    groups: [],
    destinations: {},
    messages: {},
    retrySpreadMinutes: 30,
    onUnknown: 'open',
  });
});

t.test(
  'editions hold weekdays from Monday on, and nth weekdays in order of the file',
  async (t) => {
    const desk1 = hours([9, 17.5]);
    const desk2 = hours([9, 12], [13, 18]);
    const night = hours([22, 26]);
    const never: Hours = [];
    const [first, second, third] = desk.editions;
    t.same(first, {
      from: null,
      weekdays: [desk1, desk1, desk1, desk2, desk2, never, never],
      nthWeekdays: [{ nth: 3, weekday: 2, hours: [] }],
    });
    t.same(second, {
      from: day('2027-04-01'),
      weekdays: [night, never, never, never, night, night, night],
      nthWeekdays: [{ nth: 'last', weekday: 4, hours: night }],
    });
    t.same(third, {
      from: day('2028-04-01'),
      weekdays: Array(7).fill(hours([0, 24])),
      nthWeekdays: [{ nth: 5, weekday: 6, hours: [] }],
    });
  },
);

t.test('holiday rules name calendars in order', async (t) => {
  const [jp, company] = all.calendars;
  t.same(
    all.calendars.map(({ id }) => id),
    ['jp', 'company'],
  );
  t.equal(desk.holidays[0]?.calendars[0], jp);
  t.equal(desk.holidays[0]?.calendars[1], company);
  t.same(
    desk.holidays.map(({ hours: given, dayBefore }) => [given, dayBefore]),
    [
      [[], hours([9, 15])],
      [hours([10, 17]), null],
      ['regular', null],
    ],
  );
  t.equal(company?.holidayOn(day('2031-06-01'))?.name.en, 'Founding Day');
  t.equal(company?.holidayOn(day('2027-03-05'))?.name.en, 'Outing');
  t.equal(company?.holidayOn(day('2028-03-05')), null);
});

t.test('long breaks are presets, adjusted presets, or their own', async (t) => {
  t.same(desk.longBreaks, [
    {
      name: { ja: '年末年始', en: 'Year-end and New Year' },
      range: { kind: 'yearly', from: { month: 12, day: 29 }, until: { month: 1, day: 3 } },
      hours: [],
      noticeDays: 14,
      message: null,
    },
    {
      name: { ja: 'お盆休み', en: 'Obon' },
      range: { kind: 'yearly', from: { month: 8, day: 12 }, until: { month: 8, day: 15 } },
      hours: hours([10, 12]),
      noticeDays: 0,
      message: null,
    },
    {
      name: { ja: '夏季休業', en: 'Summer break' },
      range: { kind: 'once', from: day('2027-07-01'), until: day('2027-07-03') },
      hours: [],
      noticeDays: 21,
      message: { ja: '{opensAt}から', en: 'From {opensAt}' },
    },
    {
      name: { ja: '冬休み', en: 'Winter' },
      range: { kind: 'yearly', from: { month: 12, day: 29 }, until: { month: 2, day: 29 } },
      hours: [],
      noticeDays: 14,
      message: null,
    },
  ]);
});

t.test('exceptions change the hours of dates, or cut time out of them', async (t) => {
  t.same(desk.exceptions, [
    {
      from: day('2026-12-28'),
      until: day('2026-12-28'),
      name: { ja: '仕事納め', en: 'Last working day' },
      change: { kind: 'hours', hours: hours([9, 12]) },
    },
    {
      from: day('2027-06-01'),
      until: day('2027-06-30'),
      name: { ja: '移行', en: 'Migration' },
      change: { kind: 'hours', hours: [] },
    },
    {
      from: day('2027-09-06'),
      until: day('2027-09-06'),
      name: { ja: '研修', en: 'Training' },
      change: { kind: 'closed_during', spans: hours([13, 15]) },
    },
  ]);
});

t.test('numbers of a schedule have defaults', async (t) => {
  const { detection, lastCallMinutes, closingSoonMinutes } = desk;
  t.same(detection, { minDays: 3, noticeDays: 7, bridgeWithinDays: 1 });
  t.same([lastCallMinutes, closingSoonMinutes], [10, 20]);
  const plain = lineOf(all, 'abroad').schedule;
  t.same(plain.detection, { minDays: 4, noticeDays: 14, bridgeWithinDays: 0 });
  t.same([plain.lastCallMinutes, plain.closingSoonMinutes], [0, 15]);
  t.same([plain.longBreaks, plain.exceptions], [[], []]);
});

t.test('purposes and expectations are typed, with their places', async (t) => {
  t.same(all.purposes, [
    {
      id: 'reset',
      name: { ja: '再設定', en: 'Reset' },
      channels: [
        { kind: 'web', url: 'https://example.com/reset?lang=ja' },
        { kind: 'app', url: 'cardapp://reset' },
        { kind: 'line', line: 'phone-pin' },
        { kind: 'line', line: 'abroad' },
      ],
    },
  ]);
  const line = EVERY_FEATURE.split('\n').indexOf('expectations:') + 2;
  const subject = { kind: 'state', group: null, note: null };
  const place = { file: 'a.yaml', column: 5 };
  t.same(all.expectations, [
    {
      ...subject,
      lines: ['phone-pin'],
      when: 'at 2027-01-03T10:00',
      from: Date.parse('2027-01-03T01:00:00Z'),
      until: Date.parse('2027-01-03T01:00:00.001Z'),
      state: 'closed',
      reason: 'long_break',
      pointer: '/expectations/0',
      place: { ...place, line },
    },
    {
      ...subject,
      lines: ['abroad'],
      when: 'at 2027-05-06T10:00',
      from: Date.parse('2027-05-06T14:00:00Z'),
      until: Date.parse('2027-05-06T14:00:00.001Z'),
      state: 'closed',
      reason: null,
      pointer: '/expectations/1',
      place: { ...place, line: line + 1 },
    },
    {
      ...subject,
      lines: ['phone-pin'],
      when: 'at 2027-05-06T10:00:00Z',
      from: Date.parse('2027-05-06T10:00:00Z'),
      until: Date.parse('2027-05-06T10:00:00.001Z'),
      state: null,
      reason: 'regular_hours',
      pointer: '/expectations/2',
      place: { ...place, line: line + 2 },
    },
  ]);
});

t.test(
  'equal schedules are one object, whether named, inline or written differently',
  async (t) => {
    const { schedule } = lineOf(all, 'abroad');
    t.equal(lineOf(all, 'abroad-in-london').schedule, schedule);
    t.equal(lineOf(all, 'inline').schedule, schedule, 'other order of keys, no zone of its own');
    t.not(desk, schedule);
  },
);

t.test('lines without a value share the empty one, and equal values are one', async (t) => {
  const [a, b] = [lineOf(all, 'abroad'), lineOf(all, 'inline')];
  t.equal(a.groups, b.groups);
  t.equal(a.destinations, b.destinations);
  const line =
    'name: { ja: あ, en: A }, schedule: s, groups: [g], destinations: { open: { kind: q, target: t } }';
  const parts = partsOf(
    `${HEAD}schedules: { s: { regular: { mon: closed } } }\nlines: { a: { ${line} }, b: { ${line} } }\n`,
  );
  const [first, second] = parts.lines;
  t.equal(first?.groups, second?.groups);
  t.equal(first?.destinations, second?.destinations);
});

t.test('ids that look like numbers stay as written', async (t) => {
  const schedules = 'schedules: { 0120: { regular: { mon: closed } } }\n';
  const lines = 'lines: { 0110: { name: { ja: あ, en: A }, schedule: "0120" } }\n';
  t.equal(partsOf(HEAD + schedules + lines).lines[0]?.id, '0110');
});

t.test('JSON is read like YAML, escapes and all', async (t) => {
  const document = {
    version: 1,
    zone: 'Asia/Tokyo',
    schedules: { s: { regular: { mon: ['09:00-10:00'] } } },
    lines: { a: { name: { ja: '"あ":\\', en: 'A "b": \\' }, schedule: 's' } },
    expectations: [{ line: 'a', at: '2027-01-04T09:00', state: 'open' }],
  };
  const parts = partsOf(JSON.stringify(document, null, 2));
  t.same(parts.lines[0]?.name, { ja: '"あ":\\', en: 'A "b": \\' });
  t.same(parts.expectations[0]?.place, { file: 'a.yaml', line: 23, column: 5 });
  t.same(partsOf(JSON.stringify(document)).lines[0]?.schedule, parts.lines[0]?.schedule);
});

t.test('webhooks are told everything about all lines unless it is said', async (t) => {
  t.same(all.webhooks, [
    {
      id: 'portal',
      url: 'https://portal.example/hooks/eigyochu',
      events: ['line.transition', 'override.created', 'override.changed', 'override.ended'],
      lines: [],
      groups: [],
    },
    {
      id: 'wallboard-2',
      url: 'http://localhost:9000/eigyochu',
      events: ['line.transition', 'override.ended'],
      lines: ['abroad'],
      groups: ['cards', 'pin'],
    },
  ]);
});

t.test('webhooks of several files are one list with one limit', async (t) => {
  const webhooks = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => {
      return `  - { id: ${name}-${index}, url: "http://127.0.0.1:9/" }\n`;
    }).join('');
  const parse = (count: number) =>
    parseTexts({
      'a.yaml': `${HEAD}schedules: { desk: { regular: { mon: [09:00-17:00] } } }\n${LINES}`,
      'b.yaml': `webhooks:\n${webhooks('b', MAX_WEBHOOKS - 1)}`,
      'c.yaml': `webhooks:\n${webhooks('c', count)}`,
    });
  const full = parse(1);
  t.equal(full.ok && full.parts.webhooks.length, MAX_WEBHOOKS);
  const refused = parse(2);
  t.same(refused.ok ? [] : refused.problems.map(writeProblem), [
    '3:5 too_many /webhooks/1 | there are more than 20 webhooks | configure fewer',
  ]);
});

t.test('anchors and aliases are values, a comment alone is an empty document', async (t) => {
  const lines =
    'lines:\n  a: &a { name: { ja: あ, en: A }, schedule: { regular: { mon: closed } } }\n  b: *a\n';
  const parsed = parseTexts({ 'a.yaml': HEAD + lines, 'b.yaml': '# nothing\n' });
  t.same(parsed.ok && parsed.parts.lines.map(({ id }) => id), ['a', 'b']);
});

t.test('the limits of a span are the first minute and 48:00', async (t) => {
  const spans = (text: string) => {
    const line = `lines: { a: { name: { ja: あ, en: A }, schedule: { regular: { mon: [${text}] } } } }\n`;
    return partsOf(HEAD + line).lines[0]?.schedule.editions[0]?.weekdays[0];
  };
  t.same(spans('00:00-48:00'), hours([0, 48]));
  t.same(spans('23:59-24:00'), [{ start: 1439, end: 1440 }]);
  t.same(spans('23:59-23:58'), [{ start: 1439, end: 2878 }]);
  t.same(spans('9:00-12:00, 12:00-13:00'), hours([9, 12], [12, 13]), 'adjoining is fine');
});

t.test('a cut may start in the night after its date, up to 48:00', async (t) => {
  const spansOf = (text: string) => {
    const cut = `{ date: 2026-12-25, closedDuring: [${text}], name: { ja: あ, en: A } }`;
    const desk = `{ regular: { fri: [22:00-26:00] }, exceptions: [${cut}] }`;
    const { change } = lineOf(partsOf(`${HEAD}schedules: { desk: ${desk} }\n${LINES}`), 'desk')
      .schedule.exceptions[0] ?? { change: null };
    return change?.kind === 'closed_during' ? change.spans : null;
  };
  t.same(spansOf('23:59-24:30'), [{ start: 1439, end: 1470 }]);
  t.same(spansOf('24:00-24:30'), [{ start: 1440, end: 1470 }]);
  t.same(spansOf('24:30-25:00'), [{ start: 1470, end: 1500 }]);
  t.same(spansOf('24:30-01:00'), [{ start: 1470, end: 1500 }]);
  t.same(spansOf('47:59-48:00'), [{ start: 2879, end: 2880 }]);
});

t.test('dated rules of one layer that meet are warnings', async (t) => {
  const body = `
    regular: { mon: closed }
    exceptions:
      - { from: 2027-06-01, until: 2027-06-30, hours: closed, name: { ja: あ, en: A } }
      - { date: 2027-06-30, hours: [09:00-10:00], name: { ja: い, en: B } }
      - { date: 2027-07-01, hours: closed, name: { ja: う, en: C } }
      - { date: 2027-06-15, closedDuring: [09:00-10:00], name: { ja: え, en: D } }
    longBreaks:
      - { name: { ja: お, en: E }, from: 2027-08-01, until: 2027-08-05 }
      - { name: { ja: か, en: F }, from: 2027-08-05, until: 2027-08-06 }
      - { preset: obon }
      - { preset: obon }
`;
  const parts = partsOf(
    `${inCalendars('jp: { source: japan }')}schedules:\n  desk:${body}${LINES}`,
  );
  t.same(parts.warnings.map(writeProblem), [
    '10:9 overlapping_exceptions /schedules/desk/exceptions/1 | 2027-06-30 is also in the one on line 9 | there the narrower one wins, then the later in the file',
    '15:9 overlapping_long_breaks /schedules/desk/longBreaks/1 | 2027-08-05 is also in the one on line 14 | there the narrower one wins, then the later in the file',
  ]);
  t.same(
    parts.warnings.map(({ severity }) => severity),
    ['warning', 'warning'],
  );
});
