import fc from 'fast-check';
import t from 'tap';
import { compileSchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import { END_OF_INSTANTS, type Instant, isAnswerable, MINUTE } from '../../src/core/instant.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import {
  compareBoundary,
  compareBreak,
  compareEnds,
  compareReason,
  expect,
  factsOf,
} from '../support/agreement.ts';
import { type OracleCase, oracleCases } from '../support/arbitraries.ts';
import { daysAround, instantOf, MINUTES_PER_DAY, minutesAround } from '../support/around.ts';
import { oracleLine, walk } from '../support/oracle.ts';
import { longBreakOn, upcomingBreakOn } from '../support/oracle-breaks.ts';
import { entriesAtChanges, intervalAround, openingFrom } from '../support/oracle-runs.ts';
import { zoneOf } from '../support/schedules.ts';

/**
 * How many cases each property tries, new ones on every run. A failure prints its seed and its
 * path; written beside `numRuns` they play it again.
 */
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) };

const SPREAD = { spreadMinutes: 30 };

t.test('state, reason, layer and name agree with the oracle minute by minute', async () => {
  const given = [oracleCases(), fc.nat(MINUTE - 1)] as const;
  const property = fc.property(...given, (lineCase, milliseconds) => {
    const { compiled, line } = linesOf(lineCase);
    for (const entry of walk(line, minutesAround(lineCase.day, 2))) {
      compareReason(compiled.timeline.reasonAt(instantOf(entry, milliseconds)), entry);
    }
  });
  fc.assert(property, RUNS);
});

t.test('intervals begin and end where the oracle changes its state or reason', async () => {
  const property = fc.property(oracleCases(), (lineCase) => {
    const { compiled, line } = linesOf(lineCase);
    const walked = walk(line, minutesAround(lineCase.day, 3));
    for (const entry of entriesAtChanges(walked)) {
      const run = intervalAround(walked, entry);
      if (!run.entries.every(({ isBinding }) => isBinding)) continue;
      const { start, end } = compiled.timeline.intervalAt(instantOf(entry));
      compareEnds({ start, end }, run);
      const { since, until } = decide(compiled, instantOf(entry), SPREAD);
      compareEnds({ start: since, end: until }, run);
    }
  });
  fc.assert(property, RUNS);
});

t.test('decisions open and close where the oracle changes its state', async () => {
  const property = fc.property(oracleCases(), fc.nat(MINUTE - 1), (lineCase, milliseconds) => {
    const { compiled, line } = linesOf(lineCase);
    const walked = walk(line, minutesAround(lineCase.day, 3));
    for (const entry of entriesAtChanges(walked)) {
      const instant = instantOf(entry, milliseconds);
      const decision = decide(compiled, instant, SPREAD);
      const { opensAt, closesAt, staffedUntil, retry } = decision;
      compareEnds({ start: opensAt, end: closesAt }, openingFrom(walked, entry));
      expect('retry.at', retry?.at ?? null, entry.state === 'open' ? null : opensAt);
      if (entry.code !== 'last_call') continue;
      compareBoundary('staffedUntil', staffedUntil, intervalAround(walked, entry).end);
    }
  });
  fc.assert(property, RUNS);
});

t.test('a decision stays true until the instant that it names', async () => {
  const property = fc.property(oracleCases(), fc.nat(7 * MINUTES_PER_DAY), (lineCase, later) => {
    const { compiled } = linesOf(lineCase);
    const { from, until } = minutesAround(lineCase.day, 3);
    const decision = decide(
      compiled,
      ((from + (later % (until - from))) * MINUTE) as Instant,
      SPREAD,
    );
    const last = Math.min(decision.freshUntil, END_OF_INSTANTS) - 1;
    const lastDecision = {
      ...decide(compiled, last as Instant, SPREAD),
      instant: decision.instant,
    };
    expect('the last decision', JSON.stringify(lastDecision), JSON.stringify(decision));
  });
  fc.assert(property, RUNS);
});

t.test('intervals adjoin, and neighbours differ in state or reason', async () => {
  const property = fc.property(oracleCases(), ({ zone, day, schedule }) => {
    const { timeline } = compileSchedule(schedule, zoneOf(zone));
    const { from, until } = minutesAround(day, 20);
    const [start, end] = [from * MINUTE, until * MINUTE] as [Instant, Instant];
    const intervals = [...intervalsBetween(timeline, start, end)];
    for (const [index, next] of intervals.slice(1).entries()) {
      const last = intervals[index];
      expect('the end of the interval before', last?.end, next.start);
      if (factsOf(last?.reason) === factsOf(next.reason)) throw new Error(`no change: ${next}`);
    }
  });
  fc.assert(property, RUNS);
});

t.test('long breaks, their bridges and their announcements agree with the oracle', async () => {
  const property = fc.property(oracleCases(), (lineCase) => {
    const { compiled, line } = linesOf(lineCase);
    for (const day of daysAround(lineCase.day, 12)) {
      compareBreak(compiled.longBreaks.on(day), longBreakOn(line, day), day);
      compareBreak(compiled.longBreaks.upcomingOn(day), upcomingBreakOn(line, day), day);
    }
  });
  fc.assert(property, RUNS);
});

t.test('bridged dates agree with the oracle', async () => {
  const bridging = fc.tuple(oracleCases(), fc.integer({ min: 1, max: 3 })).map(withBridging);
  const property = fc.property(bridging, (lineCase) => {
    const { compiled, line } = linesOf(lineCase);
    for (const day of daysAround(lineCase.day, 14)) {
      const noon = (day + 0.5) * MINUTES_PER_DAY;
      const [entry] = walk(line, { from: noon, until: noon + 1 });
      if (!entry || !isAnswerable(instantOf(entry))) continue;
      compareReason(compiled.timeline.reasonAt(instantOf(entry)), entry);
    }
  });
  fc.assert(property, RUNS);
});

function withBridging([lineCase, bridgeWithinDays]: [OracleCase, number]): OracleCase {
  const { schedule } = lineCase;
  const detection = { ...schedule.detection, bridgeWithinDays };
  return { ...lineCase, schedule: { ...schedule, detection } };
}

function linesOf({ schedule, zone }: OracleCase) {
  return { compiled: compileSchedule(schedule, zoneOf(zone)), line: oracleLine(schedule, zone) };
}
