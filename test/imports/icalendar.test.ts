/** Calendars as Google, Outlook and Apple write them, and as nobody should. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import t from 'tap';
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  monthDayOf,
  weekdayIndexOf,
} from '../../src/core/civil.ts';
import { ICALENDAR } from '../../src/imports/icalendar.ts';
import { type IcalendarDays, readIcalendarDays } from '../../src/imports/icalendar-days.ts';
import { MAX_ICALENDAR_BYTES } from '../../src/imports/icalendar-source.ts';
import { daysOfRule } from '../../src/imports/recurrence-days.ts';
import { parseRule, type RecurrenceRule } from '../../src/imports/recurrence-rule.ts';
import { NOW, parseTexts, writeProblem } from '../config/real-ports.ts';
import { day, zoneOf } from '../support/schedules.ts';

const OPTIONS = { now: NOW, zone: zoneOf('Asia/Tokyo') };

function read(text: string | Uint8Array) {
  return readIcalendarDays(typeof text === 'string' ? Buffer.from(text) : text, OPTIONS);
}

function daysOf(text: string | Uint8Array): IcalendarDays {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.days;
}

/** `2026-12-28 年末休業`, one line each. */
function datesOf(text: string | Uint8Array): string[] {
  return daysOf(text).dates.map(({ day, name }) => `${civilDayToDate(day)} ${name.ja}`);
}

function calendar(...events: readonly string[]): string {
  const blocks = events.map((lines) => `BEGIN:VEVENT\n${lines.trim()}\nEND:VEVENT\n`);
  const text = `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n${blocks.join('')}END:VCALENDAR\n`;
  return text.replace(/\n[ ]{2,}/g, '\n').replaceAll('\n', '\r\n');
}

const GOOGLE = `BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:会社カレンダー
X-WR-TIMEZONE:Asia/Tokyo
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261228
DTEND;VALUE=DATE:20270105
DTSTAMP:20261101T010203Z
UID:4k2j@google.com
CREATED:20260901T000000Z
DESCRIPTION:カレンダーの説明はとても長いので\\n
 折り返されます
LAST-MODIFIED:20260901T000000Z
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:年末年始休業\\, 本社
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20250601
DTEND;VALUE=DATE:20250602
RRULE:FREQ=YEARLY
EXDATE;VALUE=DATE:20280601
DTSTAMP:20261101T010203Z
UID:9a8b@google.com
SUMMARY:創立記念日
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
SUMMARY:お知らせ
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270602
DTEND;VALUE=DATE:20270603
UID:9a8b@google.com
RECURRENCE-ID;VALUE=DATE:20270601
SUMMARY:創立記念日（変更）
END:VEVENT
BEGIN:VEVENT
DTSTART:20261210T010000Z
DTEND:20261210T020000Z
UID:meeting@google.com
SUMMARY:定例会議
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const OUTLOOK_ZONE = `BEGIN:VTIMEZONE
TZID:Tokyo Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
`;

const OUTLOOK = `\ufeffBEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:予定表
${OUTLOOK_ZONE}BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
 0000000080363B3832EADA01
SUMMARY;LANGUAGE=ja-JP:夏季休業
DTSTART;TZID="Tokyo Standard Time":20270812T000000
DTEND;TZID="Tokyo Standard Time":20270814T000000
X-MICROSOFT-CDO-BUSYSTATUS:OOF
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
BEGIN:VEVENT
UID:last-friday
RRULE:FREQ=MONTHLY;UNTIL=20270329T150000Z;INTERVAL=1;BYDAY=-1FR
EXDATE;TZID=Tokyo Standard Time:20270226T000000
SUMMARY:棚卸し
DTSTART;TZID=Tokyo Standard Time:20261225T000000
DTEND;TZID=Tokyo Standard Time:20261226T000000
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
BEGIN:VEVENT
UID:in-utc
SUMMARY:臨時休業
DTSTART:20270309T150000Z
DTEND:20270310T150000Z
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
BEGIN:VEVENT
UID:cancelled
SUMMARY:中止
STATUS:CANCELLED
DTSTART;VALUE=DATE:20270401
DTEND;VALUE=DATE:20270402
END:VEVENT
END:VCALENDAR
`;

t.test('all-day events of Google are holidays, moved and left-out ones where they are', (t) => {
  const dates = datesOf(GOOGLE);
  t.same(dates.slice(0, 4), [
    '2025-06-01 創立記念日',
    '2026-06-01 創立記念日',
    '2026-12-28 年末年始休業, 本社',
    '2026-12-29 年末年始休業, 本社',
  ]);
  t.same(dates.slice(9), [
    '2027-01-04 年末年始休業, 本社',
    '2027-06-02 創立記念日（変更）',
    '2029-06-01 創立記念日',
    '2030-06-01 創立記念日',
    '2031-06-01 創立記念日',
  ]);
  const { endless, knownThrough, lost } = daysOf(GOOGLE);
  t.same([endless, civilDayToDate(knownThrough)], [true, '2031-12-31']);
  t.match(lost, [{ code: 'timed_event', place: 'line 43, VEVENT "meeting@google.com"' }]);
  t.equal(lost.length, 1);
  t.end();
});

t.test('Outlook writes days from midnight to midnight, in its own zones and in UTC', (t) => {
  const expected = [
    '2026-12-25 棚卸し',
    '2027-01-29 棚卸し',
    '2027-03-10 臨時休業',
    '2027-03-26 棚卸し',
    '2027-08-12 夏季休業',
    '2027-08-13 夏季休業',
  ];
  t.same(datesOf(OUTLOOK), expected, 'with a byte order mark and plain line feeds');
  t.same(datesOf(OUTLOOK.replaceAll('\n', '\r\n')), expected);
  const { endless, lost } = daysOf(OUTLOOK);
  t.same([endless, lost], [false, []]);
  t.end();
});

t.test('dates are read however they are written', (t) => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['DTSTART;VALUE=DATE:20270401', ['2027-04-01']],
    ['DTSTART;VALUE=DATE:20270401\nDTEND;VALUE=DATE:20270401', ['2027-04-01']],
    ['DTSTART;VALUE=DATE:20270401\nDURATION:P2D', ['2027-04-01', '2027-04-02']],
    ['DTSTART:20270401T000000\nDURATION:PT24H', ['2027-04-01']],
    ['DTSTART:20270401T000000\nDTEND:20270401T235959', ['2027-04-01']],
    ['DTSTART:20270401T000000\nDTEND:20270401T235900', ['2027-04-01']],
    ['DTSTART;TZID=Asia/Tokyo:20270401T000000\nDTEND:20270401T150000Z', ['2027-04-01']],
    [
      'DTSTART;TZID=/x.example/1/Europe/Berlin:20270401T000000\nDTEND;TZID=/x.example/1/Europe/Berlin:20270402T000000',
      ['2027-04-01'],
    ],
    [
      'DTSTART;TZID=Nowhere/At All:20270401T000000\nDTEND;TZID=Nowhere/At All:20270402T000000',
      ['2027-04-01'],
    ],
    [
      'DTSTART:20270401T000000Z\nDTEND:20270402T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ['2027-04-01'],
    ],
    [
      'DTSTART;VALUE=DATE:20270401\nRDATE;VALUE=DATE:20270501,20270601\nEXDATE:20270401',
      ['2027-05-01', '2027-06-01'],
    ],
    [
      'DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;UNTIL=20330101',
      ['2024-02-29', '2028-02-29', '2032-02-29'],
    ],
    [
      'DTSTART;VALUE=DATE:20270131\nRRULE:FREQ=MONTHLY;COUNT=3',
      ['2027-01-31', '2027-03-31', '2027-05-31'],
    ],
    [
      'DTSTART;VALUE=DATE:20270129\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
      ['2027-01-29', '2027-02-26', '2027-03-31'],
    ],
    [
      'DTSTART;VALUE=DATE:20270104\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4',
      ['2027-01-04', '2027-01-17', '2027-01-18', '2027-01-31'],
    ],
  ];
  for (const [lines, dates] of cases) {
    const read = daysOf(calendar(`UID:1\nSUMMARY:休み\n${lines}`));
    t.same(
      read.dates.map(({ day }) => civilDayToDate(day)),
      dates,
      lines,
    );
  }
  t.end();
});

t.test('what closes no date is told with its place, and the rest is read all the same', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['DTSTART:20270401T090000\nDTEND:20270401T100000', 'timed_event'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=SECONDLY', 'too_frequent'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=HOURLY;INTERVAL=24', 'too_frequent'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=YEARLY;BYWEEKNO=20', 'unsupported_rule'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=YEARLY;BYMONTHDAY=1', 'unsupported_rule'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=WEEKLY;BYDAY=1FR', 'unsupported_rule'],
    ['DTSTART;VALUE=DATE:20270401\nRRULE:FREQ=FORTNIGHTLY', 'bad_event'],
    ['DTSTART;VALUE=DATE:20270431', 'bad_event'],
    ['DTEND;VALUE=DATE:20270401', 'bad_event'],
    ['DTSTART;VALUE=DATE:20270402\nDTEND;VALUE=DATE:20270401', 'reversed_dates'],
    ['DTSTART;VALUE=DATE:15000101\nRRULE:FREQ=DAILY;COUNT=999999999', 'rule_too_long'],
  ];
  for (const [lines, code] of cases) {
    const { dates, lost } = daysOf(
      calendar(
        `UID:odd\nSUMMARY:変\n${lines}`,
        'UID:good\nSUMMARY:休み\nDTSTART;VALUE=DATE:20270501',
      ),
    );
    t.match(lost, [{ code, place: /^line 4, VEVENT/ }], lines);
    t.match(dates.at(-1), { day: day('2027-05-01'), name: { ja: '休み' } }, lines);
  }
  t.end();
});

t.test('what is no calendar is refused with one fault', (t) => {
  const whole = Buffer.from(GOOGLE);
  const many = Array.from({ length: 2_001 }, (_, i) => `UID:${i}\nDTSTART;VALUE=DATE:20270101`);
  const cases: readonly (readonly [string | Uint8Array, string, RegExp])[] = [
    ['<!DOCTYPE html><html><body>Sign in</body></html>', 'not_icalendar', /a web page/],
    ['', 'not_icalendar', /begins with ""/],
    ['{"error":"not found"}', 'not_icalendar', /begins with/],
    [whole.subarray(0, whole.length / 2), 'cut_off', /END:VCALENDAR/],
    [
      Buffer.from([...Buffer.from('BEGIN:VCALENDAR\nSUMMARY:'), 0x93, 0xfa, 10]),
      'not_utf8',
      /UTF-8/,
    ],
    [Buffer.alloc(10 * 1024 * 1024, 'BEGIN:VCALENDAR\n'), 'too_large', /10485760 bytes/],
    [calendar(...many), 'too_many_events', /2000 events/],
    [
      calendar('DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY;COUNT=6000'),
      'too_many_dates',
      /5000 dates/,
    ],
  ];
  for (const [text, code, found] of cases) {
    const result = read(text);
    t.match(result, { ok: false, faults: [{ code, found }] }, code);
  }
  t.end();
});

/** Looks at every date, and knows nothing of periods. */
function oracle(raw: string, start: CivilDay, until: CivilDay): CivilDay[] {
  const parts = new Map(raw.split(';').map((part) => part.split('=') as [string, string]));
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const monthOf = (date: CivilDay) => {
    const [year, month] = civilDayToDate(date).split('-').map(Number) as [number, number];
    return year * 12 + month;
  };
  const isIn = (date: CivilDay): boolean => {
    const { month, day: dayOfMonth } = monthDayOf(date);
    const weekday = names[weekdayIndexOf(date)] as string;
    const first = monthDayOf(start);
    switch (parts.get('FREQ')) {
      case 'DAILY':
        return (date - start) % interval === 0;
      case 'WEEKLY': {
        const monday = (each: number) => each - weekdayIndexOf(each as CivilDay);
        const weeks = (monday(date) - monday(start)) / 7;
        return weeks % interval === 0 && (parts.get('BYDAY') ?? '').split(',').includes(weekday);
      }
      case 'MONTHLY': {
        if ((monthOf(date) - monthOf(start)) % interval !== 0) return false;
        const place = Math.ceil(dayOfMonth / 7);
        const isLast = monthOf(addDays(date, 7)) !== monthOf(date);
        const nths = (parts.get('BYDAY') ?? '').split(',');
        return nths.includes(`${place}${weekday}`) || (isLast && nths.includes(`-1${weekday}`));
      }
      default: {
        const years = Math.floor((monthOf(date) - 1) / 12) - Math.floor((monthOf(start) - 1) / 12);
        return years % interval === 0 && month === first.month && dayOfMonth === first.day;
      }
    }
  };
  const dates: CivilDay[] = [];
  for (let date = start; date <= until; date = addDays(date, 1)) {
    if (date === start || isIn(date)) dates.push(date);
  }
  return dates;
}

function ruleOf(text: string): RecurrenceRule {
  const [, , , raw] = ICAL.parse.property(`RRULE:${text}`) as unknown as [
    string,
    object,
    string,
    Record<string, unknown>,
  ];
  const rule = parseRule(raw, () => null);
  if ('code' in rule) throw new Error(rule.found);
  return rule;
}

t.test('rules have the dates that one finds by looking at every date', async () => {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 });
  const nths = fc.uniqueArray(
    fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), weekday).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 3 },
  );
  const rules = fc.oneof(
    fc.constantFrom('FREQ=DAILY', 'FREQ=YEARLY'),
    weekdays.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
    nths.map((days) => `FREQ=MONTHLY;BYDAY=${days}`),
  );
  const first = fc.integer({ min: 0, max: 40_000 }).map((number) => number as CivilDay);
  const property = fc.property(
    fc.tuple(rules, fc.integer({ min: 1, max: 5 }), first, fc.nat(2_000)),
    ([frequency, interval, start, skipped]) => {
      const text = `${frequency};INTERVAL=${interval}`;
      const within = { from: addDays(start, skipped), until: addDays(start, skipped + 1_500) };
      const expected = oracle(text, start, within.until).filter((date) => date >= within.from);
      const found = [...daysOfRule(ruleOf(text), { start, within })];
      const differs = JSON.stringify(found) !== JSON.stringify(expected);
      if (differs) throw new Error(`${text} from ${start}: ${found} instead of ${expected}`);
    },
  );
  fc.assert(property, { numRuns: 300 });
});

t.test('no text holds the reader up, whatever its rules', async (t) => {
  const number = fc.constantFrom(1, -1, 2, 30, 31, -31, 366, 999_999_999);
  const freq = fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'SECONDLY', 'NEVER');
  const part = fc.oneof(
    number.map((n) => `INTERVAL=${n}`),
    number.map((n) => `COUNT=${n}`),
    number.map((n) => `BYMONTHDAY=${n}`),
    number.map((n) => `BYYEARDAY=${n}`),
    number.map((n) => `BYSETPOS=${n}`),
    fc.constantFrom('BYMONTH=2', 'BYMONTH=4,6', 'BYDAY=5MO', 'BYDAY=-5SU', 'BYDAY=MO,TU', 'BYDAY='),
    fc.constantFrom('UNTIL=20991231', 'UNTIL=x', 'WKST=SU', 'BYHOUR=25', 'X=1', ''),
  );
  const start = fc.constantFrom('16010101', '19700101', '20270131', '20990101', '99991231', '0');
  const junk = fc.constantFrom(
    '',
    'EXDATE:x',
    'RDATE;VALUE=PERIOD:20270101T000000Z/PT1H',
    'DURATION:P999999999D',
    'DTEND;VALUE=DATE:99991231',
    'SUMMARY:\u0000\u0007',
    'RECURRENCE-ID:1',
    ';:=',
    'DTSTART',
  );
  let slowest = 0;
  const property = fc.property(
    fc.tuple(freq, fc.array(part, { maxLength: 4 }), start, junk),
    ([frequency, parts, first, more]) => {
      const rule = [`FREQ=${frequency}`, ...parts].join(';');
      const text = calendar(`UID:1\n${more}\nDTSTART;VALUE=DATE:${first}\nRRULE:${rule}`);
      const begun = performance.now();
      read(text);
      ICALENDAR.read(Buffer.from(text), { now: NOW, zone: 'Asia/Tokyo' });
      slowest = Math.max(slowest, performance.now() - begun);
    },
  );
  fc.assert(property, { numRuns: 500 });
  t.comment(`the slowest took ${slowest.toFixed(1)} ms`);
  t.ok(slowest < 500, 'on a busy machine too');
  const never = calendar(
    'UID:1\nDTSTART;VALUE=DATE:20270101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  );
  t.same(datesOf(never), ['2027-01-01 休業'], 'only its first date');
  const lines = Buffer.alloc(MAX_ICALENDAR_BYTES, 'BEGIN:VCALENDAR\n');
  t.match(read(lines), { ok: false });
});

t.test('what is made to hold the reader up is bounded, or lost alone', (t) => {
  const many = (count: number, text: string, separator = '\n') =>
    Array.from({ length: count }, () => text).join(separator);
  const storm = Array.from({ length: 1_998 }, (_, index) => {
    const date = civilDayToDate(addDays(day('2020-01-01'), index)).replaceAll('-', '');
    return `UID:1\nRECURRENCE-ID;VALUE=DATE:${date}\nDTSTART;VALUE=DATE:20270101`;
  });
  const series = 'UID:1\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;COUNT=5';
  const from = 'DTSTART;VALUE=DATE:20270101';
  const zone = OUTLOOK_ZONE.replace('TZOFFSETTO', 'RRULE:FREQ=DAILY\nTZOFFSETTO');
  const zoned = calendar(
    'UID:1\nDTSTART;TZID=Own:20270101T000000\nDTEND;TZID=Own:20270102T000000',
  ).replace('BEGIN:VEVENT', `${zone.replace('Tokyo Standard Time', 'Own')}BEGIN:VEVENT`);
  const never = calendar(
    ...many(
      300,
      'DTSTART;VALUE=DATE:16010101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
      '|',
    ).split('|'),
  );
  t.match(daysOf(never).lost.at(-1), { code: 'more_lost', found: /^280 more/ });
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['yearly ones', calendar(...many(1_500, `${from}\nRRULE:FREQ=YEARLY`, '|').split('|')), null],
    ['parameters', calendar(`SUMMARY${many(100_000, ';X=1', '')}:a\n${from}`), 'bad_event'],
    ['RDATEs', calendar(`${from}\nRDATE:${many(90_000, '20270102', ',')}`), 'bad_event'],
    ['EXDATEs', calendar(`${from}\nEXDATE:${many(10_000, 'x', ',')}`), 'bad_date'],
    ['rules', calendar(`${from}\n${many(1_000, 'RRULE:FREQ=YEARLY')}`), 'unsupported_rule'],
    [
      'one rule again and again',
      calendar(...many(60, `${from}\nRRULE:FREQ=DAILY`, '|').split('|')),
      'too_many_dates',
    ],
    [
      'ages',
      calendar(
        ...many(1_000, 'DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:19690101', '|').split('|'),
      ),
      null,
    ],
    ['moved occurrences', calendar(series, ...storm), null],
    ['a zone that changes daily', zoned, null],
  ];
  for (const [what, text, code] of cases) {
    const begun = performance.now();
    const result = read(text);
    const milliseconds = performance.now() - begun;
    t.comment(`${what}: ${milliseconds.toFixed(0)} ms`);
    t.ok(milliseconds < 1_500, `${what}, on a busy machine too`);
    const told = result.ok ? result.days.lost : result.faults;
    t.same(
      told.map((each) => each.code),
      code === null ? [] : [code],
      what,
    );
  }
  t.end();
});

t.test('a calendar of 2 MiB is read in little time', (t) => {
  const note = 'X-ALT-DESC;FMTTYPE=text/html:'.padEnd(800, 'x');
  const events = Array.from({ length: 1_990 }, (_, index) => {
    const date = civilDayToDate(addDays(day('2020-01-01'), index)).replaceAll('-', '');
    return `UID:${index}\nSUMMARY:予定 ${index}\nDTSTART;VALUE=DATE:${date}\nDTEND;VALUE=DATE:${date}\n${note}`;
  });
  const text = Buffer.from(calendar(...events));
  t.ok(text.length > 0.8 * MAX_ICALENDAR_BYTES && text.length < MAX_ICALENDAR_BYTES);
  const begun = performance.now();
  t.equal(daysOf(text).dates.length, 1_990);
  const milliseconds = performance.now() - begun;
  t.comment(`${milliseconds.toFixed(0)} ms`);
  t.ok(milliseconds < 3_000, 'on a busy machine too');
  t.end();
});

t.test('events become exceptions: closed dates, and time cut out of them', (t) => {
  const text = calendar(
    'UID:1\nSUMMARY:棚卸し\nDTSTART;VALUE=DATE:20270401\nDTEND;VALUE=DATE:20270403',
    'UID:2\nSUMMARY:朝礼\nDTSTART:20270405T000000Z\nDTEND:20270405T013000Z',
    'UID:3\nSUMMARY:夜間点検\nDTSTART;TZID=America/New_York:20270406T090000\nDTEND;TZID=America/New_York:20270406T130000',
    'UID:4\nSUMMARY:記念日\nDTSTART;VALUE=DATE:20270601\nRRULE:FREQ=YEARLY',
  );
  const result = ICALENDAR.read(Buffer.from(text), { now: NOW, zone: 'Asia/Tokyo' });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const { schedule, lost } = result.imported;
  const name = (text: string) => ({ ja: text, en: text });
  t.same(schedule.exceptions?.slice(0, 5), [
    { from: '2027-04-01', until: '2027-04-02', hours: 'closed', name: name('棚卸し') },
    { date: '2027-04-05', closedDuring: ['09:00-10:30'], name: name('朝礼') },
    { date: '2027-04-06', closedDuring: ['22:00-26:00'], name: name('夜間点検') },
    { date: '2027-04-07', closedDuring: ['00:00-02:00'], name: name('夜間点検') },
    { date: '2027-06-01', hours: 'closed', name: name('記念日') },
  ]);
  t.match(lost, [{ code: 'endless_rule', found: /until 2031-12-31/ }]);
  t.end();
});

const CONFIGURATION = `version: 1
zone: Asia/Tokyo
calendars:
  company: { source: icalendar, file: company.ics }
schedules:
  desk: { regular: { mon-fri: [09:00-17:00] }, holidays: { calendars: [company], hours: closed } }
lines:
  desk: { name: { ja: 窓口, en: Desk }, schedule: desk }
`;

t.test('a configuration names a file, and is told what of it is lost', (t) => {
  const files = { 'company.ics': Buffer.from(GOOGLE) };
  const parsed = parseTexts({ 'lines.yaml': CONFIGURATION }, NOW, files);
  if (!parsed.ok) throw new Error(parsed.problems.map(writeProblem).join('\n'));
  const [company] = parsed.parts.calendars;
  t.match(company?.holidayOn(day('2027-01-04')), {
    name: { ja: '年末年始休業, 本社' },
    kind: 'listed',
  });
  t.same(
    [2026, 2031, 2032].map((year) => company?.knowledgeOf(year)),
    ['local', 'local', 'unknown'],
  );
  t.match(parsed.parts.warnings, [
    { code: 'lost_event', line: 4, found: /company\.ics", line 43/ },
  ]);

  const page = { 'company.ics': Buffer.from('<html>') };
  const refused = parseTexts({ 'lines.yaml': CONFIGURATION }, NOW, page);
  t.match(refused, {
    ok: false,
    problems: [{ code: 'not_icalendar', line: 4, found: /web page/ }],
  });
  t.end();
});

t.test('a calendar at a URL is unknown until it is fetched, and keeps its secret', (t) => {
  const secret =
    'webcal://me:pass@calendar.google.com/ical/me%40example.com/private-0123abc/basic.ics?token=1';
  const text = CONFIGURATION.replace('file: company.ics', `url: "${secret}", refreshMinutes: 15`);
  const parsed = parseTexts({ 'lines.yaml': text });
  if (!parsed.ok) throw new Error(parsed.problems.map(writeProblem).join('\n'));
  const [feed] = parsed.parts.feeds;
  const [company] = parsed.parts.calendars;
  t.match(feed, {
    id: 'company',
    refreshMinutes: 15,
    shownUrl: 'https://calendar.google.com/ical/…/…/basic.ics',
  });
  t.match(feed?.url, /^https:\/\/me:pass@/);
  t.notMatch(feed?.name ?? '', /pass|private-|token|me%40/);
  t.equal(company?.knowledgeOf(2026), 'unknown');
  const dates = [{ date: '2026-12-28', name: { ja: '休み', en: 'Closed' } }];
  const said = { fetchedAt: '', dates, endless: true, knownThrough: '2031-12-31' };
  const laid = company?.layFeed?.({ ...said, url: feed?.name ?? '' });
  t.match(laid?.holidayOn(day('2026-12-28')), { name: { en: 'Closed' } });
  t.same([laid?.knowledgeOf(2031), laid?.knowledgeOf(2032)], ['local', 'unknown']);
  t.equal(company?.layFeed?.({ ...said, url: 'another' })?.knowledgeOf(2026), 'unknown');
  t.end();
});

t.test('what does not fit a calendar is told where it stands', (t) => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['{ source: icalendar }', 'missing_key', /"file" is missing/],
    [
      '{ source: icalendar, file: a.ics, url: "https://a.example/" }',
      'conflicting_keys',
      /"file" and "url"/,
    ],
    [
      '{ source: icalendar, file: a.ics, refreshMinutes: 60 }',
      'conflicting_keys',
      /refreshMinutes/,
    ],
    ['{ source: icalendar, url: "ftp://a.example/x.ics" }', 'bad_url', /ftp:/],
    ['{ source: icalendar, url: company }', 'bad_url', /not an address/],
    [
      '{ source: japan, url: "https://a.example/" }',
      'conflicting_keys',
      /"source: japan" and "url"/,
    ],
    ['{ source: icalendar, url: "https://a.example/", refreshMinutes: 1 }', 'out_of_range', /1/],
  ];
  for (const [written, code, found] of cases) {
    const text = CONFIGURATION.replace('{ source: icalendar, file: company.ics }', written);
    const parsed = parseTexts({ 'lines.yaml': text });
    const problems = parsed.ok ? [] : parsed.problems.filter((problem) => problem.code === code);
    t.match(problems, [{ found, line: 4 }], written);
  }
  t.end();
});
