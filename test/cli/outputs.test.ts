import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import t from 'tap';
import { alignColumns } from '../../src/cli/align-columns.ts';
import { composeReport } from '../../src/cli/check-report.ts';
import { displayWidth, padToWidth } from '../../src/cli/display-width.ts';
import { explained } from '../../src/cli/explained.ts';
import { explainedToJson } from '../../src/cli/explained-json.ts';
import { formatCheck } from '../../src/cli/format-check.ts';
import { formatDecision } from '../../src/cli/format-decision.ts';
import { formatExplained } from '../../src/cli/format-explained.ts';
import { formatDuration, formatTimeline } from '../../src/cli/format-timeline.ts';
import { formatYear } from '../../src/cli/format-year.ts';
import { coloured, plain } from '../../src/cli/paint.ts';
import { planYear } from '../../src/cli/plan-year.ts';
import { civilDayToDate } from '../../src/core/civil.ts';
import { composeAnswer } from '../../src/formats/compose-answer.ts';
import { overlaySnapshot } from '../../src/lines/overlay-snapshot.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { formatLogLine } from '../../src/observability/format-log-line.ts';
import type { Override } from '../../src/overrides/override.ts';
import { DESK } from '../support/desk-configuration.ts';
import { at } from '../support/schedules.ts';

const NOW = at('2026-11-22T12:00');
const CONFIG = { path: 'config', strict: false };

function load(yaml: string) {
  return loadSnapshot(t.testdir({ 'lines.yaml': yaml }), NOW);
}

function deskSnapshot() {
  const loaded = load(DESK);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.snapshot;
}

const snapshot = deskSnapshot();

function lineOf(id: string) {
  const line = snapshot.lines.get(id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
}

function decisionOf(id: string, instant: string): string {
  const line = lineOf(id);
  const answer = composeAnswer(snapshot, line, { instant: at(instant), at: null });
  return formatDecision(answer, plain);
}

function yearOf(id: string, year: number, paint = plain): string {
  const line = lineOf(id);
  return formatYear(line, planYear(line.compiled, year), paint);
}

t.test('Japanese characters take two columns, marks on others none', async (t) => {
  t.equal(displayWidth('phone-pin'), 9);
  t.equal(displayWidth('年末年始'), 8);
  t.equal(displayWidth('ｶﾅ'), 2, 'half-width katakana');
  t.equal(displayWidth('（日）'), 6, 'full-width brackets');
  t.equal(displayWidth('か\u3099'), 2, 'a combining voiced mark');
  t.equal(displayWidth('é'), 1);
  t.equal(displayWidth('e\u0301'), 1);
  t.equal(padToWidth('祝日', 6), '祝日  ');
  t.same(alignColumns([['祝日', 'a'], ['abc', 'b'], ['x']]), ['祝日  a', 'abc   b', 'x']);
});

t.test('a year is twelve months, Monday first, with the names beside them', async (t) => {
  const expected = readFileSync('test/cli/calendar-2027.txt', 'utf8');
  t.equal(yearOf('phone-pin', 2027), expected);
});

t.test('colour changes nothing but the colour', async (t) => {
  const text = yearOf('phone-pin', 2027, coloured);
  t.match(text, '\u001b[31m11H\u001b[0m', 'a holiday is red');
  t.match(text, '\u001b[32m4 \u001b[0m', 'an open date is green');
  const uncoloured = stripVTControlCharacters(text).replaceAll(/ +$/gm, '');
  t.equal(uncoloured, readFileSync('test/cli/calendar-2027.txt', 'utf8'));
});

t.test('a date that never happened leaves a gap in its month', async (t) => {
  const { compiled } = apiaLine();
  const december = planYear(compiled, 2011).months[11];
  t.same(
    december?.dates.filter(({ kind }) => kind === null).map(({ day }) => civilDayToDate(day)),
    ['2011-12-30'],
  );
});

t.test('beyond the holiday data the year says that it does not know', async (t) => {
  t.match(yearOf('phone-pin', 2060), /^2060, Asia\/Tokyo, holidays: unknown$/m);
});

t.test('a decision inside a long break is a block with the answer first', async (t) => {
  t.equal(
    decisionOf('phone-pin', '2026-12-30T10:00'),
    `phone-pin  電話用暗証番号デスク / Phone PIN desk
at Wed 2026-12-30T10:00:00+09:00, Asia/Tokyo

closed  long_break  年末年始 / Year-end and New Year

since           Tue 2026-12-29T00:00:00+09:00
until           Mon 2027-01-04T00:00:00+09:00
opens at        Mon 2027-01-04T09:00:00+09:00
closes at       Mon 2027-01-04T12:00:00+09:00
staffed until   -
closing soon    no
long break      年末年始 / Year-end and New Year, 2026-12-29..2027-01-03, 6 days, reopens Mon 2027-01-04T09:00:00+09:00
upcoming break  -
call again      Mon 2027-01-04T09:00:00+09:00, spread until Mon 2027-01-04T09:30:00+09:00
holidays        official
message         12月29日(火)から1月3日(日)まで、年末年始のため休業しております。1月4日(月) 午前9時から承ります。恐れ入りますが、改めておかけ直しくださいますようお願いいたします。
                We are closed for Year-end and New Year, from Tuesday 29 December through Sunday 3 January. Please call again from 9:00 on Monday 4 January. We are sorry for the inconvenience.
`,
  );
});

t.test('what a decision does not have is a dash', async (t) => {
  t.equal(
    decisionOf('lost-card', '2027-01-04T12:00'),
    `lost-card  紛失・盗難受付 / Lost and stolen cards
at Mon 2027-01-04T12:00:00+09:00, Asia/Tokyo

open  regular_hours  営業時間内 / Regular hours

since           -
until           -
opens at        -
closes at       -
staffed until   -
closing soon    no
long break      -
upcoming break  -
call again      -
holidays        none
message         ただいまお電話を受け付けております。
                We are open.
`,
  );
});

t.test('a timeline has a row per interval, and ends where the range does', async (t) => {
  const range = { from: at('2027-09-06T00:00'), until: at('2027-09-07T00:00') };
  t.equal(
    formatTimeline(lineOf('phone-pin'), range, plain),
    `phone-pin  電話用暗証番号デスク / Phone PIN desk

Mon 2027-09-06T00:00:00+09:00  9h      closed  before_opening  営業開始前 / Before opening
Mon 2027-09-06T09:00:00+09:00  3h      open    regular_hours   営業時間内 / Regular hours
Mon 2027-09-06T12:00:00+09:00  1h      closed  midday_break    休憩時間 / Midday break
Mon 2027-09-06T13:00:00+09:00  2h      closed  exception       研修 / Training
Mon 2027-09-06T15:00:00+09:00  2h 30m  open    regular_hours   営業時間内 / Regular hours
Mon 2027-09-06T17:30:00+09:00  6h 30m  closed  after_closing   営業終了後 / After closing
Tue 2027-09-07T00:00:00+09:00  (end of the list)
`,
  );
  t.equal(formatDuration(0), '0s');
  t.equal(formatDuration(90_061_000), '25h 1m 1s');
});

t.test('a good configuration is summed up in a line', async (t) => {
  const text = formatCheck(composeReport(load(DESK), null, CONFIG), plain);
  const summary = '2 lines, 1 purpose, 2 expectations met, 0 warnings';
  t.equal(text, `config is good: ${summary}, revision ${snapshot.revision}\n`);
});

t.test('an expectation that is not met is a problem with its place', async (t) => {
  const path = t.testdir({ 'lines.yaml': DESK.replace('2027-01-04T10:00', '2027-01-04T12:00') });
  const loaded = loadSnapshot(path, NOW);
  const text = formatCheck(composeReport(loaded, null, CONFIG), plain);
  const [problem = '', ...rest] = text.trimEnd().split('\n');
  t.match(problem, /lines\.yaml:\d+:\d+: error expectation_failed: phone-pin at 2027-01-04T12:00 /);
  t.equal(rest.at(-1), 'config cannot be used: 1 error, 0 warnings');
});

t.test('a log line on a terminal reads without the JSON around it', async (t) => {
  const time = Date.UTC(2026, 10, 22, 9, 0, 0, 5);
  const event = { level: 30, time, pid: 7, hostname: 'host', msg: 'ready', port: 8080, a: [1] };
  const line = formatLogLine(`${JSON.stringify(event)}\n`);
  t.equal(line, '09:00:00.005Z INFO  ready  port=8080  a=[1]\n');
  const error = {
    level: 60,
    time,
    msg: 'lost',
    err: { message: 'no', stack: 'Error: no\n    at' },
  };
  t.equal(
    formatLogLine(JSON.stringify(error)),
    '09:00:00.005Z FATAL lost  err=\nError: no\n    at\n',
  );
  t.equal(formatLogLine('no JSON\n'), 'no JSON\n');
});

function apiaLine() {
  const loaded = load(DESK.replace('zone: Asia/Tokyo', 'zone: Pacific/Apia'));
  const line = loaded.ok && loaded.snapshot.lines.get('lost-card');
  if (!line) throw new Error('the configuration of Apia is good');
  return line;
}

const RULES = `version: 1
zone: Asia/Tokyo
calendars:
  jp: { source: japan }
schedules:
  night:
    regular:
      - hours: { mon-fri: [09:00-17:30] }
      - from: 2026-04-01
        hours: { mon-thu: [09:00-17:30], fri: [22:00-26:00], 3rd-wed: closed }
    holidays:
      - { calendars: [jp], hours: closed, dayBefore: [09:00-15:00] }
    longBreaks: [{ preset: year-end }]
    detectLongBreaks: { bridgeWithinDays: 1 }
    exceptions:
      - { from: 2026-11-01, until: 2026-11-30, hours: [10:00-16:00], name: { ja: 改装, en: Works } }
      - { date: 2026-11-05, hours: closed, name: { ja: 点検, en: Check } }
      - { date: 2026-10-05, closedDuring: [12:00-13:00], name: { ja: 研修, en: Training } }
lines:
  desk: { name: { ja: 窓口, en: Desk }, schedule: night }
`;

const DEED = { at: '2026-10-01T00:00:00Z', by: { key: null, name: 'test' }, version: 1 };

function stored(id: string, until: string): Override {
  return {
    ...{ id, lines: ['desk'], groups: [], all: false, state: 'closed', hours: null },
    ...{ from: '2026-10-05T01:00:00Z', untilAsked: until, until, ends: {} },
    ...{ reason: 'meeting', name: null, message: null, note: '全員', author: 'Sato' },
    ...{ created: DEED, changed: DEED, ended: null },
  };
}

function explainAt(instant: string, overrides: readonly Override[] = []) {
  const loaded = load(RULES);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const overlaid = overlaySnapshot(loaded.snapshot, { version: 1, overrides });
  const line = overlaid.lines.get('desk');
  if (!line) throw new Error('no line desk');
  const answer = composeAnswer(overlaid, line, { instant: at(instant), at: null });
  const told = explained(line, at(instant), { written: loaded.written, overrides });
  const text = formatExplained(answer, told, plain).replaceAll(/\S*(?=lines\.yaml:)/g, '');
  return { text, json: explainedToJson(answer, told) };
}

t.test('an explanation tells every layer, why it lost, and where its rule stands', async (t) => {
  t.equal(
    explainAt('2026-11-05T12:00').text,
    `desk  窓口 / Desk
at Thu 2026-11-05T12:00:00+09:00, Asia/Tokyo

closed  exception  点検 / Check

   override       nothing to say
>  exception      closed          点検 / Check  decides
        lines.yaml:17:9 (/schedules/night/exceptions/1)
                  10:00-16:00     改装 / Works  gave way: the narrower range wins, then the later one
        lines.yaml:16:9 (/schedules/night/exceptions/0)
   long break     nothing to say
   holiday        nothing to say
   regular hours  09:00-17:30                   gave way to exception
        lines.yaml:10:18 (/schedules/night/regular/1/hours/mon-thu)
`,
  );
});

t.test('an explanation points at nth weekdays, eves, cuts, bridges and nights', async (t) => {
  const { text: wednesday } = explainAt('2026-10-21T12:00');
  t.match(
    wednesday,
    /> {2}regular hours {2}closed .*decides\n {8}lines\.yaml:10:62 \(.*\/3rd-wed\)/,
  );
  t.match(wednesday, /09:00-17:30 .*gave way: nth weekdays win.*\n {8}lines\.yaml:10:18/);
  const eve = explainAt('2026-09-17T12:00').text;
  t.match(eve, /regular hours {2}09:00-17:30/);
  const cut = explainAt('2026-10-05T09:30').text;
  t.match(
    cut,
    /cut 12:00-13:00 {2}研修 \/ Training {2}taken out of the hours\n {8}lines\.yaml:18:9/,
  );
  const night = explainAt('2026-10-03T01:59').text;
  t.match(night, /by the hours of the date before, 2026-10-02 \(fri\), not over yet/);
  t.match(night, /22:00-26:00 .*decides\n {8}lines\.yaml:10:42 \(.*\/fri\)/);
  t.match(explainAt('2026-10-03T02:00').text, /regular hours {2}closed .*\n {8}lines\.yaml:10:9/);
  const newYear = explainAt('2027-01-01T12:00').text;
  t.match(newYear, /^holiday: 元日 \/ New Year's Day \(calendar jp, official\)$/m);
  const narrowed = explainAt('2026-12-31T12:00').text;
  t.match(narrowed, /09:00-15:00 .*gave way to long break/);
  t.match(
    narrowed,
    /narrowed: the next date is a holiday\n {8}lines\.yaml:12:43 \(.*\/dayBefore\)/,
  );
  const bridged = explainAt('2026-12-28T12:00').text;
  t.match(bridged, /long break {5}closed .*bridged: alone between two closed runs/);
  t.match(bridged, /lines\.yaml:14:25 \(\/schedules\/night\/detectLongBreaks\/bridgeWithinDays\)/);
});

t.test('an explanation tells the override that shows, and those that it hides', async (t) => {
  const overrides = [
    stored('ovr-1', '2026-10-05T06:00:00Z'),
    stored('ovr-2', '2026-10-05T05:00:00Z'),
    stored('ovr-3', '2026-10-05T02:00:00Z'),
  ];
  const { text, json } = explainAt('2026-10-05T13:30', overrides);
  t.match(
    text,
    /> {2}override .*decides\n {8}closed ovr-2 by "Sato", meeting, "全員", Mon 2026-10-05T10:00:00\+09:00 until Mon 2026-10-05T14:00:00\+09:00\n {8}closed ovr-1 .*hidden: the one created last holds/,
  );
  t.match(json, {
    line: 'desk',
    state: 'closed',
    layer: 'override',
    overrides: [{ id: 'ovr-2' }, { id: 'ovr-1' }],
    cuts: [{ place: { line: 18, column: 9, pointer: '/schedules/night/exceptions/2' } }],
    layers: [
      { layer: 'override', outcome: 'won', place: null },
      { outcome: 'silent', place: null, overruled: [] },
      {},
      {},
      {
        lostTo: 'override',
        place: { line: 10, pointer: '/schedules/night/regular/1/hours/mon-thu' },
      },
    ],
  });
});
