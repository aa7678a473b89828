import t from 'tap';
import { compileSchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import { HOUR } from '../../src/core/instant.ts';
import { zoneNamed } from '../../src/core/zone.ts';
import {
  at,
  calendarOf,
  closedOn,
  compile,
  daily,
  day,
  scheduleOf,
  week,
  weekdays,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

/** The row of one date for a line that has the same hours every day. */
function row(zone: string, date: string, text: string): string {
  return timetable(compile(scheduleOf(daily(text)), zone), date).join();
}

t.test('a line is open from the first millisecond and closed from the last', async (t) => {
  const { timeline } = compile(scheduleOf(weekdays('09:00-17:30')));
  const codeAt = (time: string) => timeline.reasonAt(at(`2026-11-24T${time}`)).code;
  t.equal(codeAt('08:59:59.999'), 'before_opening');
  t.equal(codeAt('09:00:00.000'), 'regular_hours');
  t.equal(codeAt('09:00:00.001'), 'regular_hours');
  t.equal(codeAt('17:29:59.999'), 'regular_hours');
  t.equal(codeAt('17:30:00.000'), 'after_closing');
  t.equal(codeAt('17:30:00.001'), 'after_closing');
});

t.test("everything civil happens in the line's zone", async (t) => {
  const schedule = scheduleOf(weekdays('09:00-17:30'));
  const stateAt = (zone: string, text: string) =>
    compile(schedule, zone).timeline.reasonAt(at(text)).state;
  t.equal(stateAt('Asia/Tokyo', '2026-11-24T00:00:00Z'), 'open');
  t.equal(stateAt('Pacific/Honolulu', '2026-11-24T00:00:00Z'), 'open', 'still Monday, 14:00');
  t.equal(stateAt('Europe/London', '2026-11-24T00:00:00Z'), 'closed');
  t.equal(zoneNamed('+09:00'), null, 'an offset is not a zone');
  t.equal(zoneNamed('Asia/Edo'), null);
});

t.test('a span past midnight belongs to the date it starts on', async (t) => {
  const nights = week({ fri: '22:00-26:00' });
  const rowsWith = (...holidays: string[]) =>
    timetable(
      compile(scheduleOf(nights, { holidays: [closedOn(calendarOf(holidays))] })),
      '2026-11-20',
      '2026-11-21',
    );
  const friday = '2026-11-20 | closed(before) 22:00 open(regular)';
  t.strictSame(rowsWith(), [friday, '2026-11-21 | open(regular) 02:00 closed(weekend)']);
  t.strictSame(
    rowsWith('2026-11-21 土曜の祝日'),
    [friday, '2026-11-21 | open(regular) 02:00 closed(holiday 土曜の祝日)'],
    'what closes Saturday leaves the tail of Friday alone',
  );
  t.strictSame(
    rowsWith('2026-11-20 金曜の祝日'),
    ['2026-11-20 | closed(holiday 金曜の祝日)', '2026-11-21 | closed(weekend)'],
    'what closes Friday closes its tail too',
  );
});

t.test(
  'a tail and the hours of the next date that adjoin or overlap are one opening',
  async (t) => {
    const adjoining = compile(scheduleOf(week({ fri: '22:00-26:00', sat: '02:00-05:00' })));
    t.strictSame(timetable(adjoining, '2026-11-21'), [
      '2026-11-21 | open(regular) 05:00 closed(after)',
    ]);
    const overlapping = compile(scheduleOf(week({ fri: '22:00-30:00', sat: '02:00-05:00' })));
    t.strictSame(timetable(overlapping, '2026-11-21'), [
      '2026-11-21 | open(regular) 06:00 closed(after)',
    ]);
  },
);

t.test('a span reaches 48:00 at most, the whole next date', async (t) => {
  const compiled = compile(scheduleOf(week({ mon: '09:00-48:00' })));
  t.strictSame(timetable(compiled, '2026-11-23', '2026-11-25'), [
    '2026-11-23 | closed(before) 09:00 open(regular)',
    '2026-11-24 | open(regular)',
    '2026-11-25 | closed(day off)',
  ]);
});

t.test('full days that adjoin are one interval', async (t) => {
  const always = compile(scheduleOf(daily('00:00-24:00')));
  const { start, end } = always.timeline.intervalAt(at('2026-11-24T12:00'));
  t.strictSame([start, end], [null, null], 'a 24-hour line never opens or closes');
  const twoDays = compile(scheduleOf(week({ mon: '00:00-24:00', tue: '00:00-24:00' })));
  const interval = twoDays.timeline.intervalAt(at('2026-11-24T00:00'));
  t.strictSame(
    [interval.start, interval.end],
    [at('2026-11-23T00:00'), at('2026-11-25T00:00')],
    'midnight between two full days is no transition',
  );
});

t.test('a boundary inside a skipped hour moves to the first instant after the gap', async (t) => {
  const march8 = (text: string) => row('America/New_York', '2026-03-08', text);
  const opensAt = (time: string) =>
    `2026-03-08 | closed(before) ${time} open(regular) 06:00 closed(after)`;
  t.equal(march8('01:59-06:00'), opensAt('01:59'));
  t.equal(march8('02:00-06:00'), opensAt('03:00'));
  t.equal(march8('02:59-06:00'), opensAt('03:00'));
  t.equal(march8('03:00-06:00'), opensAt('03:00'));
  t.equal(march8('03:01-06:00'), opensAt('03:01'));
  const closesAt = (time: string) => `2026-03-08 | open(regular) ${time} closed(after)`;
  t.equal(march8('00:00-01:59'), closesAt('01:59'));
  t.equal(march8('00:00-02:30'), closesAt('03:00'));
  t.equal(march8('00:00-03:01'), closesAt('03:01'));
  t.equal(march8('02:10-02:50'), '2026-03-08 | closed(before) 03:00 closed(after)', 'no time left');
});

t.test('in a repeated hour an opening is the first reading, a closing the second', async (t) => {
  const november1 = (text: string) => row('America/New_York', '2026-11-01', text);
  const opensAt = (time: string) =>
    `2026-11-01 | closed(before) ${time} open(regular) 06:00 closed(after)`;
  t.equal(november1('00:59-06:00'), opensAt('00:59'));
  t.equal(november1('01:00-06:00'), opensAt('01:00'));
  t.equal(november1('01:59-06:00'), opensAt('01:59'));
  t.equal(november1('02:00-06:00'), opensAt('02:00'));
  const closesAt = (time: string) => `2026-11-01 | open(regular) ${time} closed(after)`;
  t.equal(november1('00:00-00:59'), closesAt('00:59'));
  t.equal(november1('00:00-01:00'), closesAt('01:00(2nd)'));
  t.equal(november1('00:00-01:59'), closesAt('01:59(2nd)'));
  t.equal(november1('00:00-02:00'), closesAt('02:00'));
  t.equal(
    november1('01:00-01:20 01:40-02:00'),
    '2026-11-01 | closed(before) 01:00 open(regular) 02:00 closed(after)',
    'never closed while the clock reads an open time',
  );
});

t.test('half an hour is skipped and repeated on Lord Howe Island', async (t) => {
  const lordHowe = (date: string, text: string) => row('Australia/Lord_Howe', date, text);
  t.equal(
    lordHowe('2026-10-04', '02:15-06:00'),
    '2026-10-04 | closed(before) 02:30 open(regular) 06:00 closed(after)',
  );
  t.equal(
    lordHowe('2026-04-05', '00:00-01:45'),
    '2026-04-05 | open(regular) 01:45(2nd) closed(after)',
  );
  t.equal(
    lordHowe('2026-04-05', '01:45-06:00'),
    '2026-04-05 | closed(before) 01:45 open(regular) 06:00 closed(after)',
  );
});

t.test(
  'in Cairo it is midnight that is skipped, and the hour before it that repeats',
  async (t) => {
    const cairo = (date: string, text: string) => row('Africa/Cairo', date, text);
    t.equal(cairo('2024-04-26', '00:30-06:00'), '2024-04-26 | open(regular) 06:00 closed(after)');
    const thursdays = compile(scheduleOf(week({ thu: '23:00-24:30' })), 'Africa/Cairo');
    t.strictSame(timetable(thursdays, '2024-04-25', '2024-04-26'), [
      '2024-04-25 | closed(before) 23:00 open(regular)',
      '2024-04-26 | closed(day off)',
    ]);
    t.equal(
      cairo('2024-10-31', '20:00-23:30'),
      '2024-10-31 | closed(before) 20:00 open(regular) 23:30(2nd) closed(after)',
    );
    const evenings = compile(scheduleOf(daily('20:00-24:00')), 'Africa/Cairo');
    const { start, end } = evenings.timeline.intervalAt(at('2024-10-31T21:00+03:00'));
    t.equal(Number(end) - Number(start), 5 * HOUR);
  },
);

t.test('in Casablanca the clock goes back for Ramadan and forward after it', async (t) => {
  const casablanca = (date: string, text: string) => row('Africa/Casablanca', date, text);
  t.equal(
    casablanca('2024-03-10', '00:00-02:30'),
    '2024-03-10 | open(regular) 02:30(2nd) closed(after)',
  );
  t.equal(
    casablanca('2024-04-14', '02:30-06:00'),
    '2024-04-14 | closed(before) 03:00 open(regular) 06:00 closed(after)',
  );
});

t.test('a date that never happened has no plan', async (t) => {
  const compiled = compile(scheduleOf(daily('09:00-17:30')), 'Pacific/Apia');
  const hours = 'closed(before) 09:00 open(regular) 17:30 closed(after)';
  t.strictSame(timetable(compiled, '2011-12-29', '2011-12-31'), [
    `2011-12-29 | ${hours}`,
    '2011-12-30 | this date never happened',
    `2011-12-31 | ${hours}`,
  ]);
  t.equal(compiled.plans.planOn(day('2011-12-30')), null);
  const thursdays = compile(scheduleOf(week({ thu: '22:00-26:00' })), 'Pacific/Apia');
  t.strictSame(
    timetable(thursdays, '2011-12-29', '2011-12-31'),
    [
      '2011-12-29 | closed(before) 22:00 open(regular)',
      '2011-12-30 | this date never happened',
      '2011-12-31 | closed(weekend)',
    ],
    'its night ends where the next date begins',
  );
});

t.test('where midnight comes twice, an answer is fresh until the second one', async (t) => {
  // In 2006 the clock of St. John's went from 00:01 on 29 October back to 23:01 on the 28th.
  const always = compile(scheduleOf(daily('00:00-24:00')), 'America/St_Johns');
  const { freshUntil } = decide(always, at('2006-10-28T23:30:00-03:30'), { spreadMinutes: 30 });
  t.equal(freshUntil, at('2006-10-29T00:00:00-03:30'));
  const firstMinute = decide(always, at('2006-10-29T00:00:30-02:30'), { spreadMinutes: 30 });
  t.equal(
    firstMinute.freshUntil,
    at('2006-10-29T00:01:00-02:30'),
    'then it is the day before again',
  );
});

t.test('the zone and the clock of the host never change an answer', async (t) => {
  const { TZ } = process.env;
  t.teardown(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  const schedule = scheduleOf(daily('02:30-06:00 22:00-25:30'));
  const expected = timetable(compile(schedule, 'America/New_York'), '2026-10-31', '2026-11-02');
  for (const hostZone of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
    for (const startedIn of [0, 6]) {
      process.env.TZ = hostZone;
      t.intercept(Date, 'now', { value: () => Date.UTC(2026, startedIn, 15) });
      const fresh =
        await t.mockImport<typeof import('../../src/core/zone.ts')>('../../src/core/zone.ts');
      const zone = fresh.zoneNamed('America/New_York');
      if (!zone) return t.fail('New York has a zone');
      const rows = timetable(compileSchedule(schedule, zone), '2026-10-31', '2026-11-02');
      t.strictSame(rows, expected, `${hostZone}, month ${startedIn + 1}`);
    }
  }
});
