/** Configurations that can be used and are seldom meant: exactly their warnings, with places. */
import t from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { HEAD } from './broken-case.ts';
import { NOW, parseTexts, writeProblem } from './real-ports.ts';

const LINE = 'lines: { desk: { name: { ja: あ, en: A }, schedule: desk } }\n';
const NAME = 'name: { ja: あ, en: A }';

/** A schedule in flow style, from line 4 column 9 on. */
function inSchedule(text: string): string {
  return `${HEAD}schedules:\n  desk: { ${text} }\n${LINE}`;
}

/** A calendar that the line uses, from line 4 column 8 on. */
function inCalendar(text: string): string {
  const schedule = 'regular: { mon: [09:00-17:00] }, holidays: { calendars: [cal], hours: closed }';
  return `${HEAD}calendars:\n  cal: ${text}\nschedules: { desk: { ${schedule} } }\n${LINE}`;
}

function warningsOf(text: string, now: Instant = NOW): string[] {
  const parsed = parseTexts({ 'a.yaml': text }, now);
  if (!parsed.ok) throw new Error(parsed.problems.map(writeProblem).join('\n'));
  return parsed.parts.warnings.map(writeProblem);
}

function on(date: string): Instant {
  return Date.parse(`${date}T12:00:00+09:00`) as Instant;
}

t.test('a schedule that never opens is a warning, and other hours open it', async (t) => {
  const closed = 'regular: { daily: closed }';
  t.same(warningsOf(inSchedule(closed)), [
    '4:9 never_open /schedules/desk | no rule of this schedule ever opens it | write regular hours such as { mon-fri: [09:00-17:30] }, or remove it',
  ]);
  const exception = (change: string) =>
    inSchedule(`${closed}, exceptions: [{ date: 2027-01-04, ${change}, ${NAME} }]`);
  t.same(warningsOf(exception('hours: [09:00-10:00]')), []);
  t.match(warningsOf(exception('closedDuring: [09:00-10:00]')), [/ never_open /]);
  t.match(warningsOf(exception('hours: closed')), [/ never_open /]);
  t.same(warningsOf(inSchedule('regular: { daily: closed, 1st-mon: [09:00-10:00] }')), []);
  const obon = '{ preset: obon, hours: [09:00-10:00] }';
  t.same(warningsOf(inSchedule(`${closed}, longBreaks: [${obon}]`)), []);
});

t.test('a last call that leaves no time for a caller is a warning', async (t) => {
  const lasting = (minutes: number, spans: string) =>
    warningsOf(inSchedule(`regular: { mon: [${spans}] }, lastCallMinutes: ${minutes}`));
  const told = '4:61 never_taking_calls /schedules/desk/lastCallMinutes';
  const found = 'the longest regular hours are 60 minutes: no caller is ever taken';
  const advice = 'write fewer minutes than the line is open';
  t.same(lasting(59, '09:00-10:00'), []);
  t.same(lasting(60, '09:00-10:00'), [`${told} | ${found} | ${advice}`]);
  t.match(lasting(61, '09:00-10:00'), [/ never_taking_calls /]);
  t.same(lasting(60, '09:00-10:00, 10:00-10:30'), [], 'adjoining spans are one opening');
  t.same(lasting(60, '23:00-24:00'), [], 'the next date may go on');
});

t.test('cuts that take the same time out of a date are a warning', async (t) => {
  const cuts = (first: string, second: string) =>
    warningsOf(
      `${HEAD}schedules:\n  desk:\n    regular: { daily: [09:00-17:00] }\n    exceptions:\n` +
        `      - { ${first}, ${NAME} }\n      - { ${second}, ${NAME} }\n${LINE}`,
    );
  const days = 'from: 2027-06-01, until: 2027-06-05, closedDuring: [10:00-11:00]';
  t.same(cuts(days, 'date: 2027-06-05, closedDuring: [10:59-12:00]'), [
    '8:9 overlapping_cuts /schedules/desk/exceptions/1 | on 2027-06-05 some of this time is cut by the one on line 7 too | leave it in one of the two',
  ]);
  t.same(cuts(days, 'date: 2027-06-05, closedDuring: [11:00-12:00]'), []);
  t.same(cuts(days, 'date: 2027-06-06, closedDuring: [10:00-11:00]'), []);
});

t.test('a date that is listed once and for every year is a warning', async (t) => {
  const listed = (dates: readonly string[]) =>
    inCalendar(
      `{ source: listed, dates: [${dates.map((date) => `{ date: ${date}, ${NAME} }`).join(', ')}] }`,
    );
  t.same(warningsOf(listed(['2028-06-01', '06-01'])), [
    '4:42 repeated_date /calendars/cal/dates/0/date | 2028-06-01 is also listed for every year | leave one of the two; of both, the first in the list names the day',
  ]);
  t.same(warningsOf(listed(['2028-06-01', '06-02'])), []);
});

t.test('a listed calendar without dates for the coming year is a warning', async (t) => {
  const text = inCalendar(`{ source: listed, dates: [{ date: 2027-11-22, ${NAME} }] }`);
  const found = 'the last date of this calendar is 2027-11-22';
  t.same(warningsOf(text, on('2026-11-22')), []);
  t.same(warningsOf(text, on('2026-11-23')), [
    `4:33 ending_calendar /calendars/cal/dates | ${found} | add the coming year's dates`,
  ]);
  t.same(warningsOf(text.replace('2027-11-22', '11-22'), on('2099-01-01')), []);
});

t.test('national holidays that are soon not official, or not known, are a warning', async (t) => {
  const text = inCalendar('{ source: japan }');
  const advice = "lay the Cabinet Office's newest list over it with officialList";
  const told = (found: string) => [`4:8 ending_calendar /calendars/cal | ${found} | ${advice}`];
  const projected = 'holidays after 2027-12-31 are projected, not official';
  t.same(warningsOf(text, on('2026-11-22')), []);
  t.same(warningsOf(text, on('2027-10-31')), []);
  t.same(warningsOf(text, on('2027-11-01')), []);
  t.same(warningsOf(text, on('2027-11-02')), told(projected));
  t.same(warningsOf(text, on('2028-06-01')), told(projected));
  t.same(warningsOf(text, on('2060-01-01')), told('nothing is known of holidays in 400 days'));
  const unused = `${HEAD}calendars: { jp: { source: japan } }\nschedules: { desk: { regular: { mon: [09:00-17:00] } } }\n${LINE}`;
  t.same(warningsOf(unused, on('2060-01-01')), [], 'a calendar that no line uses');
});
