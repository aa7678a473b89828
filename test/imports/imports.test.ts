/** Foreign documents: what is read, what is said of the rest, and what is refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Arguments, RunCommand, Terminal } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { runExport } from '../../src/cli/export.ts';
import { EXPORT_FORMATS } from '../../src/cli/export-formats.ts';
import { runImport } from '../../src/cli/import.ts';
import { plain } from '../../src/cli/paint.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { IMPORT_FORMATS } from '../../src/imports/import-formats.ts';
import { MAX_IMPORT_BYTES, type ParsedImport } from '../../src/imports/imported.ts';
import { NOW } from '../config/real-ports.ts';
import { buildTestApp } from '../support/build-app.ts';
import { ownFolder, runCli } from '../support/processes.ts';

function read(id: string, document: string | Uint8Array): ParsedImport {
  const format = IMPORT_FORMATS.find((each) => each.id === id);
  if (!format) throw new Error(`no format ${id}`);
  return format.read(Buffer.from(document), { now: NOW, zone: 'Asia/Tokyo' });
}

/** A line for each fault, or for each thing lost. */
function toldOf(parsed: ParsedImport): string[] {
  const all = parsed.ok ? parsed.imported.lost : parsed.faults;
  return all.map(({ code, place }) => `${place}: ${code}`);
}

function scheduleOf(parsed: ParsedImport) {
  return parsed.ok ? parsed.imported.schedule : toldOf(parsed);
}

t.test('a Japanese spreadsheet is read in every encoding that spreadsheets save', async (t) => {
  const text = '日付,営業時間,名称\r\n2027/1/4,9:00~12:00,仕事\r\n';
  const cp932 = [
    '93fa95742c89638bc68e9e8ad42c96bc8fcc0d0a323032372f312f342c393a30307e31323a30302c',
    '8e648e960d0a',
  ];
  const shiftJis = Buffer.from(cp932.join(''), 'hex');
  const name = { ja: '仕事', en: '仕事' };
  const exceptions = [{ date: '2027-01-04', hours: ['09:00-12:00'], name }];
  const utf16 = Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le');
  for (const bytes of [text, `\uFEFF${text}`, text.replaceAll(',', ';'), shiftJis, utf16]) {
    t.same(scheduleOf(read('csv', bytes)), { exceptions });
  }
});

t.test('a row may close a date, change its hours, and cut time out of them', async (t) => {
  const parsed = read(
    'csv',
    [
      'date,from,until,hours,closedDuring,name_ja,name_en,memo',
      ',2027-08-13,2027-08-15,休業,,お盆,Obon,',
      "2027-06-01,,,22:00-26:00,24:30-25:00,'=夜,Night,",
      '',
      "2027-06-01,,,22:00-26:00,24:30-25:00,'=夜,Night,again",
    ].join('\n'),
  );
  const name = { ja: '=夜', en: 'Night' };
  t.same(scheduleOf(parsed), {
    exceptions: [
      {
        from: '2027-08-13',
        until: '2027-08-15',
        hours: 'closed',
        name: { ja: 'お盆', en: 'Obon' },
      },
      { date: '2027-06-01', hours: ['22:00-26:00'], name },
      { date: '2027-06-01', closedDuring: ['24:30-25:00'], name },
    ],
  });
  t.same(toldOf(parsed), [
    'line 1, column 8: unknown_column',
    'line 5: repeated_row',
    'line 5: repeated_row',
  ]);
});

t.test('everything wrong with a table is said at once, by line and column', async (t) => {
  const parsed = read(
    'csv',
    [
      '日付,開始日,終了日,営業時間,休止時間,名称',
      '2027-02-30,,,closed,,x',
      ',2027-05-06,2027-05-01,休業,,y',
      '2027-06-01,,,"9-17,,a',
      '2027-06-02,,,9-17,49:00-50:00,a\u0007b',
      '2027-07-01,,,,,z',
      '2027-08-01,2027-08-01,,10:00-12:00 11:00-13:00,,z',
      ',,,closed,,q',
    ].join('\n'),
  );
  t.same(toldOf(parsed), [
    'line 4: bad_row',
    'line 2, column "日付": bad_date',
    'line 3, column "終了日": reversed_dates',
    'line 5, column "営業時間": bad_span',
    'line 5, column "休止時間": bad_span',
    'line 5, column "名称": bad_name',
    'line 6, column "営業時間": no_hours',
    'line 7, column "日付": two_dates',
    'line 7, column "営業時間": overlapping_spans',
    'line 8, column "日付": no_date',
  ]);
});

t.test('what is no table is refused with one fault', async (t) => {
  const many = `date,hours\n${'2027-01-04,closed\n'.repeat(3_000)}`;
  for (const text of ['', '<!DOCTYPE html>\n<p>"x\n', '"', 'a,b\n1,2', many, 'x'.repeat(99_999)]) {
    t.equal(toldOf(read('csv', text)).length, 1, text.slice(0, 20));
  }
  t.same(toldOf(read('csv', Buffer.from([0x82, 0xff, 0x00, 0xfe]))), ['line 1: bad_encoding']);
  t.same(toldOf(read('csv', 'date,日付,hours')), ['line 1, column 2: repeated_column']);
});

t.test('hours of schema.org are read as search engines read them', async (t) => {
  const parsed = read(
    'json-ld',
    JSON.stringify({
      '@graph': [
        { '@type': 'WebSite', name: 'x' },
        {
          '@type': 'Store',
          name: [
            { '@value': '店', '@language': 'ja' },
            { '@value': 'Shop', '@language': 'en' },
          ],
          telephone: '1',
          openingHours: ['Mo-Fr 09:00-12:00,13:00-17:00', 'Sa 22:00-02:00; Su off'],
          openingHoursSpecification: {
            dayOfWeek: ['https://schema.org/PublicHolidays'],
            opens: '10:00:00',
            closes: '15:00+09:00',
            note: 'x',
          },
          specialOpeningHoursSpecification: [
            {
              opens: '00:00',
              closes: '23:59',
              validFrom: '2027-01-04',
              validThrough: '2027-01-04',
            },
            { validFrom: '2027-08-13', validThrough: '2027-08-15', name: 'Obon' },
            { dayOfWeek: 'Su', opens: '09:00', closes: '12:00' },
          ],
        },
        { openingHours: 'Mo-Su' },
      ],
    }),
  );
  const changed = { ja: '営業時間の変更', en: 'Changed hours' };
  t.same(scheduleOf(parsed), {
    regular: { 'mon-fri': ['09:00-12:00', '13:00-17:00'], sat: ['22:00-26:00'] },
    holidays: { calendars: ['jp'], hours: ['10:00-15:00'] },
    exceptions: [
      { date: '2027-01-04', hours: ['00:00-24:00'], name: changed },
      {
        ...{ from: '2027-08-13', until: '2027-08-15', hours: 'closed' },
        name: { ja: 'Obon', en: 'Obon' },
      },
    ],
  });
  t.same(parsed.ok && parsed.imported.calendars, { jp: { source: 'japan' } });
  t.same(parsed.ok && parsed.imported.names, { ja: '店', en: 'Shop' });
  t.same(toldOf(parsed), [
    '/@graph/2: other_hours',
    '/@graph/1: not_hours',
    '/@graph/1/openingHoursSpecification: unknown_property',
    '/@graph/1/openingHoursSpecification/closes: time_offset',
    '/@graph/1/specialOpeningHoursSpecification/2: no_dates',
    '/@graph/1/openingHoursSpecification: holidays_of_japan',
    '/@graph/1: one_language',
  ]);
});

t.test('weekly hours for a time are an edition, for a few weeks exceptions', async (t) => {
  const week = { dayOfWeek: ['Monday', 'Tuesday'], opens: '09:00', closes: '17:00' };
  const summer = { validFrom: '2027-06-01', validThrough: '2027-08-31' };
  const feast = { validFrom: '2027-12-20', validThrough: '2027-12-28' };
  const parsed = read(
    'json-ld',
    JSON.stringify({
      openingHoursSpecification: [
        week,
        { ...week, opens: '08:00', ...summer },
        { ...week, closes: '20:00', ...feast },
      ],
    }),
  );
  const usual = { 'mon-tue': ['09:00-17:00'] };
  const name = { ja: '営業時間の変更', en: 'Changed hours' };
  const hours = ['09:00-20:00'];
  t.same(scheduleOf(parsed), {
    regular: [
      { hours: usual },
      { from: '2027-06-01', hours: { 'mon-tue': ['08:00-17:00'] } },
      { from: '2027-09-01', hours: usual },
    ],
    exceptions: [
      { from: '2027-12-20', until: '2027-12-21', hours, name },
      { from: '2027-12-27', until: '2027-12-28', hours, name },
    ],
  });
});

t.test('everything wrong with JSON-LD is said at once, by pointer', async (t) => {
  const parsed = read(
    'json-ld',
    JSON.stringify({
      openingHours: ['Mo-Fr 9 to 5', 'Mo 25:00-26:00'],
      openingHoursSpecification: [
        7,
        { dayOfWeek: ['Funday', 'Mo'], opens: '9am' },
        { opens: '09:00', closes: '09:00' },
        { opens: '09:00', closes: '10:00', validFrom: '2027-02-30' },
        { opens: '09:00', closes: '10:00', validFrom: '2027-02-03', validThrough: '2027-02-01' },
      ],
    }),
  );
  t.same(toldOf(parsed), [
    '/openingHours/0: bad_hours',
    '/openingHours/1: bad_time',
    '/openingHoursSpecification/0: bad_hours',
    '/openingHoursSpecification/1/dayOfWeek: bad_weekday',
    '/openingHoursSpecification/1/opens: bad_time',
    '/openingHoursSpecification/1/closes: bad_time',
    '/openingHoursSpecification/3/validFrom: bad_date',
    '/openingHoursSpecification/4: reversed_dates',
  ]);
  for (const text of ['<html>', '[]', '{}', '\u00ff', `${'['.repeat(99)}`, ' '.repeat(2 ** 21)]) {
    t.equal(toldOf(read('json-ld', text)).length, 1);
  }
});

t.test(
  'values that are no texts, and tables of nothing but faults, are refused soon',
  async (t) => {
    for (const odd of ['{"toString":1}', `${'['.repeat(50_000)}${']'.repeat(50_000)}`]) {
      const hours = `{"opens":${odd},"closes":${odd},"validFrom":${odd},"dayOfWeek":[7]}`;
      const parsed = read('json-ld', `{"openingHoursSpecification":[${hours}]}`);
      t.ok(!parsed.ok && parsed.faults.length === 4);
    }
    const rows = [
      `2027-01-04,${'x '.repeat(300)},\n`,
      '2027-01-04,"a"b,\n',
      `,${'x'.repeat(1_900)},\n`,
    ];
    for (const row of rows) {
      const table = row.repeat(Math.floor(500_000 / row.length)).slice(0, 190_000);
      const parsed = read('csv', `date,hours,name\n${table}`);
      t.ok(!parsed.ok && parsed.faults.length > 0 && parsed.faults.length < 5_000);
    }
    t.match(toldOf(read('csv', 'x'.repeat(2 ** 20))), [/too_many/]);
  },
);

t.test('what a document says steers no terminal', async (t) => {
  const path = file(t, 'esc.json', '{"\\u001b[31m":{"openingHours":"zz"}}');
  const { err } = await run(runImport, ['json-ld', path]);
  t.notOk(err.includes('\u001b'));
  t.match(err, 'u001b[31m/openingHours');
});

function run(command: RunCommand, operands: readonly string[], options = {}) {
  const [operand = ''] = operands;
  return runWith(command, { operand, operands, options });
}

/** Runs a command as it runs, with what it prints kept. */
async function runWith(command: RunCommand, given: Arguments) {
  const printed = { out: '', err: '' };
  const terminal: Terminal = {
    environment: { EIGYOCHU_CONFIG: 'config', EIGYOCHU_DATA: ownFolder() },
    paint: plain,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  };
  return { code: await command(given, terminal), ...printed };
}

function file(t: Test, name: string, text: string): string {
  const path = join(t.testdir(), name);
  writeFileSync(path, text);
  return path;
}

t.test('an import is printed as a configuration, and a line too where it has names', async (t) => {
  const path = file(t, 'shop.jsonld', '{"openingHours": "Mo-Fr 09:00-17:30", "telephone": "1"}');
  const names = { 'name-ja': '店', 'name-en': 'Shop' };
  const { code, out, err } = await run(runImport, ['json-ld', path], names);
  t.equal(code, 0);
  t.equal(
    out,
    [
      'version: 1',
      'zone: Asia/Tokyo',
      'schedules:',
      '  shop:',
      '    regular:',
      '      mon-fri: [ 09:00-17:30 ]',
      'lines:',
      '  shop:',
      '    name: { ja: 店, en: Shop }',
      '    schedule: shop',
      '',
    ].join('\n'),
  );
  t.match(
    err,
    /\/: lost not_hours: "telephone".*\nno zone is said, .*\n.*1 thing not carried over/,
  );
  const strict = await run(runImport, ['json-ld', path], { strict: true });
  t.match(strict, { code: 1, out: '', err: /--strict was asked for: nothing is printed/ });
});

t.test('exceptions go onto a schedule once, and overlaps are told', async (t) => {
  const row = '2027-06-01,closed,検査';
  const table = `date,hours,name\n${row}\n${row}\n2027-06-01,10:00-12:00,短縮\n`;
  const path = file(t, 'more.csv', table);
  const { code, out, err } = await run(runImport, ['csv', path], { onto: 'card-desk' });
  t.equal(code, 0);
  t.match(out, /^schedules:\n {2}card-desk:\n[\s\S]*\n {4}lastCallMinutes: 10\n {4}exceptions:\n/);
  t.equal(out.match(/2027-06-01/g)?.length, 2);
  t.match(err, /2 of 2 exceptions are new in the schedule card-desk/);
  t.match(err, /warning/, 'two exceptions for one date');
  const unknown = await run(runImport, ['csv', path], { onto: 'carddesk' });
  t.match(unknown, { code: 2, err: /no schedule "carddesk" in config\. Did you mean "card-desk"/ });
  const broken = file(t, 'broken.yaml', 'version: 2');
  const unusable = await run(runImport, ['csv', path], { onto: 'x', config: broken });
  t.equal(unusable.code, 78);
});

t.test('what cannot be asked or read is refused before anything is printed', async (t) => {
  const wrong = await run(runImport, ['cvs', 'x'], { zone: 'Asia/Tokio', id: 'A b', onto: 'y' });
  t.equal(wrong.code, 2);
  t.equal(wrong.err.trim().split('\n').length, 4);
  const missing = await run(runImport, ['csv', join(t.testdir(), 'nothing.csv')]);
  t.match(missing, { code: 1, out: '', err: /cannot be read: ENOENT/ });
  const large = file(t, 'large.csv', 'x'.repeat(MAX_IMPORT_BYTES + 1));
  t.match(await run(runImport, ['csv', large]), { code: 1, err: /that are read/ });
  const bad = file(t, 'bad.csv', `date,hours\n${'2027-13-01,closed\n'.repeat(300)}`);
  const told = await run(runImport, ['csv', bad]);
  t.match(told, { code: 1, out: '', err: /and 100 more\n.*cannot be imported: 300 faults/ });
});

t.test('exports are what HTTP answers, and formats and languages are checked', async (t) => {
  const csv = await run(runExport, ['phone-pin'], { format: 'csv' });
  t.match(csv, { code: 0, out: /^\uFEFFdate,from,until,hours,closedDuring,name_ja,name_en\r\n/ });
  const english = await run(runExport, ['phone-pin'], { format: 'json-ld', lang: 'en' });
  t.equal(JSON.parse(english.out).name, 'Phone PIN desk');
  t.match(await run(runExport, ['phone-pin'], { format: 'json' }), { code: 2, err: /no format/ });
  const french = await run(runExport, ['phone-pin'], { format: 'icalendar', lang: 'fr' });
  t.match(french, { code: 2, err: /no language "fr"/ });
  const useless = await run(runExport, ['phone-pin'], { format: 'csv', lang: 'en' });
  t.match(useless, { code: 2, err: /leave --lang out/ });
});

t.test(
  'the table of a line has breaks, changed hours and overrides, and can be cached',
  async (t) => {
    const { app } = await buildTestApp(t);
    const { headers, body } = await app.inject('/v1/lines/phone-pin/exceptions.csv');
    t.match(headers, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="phone-pin-exceptions.csv"',
      etag: /./,
    });
    t.same(body.split('\r\n').slice(0, 4), [
      '\uFEFFdate,from,until,hours,closedDuring,name_ja,name_en',
      '2026-12-28,,,09:00-12:00,,仕事納め,仕事納め',
      ',2026-12-29,2027-01-01,closed,,年末年始,年末年始',
      '2027-01-11,,,closed,,成人の日,Coming of Age Day',
    ]);
  },
);

t.test('every command of the document about exchange prints what it shows', async (t) => {
  const text = readFileSync('docs/how-to/exchange.md', 'utf8');
  const examples = [...text.matchAll(/^\$ eigyochu (.+)\n([\s\S]*?)^```$/gm)];
  t.ok(examples.length >= 6);
  for (const [, line = '', shown = ''] of examples) {
    const [words = '', file] = line.split(' > ');
    const parsed = parseCommandLine(words.split(' '));
    if (parsed.kind !== 'run') throw new Error(line);
    const { code, out } = await runWith(await parsed.command.load(), parsed.given);
    t.equal(code, 0, line);
    const expected = file === undefined ? shown.replace(/…\n$/, '') : '';
    t.equal(out.replace('\uFEFF', '').replaceAll('\r', '').slice(0, expected.length), expected);
  }
});

t.test('the help names every format', async (t) => {
  const ids = IMPORT_FORMATS.map(({ id }) => id);
  t.same(
    ids,
    EXPORT_FORMATS.map(({ id }) => id),
  );
  for (const name of ['import', 'export']) {
    const command = COMMANDS.find((each) => each.name === name);
    const help = JSON.stringify(command).replace(' or ', ', ');
    t.ok(help.includes(ids.join(', ')), help);
  }
});

t.test('the command line exports a table and imports it again', async (t) => {
  const exported = await runCli(['export', 'phone-pin', '--format', 'csv']);
  t.equal(exported.code, 0, exported.err);
  const path = file(t, 'pin.csv', exported.out);
  const imported = await runCli(['import', 'csv', path, '--onto', 'weekday-desk']);
  t.equal(imported.code, 0, imported.err);
  t.match(imported.out, /exceptions:\n {6}- \{ /);
});
