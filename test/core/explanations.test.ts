import t from 'tap';
import { civilDayToDate } from '../../src/core/civil.ts';
import { explain } from '../../src/core/explanation.ts';
import {
  at,
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  exception,
  hours,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';

t.test('1 January inside a long break still names the holiday in its explanation', async (t) => {
  const holidays = [closedOn(calendarOf(['2027-01-01 元日']))];
  const rules = { holidays, longBreaks: [YEAR_END] };
  const compiled = compile(scheduleOf(weekdays('09:00-17:30'), rules));
  const { layers, holiday } = explain(compiled, at('2027-01-01T12:00'));
  t.equal(holiday?.name.ja, '元日');
  t.match(
    layers,
    [
      { layer: 'override', said: null, outcome: 'silent' },
      { layer: 'exception', said: null, outcome: 'silent' },
      { layer: 'long_break', said: { hours: [], name: { ja: '年末年始' } }, outcome: 'won' },
      { layer: 'holiday', said: { name: { ja: '元日' } }, outcome: { lostTo: 'long_break' } },
      { layer: 'regular', said: { hours: [{ start: 540 }] }, outcome: { lostTo: 'long_break' } },
    ],
    'every layer, what it said, and why it lost',
  );
});

t.test('a layer that lost is named with the one that beat it', async (t) => {
  const exceptions = [exception('2026-12-30', '10:00-12:00', '年末受付')];
  const rules = { longBreaks: [YEAR_END], exceptions };
  const compiled = compile(scheduleOf(weekdays('09:00-17:30'), rules));
  const outcomes = explain(compiled, at('2026-12-30T11:00')).layers.map(({ outcome }) => outcome);
  const lost = { lostTo: 'exception' };
  t.strictSame(outcomes, ['silent', 'won', lost, 'silent', lost]);
});

t.test('a holiday that the schedule ignores is still told', async (t) => {
  const calendars = [calendarOf(['2026-11-23 勤労感謝の日'])];
  const holidays = [{ calendars, hours: 'regular' as const, dayBefore: hours('09:00-12:00') }];
  const compiled = compile(scheduleOf(daily('09:00-17:30'), { holidays }));
  const monday = explain(compiled, at('2026-11-23T10:00'));
  t.equal(monday.holiday?.name.ja, '勤労感謝の日');
  t.match(monday.layers.at(-1), { layer: 'regular', outcome: 'won' });
  t.notOk(monday.narrowed);
  t.ok(explain(compiled, at('2026-11-22T10:00')).narrowed, 'the day before it is narrowed');
  t.notOk(explain(compiled, at('2026-11-21T10:00')).narrowed);
});

t.test('time cut out and dates bridged are told', async (t) => {
  const rules = {
    holidays: [closedOn(calendarOf(['2026-11-03 文化の日']))],
    exceptions: [closedDuring('2026-11-05', '13:00-15:00', '研修')],
    detection: { minDays: 4, noticeDays: 14, bridgeWithinDays: 1 },
  };
  const compiled = compile(scheduleOf(weekdays('09:00-17:30'), rules));
  const monday = explain(compiled, at('2026-11-02T10:00'));
  t.ok(monday.bridged);
  t.match(monday.layers, [{}, {}, { layer: 'long_break', outcome: 'won' }]);
  t.same(monday.cuts, []);
  const thursday = explain(compiled, at('2026-11-05T10:00'));
  t.notOk(thursday.bridged);
  t.match(thursday.cuts, [{ spans: hours('13:00-15:00'), name: { ja: '研修' } }]);
});

t.test('in the tail of a night it is the day before that is explained', async (t) => {
  const dateAt = (time: string, text = '22:00-26:00') => {
    const rules = {
      lastCallMinutes: 30,
      exceptions: [closedDuring('2026-11-20', '24:30-25:00', '点検')],
    };
    const compiled = compile(scheduleOf(week({ fri: text, sat: '22:00-24:00' }), rules));
    return civilDayToDate(explain(compiled, at(time)).date);
  };
  t.equal(dateAt('2026-11-20T23:59:59.999'), '2026-11-20');
  t.equal(dateAt('2026-11-21T00:00'), '2026-11-20');
  t.equal(dateAt('2026-11-21T00:45'), '2026-11-20', 'while time is cut out of it');
  t.equal(dateAt('2026-11-21T01:59:59.999'), '2026-11-20', 'while it takes no new caller');
  t.equal(dateAt('2026-11-21T02:00'), '2026-11-21');
  t.equal(dateAt('2026-11-21T00:00', '22:00-24:00'), '2026-11-21', 'a night without a tail');
  const cut = [closedDuring('2026-11-20', '24:00-26:00', '点検')];
  const hoursOf = week({ fri: '22:00-26:00', sat: '01:00-03:00' });
  const compiled = compile(scheduleOf(hoursOf, { exceptions: cut }));
  const { date } = explain(compiled, at('2026-11-21T01:30'));
  t.equal(civilDayToDate(date), '2026-11-21', 'open by its own hours, where the tail is cut');
});
