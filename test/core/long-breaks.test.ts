import t from 'tap';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { addDays, civilDayToDate } from '../../src/core/civil.ts';
import type { LongBreak } from '../../src/core/long-break.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import {
  at,
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  day,
  exception,
  hours,
  longBreak,
  namesOf,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

const holidays = [closedOn(createJapanCalendar('jp', null))];
const detection = { minDays: 4, noticeDays: 14, bridgeWithinDays: 0 };

/** Weekdays 09:00-17:30, closed on Japanese holidays and 12-29 to 01-03, and what else is given. */
function desk(rules: Partial<Schedule> = {}, zone = 'Asia/Tokyo') {
  const all = { holidays, longBreaks: [YEAR_END], ...rules };
  return compile(scheduleOf(weekdays('09:00-17:30'), all), zone);
}

/** `2026-05-02 to 2026-05-06, 5 days, ゴールデンウィーク; 2026-04-30 2026-05-01 open` */
function format(found: LongBreak | null): string | null {
  if (!found) return null;
  const { from, until, days, name, bridges } = found;
  const open = bridges.length > 0 ? `; ${bridges.map(civilDayToDate).join(' ')} open` : '';
  const dates = `${civilDayToDate(from)} to ${civilDayToDate(until)}`;
  return `${dates}, ${days} days, ${name.ja}${open}`;
}

const breakOn = (date: string, rules: Partial<Schedule> = {}) =>
  format(desk(rules).longBreaks.on(day(date)));

t.test('the long breaks of the real line', async (t) => {
  t.equal(breakOn('2019-05-01'), '2019-04-27 to 2019-05-06, 10 days, ゴールデンウィーク');
  t.equal(
    breakOn('2026-05-04'),
    '2026-05-02 to 2026-05-06, 5 days, ゴールデンウィーク; 2026-04-30 2026-05-01 open',
  );
  t.equal(breakOn('2026-09-21'), '2026-09-19 to 2026-09-23, 5 days, シルバーウィーク');
  t.equal(breakOn('2026-12-31'), '2026-12-29 to 2027-01-03, 6 days, 年末年始');
  t.equal(breakOn('2024-12-31'), '2024-12-28 to 2025-01-05, 9 days, 年末年始', 'the whole run');
});

t.test('every decision inside a run carries it, no date before or after', async (t) => {
  t.equal(breakOn('2026-05-01'), null);
  t.ok(breakOn('2026-05-02'), 'a Saturday');
  t.ok(breakOn('2026-05-06'));
  t.equal(breakOn('2026-05-07'), null);
});

t.test('a run is detected from minDays on', async (t) => {
  const run = (minDays: number) => breakOn('2026-05-02', { detection: { ...detection, minDays } });
  t.ok(run(4));
  t.ok(run(5), 'it has five');
  t.equal(run(6), null);
});

t.test('a run without a single date that would have had hours is no long break', async (t) => {
  const compiled = compile(scheduleOf(week({ mon: '09:00-17:30' })));
  t.equal(compiled.longBreaks.on(day('2026-11-25')), null, 'six days off every week');
  const never = compile(scheduleOf(week({})));
  t.equal(never.longBreaks.on(day('2026-11-25')), null);
});

t.test(
  'a run of any length is a long break when a configured one closes a date of it',
  async (t) => {
    const longBreaks = [longBreak('2027-06-02/2027-06-02', '創立記念')];
    t.equal(breakOn('2027-06-02', { longBreaks }), '2027-06-02 to 2027-06-02, 1 days, 創立記念');
    t.equal(breakOn('2027-06-03', { longBreaks }), null);
    const withHours = [longBreak('2027-06-02/2027-06-02', '時短', { hours: hours('10:00-12:00') })];
    t.equal(breakOn('2027-06-02', { longBreaks: withHours }), null, 'a date with hours is open');
  },
);

t.test('a run is named after the configured break, the season, or nothing', async (t) => {
  const obon = [longBreak('08-13/08-15', '夏季休業')];
  t.match(
    breakOn('2026-08-13', { longBreaks: obon }),
    '2026-08-13 to 2026-08-16, 4 days, 夏季休業',
  );
  const overlapping = [longBreak('08-11/08-12', '前半'), longBreak('08-13/08-15', '後半')];
  t.match(breakOn('2026-08-11', { longBreaks: overlapping }), '後半', 'the one that overlaps most');
  // Date by date, so that no exception closes more than half and names the run itself.
  const closed = (...dates: readonly string[]) => ({
    exceptions: dates.map((date) => exception(date, 'closed', '工事')),
  });
  const name = (...dates: readonly string[]) =>
    desk({ longBreaks: [], ...closed(...dates) }).longBreaks.on(day(dates[0] ?? ''))?.name.ja;
  t.equal(name('2027-08-10', '2027-08-12', '2027-08-13'), 'お盆');
  t.equal(name('2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'), '年末年始');
  t.equal(name('2027-06-07', '2027-06-08', '2027-06-09', '2027-06-10'), '連休');
  const shorter = [longBreak('08-13/08-15', '時短', { hours: hours('10:00-12:00') })];
  const works = {
    longBreaks: shorter,
    ...closed('2026-08-10', '2026-08-12', '2026-08-13'),
  };
  t.match(breakOn('2026-08-10', works), '6 days, お盆', 'not after a break that opens');
});

t.test('time cut out of every span of a date closes it', async (t) => {
  const exceptions = [closedDuring('2026-05-01', '09:00-17:30', '研修')];
  t.match(breakOn('2026-05-01', { exceptions }), '2026-05-01 to 2026-05-06, 6 days');
});

t.test('a line that was open all night before is closed on a date without a span', async (t) => {
  const nights = week({ thu: '22:00-26:00' });
  const longBreaks = [longBreak('2026-11-20/2026-11-20', '点検')];
  const compiled = compile(scheduleOf(nights, { longBreaks }));
  t.equal(
    format(compiled.longBreaks.on(day('2026-11-20'))),
    '2026-11-20 to 2026-11-25, 6 days, 点検',
  );
  t.equal(compiled.timeline.reasonAt(at('2026-11-20T01:00')).state, 'open');
});

t.test("a long break's message goes with its reason", async (t) => {
  const message = namesOf('よいお年を');
  const longBreaks = [longBreak('12-29/01-03', '年末年始', { message })];
  const { timeline } = compile(scheduleOf(weekdays('09:00-17:30'), { longBreaks }));
  t.strictSame(timeline.reasonAt(at('2026-12-30T12:00')).message, message);
  t.equal(timeline.reasonAt(at('2026-12-28T08:00')).message, null);
});

t.test('a long break says when the line opens again', async (t) => {
  const { longBreaks } = desk();
  t.equal(longBreaks.on(day('2026-05-02'))?.reopensAt, at('2026-05-07T09:00'));
  t.equal(longBreaks.on(day('2026-12-31'))?.reopensAt, at('2027-01-04T09:00'));
  const forGood = desk({ exceptions: [exception('2027-01-01/2100-12-31', 'closed', '廃止')] });
  t.equal(forGood.longBreaks.on(day('2027-06-01'))?.reopensAt, null);
});

t.test('a coming break is announced from noticeDays before it until it starts', async (t) => {
  const { longBreaks } = desk();
  const upcomingOn = (date: string) => format(longBreaks.upcomingOn(day(date)))?.slice(0, 10);
  t.equal(upcomingOn('2026-09-04'), undefined);
  t.equal(upcomingOn('2026-09-05'), '2026-09-19', 'fourteen days before');
  t.equal(upcomingOn('2026-09-18'), '2026-09-19');
  t.equal(upcomingOn('2026-09-19'), undefined, 'it has begun');
  const early = desk({ longBreaks: [{ ...YEAR_END, noticeDays: 30 }] }).longBreaks;
  t.equal(early.upcomingOn(day('2026-11-28')), null);
  t.equal(early.upcomingOn(day('2026-11-29'))?.from, day('2026-12-29'), 'by its own noticeDays');
  t.equal(
    longBreaks.upcomingOn(day('2026-04-30'))?.from,
    day('2026-05-02'),
    'a bridge lies before one',
  );
});

t.test(
  'bridges are one to three open dates next to a run that also lost a regular day',
  async (t) => {
    const open = (holiday: string) => {
      const calendar = calendarOf([holiday, '2027-06-07 休', '2027-06-08 休']);
      const compiled = desk({ holidays: [closedOn(calendar)] });
      return compiled.longBreaks.on(day('2027-06-07'))?.bridges.map(civilDayToDate);
    };
    t.strictSame(open('2027-06-10 木'), ['2027-06-09']);
    t.strictSame(open('2027-06-11 金'), ['2027-06-09', '2027-06-10']);
    t.strictSame(open('2027-06-03 木'), ['2027-06-04'], 'before it as well');
    t.strictSame(open('2027-06-01 火'), ['2027-06-02', '2027-06-03', '2027-06-04']);
    t.strictSame(open('2027-05-31 月'), [], 'four are too many');
    t.strictSame(open('2027-06-13 日'), [], 'a weekend that lost nothing is no neighbour');
  },
);

t.test('bridging is off by default and closes working days between closed runs', async (t) => {
  t.notOk(timetable(desk(), '2026-04-30').join().includes('break'));
  const bridged = (within: number) =>
    desk({ detection: { ...detection, bridgeWithinDays: within } });
  t.notOk(timetable(bridged(1), '2026-04-30').join().includes('break'), 'two are more than one');
  t.strictSame(timetable(bridged(1), '2026-11-02'), ['2026-11-02 | closed(break 連休)']);
  const two = bridged(2);
  t.strictSame(timetable(two, '2026-04-29', '2026-05-02'), [
    '2026-04-29 | closed(holiday 昭和の日)',
    '2026-04-30 | closed(break ゴールデンウィーク)',
    '2026-05-01 | closed(break ゴールデンウィーク)',
    '2026-05-02 | closed(weekend)',
  ]);
  t.equal(two.timeline.reasonAt(at('2026-04-30T12:00')).layer, 'long_break');
  t.equal(
    format(two.longBreaks.on(day('2026-04-29'))),
    '2026-04-25 to 2026-05-10, 16 days, ゴールデンウィーク',
    'a weekend is a closed run too',
  );
});

t.test('a bridge lengthens a run but does not make it a configured break', async (t) => {
  const run = (minDays: number) =>
    breakOn('2026-11-02', { detection: { ...detection, minDays, bridgeWithinDays: 1 } });
  t.equal(run(4), '2026-10-31 to 2026-11-03, 4 days, 連休');
  t.equal(run(5), null);
});

t.test('a date that an exception opened is never bridged', async (t) => {
  const bridging = { ...detection, bridgeWithinDays: 2 };
  const exceptions = [exception('2026-05-01', '09:00-12:00', '受付')];
  const rows = timetable(desk({ detection: bridging, exceptions }), '2026-04-30', '2026-05-01');
  t.notOk(rows.join().includes('break'), 'nor its neighbour, which would then stand alone');
});

t.test('a weekly day off is no reason to bridge', async (t) => {
  const bridging = { ...detection, bridgeWithinDays: 2 };
  const alternate = week({ mon: '09:00-17:30', wed: '09:00-17:30', fri: '09:00-17:30' });
  const compiled = compile(scheduleOf(alternate, { detection: bridging }));
  t.ok(timetable(compiled, '2026-11-25').join().includes('open(regular)'));
});

t.test('dates that never happened do not count', async (t) => {
  const longBreaks = [longBreak('12-29/01-03', '年末年始')];
  const apia = compile(scheduleOf(daily('09:00-17:30'), { longBreaks }), 'Pacific/Apia');
  t.equal(
    format(apia.longBreaks.on(day('2011-12-31'))),
    '2011-12-29 to 2012-01-03, 5 days, 年末年始',
  );
});

t.test('the breaks that begin within some dates come in order, each once', async (t) => {
  const year = { from: day('2026-01-01'), until: addDays(day('2027-01-01'), -1) };
  t.strictSame(
    desk()
      .longBreaks.beginningWithin(year)
      .map(({ from, name }) => `${civilDayToDate(from)} ${name.ja}`),
    ['2026-05-02 ゴールデンウィーク', '2026-09-19 シルバーウィーク', '2026-12-29 年末年始'],
  );
});
