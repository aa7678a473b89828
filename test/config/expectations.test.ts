/** Expectations: how they are written, in documents and in tables, and what they find. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { formatComparison } from '../../src/cli/format-comparison.ts';
import { plain } from '../../src/cli/paint.ts';
import { MAX_TABLE_BYTES, MAX_TABLE_ROWS } from '../../src/config/read-table.ts';
import { addDays, type CivilDay } from '../../src/core/civil.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { checkExpectations, MAX_CHECKED_DATES } from '../../src/lines/check-expectations.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { schedulesAround } from '../support/arbitrary-schedules.ts';
import { compile, day } from '../support/schedules.ts';
import { NOW, parseTexts, writeProblem } from './real-ports.ts';

const LINES = `version: 1
zone: Asia/Tokyo
calendars: { jp: { source: japan } }
schedules:
  desk:
    regular: { mon-fri: [09:00-12:00, 12:00-17:30], 1st-mon: closed }
    holidays: { calendars: [jp], hours: closed }
    longBreaks: [{ preset: year-end }]
  night: { regular: { fri: [22:00-26:00] } }
lines:
  pin: { name: { ja: あ, en: A }, schedule: desk, groups: [cards] }
  abroad: { name: { ja: い, en: B }, schedule: desk, groups: [cards], zone: America/New_York }
  night: { name: { ja: う, en: C }, schedule: night }
`;

const AT = LINES.split('\n').length;

function problemsOf(expectation: string): string[] {
  const parsed = parseTexts({ 'a.yaml': `${LINES}expectations:\n  - ${expectation}\n` });
  return parsed.ok ? [] : parsed.problems.map((each) => writeProblem(each).replace(/^\d+:/, ''));
}

const BROKEN: readonly (readonly [string, ...string[]])[] = [
  [
    '{ state: open }',
    '5 missing_key /expectations/0 | "line" is missing | add line: phone-pin, or group: cards for every line of a group',
    '5 missing_key /expectations/0 | "at" is missing | add at: 2027-01-03T10:00, a date, from and until, or a year',
  ],
  [
    '{ line: pin, group: cards, year: 2027, openDays: 242 }',
    '18 conflicting_keys /expectations/0/group | "line" and "group" stand together | write a line, or a group for every line of it',
  ],
  [
    '{ group: card, year: 2027, openDays: 242 }',
    '14 unknown_group /expectations/0/group | no line is in a group "card" | did you mean "cards"?',
  ],
  [
    '{ line: pin, date: 2027-01-04 }',
    '5 missing_key /expectations/0 | "state" is missing | add state: open, state: closed, a reason such as reason: holiday, hours: closed, or openDays: 242',
  ],
  [
    '{ line: pin, from: 2027-01-04, state: open }',
    '5 missing_key /expectations/0 | "until" is missing | add until: 2027-01-03, or write one "date" or "at"',
  ],
  [
    '{ line: pin, date: 2027-01-04, year: 2027, state: open }',
    '36 conflicting_keys /expectations/0/year | "date" and "year" stand together | write an instant ("at"), a "date", "from" and "until", or a "year"',
  ],
  [
    '{ line: pin, from: 2027-01-04, until: 2027-01-03, state: open }',
    '43 reversed_dates /expectations/0/until | "until" is not after "from" | write an "until" on or after the date of "from", or an instant after it',
  ],
  [
    '{ line: pin, from: 2027-02-30, until: 2027/3/1, hours: [9-17] }',
    '24 no_such_date /expectations/0/from | "2027-02-30" is a date that does not exist | the last day of that month is 2027-02-28',
    '43 bad_date /expectations/0/until | "2027/3/1" is not a date | write 2027-03-01',
    '61 bad_span /expectations/0/hours/0 | "9-17" is not a span of time | write 09:00-17:00',
  ],
  [
    '{ line: pin, at: 2027-01-04T10:00, hours: closed, openDays: 1 }',
    '18 conflicting_keys /expectations/0/at | "hours" and "at" stand together | write the date: hours and counts are those of whole dates',
    '55 conflicting_keys /expectations/0/openDays | "hours" and "openDays" stand together | write an expectation for each of the two',
  ],
  [
    '{ line: pin, from: 2027-01-04T10:00, until: 2027-01-05, openHours: 8.5 }',
    '24 bad_date /expectations/0/from | an instant where a date is needed | write dates: hours and counts are those of whole dates',
  ],
  [
    '{ line: pin, date: 2027-01-04, hours: closed, reason: special_hours }',
    '59 conflicting_keys /expectations/0/reason | special_hours never goes with closed dates | write the reason of the date, or leave one of the two out',
  ],
  [
    '{ line: pin, year: 2027, openDays: 242.5, state: open }',
    '40 wrong_type /expectations/0/openDays | the number 242.5 is not a whole number | write a whole number such as 242',
    '47 conflicting_keys /expectations/0/state | "openDays" and "state" stand together | write an expectation for each of the two',
  ],
  [
    '{ line: pin, from: 2001-01-01, until: 2020-01-01, openDays: 1 }',
    '43 too_many /expectations/0/until | more than 3660 dates | expect less at once',
  ],
  [
    '{ table: nowhere.csv, line: pin }',
    '14 unreadable_file /expectations/0/table | the table "nowhere.csv" cannot be read (ENOENT) | write the path of a CSV file, relative to this file',
    '27 conflicting_keys /expectations/0/line | "table" and "line" stand together | write it in the table, or in an expectation of its own',
  ],
];

t.test('wrong combinations are refused with their places and with advice', async (t) => {
  for (const [text, ...problems] of BROKEN) t.same(problemsOf(text), problems, text);
});

/** What is found by a configuration with these expectations, without places. */
function load(t: Test, expectations: string, tables: Readonly<Record<string, Buffer>> = {}) {
  const text = `${LINES}expectations:\n${expectations.replace(/^/gm, '  - ')}\n`;
  const folder = t.testdir({ 'a.yaml': text });
  for (const [name, bytes] of Object.entries(tables)) writeFileSync(join(folder, name), bytes);
  const followed: string[] = [];
  const loaded = loadSnapshot(folder, NOW, (file) => followed.push(file));
  return { folder, loaded, followed, problems: loaded.ok ? [] : loaded.problems };
}

t.test('ranges, hours and counts are met, of lines and of groups', async (t) => {
  const met = [
    '{ line: pin, from: 2026-12-29, until: 2027-01-03, state: closed, reason: long_break }',
    '{ line: pin, from: 2026-12-28T09:00, until: 2026-12-28T17:30, state: open }',
    '{ line: pin, from: 2026-12-28T09:00+09:00, until: "2026-12-28T08:30:00Z", state: open }',
    '{ group: cards, from: 2026-12-28T09:00, until: 2026-12-28T17:30, state: open }',
    '{ group: cards, at: 2026-12-28T17:30, reason: after_closing }',
    '{ line: pin, date: 2026-12-28, hours: [09:00-17:30], reason: regular_hours }',
    '{ line: pin, date: 2027-01-04, hours: closed, reason: regular_day_off }',
    '{ line: night, date: 2026-12-26, hours: closed, note: its night is of the day before }',
    '{ line: night, date: 2026-12-25, hours: [22:00-26:00] }',
    '{ group: cards, year: 2027, openDays: 231, openHours: 1963.5, longestClosedDays: 7 }',
    '{ line: pin, from: 2026-12-01, until: 2026-12-31, openMinutes: 9690, longestClosedDays: 7 }',
    '{ line: night, year: 2027, openDays: 53, openMinutes: 12600 }',
  ];
  const { problems, loaded } = load(t, met.join('\n'));
  t.same(
    problems.map(({ found }) => found),
    [],
  );
  // One for each clock of a group, and one for each count.
  t.equal(loaded.ok && loaded.configuration.expectations.length, 12 + 2 + 5 + 1 + 1);
});

t.test('what is not met says so in a line, and shows both timelines', async (t) => {
  const { problems } = load(
    t,
    [
      '{ line: pin, from: 2026-12-28, until: 2026-12-30, state: closed, reason: long_break }',
      '{ line: night, date: 2026-12-26, state: closed }',
      '{ line: night, from: 2026-12-26, until: 2026-12-27, hours: [22:00-26:00], note: as told }',
      '{ line: pin, year: 2027, openDays: 240, longestClosedDays: 3 }',
    ].join('\n'),
  );
  const [range, tail, hours, days, run] = problems;
  t.match(range, {
    code: 'expectation_failed',
    line: AT + 1,
    pointer: '/expectations/0',
    found:
      'pin from 2026-12-28 until 2026-12-30 is closed, before_opening (営業開始前) at ' +
      '2026-12-28T00:00, not closed, long_break',
    comparison: {
      expected: ['2026-12-28 | closed(long_break)'],
      actual: [
        '2026-12-28 | closed(before_opening) 09:00 open(regular_hours) 17:30 closed(after_closing)',
      ],
    },
  });
  t.equal(
    tail?.found,
    'night on 2026-12-26 is open, regular_hours (営業時間内) at 2026-12-26T00:00, not closed',
  );
  t.same(hours?.comparison, {
    expected: ['2026-12-26 | closed 22:00 open 26:00', '2026-12-27 | closed 22:00 open 26:00'],
    actual: ['2026-12-26 | closed(weekend)', '2026-12-27 | closed(weekend)'],
  });
  t.match(
    hours?.found,
    /^night .* is closed, weekend \(週末の休業日\) on 2026-12-26, not open 22:00-26:00 \(as told\)$/,
  );
  t.equal(days?.found, 'pin in 2027 has 231 open days, not 240');
  t.same(days?.comparison?.actual.slice(0, 2), [
    '2027-01-01..2027-12-31 | 231 open days',
    '2027-01 | 18',
  ]);
  t.match(run?.comparison?.actual, [/7 closed days in a row/, /\| closed$/]);
});

t.test(
  'expected and actual stand side by side, or below each other where it is narrow',
  async (t) => {
    const comparison = {
      expected: ['2026-12-29 | 休業', '2026-12-30 | closed', '…'],
      actual: ['2026-12-29 | closed', '2026-12-30 | closed', '…'],
    };
    t.same(formatComparison(comparison, { columns: 80, paint: plain }), [
      '    expected             |  actual',
      '    2026-12-29 | 休業    |  2026-12-29 | closed',
      '    2026-12-30 | closed  |  2026-12-30 | closed',
      '    …                    |  …',
    ]);
    t.equal(formatComparison(comparison, { columns: 40, paint: plain }).length, 8);
    t.same(formatComparison({ expected: [], actual: [] }, { columns: 80, paint: plain }), []);
  },
);

const TABLE = [
  'line,at,date,from,until,year,state,reason,hours,openDays,note',
  'pin,,2026/12/28,,,,,,09:00-17:30,,"仕事納め, 全員"',
  'pin,2026/12/28 9:00,,,,,open,,,,',
  ',,,,,,,,,,',
  'pin,,,2026-12-29,2027-01-03,,,long_break,closed,,',
  'night,,,,,2027,,,,53,',
].join('\r\n');

/** Excel writes CP932, or UTF-8 with a mark, or UTF-16 with tabs. */
function encodings(): Record<string, Buffer> {
  const utf8 = Buffer.from(TABLE);
  // 仕事納め, 全員 in CP932: what a TextDecoder reads it cannot write.
  const japanese = Buffer.from('8e648e96945b82df2c20915388f5', 'hex');
  const [before = '', after = ''] = TABLE.split('仕事納め, 全員');
  return {
    'utf8.csv': utf8,
    'mark.csv': Buffer.concat([Buffer.from('\uFEFF'), utf8]),
    'cp932.csv': Buffer.concat([Buffer.from(before), japanese, Buffer.from(after)]),
    'lf.csv': Buffer.from(TABLE.replaceAll('\r\n', '\n')),
    'semicolons.csv': Buffer.from(TABLE.replaceAll(',', ';')),
    'utf16.csv': Buffer.from(`\uFEFF${TABLE.replaceAll(',', '\t')}`, 'utf16le'),
  };
}

t.test('a table is read in every encoding that spreadsheets write', async (t) => {
  for (const [name, bytes] of Object.entries(encodings())) {
    const { loaded, problems, followed } = load(t, `{ table: ${name} }`, { [name]: bytes });
    t.same(problems, [], name);
    if (!loaded.ok) continue;
    const { expectations, revision } = loaded.configuration;
    t.match(expectations[0], { note: /^仕事納め/, place: { line: 2, column: 1 } }, name);
    t.same(
      expectations.map(({ place }) => place.line),
      [2, 3, 5, 6],
      name,
    );
    t.equal(followed.length, 1, 'it is watched');
    const other = load(t, `{ table: ${name} }`, {
      [name]: Buffer.concat([
        bytes,
        bytes.subarray(0, 0),
        Buffer.from('\n', name === 'utf16.csv' ? 'utf16le' : 'utf8'),
      ]),
    });
    t.not(
      other.loaded.ok && other.loaded.configuration.revision,
      revision,
      'it is in the revision',
    );
  }
});

function tableProblems(t: Test, bytes: string | Buffer): string[] {
  const { problems } = load(t, '{ table: t.csv }', { 't.csv': Buffer.from(bytes) });
  return problems.map((problem) => `${problem.file.endsWith('t.csv')} ${writeProblem(problem)}`);
}

t.test('faults of a table are told at once, with line and column', async (t) => {
  t.same(
    tableProblems(
      t,
      [
        'line,date,hours,openDays,note',
        'pin,2027/13/1,,,',
        '"nobody",2027-01-04,9-17,,"a',
        'b"',
        'pin,2027-01-04,,many,',
        'pin,2027-01-04,closed,,a,b',
        'pin,"2027"x,closed,,',
      ].join('\n'),
    ),
    [
      'true 2:1 missing_key /expectations/0 | "state" is missing | add state: open, state: closed, a reason such as reason: holiday, hours: closed, or openDays: 242',
      'true 2:5 no_such_date /expectations/0/date | "2027-13-01" is a date that does not exist | write a month from 01 to 12',
      'true 3:1 unknown_line /expectations/1/line | there is no line "nobody" | define it under "lines"; known: pin, abroad, night',
      'true 3:21 bad_span /expectations/1/hours/0 | "9-17" is not a span of time | write 09:00-17:00',
      'true 5:17 wrong_type /expectations/2/openDays | "many" is not a whole number | write a whole number such as 242',
      'true 6:1 bad_row /expectations/3 | 6 cells, where the header has 5 | put a text with commas between quotes',
      'true 7:1 bad_row  | "invalid closing quote" | put a text with quotes or commas between quotes, and double the quotes in it',
    ],
  );
  t.same(tableProblems(t, 'line,dates,hours,line,\npin,2027-01-04,closed,,\n'), [
    'true 1:6 unknown_key  | "dates" is not a key of expectations | did you mean "date"?',
    'true 1:18 bad_column  | "line" is a column twice | name each column once',
    'true 1:23 bad_column  | a column without a name | name each column once',
  ]);
  t.match(tableProblems(t, ''), [/^true 1:1 empty /]);
  t.match(tableProblems(t, '<!doctype html>\n<p>404</p>'), [/^true 1:1 unknown_key /]);
  t.match(tableProblems(t, Buffer.from([0x6c, 0xff, 0x81, 0x00])), [/^true 1:1 not_utf8 /]);
});

t.test('tables and expectations have limits, and large ones are refused', async (t) => {
  t.match(tableProblems(t, `line,date\n${'x'.repeat(MAX_TABLE_BYTES)}`), [/ too_large /]);
  t.match(tableProblems(t, `line\n${'\n'.repeat(MAX_TABLE_ROWS + 1)}`), [/ too_many /]);
  const rows = Array.from({ length: 3 }, () => 'pin,2027-01-05,closed').join('\n');
  t.equal(tableProblems(t, `line,date,hours\n${rows}`).length, 3);
  t.match(tableProblems(t, `line,date,hours\n"${rows.repeat(5_000)}`), [/ bad_row /]);
  const { loaded } = load(t, '{ line: pin, from: 2020-01-01, until: 2029-12-31, openDays: 2345 }');
  t.notOk(loaded.ok);
  const good = load(t, '{ line: pin, at: 2027-01-05T10:00, state: open }').loaded;
  if (!good.ok) return t.fail('it is good');
  const years = { from: day('2020-01-01'), until: day('2029-12-31') };
  const [first] = good.configuration.expectations;
  if (!first) return t.fail('there is one');
  const { lines, group, when, note, pointer, place } = first;
  const subject = { lines, group, when, note, pointer, place };
  const hours = { ...subject, kind: 'hours', days: years, hours: [], reason: 'x' } as never;
  const count = Math.ceil(MAX_CHECKED_DATES / 3_653) + 1;
  const problems = checkExpectations(good.snapshot, { expectations: Array(count).fill(hours) });
  t.equal(problems.at(-1)?.code, 'too_many');
  const few = checkExpectations(good.snapshot, { expectations: Array(300).fill(hours) });
  t.match(few.at(-1), { code: 'too_many_problems', found: /^100 more / });
  t.equal(few.filter(({ comparison }) => comparison).length, 20);
});

t.test('business days are counted as if they were counted one by one', async () => {
  const middle = day('2026-12-31');
  const near = fc.integer({ min: -40, max: 40 });
  const property = fc.property(schedulesAround(middle), near, near, (schedule, a, b) => {
    const { businessTime, zone } = compile(schedule);
    const from = addDays(middle, Math.min(a, b));
    const until = addDays(middle, Math.max(a, b));
    let count = 0;
    for (let date: CivilDay = from; date <= until; date = addDays(date, 1)) {
      const next = businessTime.businessDayAfter(startOfDay(zone, addDays(date, -3)), 1);
      for (let step = 2, at = next; at !== null && at.day <= date; step++) {
        if (at.day === date) count++;
        at = businessTime.businessDayAfter(startOfDay(zone, addDays(date, -3)), step);
      }
    }
    return businessTime.countBusinessDays({ from, until }) === count;
  });
  fc.assert(property, { numRuns: 60 });
});

t.test('the shipped expectations use every kind', async (t) => {
  const text = readFileSync('config/expectations.yaml', 'utf8');
  for (const key of ['from:', 'hours:', 'openDays:', 'year:']) t.ok(text.includes(key), key);
});
