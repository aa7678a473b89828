import t from 'tap';
import { BLOCK, type Block, buildBlock, checkBlock } from '../../src/core/block.ts';
import { createBlockCompiler } from '../../src/core/compile-block.ts';
import { overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import { DAY, END_OF_INSTANTS, FIRST_INSTANT, type Instant } from '../../src/core/instant.ts';
import { InvariantError } from '../../src/core/invariant.ts';
import type { LineOverride } from '../../src/core/line-override.ts';
import { createLongBreaks } from '../../src/core/long-break.ts';
import { createReasons, type Reason } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { createTimeline, type Timeline } from '../../src/core/timeline.ts';
import {
  at,
  calendarOf,
  closedOn,
  compile,
  daily,
  exception,
  namesOf,
  scheduleOf,
  week,
  weekdays,
} from '../support/schedules.ts';
import { timetable } from '../support/timetable.ts';

const reasons = createReasons();
const OPEN = reasons({ code: 'regular_hours', layer: 'regular' });
const CLOSED = reasons({ code: 'after_closing', layer: 'regular' });
const OPTIONS = { spreadMinutes: 30 };

const desk = compile(scheduleOf(weekdays('09:00-17:30')));

function closed(start: string, end: string, name: string): LineOverride {
  const change = { kind: 'closed' } as const;
  return {
    start: at(start),
    end: at(end),
    change,
    names: { closed: namesOf(name) },
    message: null,
  };
}

t.test('an override hides what is below it and clips its neighbours', async (t) => {
  const overridden = (...overrides: readonly LineOverride[]) => overlaySchedule(desk, overrides);
  const drill = closed('2026-11-24T10:00', '2026-11-24T11:00', '避難訓練');
  t.strictSame(timetable(overridden(drill), '2026-11-24'), [
    '2026-11-24 | closed(before) 09:00 open(regular) 10:00 closed(override 避難訓練) 11:00 open(regular) 17:30 closed(after)',
  ]);
  const quake = closed('2026-11-24T08:00', '2026-11-25T10:00', '地震');
  t.strictSame(timetable(overridden(quake), '2026-11-24', '2026-11-25'), [
    '2026-11-24 | closed(before) 08:00 closed(override 地震)',
    '2026-11-25 | closed(override 地震) 10:00 open(regular) 17:30 closed(after)',
  ]);
  const both = overridden(drill, closed('2026-11-24T15:00', '2026-11-24T20:00', '停電'));
  t.strictSame(timetable(both, '2026-11-24'), [
    '2026-11-24 | closed(before) 09:00 open(regular) 10:00 closed(override 避難訓練) 11:00 open(regular) 15:00 closed(override 停電) 20:00 closed(after)',
  ]);
});

t.test('an override is half-open', async (t) => {
  const override = closed('2026-11-24T10:00', '2026-11-24T11:00', '訓練');
  const { timeline } = overlaySchedule(desk, [override]);
  const codeAt = (time: string) => timeline.reasonAt(at(`2026-11-24T${time}`)).code;
  t.equal(codeAt('09:59:59.999'), 'regular_hours');
  t.equal(codeAt('10:00:00.000'), 'override_closed');
  t.equal(codeAt('10:59:59.999'), 'override_closed');
  t.equal(codeAt('11:00:00.000'), 'regular_hours');
});

t.test('an override ends what has no end, on both sides', async (t) => {
  const always = compile(scheduleOf(daily('00:00-24:00')));
  const work = closed('2026-11-24T02:00', '2026-11-24T03:00', '工事');
  const { timeline } = overlaySchedule(always, [work]);
  const ends = (time: string) => {
    const { start, end } = timeline.intervalAt(at(time));
    return [start, end];
  };
  t.strictSame(ends('2026-11-24T01:59'), [null, work.start]);
  t.strictSame(ends('2026-11-24T02:00'), [work.start, work.end]);
  t.strictSame(ends('2026-11-24T03:00'), [work.end, null]);
});

t.test(
  'without overrides it is the same schedule, and years without them are shared',
  async (t) => {
    t.equal(overlaySchedule(desk, []), desk);
    const work = closed('2026-11-24T02:00', '2026-11-24T03:00', '工事');
    const overridden = overlaySchedule(desk, [work]);
    const blockAt = ({ compileBlock }: typeof desk, index: number) => {
      const from = (FIRST_INSTANT + index * BLOCK) as Instant;
      return compileBlock(from, (from + BLOCK) as Instant);
    };
    const touched = Math.floor((work.start - FIRST_INSTANT) / BLOCK);
    t.equal(blockAt(overridden, touched - 1), blockAt(desk, touched - 1));
    t.not(blockAt(overridden, touched), blockAt(desk, touched));
    t.equal(blockAt(overridden, touched + 1), blockAt(desk, touched + 1));
  },
);

t.test('hours of its own cost an override no more than what is asked for', async (t) => {
  const spans = Array.from({ length: 48 }, (_, half) => ({
    start: half * 30,
    end: half * 30 + 15,
  }));
  const start = at('2026-01-01T00:00');
  const hours: LineOverride = {
    ...{ start, end: (start + 400 * DAY) as Instant, names: {}, message: null },
    change: { kind: 'hours', hours: spans },
  };
  const begun = performance.now();
  const many = Array.from({ length: 1_000 }, () => overlaySchedule(desk, [hours]));
  t.equal(many.length, 1_000);
  t.ok(performance.now() - begun < 1_000, 'nothing was painted yet');
  t.equal(many[0]?.timeline.reasonAt(at('2026-06-01T03:16')).code, 'override_closed');
  t.equal(many[0]?.timeline.reasonAt(at('2026-06-01T03:14')).code, 'override_open');
});

t.test('last call comes before the end that callers meet', async (t) => {
  const last = compile(scheduleOf(weekdays('09:00-17:30'), { lastCallMinutes: 10 }));
  const until = (start: string, end: string, kind: 'open' | 'closed'): LineOverride => ({
    ...closed(`2026-11-24T${start}`, `2026-11-24T${end}`, '臨時'),
    change: { kind },
  });
  t.strictSame(timetable(overlaySchedule(last, [until('17:30', '20:00', 'open')]), '2026-11-24'), [
    '2026-11-24 | closed(before) 09:00 open(regular) 17:30 open(override 臨時営業) 19:50 closed(last call) 20:00 closed(after)',
  ]);
  t.strictSame(
    timetable(overlaySchedule(last, [until('15:00', '24:00', 'closed')]), '2026-11-24'),
    [
      '2026-11-24 | closed(before) 09:00 open(regular) 14:50 closed(last call) 15:00 closed(override 臨時)',
    ],
  );
});

/** A block of the intervals that begin at some milliseconds, up to 100. */
function block(starts: readonly number[], kinds: readonly Reason[]): Omit<Block, 'buckets'> {
  const times = Float64Array.from([...starts, Number.POSITIVE_INFINITY]);
  return { from: 0 as Instant, until: 100 as Instant, starts: times, reasons: kinds };
}

t.test('a block is adjoining intervals whose neighbours differ', async (t) => {
  const refused = (starts: readonly number[], kinds: readonly Reason[]) =>
    t.throws(() => checkBlock(block(starts, kinds)), InvariantError, `${starts}`);
  t.doesNotThrow(() => checkBlock(block([0], [OPEN])));
  t.doesNotThrow(() => checkBlock(block([0, 50, 99], [OPEN, CLOSED, OPEN])));
  refused([], []);
  refused([0, 50], [OPEN]);
  refused([0], [OPEN, CLOSED]);
  refused([1, 50], [OPEN, CLOSED]);
  refused([0, 50, 50], [OPEN, CLOSED, OPEN]);
  refused([0, 50, 40], [OPEN, CLOSED, OPEN]);
  refused([0, 50], [OPEN, OPEN]);
  refused([0, 100], [OPEN, CLOSED]);
});

t.test('a block is cut out of transitions that reach beyond it', async (t) => {
  const cut = (starts: number[], kinds: Reason[]) =>
    buildBlock({ starts, reasons: kinds }, 0 as Instant, 100 as Instant);
  t.strictSame(
    [...cut([-9, -5, 50, 100], [OPEN, CLOSED, OPEN, CLOSED]).starts].slice(0, 2),
    [0, 50],
  );
  t.throws(() => cut([1, 50], [OPEN, CLOSED]), InvariantError, 'its beginning is not covered');
});

/** A timeline made of 500-day intervals, open and closed in turn. */
function fiveHundredDays(): Timeline {
  const length = 500 * DAY;
  return createTimeline((from, until) => {
    const starts: number[] = [];
    for (let start = Math.floor(from / length) * length; start < until; start += length) {
      starts.push(start);
    }
    const kinds = starts.map((start) => ((start / length) % 2 === 0 ? OPEN : CLOSED));
    return buildBlock({ starts, reasons: kinds }, from, until);
  });
}

t.test('an interval longer than a block is one interval', async (t) => {
  const timeline = fiveHundredDays();
  const ends = (instant: number) => {
    const { start, end } = timeline.intervalAt(instant as Instant);
    return [start, end];
  };
  t.ok(BLOCK < 500 * DAY);
  t.strictSame(ends(FIRST_INSTANT), [null, 500 * DAY]);
  t.strictSame(ends(500 * DAY - 1), [null, 500 * DAY]);
  t.strictSame(ends(500 * DAY), [500 * DAY, 1000 * DAY]);
  t.strictSame(ends(BLOCK * 2), [500 * DAY, 1000 * DAY]);
  t.strictSame(ends(BLOCK * 3), [1000 * DAY, 1500 * DAY]);
  t.equal(ends(END_OF_INSTANTS - 1)[1], null);
});

t.test('an instant far from the years with answers is a bug of ours', async (t) => {
  for (const instant of [FIRST_INSTANT - 2 * BLOCK, END_OF_INSTANTS + BLOCK]) {
    t.throws(() => desk.timeline.reasonAt(instant as Instant), InvariantError, `${instant}`);
  }
});

/** A compiled schedule that counts its work. */
function counted(schedule: Schedule) {
  const compiled = compile(schedule);
  const work = { blocks: 0, intervals: 0 };
  const compileBlock = createBlockCompiler(compiled.plans, {
    lastCallMinutes: schedule.lastCallMinutes,
    zone: compiled.zone,
  });
  const inner = createTimeline((from, until) => {
    work.blocks++;
    return compileBlock(from, until);
  });
  const timeline: Timeline = {
    reasonAt: inner.reasonAt,
    intervalAt(instant) {
      work.intervals++;
      return inner.intervalAt(instant);
    },
  };
  const source = { ...compiled, timeline };
  return { work, compiled: { ...source, longBreaks: createLongBreaks(source) } };
}

t.test('a year of questions compiles one block', async (t) => {
  const holidays = [closedOn(calendarOf(['2026-11-23 勤労感謝の日']))];
  const { work, compiled } = counted(scheduleOf(weekdays('09:00-17:30'), { holidays }));
  t.equal(work.blocks, 0, 'compiling is lazy');
  for (let instant = at('2026-03-01T12:00'); instant < at('2026-12-01T00:00'); ) {
    decide(compiled, instant, OPTIONS);
    instant = (instant + DAY) as Instant;
  }
  t.equal(work.blocks, 1);
});

t.test('a line that never opens answers in bounded work', async (t) => {
  const never = counted(scheduleOf(week({})));
  t.match(decide(never.compiled, at('2026-11-24T12:00'), OPTIONS), { opensAt: null });
  t.ok(never.work.blocks <= 3, `${never.work.blocks} blocks`);
  t.ok(never.work.intervals <= 400, `${never.work.intervals} intervals`);
  const exceptions = [exception('1970-01-01/2101-12-31', 'closed', '廃止')];
  const abolished = counted(scheduleOf(weekdays('09:00-17:30'), { exceptions }));
  t.match(decide(abolished.compiled, at('2026-11-24T12:00'), OPTIONS), { until: null });
  const { blocks } = abolished.work;
  t.ok(blocks <= Math.ceil((END_OF_INSTANTS - FIRST_INSTANT) / BLOCK), `${blocks} blocks`);
  decide(abolished.compiled, at('2027-11-24T12:00'), OPTIONS);
  t.equal(abolished.work.blocks, blocks, 'and the next one compiles nothing');
});

t.test('equal reasons are one and the same, so that neighbours can be compared', async (t) => {
  const { timeline } = desk;
  t.equal(timeline.reasonAt(at('2026-11-24T10:00')), timeline.reasonAt(at('2027-11-24T10:00')));
});
