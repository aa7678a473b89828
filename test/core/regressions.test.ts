import t from 'tap';
import type { ExceptionRule, LongBreakRule } from '../../src/core/schedule.ts';
import {
  calendarOf,
  closedDuring,
  compile,
  daily,
  day,
  exception,
  hours,
  longBreak,
  scheduleOf,
  week,
  weekdays,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

t.test('a cut to the end of an overnight span is an exception after midnight too', async (t) => {
  const regular = week({ tue: '22:00-26:00', thu: '09:00-17:00' });
  const end = scheduleOf(regular, {
    exceptions: [closedDuring('2026-01-06', '25:00-26:00', '点検')],
  });
  t.strictSame(timetable(compile(end), '2026-01-06', '2026-01-07'), [
    '2026-01-06 | closed(before) 22:00 open(regular)',
    '2026-01-07 | open(regular) 01:00 closed(exception 点検) 02:00 closed(day off)',
  ]);
  const all = scheduleOf(regular, {
    exceptions: [closedDuring('2026-01-06', '22:00-26:00', '点検')],
  });
  t.strictSame(timetable(compile(all), '2026-01-06', '2026-01-07'), [
    '2026-01-06 | closed(before) 22:00 closed(exception 点検)',
    '2026-01-07 | closed(exception 点検) 02:00 closed(day off)',
  ]);
});

t.test('a cut in the tail of one date leaves the spans of the next alone', async (t) => {
  const regular = week({ tue: '22:00-26:00', wed: '00:30-17:00' });
  const cut = scheduleOf(regular, {
    exceptions: [closedDuring('2026-01-06', '24:00-25:00', '点検')],
  });
  t.strictSame(timetable(compile(cut), '2026-01-06', '2026-01-07'), [
    '2026-01-06 | closed(before) 22:00 open(regular)',
    '2026-01-07 | closed(exception 点検) 00:30 open(regular) 17:00 closed(after)',
  ]);
});

t.test('two cuts of one date each keep their own name', async (t) => {
  const cuts = [
    closedDuring('2026-01-06', '10:00-11:00', '点検'),
    closedDuring('2026-01-06', '15:00-16:00', '訓練'),
    closedDuring('2026-01-06', '16:00-16:30', '清掃'),
  ];
  const schedule = scheduleOf(week({ tue: '09:00-17:00' }), { exceptions: cuts });
  t.strictSame(timetable(compile(schedule), '2026-01-06'), [
    '2026-01-06 | closed(before) 09:00 open(regular) 10:00 closed(exception 点検) ' +
      '11:00 open(regular) 15:00 closed(exception 訓練) 16:00 closed(exception 清掃) ' +
      '16:30 open(regular) 17:00 closed(after)',
  ]);
});

t.test('where two cuts overlap the later one in the file names the time', async (t) => {
  const cuts = [
    closedDuring('2026-01-06', '10:00-12:00', '点検'),
    closedDuring('2026-01-06', '11:00-13:00', '訓練'),
  ];
  const schedule = scheduleOf(week({ tue: '09:00-17:00' }), { exceptions: cuts });
  t.strictSame(timetable(compile(schedule), '2026-01-06'), [
    '2026-01-06 | closed(before) 09:00 open(regular) 10:00 closed(exception 点検) ' +
      '11:00 closed(exception 訓練) 13:00 open(regular) 17:00 closed(after)',
  ]);
});

t.test('a date before a holiday that two rules narrow away has the first name', async (t) => {
  const before = (id: string, spans: string) => ({
    calendars: [calendarOf([`2026-01-07 ${id}`], { id })],
    hours: [],
    dayBefore: hours(spans),
  });
  const holidays = [before('創立記念日', '09:00-12:00'), before('祭日', '13:00-17:00')];
  const schedule = scheduleOf(weekdays('09:00-17:00'), { holidays });
  t.strictSame(timetable(compile(schedule), '2026-01-06', '2026-01-07'), [
    '2026-01-06 | closed(holiday 創立記念日)',
    '2026-01-07 | closed(holiday 創立記念日)',
  ]);
});

t.test('a date whose special hours are cut away is not closed by the long break', async (t) => {
  const schedule = scheduleOf(daily('09:00-17:00'), {
    longBreaks: [longBreak('2026-06-01/2026-06-05', '短縮営業', { hours: hours('10:00-12:00') })],
    exceptions: [closedDuring('2026-06-03', '10:00-12:00', '点検')],
  });
  t.equal(compile(schedule).longBreaks.on(day('2026-06-03')), null);
});

t.test('a date that never happened does not count for the name of a run', async (t) => {
  const schedule = scheduleOf(weekdays('09:00-17:00'), {
    longBreaks: [longBreak('2011-12-30/2011-12-30', '臨時休業')],
    exceptions: [exception('2011-12-29', 'closed', '点検')],
    detection: { minDays: 3, noticeDays: 14, bridgeWithinDays: 0 },
  });
  const found = compile(schedule, 'Pacific/Apia').longBreaks.on(day('2011-12-29'));
  t.match(found, {
    from: day('2011-12-29'),
    until: day('2012-01-01'),
    days: 3,
    name: { ja: '年末年始' },
  });
});

t.test('a long closure is not called after a season or a short break inside it', async (t) => {
  const nameOf = (exceptions: ExceptionRule[], longBreaks: LongBreakRule[], date: string) =>
    compile(scheduleOf(weekdays('09:00-17:00'), { exceptions, longBreaks })).longBreaks.on(
      day(date),
    )?.name.ja;
  const works = exception('2026-05-01/2026-06-30', 'closed', '移転工事');
  t.equal(nameOf([works], [], '2026-05-20'), '移転工事');
  const summer = exception('2026-07-01/2026-09-30', 'closed', '移転工事');
  const obon = longBreak('08-13/08-15', 'お盆休み');
  t.equal(nameOf([summer], [obon], '2026-08-14'), '移転工事');
  const halves = ['2026-04-01/2026-05-05', '2026-05-06/2026-06-12'];
  const parts = halves.map((dates) => exception(dates, 'closed', dates));
  t.equal(nameOf(parts, [], '2026-05-05'), '2026-05-06/2026-06-12', 'more than half of it');
  const thirds = ['2026-04-01/2026-04-20', '2026-04-21/2026-05-10', '2026-05-11/2026-06-01'];
  const pieces = thirds.map((dates) => exception(dates, 'closed', dates));
  t.equal(nameOf(pieces, [], '2026-05-05'), '連休', 'the season covers less than half of it');
});

t.test(
  'a cut that reaches past midnight keeps its name until it ends, also in the next cut',
  async (t) => {
    const cuts = [
      closedDuring('2026-01-08', '00:00-24:15', '点検'),
      closedDuring('2026-01-09', '00:00-24:15', '訓練'),
    ];
    const schedule = scheduleOf(weekdays('00:00-24:15'), { exceptions: cuts });
    t.strictSame(timetable(compile(schedule), '2026-01-09', '2026-01-10'), [
      '2026-01-09 | closed(exception 点検) 00:15 closed(exception 訓練)',
      '2026-01-10 | closed(exception 訓練) 00:15 closed(weekend)',
    ]);
  },
);
