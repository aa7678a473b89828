import fc from 'fast-check';
import t from 'tap';
import { addDays, civilDayToDate, weekdayIndexOf } from '../../src/core/civil.ts';
import { explain } from '../../src/core/explanation.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import type { RuleId } from '../../src/core/verdict.ts';
import { verdictsOn } from '../../src/core/verdicts-on.ts';
import { civilToInstant } from '../../src/core/zone.ts';
import { schedulesAround } from '../support/arbitrary-schedules.ts';
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
  nthWeekday,
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

const DETECTION = { minDays: 4, noticeDays: 14, bridgeWithinDays: 0 };

t.test('rules of the same layer that lost are told, the strongest first', async (t) => {
  const [jp, company] = [
    calendarOf(['2026-11-03 文化の日']),
    calendarOf(['2026-11-03 創立記念日']),
  ];
  const rules = {
    holidays: [{ ...closedOn(jp), hours: 'regular' as const }, closedOn(company), closedOn(jp)],
    longBreaks: [longBreak('2026-11-01/2026-11-30', '改装'), longBreak('11-02/11-04', '秋休み')],
    exceptions: [
      exception('2026-11-03', '10:00-12:00', '早い'),
      exception('2026-11-01/2026-11-05', 'closed', '広い'),
      exception('2026-11-03', '13:00-15:00', '遅い'),
      closedDuring('2026-11-03', '14:00-14:30', '点検'),
    ],
  };
  const [regular] = [{ ...weekdays('09:00-17:30'), nthWeekdays: [nthWeekday(1, 'tue', 'closed')] }];
  const { layers, cuts } = explain(compile(scheduleOf(regular, rules)), at('2026-11-03T12:00'));
  const told = layers.map(({ said, overruled }) =>
    [...(said ? [said] : []), ...overruled].map(({ rule }) => rule),
  );
  const at0 = { list: 'editions', index: 0 };
  t.same(told, [
    [],
    [2, 0, 1].map((index) => ({ list: 'exceptions', index })),
    [1, 0].map((index) => ({ list: 'longBreaks', index })),
    [1, 2].map((index) => ({ list: 'holidays', index, part: 'hours' })),
    [
      { ...at0, nthWeekday: 0 },
      { ...at0, nthWeekday: null },
    ],
  ]);
  t.match(cuts, [{ rule: { list: 'exceptions', index: 3 } }]);
});

t.test('what narrows or closes the day before a holiday is told with its rule', async (t) => {
  const jp = calendarOf(['2026-11-03 文化の日', '2026-11-05 何かの日']);
  const holidays = [
    { ...closedOn(jp), dayBefore: hours('09:00-12:00') },
    { ...closedOn(calendarOf(['2026-11-05 何かの日'])), dayBefore: hours('13:00-15:00') },
  ];
  const compiled = compile(scheduleOf(daily('09:00-17:30'), { holidays }));
  const monday = explain(compiled, at('2026-11-02T10:00'));
  t.same(monday.narrowedBy, [{ list: 'holidays', index: 0, part: 'dayBefore' }]);
  const wednesday = explain(compiled, at('2026-11-04T10:00')).layers[3];
  t.match(wednesday, {
    said: { hours: [], rule: { list: 'holidays', index: 1, part: 'dayBefore' } },
    outcome: 'won',
  });
});

/** The schedule without what a rule says of a date; `null` where it says nothing anyway. */
function without(schedule: Schedule, rule: RuleId, date: ReturnType<typeof day>): Schedule | null {
  const { editions, holidays } = schedule;
  switch (rule.list) {
    case 'exceptions':
      return { ...schedule, exceptions: schedule.exceptions.toSpliced(rule.index, 1) };
    case 'longBreaks':
      return { ...schedule, longBreaks: schedule.longBreaks.toSpliced(rule.index, 1) };
    case 'holidays': {
      const said = rule.part === 'hours' ? { hours: 'regular' as const } : { dayBefore: null };
      const changed = holidays.map((it, index) => (index === rule.index ? { ...it, ...said } : it));
      return { ...schedule, holidays: changed };
    }
    case 'detection':
      return { ...schedule, detection: { ...schedule.detection, bridgeWithinDays: 0 } };
    case 'editions': {
      const edition = editions[rule.index];
      const weekday = weekdayIndexOf(date);
      if (!edition || (rule.nthWeekday === null && edition.weekdays[weekday]?.length === 0)) {
        return null;
      }
      const less =
        rule.nthWeekday === null
          ? { ...edition, weekdays: edition.weekdays.with(weekday, []) }
          : { ...edition, nthWeekdays: edition.nthWeekdays.toSpliced(rule.nthWeekday, 1) };
      return { ...schedule, editions: editions.with(rule.index, less) };
    }
  }
}

t.test('without the rule that an explanation names, the layer says something else', async (t) => {
  const middle = day('2026-11-03');
  let removed = 0;
  const property = fc.property(
    schedulesAround(middle),
    fc.integer({ min: -8, max: 8 }),
    (schedule, more) => {
      const compiled = compile(schedule);
      const noon = civilToInstant(
        compiled.zone,
        { day: addDays(middle, more), minute: 720 },
        'earlier',
      );
      const before = explain(compiled, noon);
      for (const [index, { said, overruled }] of before.layers.entries()) {
        const less = said?.rule ? without(schedule, said.rule, before.date) : null;
        if (!said || !less) continue;
        removed++;
        const after = explain(compile(less), noon);
        if (after.date !== before.date) continue;
        const layer = after.layers[index];
        const textOf = (of: typeof said | undefined | null) => of && [of.hours, of.name];
        t.not(
          JSON.stringify([layer?.said, layer?.overruled].flat().map(textOf)),
          JSON.stringify([said, ...overruled].map(textOf)),
        );
        if (said.rule?.list === 'exceptions') {
          // What it had painted over shows.
          t.same(textOf(layer?.said), textOf(overruled[0]));
        }
      }
    },
  );
  fc.assert(property, { numRuns: 300 });
  t.ok(removed > 300);
});

t.test('what rules say about a date is what is painted onto its year', async (t) => {
  const middle = day('2026-12-31');
  const property = fc.property(schedulesAround(middle), (schedule) => {
    const { plans } = compile({ ...schedule, detection: DETECTION });
    for (let date = addDays(middle, -8); date <= middle + 8; date = addDays(date, 1)) {
      const { layers, index } = plans.layersOn(date);
      const { verdicts } = verdictsOn(schedule, date);
      const said = [verdicts.exception, verdicts.long_break, verdicts.holiday, verdicts.regular];
      const painted = [
        layers.exception[index],
        layers.longBreak[index],
        layers.holiday[index],
        layers.narrowed[index] ?? layers.regular[index],
      ];
      const isSame =
        JSON.stringify(said.map(([first]) => first ?? null)) ===
        JSON.stringify(painted.map((verdict) => verdict ?? null));
      if (!isSame)
        t.same(
          said.map(([first]) => first),
          painted,
          civilDayToDate(date),
        );
    }
  });
  fc.assert(property, { numRuns: 300 });
});
