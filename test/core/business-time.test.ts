import fc from 'fast-check';
import t from 'tap';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { BLOCK } from '../../src/core/block.ts';
import { type Measure, measureBusinessTime } from '../../src/core/business-time.ts';
import { civilDayToDate } from '../../src/core/civil.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { explain } from '../../src/core/explanation.ts';
import {
  DAY,
  END_OF_INSTANTS,
  FIRST_INSTANT,
  HOUR,
  type Instant,
  MINUTE,
} from '../../src/core/instant.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import { formatInstant } from '../../src/core/zone.ts';
import { formatSignedDuration, parseSignedDuration } from '../../src/words/signed-duration.ts';
import { expect } from '../support/agreement.ts';
import { type OverrideCase, overrideCases } from '../support/arbitrary-overrides.ts';
import { daysAround, minutesAround } from '../support/around.ts';
import type { Entry } from '../support/oracle.ts';
import { oraclePlanOn, overriddenLine, walkOverridden } from '../support/oracle-overrides.ts';
import { override, toLineOverride } from '../support/overrides.ts';
import {
  at,
  closedOn,
  compile,
  daily,
  day,
  exception,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 100) };

const office = scheduleOf(weekdays('09:00-17:30'), {
  holidays: [closedOn(createJapanCalendar('jp', null))],
  longBreaks: [YEAR_END],
});
const desk = compile(office);

const openBetween = ({ businessTime }: CompiledSchedule, from: string, until: string) =>
  formatSignedDuration(businessTime.openTime.between(at(from), at(until)));

const after = ({ businessTime, zone }: CompiledSchedule, from: string, open: string) => {
  const found = businessTime.openTime.after(at(from), parseSignedDuration(open) ?? Number.NaN);
  return (
    found &&
    formatInstant(zone, found)
      .slice(0, 23)
      .replace(/[+-]\d\d:.*/, '')
  );
};

const dayAfter = ({ businessTime }: CompiledSchedule, from: string, count: number) => {
  const found = businessTime.businessDayAfter(at(from), count);
  return found && civilDayToDate(found.day);
};

t.test('open time is counted to the millisecond, and only inside openings', async (t) => {
  const cases = [
    ['2026-11-24T09:00', '2026-11-24T17:30', 'PT8H30M'],
    ['2026-11-24T08:59:59.999', '2026-11-24T09:00', 'PT0S'],
    ['2026-11-24T09:00', '2026-11-24T09:00', 'PT0S'],
    ['2026-11-24T08:59:59.999', '2026-11-24T09:00:00.001', 'PT0.001S'],
    ['2026-11-24T17:29:59.999', '2026-11-24T17:30', 'PT0.001S'],
    ['2026-11-24T17:30', '2026-11-24T17:30:00.001', 'PT0S'],
    ['2026-11-20T16:00', '2026-11-24T10:15:30', 'PT2H45M30S', 'a weekend and a holiday'],
    ['2026-12-28T00:00', '2027-01-05T00:00', 'PT17H', 'the year-end'],
    ['2026-01-01T00:00', '2027-01-01T00:00', 'PT2040H'],
  ] as const;
  for (const [from, until, open, what] of cases) {
    t.equal(openBetween(desk, from, until), open, what ?? `${from} ${until}`);
    const back = open === 'PT0S' ? open : `-${open}`;
    t.equal(openBetween(desk, until, from), back, 'and back');
  }
  t.ok(
    Object.is(
      desk.businessTime.openTime.between(at('2026-11-22T12:00'), at('2026-11-22T00:00')),
      0,
    ),
  );
});

t.test('added open time ends as early as it can, taken away it begins as late', async (t) => {
  const cases = [
    ['2026-11-24T09:00', 'PT8H', '2026-11-24T17:00:00'],
    ['2026-11-24T09:00', 'PT8H29M59.999S', '2026-11-24T17:29:59.999'],
    ['2026-11-24T09:00', 'PT8H30M', '2026-11-24T17:30:00', 'the closing, not the next opening'],
    ['2026-11-24T09:00', 'PT8H30M0.001S', '2026-11-25T09:00:00.001'],
    ['2026-11-20T17:00', 'PT1H', '2026-11-24T09:30:00', 'over weekend and holiday'],
    ['2026-11-21T12:00', 'PT1H', '2026-11-24T10:00:00', 'from a Saturday'],
    ['2026-11-21T12:00', 'PT0S', '2026-11-21T12:00:00', 'nothing is nothing, closed or not'],
    ['2026-11-24T17:30', '-PT8H30M', '2026-11-24T09:00:00', 'the opening, not the closing before'],
    ['2026-11-24T17:30', '-PT8H30M0.001S', '2026-11-20T17:29:59.999'],
    ['2026-11-24T09:00', '-PT0.001S', '2026-11-20T17:29:59.999'],
    ['2027-01-03T12:00', '-PT8H30M', '2026-12-28T09:00:00'],
  ] as const;
  for (const [from, open, until, what] of cases) {
    t.equal(after(desk, from, open), until, what ?? `${from} ${open}`);
  }
});

t.test('lunch, last call and overrides are not open time', async (t) => {
  const halves = weekdays('09:00-12:00 13:00-18:00');
  const shop = compile(scheduleOf(halves, { lastCallMinutes: 10 }));
  t.equal(openBetween(shop, '2026-11-24T00:00', '2026-11-25T00:00'), 'PT7H40M');
  t.equal(after(shop, '2026-11-24T09:00', 'PT2H50M'), '2026-11-24T11:50:00');
  t.equal(after(shop, '2026-11-24T09:00', 'PT3H'), '2026-11-24T13:10:00');
  const typhoon = overlaySchedule(desk, [
    override('2026-11-24T07:00/2026-11-24T12:00', 'closed', '台風'),
    override('2026-11-22T10:00/2026-11-22T11:00', 'open', '臨時受付'),
    override('2026-11-25T00:00/2026-11-26T00:00', '22:00-26:00', '夜間'),
  ]);
  t.equal(openBetween(typhoon, '2026-11-21T00:00', '2026-11-25T00:00'), 'PT6H30M');
  t.equal(after(typhoon, '2026-11-20T17:30', 'PT2H'), '2026-11-24T13:00:00');
  t.equal(openBetween(typhoon, '2026-11-25T00:00', '2026-11-26T00:00'), 'PT2H', 'until it ends');
  t.equal(openBetween(desk, '2026-11-21T00:00', '2026-11-25T00:00'), 'PT8H30M', 'untouched below');
});

t.test('hours are those that pass, also when the clock is changed', async (t) => {
  const always = compile(scheduleOf(daily('00:00-24:00')), 'America/New_York');
  const between = (line: CompiledSchedule, from: string, until: string) =>
    openBetween(line, `${from}:00-05:00`, `${until}:00-04:00`);
  t.equal(between(always, '2026-03-08T00:00', '2026-03-09T00:00'), 'PT23H');
  t.equal(openBetween(always, '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00'), 'PT25H');
  const nights = compile(scheduleOf(daily('01:30-02:30')), 'America/New_York');
  t.equal(between(nights, '2026-03-08T00:00', '2026-03-09T00:00'), 'PT30M', '01:30 to the gap');
  t.equal(openBetween(nights, '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00'), 'PT2H');
  t.equal(after(nights, '2026-11-01T01:30-04:00', 'PT90M'), '2026-11-01T02:00:00');
  t.equal(after(nights, '2026-03-08T01:30-05:00', 'PT30M'), '2026-03-08T03:00:00');
  t.equal(after(nights, '2026-03-08T12:00-04:00', '-PT30M'), '2026-03-08T01:30:00');
});

t.test('beyond the years with answers there is nothing, and no line waits for it', async (t) => {
  const never = compile(scheduleOf(daily('closed')));
  const { openTime, businessDayAfter } = never.businessTime;
  t.equal(openTime.after(at('2026-11-24T12:00'), 1), null);
  t.equal(openTime.after(at('2026-11-24T12:00'), -1), null);
  t.equal(openTime.after(at('2026-11-24T12:00'), 0), at('2026-11-24T12:00'));
  t.equal(openTime.between(FIRST_INSTANT, END_OF_INSTANTS), 0);
  t.equal(businessDayAfter(at('2026-11-24T12:00'), 1), null);
  t.equal(businessDayAfter(at('2026-11-24T12:00'), -1), null);
  const always = compile(scheduleOf(daily('00:00-24:00'))).businessTime.openTime;
  const whole = END_OF_INSTANTS - FIRST_INSTANT;
  t.equal(always.between(FIRST_INSTANT, END_OF_INSTANTS), whole);
  t.equal(always.between(END_OF_INSTANTS, FIRST_INSTANT), -whole);
  t.equal(always.after(FIRST_INSTANT, whole - 1), END_OF_INSTANTS - 1);
  t.equal(always.after(FIRST_INSTANT, whole), null, 'the end has no answer itself');
  const last = (END_OF_INSTANTS - 1) as Instant;
  t.equal(always.after(last, 1 - whole), FIRST_INSTANT);
  t.equal(always.after(last, -whole), null);
  const edge = (FIRST_INSTANT + 56 * BLOCK) as Instant;
  for (const near of [-1, 0, 1]) {
    t.equal(always.after(edge, near), edge + near, 'at the edge of a block');
    t.equal(always.after((edge + near) as Instant, -near), edge);
  }
  t.equal(always.after((edge - BLOCK) as Instant, 2 * BLOCK), edge + BLOCK);
});

t.test('business days are counted from the date, which is not one of them', async (t) => {
  const cases = [
    ['2026-11-20T16:00', [1, '2026-11-24'], [-1, '2026-11-19'], [0, '2026-11-20']],
    ['2026-11-21T16:00', [1, '2026-11-24'], [-1, '2026-11-20'], [0, null]],
    ['2026-11-23T00:00', [2, '2026-11-25'], [-2, '2026-11-19'], [0, null]],
    ['2026-12-28T23:59', [1, '2027-01-04'], [-1, '2026-12-25'], [0, '2026-12-28']],
    ['2027-01-01T00:00', [1, '2027-01-04'], [-1, '2026-12-28'], [0, null]],
    ['2026-01-01T00:00', [240, '2026-12-28'], [241, '2027-01-04'], [-1, '2025-12-26']],
  ] as const;
  for (const [from, ...counts] of cases) {
    for (const [count, date] of counts)
      t.equal(dayAfter(desk, from, count), date, `${from} ${count}`);
  }
});

t.test('a night belongs to the date that it starts on', async (t) => {
  const nights = compile(scheduleOf(week({ fri: '22:00-26:00', sat: '22:00-26:00' })));
  t.equal(dayAfter(nights, '2026-11-20T23:00', 0), '2026-11-20');
  t.equal(dayAfter(nights, '2026-11-21T01:59:59.999', 0), '2026-11-20', 'its tail too');
  t.equal(dayAfter(nights, '2026-11-21T01:59:59.999', 1), '2026-11-21');
  t.equal(dayAfter(nights, '2026-11-21T02:00', 0), '2026-11-21');
  t.equal(dayAfter(nights, '2026-11-21T02:00', 1), '2026-11-27');
  t.equal(dayAfter(nights, '2026-11-22T01:00', -1), '2026-11-20');
  const measured = measureBusinessTime(nights, at('2026-11-19T12:00'), { kind: 'days', count: 1 });
  t.match(measured, {
    until: at('2026-11-21T02:00'),
    open: 4 * HOUR,
    businessDay: { opensAt: at('2026-11-20T22:00'), closesAt: at('2026-11-21T02:00') },
    holidays: 'none',
  });
});

t.test('overrides make business days and take them away', async (t) => {
  const changed = overlaySchedule(desk, [
    override('2026-11-24T00:00/2026-11-25T00:00', 'closed', '台風'),
    override('2026-11-22T10:00/2026-11-22T11:00', 'open', '臨時受付'),
    override('2026-11-25T07:00/2026-11-25T12:00', 'closed', '停電'),
  ]);
  t.equal(dayAfter(changed, '2026-11-20T16:00', 1), '2026-11-22');
  t.equal(dayAfter(changed, '2026-11-20T16:00', 2), '2026-11-25', 'half a day is one');
  t.match(changed.businessTime.businessDayAfter(at('2026-11-25T01:00'), 0), {
    opensAt: at('2026-11-25T12:00'),
    closesAt: at('2026-11-25T17:30'),
  });
  const short = exception('2026-11-24', '10:00-10:05', '点検');
  const lastCall = compile({ ...office, exceptions: [short], lastCallMinutes: 10 });
  t.equal(dayAfter(lastCall, '2026-11-20T16:00', 1), '2026-11-25', 'never open to callers');
  const gap = compile(scheduleOf(week({ sun: '02:00-03:00' })), 'America/New_York');
  t.equal(dayAfter(gap, '2026-03-06T12:00-05:00', 1), '2026-03-15', 'in the skipped hour');
});

t.test('so many days after are over with a closing, before they begin with an opening', (t) => {
  const measure = (from: string, measure: Measure) => measureBusinessTime(desk, at(from), measure);
  t.match(measure('2026-11-20T16:00', { kind: 'days', count: 2 }), {
    from: at('2026-11-20T16:00'),
    until: at('2026-11-25T17:30'),
    open: 18.5 * HOUR,
    businessDay: { day: day('2026-11-25'), opensAt: at('2026-11-25T09:00') },
    holidays: 'official',
  });
  t.match(measure('2026-11-20T16:00', { kind: 'days', count: -1 }), {
    until: at('2026-11-19T09:00'),
    open: -15.5 * HOUR,
  });
  t.match(measure('2026-11-21T16:00', { kind: 'days', count: 0 }), {
    until: at('2026-11-21T16:00'),
    open: 0,
    businessDay: null,
  });
  const far = measure('2060-01-01T00:00', { kind: 'days', count: 40_000 });
  t.match(far, { until: null, open: null, businessDay: null, holidays: 'unknown' });
  const into = measure('2026-11-20T16:00', { kind: 'open', milliseconds: 4_000 * HOUR });
  t.equal(into.holidays, 'projected', 'no guess without saying so');
  t.end();
});

t.test('sums agree with a walk along the intervals, over years', async () => {
  const instants = fc.integer({ min: FIRST_INSTANT, max: END_OF_INSTANTS - 1 });
  const lengths = fc.integer({ min: -3 * BLOCK, max: 3 * BLOCK });
  const property = fc.property(instants, lengths, (start, length) => {
    const end = Math.min(Math.max(start + length, FIRST_INSTANT), END_OF_INSTANTS - 1);
    const [from, until] = [start, end] as [Instant, Instant];
    const { openTime } = desk.businessTime;
    const [first, last] = from < until ? [from, until] : [until, from];
    let open = 0;
    for (const { start, end, reason } of intervalsBetween(desk.timeline, first, last)) {
      if (reason.state === 'open') open += end - start;
    }
    expect('open', openTime.between(from, until), from < until || open === 0 ? open : -open);
    const found = openTime.after(from, openTime.between(from, until));
    if (found === null) throw new Error('an instant that was measured is found again');
    expect('between', openTime.between(from, found), openTime.between(from, until));
  });
  fc.assert(property, RUNS);
});

t.test('open time between two instants is what the oracle counts', async () => {
  const property = fc.property(overrideCases(), fc.nat(), fc.nat(), (some, one, other) => {
    const { compiled, walked, pick } = walkedCase(some);
    const [from, until] = [pick(one), pick(other)];
    const open = openOf(walked, Math.min(from, until), Math.max(from, until));
    const { between } = compiled.businessTime.openTime;
    expect('open', between(from, until), from <= until || open === 0 ? open : -open);
  });
  fc.assert(property, RUNS);
});

t.test('added open time ends where the oracle has counted so much', async () => {
  const lengths = fc.oneof(
    fc.integer({ min: -3 * DAY, max: 3 * DAY }),
    fc.integer({ min: -40, max: 40 }).map((half) => half * 30 * MINUTE),
  );
  const property = fc.property(overrideCases(), fc.nat(), lengths, (some, start, open) => {
    const { compiled, walked, pick } = walkedCase(some);
    const { openTime } = compiled.businessTime;
    const from = pick(start);
    const found = openTime.after(from, open);
    const expected = oracleAfter(walked, from, open);
    if (expected !== null) expect('instant', found, expected as Instant);
    if (found !== null) expect('the way back', openTime.between(from, found), open);
  });
  fc.assert(property, RUNS);
});

t.test('business days are the dates of which the oracle finds a minute open', async () => {
  const property = fc.property(overrideCases(), fc.nat(), (some, start) => {
    const schedule = { ...some.schedule, lastCallMinutes: 0 };
    const { compiled, line, pick } = walkedCase({ ...some, schedule });
    const from = pick(start);
    const today = explain(compiled, from).date;
    const dates = daysAround(some.day, 9).filter((date) => oraclePlanOn(line, date)?.minutes.size);
    const after = dates.filter((date) => date > today);
    const before = dates.filter((date) => date < today).reverse();
    const { businessDayAfter } = compiled.businessTime;
    // At the edges of the years the oracle knows more dates than are answered.
    if (some.day < 20 || some.day > END_OF_INSTANTS / DAY - 20) return;
    for (const [index, date] of after.entries()) {
      expect(`${index + 1} after`, businessDayAfter(from, index + 1)?.day, date);
    }
    for (const [index, date] of before.entries()) {
      expect(`${index + 1} before`, businessDayAfter(from, -index - 1)?.day, date);
    }
    expect('the date', businessDayAfter(from, 0) !== null, dates.includes(today));
  });
  fc.assert(property, RUNS);
});

/** A line with overrides, what the oracle says minute by minute, and instants among these. */
function walkedCase(some: OverrideCase) {
  const minutes = minutesAround(some.day, 3);
  const line = overriddenLine(some, some.overrides);
  const length = (minutes.until - minutes.from) * MINUTE;
  return {
    line,
    compiled: overlaySchedule(
      compile(some.schedule, some.zone),
      some.overrides.map(toLineOverride),
    ),
    walked: walkOverridden(line, minutes),
    pick: (any: number) => (minutes.from * MINUTE + (any % length)) as Instant,
  };
}

function openOf(walked: readonly Entry[], from: number, until: number): number {
  return walked.reduce((open, { minute, state }) => {
    const [start, end] = [Math.max(minute * MINUTE, from), Math.min((minute + 1) * MINUTE, until)];
    return state === 'open' && start < end ? open + end - start : open;
  }, 0);
}

/** `null` where it is not among the minutes. */
function oracleAfter(walked: readonly Entry[], from: number, open: number): number | null {
  if (open === 0) return from;
  const isLater = open > 0;
  let left = Math.abs(open);
  for (const { minute, state } of isLater ? walked : walked.toReversed()) {
    if (state === 'closed') continue;
    const [start, end] = [minute * MINUTE, (minute + 1) * MINUTE];
    const usable = isLater ? end - Math.max(start, from) : Math.min(end, from) - start;
    if (usable <= 0) continue;
    if (usable >= left) return isLater ? Math.max(start, from) + left : Math.min(end, from) - left;
    left -= usable;
  }
  return null;
}
