import t from 'tap';
import type { Edition, Schedule } from '../../src/core/schedule.ts';
import {
  calendarOf,
  compile,
  daily,
  day,
  exception,
  hours,
  nthWeekday,
  scheduleOf,
  week,
  weekdays,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

const OPEN = 'closed(before) 09:00 open(regular) 17:30 closed(after)';

t.test('Saturday and Sunday off are the weekend, another weekday a regular day off', async (t) => {
  const compiled = compile(scheduleOf(week({ mon: '09:00-17:30', sat: '09:00-17:30' })));
  t.strictSame(timetable(compiled, '2026-11-21', '2026-11-24'), [
    `2026-11-21 | ${OPEN}`,
    '2026-11-22 | closed(weekend)',
    `2026-11-23 | ${OPEN}`,
    '2026-11-24 | closed(day off)',
  ]);
});

t.test('a rule about an nth weekday beats the plain weekday', async (t) => {
  const edition = {
    ...weekdays('09:00-17:30'),
    nthWeekdays: [nthWeekday(3, 'wed', 'closed'), nthWeekday(2, 'sat', '10:00-12:00')],
  };
  const rowOn = (date: string) => timetable(compile(scheduleOf(edition)), date).join();
  t.equal(rowOn('2026-11-11'), `2026-11-11 | ${OPEN}`, 'the second Wednesday');
  t.equal(rowOn('2026-11-18'), '2026-11-18 | closed(day off)', 'the third');
  t.equal(rowOn('2026-11-25'), `2026-11-25 | ${OPEN}`, 'the fourth');
  t.equal(rowOn('2026-07-15'), '2026-07-15 | closed(day off)', 'a month that begins on Wednesday');
  t.equal(rowOn('2026-11-07'), '2026-11-07 | closed(weekend)');
  t.equal(
    rowOn('2026-11-14'),
    '2026-11-14 | closed(before) 10:00 open(regular) 12:00 closed(after)',
    'it may open a Saturday',
  );
});

t.test('a month without a fifth Friday has a last one', async (t) => {
  const closedOnFriday = (nth: 5 | 'last', date: string) => {
    const edition = { ...daily('09:00-17:30'), nthWeekdays: [nthWeekday(nth, 'fri', 'closed')] };
    return timetable(compile(scheduleOf(edition)), date).join() === `${date} | closed(day off)`;
  };
  t.notOk(closedOnFriday(5, '2026-10-23'));
  t.ok(closedOnFriday(5, '2026-10-30'), 'October 2026 has five');
  t.notOk(closedOnFriday(5, '2026-11-27'), 'November has four');
  t.notOk(closedOnFriday('last', '2026-10-23'));
  t.ok(closedOnFriday('last', '2026-10-30'));
  t.ok(closedOnFriday('last', '2026-11-27'));
  t.notOk(closedOnFriday('last', '2026-11-20'));
  t.ok(closedOnFriday('last', '2027-12-31'), 'the last day of a year');
});

t.test('a Saturday closed by an nth weekday is a regular day off, not the weekend', async (t) => {
  const edition = { ...daily('09:00-17:30'), nthWeekdays: [nthWeekday(1, 'sat', 'closed')] };
  t.strictSame(timetable(compile(scheduleOf(edition)), '2026-11-07'), [
    '2026-11-07 | closed(day off)',
  ]);
});

t.test('the last of several nth weekday rules for a date wins', async (t) => {
  const nthWeekdays = [nthWeekday(4, 'fri', 'closed'), nthWeekday('last', 'fri', '09:00-12:00')];
  const compiled = compile(scheduleOf({ ...daily('09:00-17:30'), nthWeekdays }));
  t.strictSame(timetable(compiled, '2026-11-27'), [
    '2026-11-27 | closed(before) 09:00 open(regular) 12:00 closed(after)',
  ]);
});

t.test('an edition is in force from its date until the next one', async (t) => {
  const editions: Edition[] = [
    weekdays('09:00-17:30'),
    { ...weekdays('10:00-16:00'), from: day('2027-04-01') },
    { ...daily('00:00-24:00'), from: day('2027-04-03') },
  ];
  t.strictSame(timetable(compile(scheduleOf(editions)), '2027-03-31', '2027-04-03'), [
    `2027-03-31 | ${OPEN}`,
    '2027-04-01 | closed(before) 10:00 open(regular) 16:00 closed(after)',
    '2027-04-02 | closed(before) 10:00 open(regular) 16:00 closed(after)',
    '2027-04-03 | open(regular)',
  ]);
});

t.test(
  "an edition's nth weekdays count from the first of the month, not of the edition",
  async (t) => {
    const editions: Edition[] = [
      { ...daily('09:00-17:30'), nthWeekdays: [nthWeekday(3, 'wed', 'closed')] },
      {
        ...daily('09:00-17:30'),
        from: day('2026-11-12'),
        nthWeekdays: [nthWeekday(2, 'wed', 'closed'), nthWeekday(4, 'wed', 'closed')],
      },
    ];
    const rowOn = (date: string) => timetable(compile(scheduleOf(editions)), date).join();
    t.equal(rowOn('2026-11-11'), `2026-11-11 | ${OPEN}`, 'before the edition');
    t.equal(rowOn('2026-11-18'), `2026-11-18 | ${OPEN}`, 'a rule of the edition before');
    t.equal(rowOn('2026-11-25'), '2026-11-25 | closed(day off)');
  },
);

/** Rows around Monday 2026-11-23, a holiday whose day before is narrowed. */
function eve(edition: Edition, dayBefore: string, rules: Partial<Schedule> = {}): string[] {
  const calendars = [calendarOf(['2026-11-23 勤労感謝の日', '2027-01-01 元日'])];
  const holidays = [{ calendars, hours: [], dayBefore: hours(dayBefore) }];
  return timetable(
    compile(scheduleOf(edition, { holidays, ...rules })),
    '2026-11-21',
    '2026-11-23',
  );
}

t.test('dayBefore narrows the regular spans of the day before a holiday', async (t) => {
  t.strictSame(eve(daily('09:00-12:00 13:00-17:30'), '10:00-15:00'), [
    '2026-11-21 | closed(before) 09:00 open(regular) 12:00 closed(midday) 13:00 open(regular) 17:30 closed(after)',
    '2026-11-22 | closed(before) 10:00 open(regular) 12:00 closed(midday) 13:00 open(regular) 15:00 closed(after)',
    '2026-11-23 | closed(holiday 勤労感謝の日)',
  ]);
  t.equal(
    eve(daily('22:00-26:00'), '09:00-24:00')[1],
    '2026-11-22 | open(regular) 02:00 closed(before) 22:00 open(regular)',
    'the tail of the night before stays',
  );
});

t.test('dayBefore never opens anything', async (t) => {
  t.equal(eve(weekdays('09:00-17:30'), '09:00-15:00')[1], '2026-11-22 | closed(weekend)');
  t.equal(
    eve(daily('13:00-17:30'), '09:00-12:00')[1],
    '2026-11-22 | closed(holiday 勤労感謝の日)',
    'where nothing is left of the date, the holiday is the reason',
  );
  t.equal(
    eve(daily('09:00-12:00'), '12:00-15:00')[1],
    '2026-11-22 | closed(holiday 勤労感謝の日)',
    'nothing, not a moment, where hours only adjoin',
  );
});

t.test('dayBefore narrows regular hours only, not what a stronger layer gave', async (t) => {
  const exceptions = [exception('2026-11-22', '08:00-20:00', '棚卸')];
  t.equal(
    eve(daily('09:00-17:30'), '09:00-15:00', { exceptions })[1],
    '2026-11-22 | closed(before) 08:00 open(special 棚卸) 20:00 closed(after)',
  );
});

t.test('the eve of New Year is in the year before', async (t) => {
  const calendars = [calendarOf(['2027-01-01 元日'])];
  const holidays = [{ calendars, hours: 'regular' as const, dayBefore: hours('09:00-15:00') }];
  const compiled = compile(scheduleOf(daily('09:00-17:30'), { holidays }));
  t.strictSame(timetable(compiled, '2026-12-30', '2027-01-01'), [
    `2026-12-30 | ${OPEN}`,
    '2026-12-31 | closed(before) 09:00 open(regular) 15:00 closed(after)',
    `2027-01-01 | ${OPEN}`,
  ]);
});

t.test('a weekday may open twice around midnight without a gap in the reasons', async (t) => {
  const compiled = compile(
    scheduleOf(week({ mon: '00:00-02:00 22:00-24:00', tue: '00:00-02:00' })),
  );
  t.strictSame(timetable(compiled, '2026-11-23', '2026-11-24'), [
    '2026-11-23 | open(regular) 02:00 closed(midday) 22:00 open(regular)',
    '2026-11-24 | open(regular) 02:00 closed(after)',
  ]);
});
