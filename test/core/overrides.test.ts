import fc from 'fast-check';
import t from 'tap';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { adjustedBy } from '../../src/core/adjusted-by.ts';
import { type CivilDay, civilDayToDate } from '../../src/core/civil.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import { explain } from '../../src/core/explanation.ts';
import {
  DAY,
  END_OF_INSTANTS,
  FIRST_INSTANT,
  type Instant,
  MINUTE,
} from '../../src/core/instant.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import { compareBreak, compareEnds, compareReason, expect, factsOf } from '../support/agreement.ts';
import { type OverrideCase, overrideCases } from '../support/arbitrary-overrides.ts';
import { daysAround, instantOf, MINUTES_PER_DAY, minutesAround } from '../support/around.ts';
import { longBreakOn, planOn, upcomingBreakOn } from '../support/oracle-breaks.ts';
import { cutAt } from '../support/oracle-day.ts';
import {
  closingName,
  oraclePlanOn,
  overriddenLine,
  topmost,
  walkOverridden,
} from '../support/oracle-overrides.ts';
import { entriesAtChanges, intervalAround, openingFrom } from '../support/oracle-runs.ts';
import { override, toLineOverride } from '../support/overrides.ts';
import {
  at,
  closedDuring,
  closedOn,
  compile,
  daily,
  day,
  hours,
  longBreak,
  namesOf,
  scheduleOf,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

const SPREAD = { spreadMinutes: 30 };

const desk = compile(
  scheduleOf(weekdays('09:00-17:30'), {
    holidays: [closedOn(createJapanCalendar('jp', null))],
    longBreaks: [YEAR_END],
  }),
);

const closedOver = (...times: readonly string[]) =>
  overlaySchedule(
    desk,
    times.map((time) => override(time, 'closed', '台風')),
  );

const breakOn = ({ longBreaks }: CompiledSchedule, date: string) => {
  const found = longBreaks.on(day(date));
  return found && `${civilDayToDate(found.from)} ${civilDayToDate(found.until)} ${found.name.ja}`;
};

t.test('a typhoon closes a weekday until noon, and everything knows when it opens', async (t) => {
  const typhoon = closedOver('2026-11-24T07:00/2026-11-24T12:00');
  t.strictSame(timetable(typhoon, '2026-11-24'), [
    '2026-11-24 | closed(before) 07:00 closed(override 台風) 12:00 open(regular) 17:30 closed(after)',
  ]);
  const noon = at('2026-11-24T12:00');
  t.match(decide(typhoon, at('2026-11-24T06:59'), SPREAD), { until: at('2026-11-24T07:00') });
  const decision = decide(typhoon, at('2026-11-24T08:00'), SPREAD);
  t.match(decision, {
    state: 'closed',
    reason: { code: 'override_closed', layer: 'override', name: { ja: '台風' } },
    since: at('2026-11-24T07:00'),
    until: noon,
    opensAt: noon,
    closesAt: at('2026-11-24T17:30'),
    retry: { at: noon, window: [noon, at('2026-11-24T12:30')] },
    freshUntil: noon,
  });
  t.match(decide(typhoon, noon, SPREAD), { state: 'open', reason: { code: 'regular_hours' } });
  const plan = typhoon.plans.planOn(day('2026-11-24'));
  t.match(plan, { layer: 'regular', reason: { code: 'regular_hours' } }, 'only shortened');
  t.same(plan?.spans, hours('12:00-17:30'));
});

t.test('without overrides it is the same compiled schedule', async (t) => {
  t.equal(overlaySchedule(desk, []), desk);
  t.equal(closedOver('2026-11-24T12:00/2026-11-24T12:00'), desk, 'one of no length is none');
  t.equal(desk.overrideAt(at('2026-11-24T12:00')), null);
});

t.test('when the last override ends, the one below shows again', async (t) => {
  const stack = overlaySchedule(desk, [
    override('2026-11-24T10:00/2026-11-24T16:00', 'closed', '台風'),
    override('2026-11-24T12:00/2026-11-24T13:00', 'open', '緊急受付'),
    override('2026-11-24T12:30/2026-11-24T12:45', 'closed', '停電'),
  ]);
  t.strictSame(timetable(stack, '2026-11-24'), [
    '2026-11-24 | closed(before) 09:00 open(regular) 10:00 closed(override 台風)' +
      ' 12:00 open(override 緊急受付) 12:30 closed(override 停電) 12:45 open(override 緊急受付)' +
      ' 13:00 closed(override 台風) 16:00 open(regular) 17:30 closed(after)',
  ]);
  const plan = stack.plans.planOn(day('2026-11-24'));
  t.match(plan, { layer: 'override', reason: { code: 'override_open' } });
  t.same(plan?.spans, hours('09:00-10:00 12:00-12:30 12:45-13:00 16:00-17:30'));
});

t.test('overrides that adjoin are one interval when they say the same', async (t) => {
  const times = ['2026-11-24T10:00/2026-11-24T11:00', '2026-11-24T11:00/2026-11-24T12:00'];
  const { until } = decide(closedOver(...times), at('2026-11-24T10:30'), SPREAD);
  t.equal(until, at('2026-11-24T12:00'));
  const [first = '', second = ''] = times;
  const different = [override(first, 'closed', '台風'), override(second, 'closed', '停電')];
  const apart = decide(overlaySchedule(desk, different), at('2026-11-24T10:30'), SPREAD);
  t.match(apart, { until: at('2026-11-24T11:00'), opensAt: at('2026-11-24T12:00') });
});

t.test('own hours hold on every date until they end, also past midnight', async (t) => {
  const times = '2026-11-20T12:00/2026-11-23T01:00';
  const nights = overlaySchedule(desk, [override(times, '22:00-26:00', '夜間')]);
  t.strictSame(timetable(nights, '2026-11-20', '2026-11-23'), [
    '2026-11-20 | closed(before) 09:00 open(regular) 12:00 closed(override 夜間) 22:00 open(override 夜間)',
    '2026-11-21 | open(override 夜間) 02:00 closed(override 夜間) 22:00 open(override 夜間)',
    '2026-11-22 | open(override 夜間) 02:00 closed(override 夜間) 22:00 open(override 夜間)',
    '2026-11-23 | open(override 夜間) 01:00 closed(holiday 勤労感謝の日)',
  ]);
  const spansOn = (date: string) => nights.plans.planOn(day(date))?.spans;
  t.same(spansOn('2026-11-20'), hours('09:00-12:00 22:00-26:00'));
  t.same(spansOn('2026-11-21'), hours('22:00-26:00'));
  t.same(spansOn('2026-11-22'), hours('22:00-25:00'), 'until it ends');
  t.same(spansOn('2026-11-23'), [], 'a tail belongs to the date that it began on');
  const at1 = explain(nights, at('2026-11-22T01:00'));
  t.equal(civilDayToDate(at1.date), '2026-11-21');
});

t.test('a clock change opens own hours early and closes them late', async (t) => {
  const newYork = compile(scheduleOf(weekdays('09:00-17:30')), 'America/New_York');
  const during = (dates: string) =>
    overlaySchedule(newYork, [override(dates, '01:30-02:30', '点検')]);
  const autumn = during('2026-11-01T00:00-04:00/2026-11-02T00:00-05:00');
  t.strictSame(timetable(autumn, '2026-11-01'), [
    '2026-11-01 | closed(override 点検) 01:30 open(override 点検) 02:30 closed(override 点検)',
  ]);
  const spring = during('2026-03-08T00:00-05:00/2026-03-09T00:00-04:00');
  t.strictSame(timetable(spring, '2026-03-08'), [
    '2026-03-08 | closed(override 点検) 01:30 open(override 点検) 03:00 closed(override 点検)',
  ]);
});

t.test('an open override gives hours to every date in it', async (t) => {
  const opened = overlaySchedule(desk, [
    override('2026-11-21T15:00/2026-11-23T10:00', 'open', '臨時受付'),
  ]);
  const spans = ['2026-11-21', '2026-11-22', '2026-11-23'].map(
    (date) => opened.plans.planOn(day(date))?.spans,
  );
  t.same(spans, [hours('15:00-24:00'), hours('00:00-24:00'), hours('00:00-10:00')]);
  const { opensAt, closesAt } = decide(opened, at('2026-11-22T12:00'), SPREAD);
  t.same([opensAt, closesAt], [at('2026-11-21T15:00'), at('2026-11-23T10:00')], 'one opening');
});

t.test('a date wholly closed by overrides is closed by them, also a Sunday', async (t) => {
  const days = closedOver('2026-11-20T18:00/2026-11-24T09:30');
  const planOn = (date: string) => days.plans.planOn(day(date));
  t.equal(planOn('2026-11-20'), desk.plans.planOn(day('2026-11-20')), 'after its hours');
  for (const date of ['2026-11-21', '2026-11-22', '2026-11-23']) {
    t.match(planOn(date), { layer: 'override', reason: { code: 'override_closed' }, spans: [] });
  }
  t.same(planOn('2026-11-24')?.spans, hours('09:30-17:30'));
  const part = closedOver('2026-11-22T07:00/2026-11-22T12:00').plans.planOn(day('2026-11-22'));
  t.match(part, { layer: 'regular', reason: { code: 'weekend' } }, 'a part of a Sunday is not');
});

t.test('closing working days next to a closed run makes a longer detected break', async (t) => {
  t.equal(breakOn(desk, '2026-05-04'), '2026-05-02 2026-05-06 ゴールデンウィーク');
  const longer = closedOver('2026-04-30T00:00/2026-05-02T00:00');
  t.equal(breakOn(longer, '2026-05-04'), '2026-04-29 2026-05-06 ゴールデンウィーク');
  t.equal(longer.longBreaks.on(day('2026-04-30'))?.reopensAt, at('2026-05-07T09:00'));
  t.equal(longer.longBreaks.upcomingOn(day('2026-04-28'))?.from, day('2026-04-29'));
  const untilNoon = closedOver(
    '2026-04-30T00:00/2026-05-01T00:00',
    '2026-05-07T00:00/2026-05-07T12:00',
  );
  t.equal(breakOn(untilNoon, '2026-05-04'), '2026-05-02 2026-05-06 ゴールデンウィーク');
  const { reopensAt } = untilNoon.longBreaks.on(day('2026-05-04')) ?? {};
  t.equal(reopensAt, at('2026-05-07T12:00'), 'and a part of a day moves the reopening');
});

t.test('a run that overrides close for the most part is called by their name', async (t) => {
  const closed = closedOver('2026-06-08T09:00/2026-06-12T17:30');
  t.equal(breakOn(closed, '2026-06-10'), '2026-06-06 2026-06-14 台風', '5 of 9');
  t.equal(
    breakOn(closedOver('2026-06-08T09:00/2026-06-11T17:30'), '2026-06-10'),
    '2026-06-06 2026-06-11 台風',
  );
  const half = closedOver('2026-06-09T09:00/2026-06-12T17:30', '2026-06-13T00:00/2026-06-14T00:00');
  t.equal(breakOn(half, '2026-06-13'), '2026-06-09 2026-06-14 台風');
  const twoOfSix = closedOver('2026-05-07T09:00/2026-05-08T17:30');
  t.equal(breakOn(twoOfSix, '2026-05-08'), '2026-05-02 2026-05-10 ゴールデンウィーク', '2 of 9');
  const noticed = compile(
    scheduleOf(weekdays('09:00-17:30'), { longBreaks: [{ ...YEAR_END, noticeDays: 30 }] }),
  );
  const over = override('2026-12-29T00:00/2027-01-04T00:00', 'closed', '移転');
  const found = overlaySchedule(noticed, [over]).longBreaks.on(day('2026-12-31'));
  t.match(found, { name: { ja: '移転' }, noticeDays: 30 }, 'the configured notice stays');
});

t.test('opening a date inside a long break splits it', async (t) => {
  const opened = overlaySchedule(desk, [
    override('2026-12-31T10:00/2026-12-31T12:00', 'open', '年末受付'),
  ]);
  t.equal(breakOn(desk, '2026-12-31'), '2026-12-29 2027-01-03 年末年始');
  t.equal(breakOn(opened, '2026-12-30'), '2026-12-29 2026-12-30 年末年始');
  t.equal(breakOn(opened, '2026-12-31'), null);
  t.equal(breakOn(opened, '2027-01-01'), '2027-01-01 2027-01-03 年末年始');
  const { reopensAt, bridges } = opened.longBreaks.on(day('2026-12-30')) ?? {};
  t.equal(reopensAt, at('2026-12-31T10:00'));
  t.same(bridges, [day('2026-12-31')]);
});

t.test('a configured break counts at any length, also where an override closes it', async (t) => {
  const longBreaks = [longBreak('2027-06-02/2027-06-02', '創立記念')];
  const compiled = compile(scheduleOf(weekdays('09:00-17:30'), { longBreaks }));
  const closed = override('2027-06-01T20:00/2027-06-03T08:00', 'closed', '台風');
  t.equal(breakOn(overlaySchedule(compiled, [closed]), '2027-06-02'), '2027-06-02 2027-06-02 台風');
});

t.test('bridges are judged by what is configured', async (t) => {
  const rules = {
    holidays: [closedOn(createJapanCalendar('jp', null))],
    detection: { minDays: 4, noticeDays: 14, bridgeWithinDays: 1 },
  };
  const bridging = compile(scheduleOf(weekdays('09:00-17:30'), rules));
  const opened = override('2026-11-03T00:00/2026-11-04T00:00', 'open', '特別受付');
  const closed = override('2026-11-05T00:00/2026-11-06T00:00', 'closed', '台風');
  const overlaid = overlaySchedule(bridging, [opened, closed]);
  t.match(overlaid.plans.planOn(day('2026-11-02')), { reason: { code: 'long_break' } });
  t.same(overlaid.plans.planOn(day('2026-11-06'))?.spans, hours('09:00-17:30'), 'no new bridge');
});

t.test('the explanation tells what the override said, and only while it shows', async (t) => {
  const explained = (change: string, time: string) => {
    const some = override('2026-11-24T10:00/2026-11-24T12:00', change, '台風');
    return explain(overlaySchedule(desk, [some]), at(`2026-11-24T${time}`)).layers;
  };
  // It comes from no rule of the schedule.
  const said = { name: namesOf('台風'), rule: null };
  t.same(explained('closed', '10:00')[0]?.said, { hours: [], ...said });
  t.same(explained('open', '10:00')[0]?.said, { hours: hours('00:00-24:00'), ...said });
  t.same(explained('11:00-11:30', '10:00')[0]?.said, { hours: hours('11:00-11:30'), ...said });
  const [top, , , , regular] = explained('closed', '11:59:59.999');
  t.match([top?.outcome, regular?.outcome], ['won', { lostTo: 'override' }]);
  for (const time of ['09:59:59.999', '12:00']) {
    const [override, , , , regular] = explained('closed', time);
    t.match([override?.outcome, override?.said, regular?.outcome], ['silent', null, 'won']);
  }
});

t.test('a cut in time that the clock skips adjusts nothing', async (t) => {
  const rules = { exceptions: [closedDuring('2026-03-08/2026-03-09', '02:00-03:00', '点検')] };
  const night = compile(scheduleOf(daily('00:00-03:15'), rules), 'America/New_York');
  t.same(adjustedBy(night, day('2026-03-08')), []);
  t.match(adjustedBy(night, day('2026-03-09')), [{ layer: 'exception', name: namesOf('点検') }]);
  const opened = override('2026-03-08T05:00Z/2026-03-09T04:00Z', 'open', '特別受付');
  t.same(adjustedBy(overlaySchedule(night, [opened]), day('2026-03-08')), []);
});

t.test('an override that reaches beyond the years with answers has no end there', async (t) => {
  const last = override('2100-12-31T12:00Z/2100-12-31T13:00Z', 'open', '最後');
  const first = override('1970-01-01T00:00Z/1970-01-01T12:00Z', 'closed', '最初');
  const late = overlaySchedule(desk, [
    { ...last, end: (END_OF_INSTANTS + 30 * DAY) as Instant },
    { ...first, start: (FIRST_INSTANT - 30 * DAY) as Instant },
  ]);
  t.match(decide(late, at('2100-12-31T18:00Z'), SPREAD), { state: 'open', closesAt: null });
  t.equal(late.timeline.intervalAt(at('2100-12-31T18:00Z')).end, null);
  t.equal(late.timeline.intervalAt(at('1970-01-01T06:00Z')).start, null);
  const always = compile(scheduleOf(daily('00:00-24:00')));
  const beyond = { ...last, start: (END_OF_INSTANTS + DAY) as Instant };
  const before = { ...first, end: (FIRST_INSTANT - DAY) as Instant };
  const without = overlaySchedule(always, [
    { ...beyond, end: (beyond.start + DAY) as Instant },
    { ...before, start: (before.end - DAY) as Instant },
  ]);
  t.match(decide(without, at('2100-12-31T18:00Z'), SPREAD), { since: null, until: null });
});

/**
 * How many cases each property tries, new ones on every run. A failure prints its seed and its
 * path; written beside `numRuns` they play it again.
 */
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 100) };

interface Lines {
  readonly base: CompiledSchedule;
  readonly compiled: CompiledSchedule;
  readonly line: ReturnType<typeof overriddenLine>;
}

t.test('the last override that holds wins, minute by minute, as in the oracle', async () => {
  const property = fc.property(overrideCases(), fc.nat(MINUTE - 1), (some, milliseconds) => {
    const { compiled, line } = linesOf(some);
    for (const entry of walkOverridden(line, minutesAround(some.day, 3))) {
      compareReason(compiled.timeline.reasonAt(instantOf(entry, milliseconds)), entry);
    }
  });
  fc.assert(property, RUNS);
});

t.test('intervals and openings begin and end where the oracle changes', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const { compiled, line } = linesOf(some);
    const walked = walkOverridden(line, minutesAround(some.day, 4));
    for (const entry of entriesAtChanges(walked)) {
      const decision = decide(compiled, instantOf(entry), SPREAD);
      const { since, until, opensAt, closesAt } = decision;
      compareEnds({ start: opensAt, end: closesAt }, openingFrom(walked, entry));
      const run = intervalAround(walked, entry);
      if (!run.entries.every(({ isBinding }) => isBinding)) continue;
      compareEnds({ start: since, end: until }, run);
    }
  });
  fc.assert(property, RUNS);
});

t.test('a decision under overrides stays true until the instant that it names', async () => {
  const property = fc.property(overrideCases(), fc.nat(9 * MINUTES_PER_DAY), (some, later) => {
    const { compiled } = linesOf(some);
    const { from, until } = minutesAround(some.day, 4);
    const asked = ((from + (later % (until - from))) * MINUTE) as Instant;
    const decision = decide(compiled, asked, SPREAD);
    const last = Math.min(decision.freshUntil, END_OF_INSTANTS) - 1;
    const lastDecision = { ...decide(compiled, last as Instant, SPREAD), instant: asked };
    expect('the last decision', JSON.stringify(lastDecision), JSON.stringify(decision));
  });
  fc.assert(property, RUNS);
});

t.test('intervals under overrides adjoin, and neighbours differ', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const { timeline } = linesOf(some).compiled;
    const { from, until } = minutesAround(some.day, 20);
    const bounds = [from * MINUTE, until * MINUTE] as [Instant, Instant];
    const intervals = [...intervalsBetween(timeline, ...bounds)];
    for (const [index, next] of intervals.slice(1).entries()) {
      const last = intervals[index];
      expect('the end of the interval before', last?.end, next.start);
      if (factsOf(last?.reason) === factsOf(next.reason)) throw new Error(`no change: ${next}`);
    }
  });
  fc.assert(property, RUNS);
});

t.test('the hours of dates are what the oracle counts, and who decided them', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const lines = linesOf(some);
    for (const day of daysAround(some.day, 6)) comparePlan(lines, day);
  });
  fc.assert(property, RUNS);
});

t.test(
  'what changes a date without deciding it is what its hours would differ without',
  async () => {
    const property = fc.property(overrideCases(), (some) => {
      const lines = linesOf(some);
      for (const day of daysAround(some.day, 6)) compareChanges(lines, day);
    });
    fc.assert(property, RUNS);
  },
);

function compareChanges({ compiled, line }: Lines, day: CivilDay): void {
  const plan = compiled.plans.planOn(day);
  const changes = adjustedBy(compiled, day);
  const expected = oraclePlanOn(line, day);
  const decider = plan?.layer === 'override' ? plan.reason.name.ja : null;
  const others = (names: Iterable<string>) =>
    [...new Set(names)].filter((name) => name !== decider).sort();
  const overrides = changes.filter(({ layer }) => layer === 'override');
  const named = others(overrides.map(({ name }) => name.ja)).join();
  expect(`overrides on day ${day}`, named, others(expected?.adjustedBy ?? []).join());
  const cuts = changes.filter(({ layer }) => layer === 'exception').map(({ name }) => name.ja);
  expect(`cuts on day ${day}`, cuts.sort().join(), cutsShown(line, day).join());
  expect('strongest first', changes.length, overrides.length + cuts.length);
  if (decider !== null && plan) expect('decided by it', changes.includes(plan.reason), false);
}

/** The names of cuts in the hours below, minute by minute, that overrides leave as they are. */
function cutsShown(line: Lines['line'], day: CivilDay): readonly string[] {
  const plan = oraclePlanOn(line, day);
  if (!plan || (plan.minutes.size === 0 && plan.decidedBy !== null)) return [];
  const names = new Set<string>();
  for (const { start, end } of planOn(line, day)?.spans ?? []) {
    for (let minute = start; minute < end; minute++) {
      // What the clock skips is no time to take.
      if (line.clock.readingsOf(day * MINUTES_PER_DAY + minute).length === 0) continue;
      const cut = cutAt(line.schedule, day, minute);
      if (cut && !plan.minutes.has(minute)) names.add(cut.name.ja);
    }
  }
  return [...names].sort();
}

/** Compared on the times that the clock reads once; the others are open when one reading is. */
function comparePlan({ base, compiled, line }: Lines, day: CivilDay): void {
  const plan = compiled.plans.planOn(day);
  const expected = oraclePlanOn(line, day);
  expect(`day ${day} happened`, plan !== null, expected !== null);
  if (!plan || !expected) return;
  const below = base.plans.planOn(day);
  for (let minute = 0; minute < 2 * MINUTES_PER_DAY; minute++) {
    if (line.clock.readingsOf(day * MINUTES_PER_DAY + minute).length !== 1) continue;
    const isOpen = plan.spans.some(({ start, end }) => start <= minute && minute < end);
    expect(`day ${day} minute ${minute}`, isOpen, expected.minutes.has(minute));
  }
  // A span in a time that the clock skips is no time, and stays as it is written.
  if (plan !== below)
    expect(`day ${day} is closed`, plan.spans.length === 0, expected.minutes.size === 0);
  const { decidedBy } = expected;
  expect(`layer of day ${day}`, plan.layer, decidedBy ? 'override' : below?.layer);
  if (decidedBy === 'closed') expect('by', plan.reason.name.ja, closingName(line, day));
  else expect('by', plan.reason.code, decidedBy ? 'override_open' : below?.reason.code);
}

t.test('a date that no override touches keeps its plan', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const { base, compiled } = linesOf(some);
    for (const day of [...daysAround(some.day - 30, 5), ...daysAround(some.day + 30, 5)]) {
      // A bridge is planned at every question, and so never the same.
      if (base.plans.isBridged(day)) continue;
      expect(`plan of day ${day}`, compiled.plans.planOn(day), base.plans.planOn(day));
    }
  });
  fc.assert(property, RUNS);
});

t.test('long breaks, bridges and announcements know overrides as the oracle does', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const { compiled, line } = linesOf(some);
    for (const day of daysAround(some.day, 12)) {
      compareBreak(compiled.longBreaks.on(day), longBreakOn(line, day), day);
      compareBreak(compiled.longBreaks.upcomingOn(day), upcomingBreakOn(line, day), day);
    }
  });
  fc.assert(property, RUNS);
});

t.test('an explanation lets the override win while it shows, and only then', async () => {
  const property = fc.property(overrideCases(), (some) => {
    const { compiled, line } = linesOf(some);
    for (const entry of entriesAtChanges(walkOverridden(line, minutesAround(some.day, 3)))) {
      const { layers } = explain(compiled, instantOf(entry));
      // Also in a last call, which is no layer of its own.
      const override = topmost(line, entry.minute);
      expect('override', layers[0]?.outcome, override ? 'won' : 'silent');
      expect('its name', layers[0]?.said?.name?.ja, override?.name);
      expect('winners', layers.filter(({ outcome }) => outcome === 'won').length, 1);
    }
  });
  fc.assert(property, RUNS);
});

function linesOf(some: OverrideCase): Lines {
  const base = compile(some.schedule, some.zone);
  const overrides = some.overrides.map(toLineOverride);
  return {
    base,
    compiled: overlaySchedule(base, overrides),
    line: overriddenLine(some, some.overrides),
  };
}
