import t from 'tap';
import type { Schedule } from '../../src/core/schedule.ts';
import {
  at,
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  exception,
  hours,
  longBreak,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

const OPEN = 'closed(before) 09:00 open(regular) 17:30 closed(after)';

/** Rows of a line open on weekdays from 09:00 to 17:30 with some rules. */
function desk(rules: Partial<Schedule>, from: string, until = from): string[] {
  return timetable(compile(scheduleOf(weekdays('09:00-17:30'), rules)), from, until);
}

t.test('a date is closed before, between and after its spans, each with its reason', async (t) => {
  const compiled = compile(scheduleOf(weekdays('09:00-12:00 13:00-17:30')));
  t.strictSame(timetable(compiled, '2026-01-05'), [
    '2026-01-05 | closed(before) 09:00 open(regular) 12:00 closed(midday) 13:00 open(regular) 17:30 closed(after)',
  ]);
});

t.test('the first layer with something to say decides a date', async (t) => {
  const opening = exception('2027-01-01', '10:00-12:00', '初売り');
  const holidays = [closedOn(calendarOf(['2027-01-01 元日']))];
  const newYear = (rules: Partial<Schedule>) => desk(rules, '2027-01-01').join();
  t.equal(newYear({}), `2027-01-01 | ${OPEN}`, 'regular hours');
  t.equal(newYear({ holidays }), '2027-01-01 | closed(holiday 元日)');
  t.equal(
    newYear({ holidays, longBreaks: [YEAR_END] }),
    '2027-01-01 | closed(break 年末年始)',
    'a long break beats a holiday',
  );
  t.equal(
    newYear({ holidays, longBreaks: [YEAR_END], exceptions: [opening] }),
    '2027-01-01 | closed(before) 10:00 open(special 初売り) 12:00 closed(after)',
    'an exception beats a long break',
  );
});

t.test('the reason names the layer that won, every piece of the date with it', async (t) => {
  const opening = exception('2027-01-01', '10:00-12:00', '初売り');
  const holidays = [closedOn(calendarOf(['2027-01-01 元日', '2027-01-11 成人の日']))];
  const rules = { holidays, longBreaks: [YEAR_END], exceptions: [opening] };
  const { timeline } = compile(scheduleOf(weekdays('09:00-17:30'), rules));
  const layerAt = (time: string) => timeline.reasonAt(at(time)).layer;
  t.equal(layerAt('2027-01-01T09:59'), 'exception');
  t.equal(layerAt('2027-01-01T10:00'), 'exception');
  t.equal(layerAt('2027-01-01T12:00'), 'exception');
  t.equal(layerAt('2027-01-02T12:00'), 'long_break');
  t.equal(layerAt('2027-01-11T12:00'), 'holiday');
  t.equal(layerAt('2027-01-12T12:00'), 'regular');
});

t.test('an exception may open a day that is normally closed', async (t) => {
  t.strictSame(
    desk({ exceptions: [exception('2026-11-21', '10:00-15:00', '臨時受付')] }, '2026-11-21'),
    ['2026-11-21 | closed(before) 10:00 open(special 臨時受付) 15:00 closed(after)'],
  );
});

t.test('inside a layer the narrower range wins, then the later one in the file', async (t) => {
  const june = exception('2027-06-01/2027-06-30', 'closed', '移行');
  const third = exception('2027-06-03', '10:00-12:00', '中間日');
  const also = exception('2027-06-03', '13:00-15:00', '後の記載');
  const june2to4 = (...exceptions: Schedule['exceptions']) =>
    desk({ exceptions }, '2027-06-02', '2027-06-04');
  const expected = [
    '2027-06-02 | closed(exception 移行)',
    '2027-06-03 | closed(before) 10:00 open(special 中間日) 12:00 closed(after)',
    '2027-06-04 | closed(exception 移行)',
  ];
  t.strictSame(june2to4(june, third), expected);
  t.strictSame(june2to4(third, june), expected, 'wherever it stands in the file');
  t.equal(
    june2to4(third, also, june)[1],
    '2027-06-03 | closed(before) 13:00 open(special 後の記載) 15:00 closed(after)',
  );
  const stocktaking = longBreak('12-30/12-30', '棚卸', { hours: hours('10:00-12:00') });
  t.strictSame(
    desk({ longBreaks: [stocktaking, YEAR_END] }, '2026-12-29', '2026-12-31'),
    [
      '2026-12-29 | closed(break 年末年始)',
      '2026-12-30 | closed(before) 10:00 open(special 棚卸) 12:00 closed(after)',
      '2026-12-31 | closed(break 年末年始)',
    ],
    'long breaks too, and they may have hours',
  );
});

t.test('a long break is one rule that crosses New Year, or dated days', async (t) => {
  t.strictSame(desk({ longBreaks: [YEAR_END] }, '2027-12-28', '2027-12-29'), [
    `2027-12-28 | ${OPEN}`,
    '2027-12-29 | closed(break 年末年始)',
  ]);
  t.strictSame(desk({ longBreaks: [YEAR_END] }, '2028-01-03', '2028-01-04'), [
    '2028-01-03 | closed(break 年末年始)',
    `2028-01-04 | ${OPEN}`,
  ]);
  const once = longBreak('2027-08-12/2027-08-13', '夏季休業');
  t.strictSame(desk({ longBreaks: [once] }, '2027-08-11', '2027-08-13'), [
    `2027-08-11 | ${OPEN}`,
    '2027-08-12 | closed(break 夏季休業)',
    '2027-08-13 | closed(break 夏季休業)',
  ]);
  t.strictSame(desk({ longBreaks: [once] }, '2026-08-12'), [`2026-08-12 | ${OPEN}`]);
});

t.test('29 February of every year means leap years', async (t) => {
  const longBreaks = [longBreak('02-29/02-29', '閏日')];
  const rows = (from: string, until: string) =>
    timetable(compile(scheduleOf(daily('00:00-24:00'), { longBreaks })), from, until);
  t.strictSame(rows('2028-02-28', '2028-03-01'), [
    '2028-02-28 | open(regular)',
    '2028-02-29 | closed(break 閏日)',
    '2028-03-01 | open(regular)',
  ]);
  t.strictSame(rows('2027-02-28', '2027-03-01'), [
    '2027-02-28 | open(regular)',
    '2027-03-01 | open(regular)',
  ]);
});

t.test('a holiday closes the line even on an open weekday, and only that date', async (t) => {
  const holidays = [closedOn(calendarOf(['2026-11-23 勤労感謝の日']))];
  t.strictSame(desk({ holidays }, '2026-11-22', '2026-11-24'), [
    '2026-11-22 | closed(weekend)',
    '2026-11-23 | closed(holiday 勤労感謝の日)',
    `2026-11-24 | ${OPEN}`,
  ]);
});

t.test('a holiday may have its own hours, or be ignored', async (t) => {
  const jp = calendarOf(['2026-11-23 勤労感謝の日']);
  const withHours = { calendars: [jp], hours: hours('10:00-17:00'), dayBefore: null };
  t.strictSame(desk({ holidays: [withHours] }, '2026-11-23'), [
    '2026-11-23 | closed(before) 10:00 open(special 勤労感謝の日) 17:00 closed(after)',
  ]);
  const ignored = { ...withHours, hours: 'regular' as const };
  t.strictSame(desk({ holidays: [ignored] }, '2026-11-23'), [`2026-11-23 | ${OPEN}`]);
  t.strictSame(
    desk({ holidays: [ignored, closedOn(jp)] }, '2026-11-23'),
    ['2026-11-23 | closed(holiday 勤労感謝の日)'],
    'a rule that ignores leaves the date to the next rule',
  );
  const always = scheduleOf(daily('00:00-24:00'), { holidays: [ignored] });
  t.equal(compile(always).timeline.intervalAt(at('2026-11-23T12:00')).end, null);
});

t.test('where two calendars know a date, the first in the list names it', async (t) => {
  const jp = calendarOf(['2026-11-23 勤労感謝の日']);
  const company = calendarOf(['2026-11-23 創立記念日', '2026-11-24 社内行事']);
  const bothDays = (...holidays: Schedule['holidays']) =>
    desk({ holidays }, '2026-11-23', '2026-11-24');
  const jpFirst = [
    '2026-11-23 | closed(holiday 勤労感謝の日)',
    '2026-11-24 | closed(holiday 社内行事)',
  ];
  t.strictSame(bothDays(closedOn(jp, company)), jpFirst, 'in one rule');
  t.strictSame(bothDays(closedOn(jp), closedOn(company)), jpFirst, 'or in two');
  t.equal(bothDays(closedOn(company, jp))[0], '2026-11-23 | closed(holiday 創立記念日)');
});

t.test('a Saturday that is also a holiday is a holiday', async (t) => {
  const holidays = [closedOn(calendarOf(['2024-11-23 勤労感謝の日']))];
  t.strictSame(desk({ holidays }, '2024-11-23', '2024-11-24'), [
    '2024-11-23 | closed(holiday 勤労感謝の日)',
    '2024-11-24 | closed(weekend)',
  ]);
});

t.test('closedDuring cuts time out of whatever hours the layers gave', async (t) => {
  const cut = (text: string) => closedDuring('2026-11-24', text, '研修');
  const onTuesday = (...exceptions: Schedule['exceptions']) =>
    desk({ exceptions }, '2026-11-24').join();
  t.equal(
    onTuesday(cut('13:00-15:00')),
    '2026-11-24 | closed(before) 09:00 open(regular) 13:00 closed(exception 研修) 15:00 open(regular) 17:30 closed(after)',
  );
  t.equal(
    onTuesday(cut('08:00-10:00')),
    '2026-11-24 | closed(before) 09:00 closed(exception 研修) 10:00 open(regular) 17:30 closed(after)',
    'only the cut has its reason',
  );
  t.equal(
    onTuesday(cut('08:00-10:00'), exception('2026-11-24', '09:30-12:00', '短縮')),
    '2026-11-24 | closed(before) 09:30 closed(exception 研修) 10:00 open(special 短縮) 12:00 closed(after)',
    'an exception is cut as well',
  );
  t.equal(
    onTuesday(cut('09:00-17:30')),
    '2026-11-24 | closed(before) 09:00 closed(exception 研修) 17:30 closed(after)',
  );
  t.equal(
    onTuesday(cut('12:00-14:00'), closedDuring('2026-11-24', '13:00-15:00', '訓練')),
    '2026-11-24 | closed(before) 09:00 open(regular) 12:00 closed(exception 研修) 13:00 closed(exception 訓練) 15:00 open(regular) 17:30 closed(after)',
    'several cuts add up, and the later one in the file names what both cut',
  );
  t.strictSame(
    desk({ exceptions: [closedDuring('2026-11-22', '09:00-17:30', '研修')] }, '2026-11-22'),
    ['2026-11-22 | closed(weekend)'],
    'there is nothing to cut out of a closed date',
  );
});

t.test('closedDuring leaves the tail of the night before alone, and cuts its own', async (t) => {
  const nights = week({ fri: '22:00-26:00' });
  const rowsWith = (date: string, text: string) => {
    const exceptions = [closedDuring(date, text, '点検')];
    return timetable(compile(scheduleOf(nights, { exceptions })), '2026-11-20', '2026-11-21');
  };
  const friday = '2026-11-20 | closed(before) 22:00 open(regular)';
  t.strictSame(rowsWith('2026-11-21', '00:00-01:00'), [
    friday,
    '2026-11-21 | open(regular) 02:00 closed(weekend)',
  ]);
  t.strictSame(rowsWith('2026-11-20', '25:00-26:00'), [
    friday,
    '2026-11-21 | open(regular) 01:00 closed(exception 点検) 02:00 closed(weekend)',
  ]);
});
