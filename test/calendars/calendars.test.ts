import { readFileSync } from 'node:fs';
import holidayJp from '@holiday-jp/holiday_jp';
import t, { type Test } from 'tap';
import { createJapanCalendar, OFFICIAL_THROUGH_YEAR } from '../../src/calendars/japan.ts';
import { createListedCalendar } from '../../src/calendars/listed.ts';
import { MAX_OFFICIAL_LIST_BYTES, parseOfficialList } from '../../src/calendars/official-list.ts';
import type { Calendar, Holiday, OfficialList } from '../../src/core/calendar.ts';
import { type CivilDay, civilDayToDate, parseCivilDate } from '../../src/core/civil.ts';

const OFFICIAL_CSV = readFileSync(new URL('../fixtures/syukujitsu.csv', import.meta.url));
const OFFICIAL_TEXT = new TextDecoder('shift_jis').decode(OFFICIAL_CSV);

/** The official file read the plain way, apart from the code under test. */
const OFFICIAL_ROWS = OFFICIAL_TEXT.trim()
  .split('\r\n')
  .slice(1)
  .map((row) => row.split(','))
  .map(([date = '', name]) => ({ date: isoDate(date), name }));

const HEADER = '国民の祝日・休日月日,国民の祝日・休日名称';
const DATES_OF_2051 =
  '1/1,元日 1/2,休日 2/11,建国記念の日 2/23,天皇誕生日 3/21,春分の日 4/29,昭和の日 ' +
  '5/3,憲法記念日 5/4,みどりの日 5/5,こどもの日';
const ROWS_OF_2051 = DATES_OF_2051.split(' ').map((row) => `2051/${row}`);
const YEAR_2051 = [HEADER, ...ROWS_OF_2051, ''].join('\n');

function isoDate(slashed: string): string {
  const [year, month = '', day = ''] = slashed.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function dayOf(date: string): CivilDay {
  const day = parseCivilDate(date);
  if (day === null) throw new Error(`no such date: ${date}`);
  return day;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function listOf(text: string): OfficialList {
  const parsed = parseOfficialList(utf8(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.list;
}

function faultsOf(content: string | Uint8Array): string[] {
  const parsed = parseOfficialList(typeof content === 'string' ? utf8(content) : content);
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.line}: ${fault.found}`);
}

function holidaysBetween(calendar: Calendar, first: number, last: number): Holiday[] {
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return years.flatMap((year) => calendar.holidaysIn(year));
}

function called(calendar: Calendar, date: string): string | null {
  const holiday = calendar.holidayOn(dayOf(date));
  return holiday && `${holiday.name.ja} / ${holiday.name.en} / ${holiday.kind}`;
}

/** The dates and names of the official list, for a calendar that must equal it. */
function compareWithOfficialList(t: Test, calendar: Calendar, first: number) {
  const expected = OFFICIAL_ROWS.filter(({ date }) => Number(date.slice(0, 4)) >= first);
  const holidays = holidaysBetween(calendar, first, 2027);
  t.strictSame(
    holidays.map(({ day, officialName }) => ({ date: civilDayToDate(day), name: officialName })),
    expected,
    'dates and official names',
  );
  const shown = expected.map(({ name }) => name).filter((name) => name && !name.includes('（'));
  const names = holidays.filter(({ officialName }) => !officialName.includes('（'));
  t.strictSame(
    names.map(({ name, kind }) => (kind === 'national' ? name.ja : '休日')),
    shown,
    'names, where the list does not just say 休日',
  );
  t.ok(
    holidays.every((holiday) => calendar.holidayOn(holiday.day) === holiday),
    'a look-up by date finds the same holidays',
  );
}

const library = createJapanCalendar('jp', null);

t.test('every holiday from 1970 to 2027 is the official one', async (t) => {
  t.ok(OFFICIAL_ROWS.length > 1000, 'the official file was read');
  compareWithOfficialList(t, library, 1970);
});

t.test('with the official list laid over, so is every one from 1955', async (t) => {
  const parsed = parseOfficialList(OFFICIAL_CSV);
  t.ok(parsed.ok);
  if (!parsed.ok) return;
  const calendar = createJapanCalendar('jp', parsed.list);
  compareWithOfficialList(t, calendar, 1955);
  t.strictSame(holidaysBetween(calendar, 1970, 2050), holidaysBetween(library, 1970, 2050));
  t.ok(holidaysBetween(calendar, 1955, 2027).every((holiday) => holiday.provenance === 'official'));
  t.strictSame([1954, 1955, 1969].map(calendar.knowledgeOf), ['unknown', 'official', 'official']);
  t.strictSame([2027, 2028].map(calendar.knowledgeOf), ['official', 'projected']);
});

t.test('the library and the law agree on every substitute and in-between day', async (t) => {
  const days: Readonly<Record<string, { name: string }>> = holidayJp.holidays;
  const expected = Object.entries(days).filter(([, { name }]) => /休日$/.test(name));
  t.ok(
    expected.some(([date]) => date > '2028'),
    'projected ones too',
  );
  for (const [date, { name }] of expected) {
    const kind = name.endsWith('振替休日') ? 'substitute' : 'in_between';
    t.equal(library.holidayOn(dayOf(date))?.kind, kind, `${date} ${name}`);
  }
  const kinds = holidaysBetween(library, 1970, 2050).filter(({ kind }) => kind !== 'national');
  t.equal(kinds.length, expected.length, 'and there are no others');
});

t.test('holidays are called what callers call them', async (t) => {
  const names: readonly (readonly [string, string | null])[] = [
    ['2026-11-22', null],
    ['2026-11-23', '勤労感謝の日 / Labor Thanksgiving Day / national'],
    ['2026-11-24', null],
    ['2027-03-22', '振替休日 / Substitute Holiday / substitute'],
    ['2020-05-06', '振替休日 / Substitute Holiday / substitute'],
    ['1992-05-04', '振替休日 / Substitute Holiday / substitute'],
    ['1988-05-04', "国民の休日 / Citizens' Holiday / in_between"],
    ['2026-09-22', "国民の休日 / Citizens' Holiday / in_between"],
    ['2019-04-30', "国民の休日 / Citizens' Holiday / in_between"],
    ['2019-05-01', '即位の日 / Enthronement Day / national'],
    ['2019-05-02', "国民の休日 / Citizens' Holiday / in_between"],
    ['2019-10-22', '即位礼正殿の儀の行われる日 / Enthronement Ceremony Day / national'],
    ['2018-10-08', '体育の日 / Health and Sports Day / national'],
    ['2019-10-14', '体育の日 / Health and Sports Day / national'],
    ['2020-07-24', 'スポーツの日 / Sports Day / national'],
    ['1988-04-29', "天皇誕生日 / Emperor's Birthday / national"],
    ['2026-11-03', '文化の日 / Culture Day / national'],
    ['1989-02-24', '大喪の礼 / State Funeral of Emperor Showa / national'],
    ['1990-11-12', '即位礼正殿の儀 / Enthronement Ceremony / national'],
    ['1993-06-09', "結婚の儀 / Crown Prince's Wedding / national"],
  ];
  for (const [date, name] of names) t.equal(called(library, date), name, date);
  t.equal(library.holidayOn(dayOf('2019-05-01'))?.officialName, '休日（祝日扱い）');
  t.equal(library.holidayOn(dayOf('2019-10-14'))?.officialName, '体育の日（スポーツの日）');
  t.equal(library.holidayOn(dayOf('2026-09-22'))?.officialName, '休日');
  const untranslated = holidaysBetween(library, 1970, 2050).filter(({ name }) =>
    /[^\x20-\x7e]/.test(name.en),
  );
  t.strictSame(untranslated, [], 'every name has its English');
});

t.test('a calendar knows how sure it is, and where its data end', async (t) => {
  t.equal(OFFICIAL_THROUGH_YEAR, 2027);
  t.equal(library.officialThrough, dayOf('2027-12-31'));
  const sureness = [1969, 1970, 1971, 2026, 2027, 2028, 2049, 2050, 2051, 2101].map(
    (year) => `${year} ${library.knowledgeOf(year)}`,
  );
  t.strictSame(sureness, [
    '1969 unknown',
    '1970 official',
    '1971 official',
    '2026 official',
    '2027 official',
    '2028 projected',
    '2049 projected',
    '2050 projected',
    '2051 unknown',
    '2101 unknown',
  ]);
  t.equal(library.holidayOn(dayOf('2027-11-23'))?.provenance, 'official');
  t.equal(library.holidayOn(dayOf('2028-01-01'))?.provenance, 'projected');
  t.equal(called(library, '2050-11-23'), '勤労感謝の日 / Labor Thanksgiving Day / national');
  t.equal(called(library, '2051-01-01'), null);
  for (const year of [1900, 1969, 2051, 2101]) t.strictSame(library.holidaysIn(year), []);
});

t.test('the table is built once, shared by all calendars, and cannot be changed', async (t) => {
  const other = createJapanCalendar('other', null);
  t.equal(other.id, 'other');
  t.equal(library.id, 'jp');
  t.equal(other.holidaysIn(2026), library.holidaysIn(2026));
  t.ok(Object.isFrozen(library.holidaysIn(2026)));
  t.ok(Object.isFrozen(library.holidaysIn(1969)));
});

t.test('a holiday that has moved leaves no trace of its old date', async (t) => {
  const moved = OFFICIAL_TEXT.replace('2027/7/19,海の日', '2027/7/22,海の日');
  t.not(moved, OFFICIAL_TEXT);
  const calendar = createJapanCalendar('jp', listOf(moved));
  t.equal(called(library, '2027-07-19'), '海の日 / Marine Day / national');
  t.equal(called(calendar, '2027-07-19'), null);
  t.equal(called(calendar, '2027-07-22'), '海の日 / Marine Day / national');
  t.equal(calendar.holidaysIn(2027).length, library.holidaysIn(2027).length);
  t.strictSame(calendar.holidaysIn(2026), library.holidaysIn(2026));
  t.strictSame(calendar.holidaysIn(2028), library.holidaysIn(2028), 'years it does not cover');
});

t.test(
  'a cancelled holiday takes nothing else with it, and a new one is told by name',
  async (t) => {
    const changed = OFFICIAL_TEXT.replace('2027/8/11,山の日', '2027/6/1,水の日');
    const calendar = createJapanCalendar('jp', listOf(changed));
    t.equal(called(calendar, '2027-08-11'), null);
    t.equal(called(calendar, '2027-06-01'), '水の日 / 水の日 / national');
  },
);

t.test('a Sunday is made up for once: a 休日 after its substitute is none itself', async (t) => {
  const longer = YEAR_2051.replace('2051/1/2,休日', '2051/1/2,休日\n2051/1/3,休日');
  const calendar = createJapanCalendar('jp', listOf(longer));
  t.equal(called(calendar, '2051-01-02'), '振替休日 / Substitute Holiday / substitute');
  t.equal(called(calendar, '2051-01-03'), "国民の休日 / Citizens' Holiday / in_between");
});

t.test('a list of a year past the library makes that year official', async (t) => {
  const calendar = createJapanCalendar('jp', listOf(YEAR_2051));
  t.strictSame([2050, 2051, 2052].map(calendar.knowledgeOf), ['projected', 'official', 'unknown']);
  t.equal(calendar.holidaysIn(2051).length, 9);
  t.equal(called(calendar, '2051-01-02'), '振替休日 / Substitute Holiday / substitute');
  t.equal(calendar.officialThrough, dayOf('2027-12-31'), 'the years before it are not published');
});

t.test(
  "a list that ends before the library's official years takes nothing from them",
  async (t) => {
    const until2020 = OFFICIAL_TEXT.slice(0, OFFICIAL_TEXT.indexOf('2021/1/1'));
    const calendar = createJapanCalendar('jp', listOf(until2020));
    t.strictSame(calendar.holidaysIn(2021), library.holidaysIn(2021));
    t.strictSame([2027, 2028].map(calendar.knowledgeOf), ['official', 'projected']);
    t.equal(calendar.officialThrough, dayOf('2027-12-31'));
  },
);

t.test('a newer list moves the last official day', async (t) => {
  const rows2028 = library
    .holidaysIn(2028)
    .map(({ day, officialName }) => `${civilDayToDate(day).replaceAll('-', '/')},${officialName}`);
  const calendar = createJapanCalendar('jp', listOf(OFFICIAL_TEXT + rows2028.join('\r\n')));
  t.strictSame([2028, 2029].map(calendar.knowledgeOf), ['official', 'projected']);
  t.equal(calendar.officialThrough, dayOf('2028-12-31'));
  const names = (holidays: readonly Holiday[]) => holidays.map(({ day, name }) => [day, name.ja]);
  t.strictSame(names(calendar.holidaysIn(2028)), names(library.holidaysIn(2028)));
  t.ok(calendar.holidaysIn(2028).every(({ provenance }) => provenance === 'official'));
});

t.test('the list may be written in any way that it is found in', async (t) => {
  const published = parseOfficialList(OFFICIAL_CSV);
  t.ok(published.ok, 'Shift_JIS with CRLF, as published');
  const ways: Readonly<Record<string, string>> = {
    'UTF-8': OFFICIAL_TEXT,
    'UTF-8 with a byte order mark': `\uFEFF${OFFICIAL_TEXT}`,
    'LF line ends': OFFICIAL_TEXT.replaceAll('\r\n', '\n'),
    'no last line end': OFFICIAL_TEXT.trimEnd(),
    'blank lines at the end': `${OFFICIAL_TEXT}\r\n  \r\n`,
    'padded dates': OFFICIAL_TEXT.replace('2027/1/1,', '2027/01/01,'),
    'no header': OFFICIAL_TEXT.slice(OFFICIAL_TEXT.indexOf('1955')),
    'another order': [HEADER, ...OFFICIAL_TEXT.trim().split('\r\n').slice(1).reverse()].join('\n'),
  };
  for (const [way, text] of Object.entries(ways)) {
    t.strictSame(parseOfficialList(utf8(text)), published, way);
  }
  const list = published.ok ? published.list : null;
  t.strictSame([list?.firstYear, list?.lastYear, list?.rows.length], [1955, 2027, 1067]);
});

t.test('a list with faults is refused with all of them, in order', async (t) => {
  t.strictSame(faultsOf(YEAR_2051), []);
  const broken = [
    HEADER,
    ...ROWS_OF_2051,
    '2051/2/29,うるう日',
    '2051/13/1,十三月',
    '2051/8/11',
    '2051/9/20,敬老の日,祝日',
    '',
    '2051/10/9,',
    '2051-11-03,文化の日',
    ',',
    '2051/5/5,端午の節句',
  ].join('\n');
  const parsed = parseOfficialList(utf8(broken));
  t.strictSame(parsed.ok ? [] : parsed.faults, [
    { line: 11, found: '"2051/2/29"', advice: 'write a date that exists, as 2027/3/22' },
    { line: 12, found: '"2051/13/1"', advice: 'write a date that exists, as 2027/3/22' },
    { line: 13, found: '"2051/8/11"', advice: 'write a date and a name: 2027/3/22,休日' },
    {
      line: 14,
      found: '"2051/9/20,敬老の日,祝日"',
      advice: 'write a date and a name: 2027/3/22,休日',
    },
    { line: 16, found: 'no name after "2051/10/9"', advice: 'write the name of the holiday' },
    { line: 17, found: '"2051-11-03"', advice: 'write a date that exists, as 2027/3/22' },
    { line: 18, found: '""', advice: 'write a date that exists, as 2027/3/22' },
    {
      line: 19,
      found: '"端午の節句" on a date that line 10 has already',
      advice: 'leave one line for each date',
    },
  ]);
});

t.test('what is no list at all is refused with one fault', async (t) => {
  t.strictSame(faultsOf('<!DOCTYPE html>\n<html>\n<p>Not, found\n</html>'), [
    '1: "<!DOCTYPE html>", which is a web page',
  ]);
  t.strictSame(faultsOf('<html><a,b>\n<p>Not, found\n</html>'), [
    '1: "<html><a,b>", which is a web page',
  ]);
  t.strictSame(faultsOf('Datum,Name\n1.1.2027,Neujahr\n6.1.2027,Epiphanie\n'), [
    '2: "1.1.2027", and not one line with a date and a name',
  ]);
  t.strictSame(faultsOf(''), ['1: "", which is no header of two columns']);
  t.strictSame(faultsOf(`${HEADER}\r\n`), ['1: a header without rows']);
  t.strictSame(faultsOf(Uint8Array.of(0xff, 0xfe, 0xfd, 0x56)), [
    '1: text that is neither UTF-8 nor Shift_JIS',
  ]);
  t.strictSame(faultsOf('x'.repeat(100)), [
    `1: "${'x'.repeat(60)}…", which is no header of two columns`,
  ]);
  const most = MAX_OFFICIAL_LIST_BYTES;
  const filled = (length: number) => utf8(YEAR_2051 + ' '.repeat(length - utf8(YEAR_2051).length));
  t.strictSame(faultsOf(filled(most - 1)), []);
  t.strictSame(faultsOf(filled(most)), []);
  t.strictSame(faultsOf(filled(most + 1)), [`1: a file of ${most + 1} bytes`]);
  const lines = (count: number) => YEAR_2051 + '\n'.repeat(count - YEAR_2051.split('\n').length);
  t.strictSame([faultsOf(lines(5_000)), faultsOf(lines(5_001))], [[], ['1: a file of 5001 lines']]);
});

t.test('a list that lacks dates of a year it would replace is refused', async (t) => {
  const without = (pattern: RegExp) => OFFICIAL_TEXT.replace(pattern, '');
  t.strictSame(faultsOf([HEADER, ...ROWS_OF_2051.slice(1)].join('\n')), ['2: only 8 in 2051']);
  t.strictSame(faultsOf(without(/^2026\/.*\r\n/gm)), ['1034: 2027 after 2025']);
  t.strictSame(faultsOf(without(/^2027\/([4-9]|1\d)\/.*\r\n/gm)), ['1052: only 6 in 2027']);
  t.strictSame(faultsOf(OFFICIAL_TEXT.replace('2027/11/23', '2072/11/23')), [
    '1068: 2072 after 2027',
    '1068: only 1 in 2072',
  ]);
});

t.test('a list whose Sundays are not made up for is refused, as that of 2017', async (t) => {
  t.strictSame(faultsOf(OFFICIAL_TEXT.replace(/^.*,休日\r\n/gm, '')).slice(0, 1), [
    '189: "天皇誕生日" on Sunday, 1973-04-29, but no 休日 on 1973-04-30',
  ]);
  const without = (date: string) => OFFICIAL_TEXT.replace(`${date},休日\r\n`, '');
  t.strictSame(faultsOf(without('2026/5/6')), [
    '1040: "憲法記念日" on Sunday, 2026-05-03, but no 休日 on 2026-05-06',
  ]);
  t.strictSame(faultsOf(without('2026/9/22')), [], 'a 国民の休日 makes up for no Sunday');
  const named = OFFICIAL_TEXT.replaceAll(',休日\r', ',振替休日\r');
  t.strictSame(faultsOf(named), [], 'by whatever name');
});

t.test('a list holds in the years it has, and what it leaves out below stays', async (t) => {
  const { rows } = listOf(OFFICIAL_TEXT);
  const only = (...years: number[]) => {
    const kept = rows.filter(({ day }) => years.includes(Number(civilDayToDate(day).slice(0, 4))));
    return { firstYear: years[0] ?? 0, lastYear: years.at(-1) ?? 0, rows: kept };
  };
  const configured = createJapanCalendar('jp', listOf(YEAR_2051));
  const laid = configured.layOfficial?.(only(2020, 2027)) ?? configured;
  t.strictSame(holidaysBetween(laid, 1970, 2050), holidaysBetween(library, 1970, 2050));
  t.strictSame(laid.holidaysIn(2051), configured.holidaysIn(2051), 'the configured list below');
  t.strictSame([2027, 2050, 2051].map(laid.knowledgeOf), ['official', 'projected', 'official']);
});

const founding = { ja: '創立記念日', en: 'Founding Day' };
const move = { ja: '移転', en: 'Office move' };

t.test('listed dates come once or every year, as the operator says', async (t) => {
  const company = createListedCalendar('company', [
    { monthDay: { month: 6, day: 1 }, name: founding },
    { day: dayOf('2027-03-15'), name: move },
  ]);
  t.equal(company.id, 'company');
  t.strictSame(company.holidaysIn(2027), [
    {
      day: dayOf('2027-03-15'),
      name: move,
      kind: 'listed',
      provenance: 'local',
      officialName: '移転',
    },
    {
      day: dayOf('2027-06-01'),
      name: founding,
      kind: 'listed',
      provenance: 'local',
      officialName: '創立記念日',
    },
  ]);
  t.strictSame(
    ['2027-05-31', '2027-06-01', '2027-06-02'].map((date) => called(company, date)),
    [null, '創立記念日 / Founding Day / listed', null],
  );
  t.equal(called(company, '2026-03-15'), null, 'once is not the year before');
  t.equal(called(company, '2028-03-15'), null, 'nor the year after');
  t.equal(company.holidaysIn(2027), company.holidaysIn(2027), 'a year is made once');
  t.ok(Object.isFrozen(company.holidaysIn(2027)));
  t.strictSame([1900, 1969, 2051, 2200].map(company.knowledgeOf), Array(4).fill('local'));
  t.equal(company.officialThrough, null);
});

t.test('a listed 29 February is there in leap years only', async (t) => {
  const leap = createListedCalendar('leap', [{ monthDay: { month: 2, day: 29 }, name: founding }]);
  const counts = [1999, 2000, 2001, 2023, 2024, 2025, 2100].map((y) => leap.holidaysIn(y).length);
  t.strictSame(counts, [0, 1, 0, 0, 1, 0, 0]);
  t.equal(called(leap, '2024-02-29'), '創立記念日 / Founding Day / listed');
  t.strictSame([called(leap, '2023-02-28'), called(leap, '2023-03-01')], [null, null]);
});

t.test('where two listed entries name a date, the earlier in the list does', async (t) => {
  const yearly = { monthDay: { month: 6, day: 1 }, name: founding };
  const once = { day: dayOf('2027-06-01'), name: move };
  t.strictSame(
    [createListedCalendar('a', [yearly, once]), createListedCalendar('b', [once, yearly])].map(
      (calendar) => holidaysBetween(calendar, 2026, 2028).map(({ name }) => name.en),
    ),
    [
      ['Founding Day', 'Founding Day', 'Founding Day'],
      ['Founding Day', 'Office move', 'Founding Day'],
    ],
  );
});

t.test('listed dates exist in the years that answers can touch, and in no others', async (t) => {
  const company = createListedCalendar('company', [
    { monthDay: { month: 12, day: 31 }, name: founding },
  ]);
  const counts = [1968, 1969, 1970, 2100, 2101, 2102].map((y) => company.holidaysIn(y).length);
  t.strictSame(counts, [0, 1, 1, 1, 1, 0]);
  t.equal(company.holidayOn(dayOf('2102-12-31')), null);
});
