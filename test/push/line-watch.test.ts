import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { MINUTE } from '../../src/core/instant.ts';
import { intervalsBetween } from '../../src/core/timeline.ts';
import { Keeper, NO_OVERRIDES } from '../../src/lines/keeper.ts';
import { buildSnapshot, type Snapshot } from '../../src/lines/snapshot.ts';
import { LineWatch, type Watcher } from '../../src/push/line-watch.ts';
import { lookAt } from '../../src/push/sight.ts';
import { transitionsOf } from '../../src/push/transitions.ts';
import { oracleCases } from '../support/arbitraries.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { zoneOf } from '../support/schedules.ts';
import { until } from '../support/until.ts';

const TUESDAY_TEN = '2026-11-24T10:00:00+09:00';

/** A watch over a configuration, whose clock the test sets. */
function watchOver(t: Test, configuration: Configuration = callCentre) {
  let now = Date.parse(TUESDAY_TEN) as Instant;
  const keeper = new Keeper();
  keeper.layOver(NO_OVERRIDES);
  keeper.accept(buildSnapshot(configuration, now));
  const clock = () => now;
  const watch = new LineWatch({ keeper, clock });
  t.teardown(() => watch.close());
  return {
    keeper,
    watch,
    clock,
    setClock(instant: number) {
      now = instant as Instant;
    },
  };
}

/** Somebody who notes what is told: `line state reason`, and `line gone`. */
function noting(select: Watcher['select']) {
  const notes: string[] = [];
  const digests: string[] = [];
  const watcher: Watcher = {
    select,
    told: new Map(),
    onDecision({ json, digest }) {
      const { line, state, reason } = JSON.parse(json);
      notes.push(`${line} ${state} ${reason}`);
      digests.push(digest);
    },
    onGone: (line) => notes.push(`${line} gone`),
  };
  return { watcher, notes, digests };
}

const naming = (...ids: string[]) => {
  return ({ lines }: Snapshot) => ids.filter((id) => lines.has(id));
};

async function toldAfter(notes: string[], act: () => void, count: number): Promise<string[]> {
  notes.length = 0;
  act();
  await until(
    () => notes.length,
    (length) => length >= count,
  );
  // What would be told too much is told in the turns that follow.
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  return notes;
}

t.test('a line is told at once, and at its boundaries: before, at and after', async (t) => {
  const { watch, setClock } = watchOver(t);
  const { watcher, notes } = noting(naming('phone-pin'));
  t.same(await toldAfter(notes, () => watch.watch(watcher), 1), ['phone-pin open regular_hours']);
  const closing = Date.parse('2026-11-24T17:30:00+09:00');
  const at = (instant: number, count: number) => {
    return toldAfter(
      notes,
      () => {
        setClock(instant);
        watch.wake();
      },
      count,
    );
  };
  t.same(await at(closing - 15 * MINUTE - 1, 0), []);
  t.same(await at(closing - 15 * MINUTE, 1), ['phone-pin open regular_hours'], 'closing soon');
  t.same(await at(closing - 1, 0), []);
  t.same(await at(closing, 1), ['phone-pin closed after_closing']);
  t.same(await at(closing + 1, 0), []);
});

t.test('a boundary is met without anybody waking the watch', async (t) => {
  const { watch, setClock } = watchOver(t);
  const { watcher, notes } = noting(naming('phone-pin'));
  setClock(Date.parse('2026-11-24T17:30:00+09:00') - 30);
  await toldAfter(notes, () => watch.watch(watcher), 1);
  const tick = setTimeout(() => setClock(Date.parse('2026-11-24T17:30:00+09:00')), 20);
  t.teardown(() => clearTimeout(tick));
  await until(
    () => notes.at(-1),
    (last) => last === 'phone-pin closed after_closing',
    2_000,
  );
});

t.test('a clock that is set back is noticed', async (t) => {
  const { watch, setClock } = watchOver(t);
  const { watcher, notes } = noting(naming('phone-pin'));
  setClock(Date.parse('2026-11-24T18:00:00+09:00'));
  await toldAfter(notes, () => watch.watch(watcher), 1);
  watch.wake();
  setClock(Date.parse(TUESDAY_TEN));
  const told = await toldAfter(notes, () => watch.wake(), 1);
  t.same(told, ['phone-pin open regular_hours']);
});

t.test('a swap tells what has changed, what is gone and what is new, and no more', async (t) => {
  const { watch, keeper, clock } = watchOver(t);
  const { watcher, notes } = noting(({ lines }) => [...lines.keys()].slice(0, 3));
  t.equal((await toldAfter(notes, () => watch.watch(watcher), 3)).length, 3);
  const [pin, card, ...rest] = callCentre.lines;
  if (!pin || !card) throw new Error('the call centre has lines');
  const closed = { ...card, schedule: { ...pin.schedule, closingSoonMinutes: 600 } };
  const swapped = { ...callCentre, revision: 'other', lines: [closed, ...rest] };
  const told = await toldAfter(notes, () => keeper.accept(buildSnapshot(swapped, clock())), 3);
  t.same(told.toSorted(), [
    'apia-desk open regular_hours',
    'lost-card open regular_hours',
    'phone-pin gone',
  ]);
  const same = { ...swapped, revision: 'another' };
  t.same(await toldAfter(notes, () => keeper.accept(buildSnapshot(same, clock())), 0), []);
});

t.test('whoever stops to watch is told nothing more', async (t) => {
  const { watch, setClock } = watchOver(t);
  const [one, other] = [noting(naming('phone-pin')), noting(naming('phone-pin'))];
  const stop = watch.watch(one.watcher);
  await toldAfter(other.notes, () => watch.watch(other.watcher), 1);
  stop();
  setClock(Date.parse('2026-11-24T18:00:00+09:00'));
  await toldAfter(other.notes, () => watch.wake(), 1);
  t.equal(one.notes.length, 1);
});

t.test('many lines are decided in turns between which others have theirs', async (t) => {
  const { watch } = watchOver(t, withManyLines(5_000));
  const { watcher, notes } = noting(({ lines }) => lines.keys());
  let turns = 0;
  watch.watch(watcher);
  while (notes.length < 5_005) {
    await nextTurn();
    turns++;
  }
  t.ok(turns > 20, `${turns} turns`);
});

t.test('what is told is what deciding every minute would tell', async (t) => {
  const cases = fc.asyncProperty(oracleCases(), fc.nat(1_439), async (lineCase, minute) => {
    const [line] = callCentre.lines;
    if (!line) throw new Error('the call centre has lines');
    const { zone, schedule, day } = lineCase;
    const only = { ...line, zone: zoneOf(zone), schedule };
    const watched = watchOver(t, { ...callCentre, purposes: [], lines: [only] });
    const { watcher, digests } = noting(naming(only.id));
    const expected: string[] = [];
    const start = (day * 1_440 + minute) * MINUTE;
    for (let step = 0; step < 720; step++) {
      watched.setClock(start + step * MINUTE);
      const { snapshot } = watched.keeper;
      const known = snapshot?.lines.get(only.id);
      if (!snapshot || !known) throw new Error('there is a line');
      const { digest } = lookAt(snapshot, known, watched.clock());
      if (digest !== expected.at(-1)) expected.push(digest);
      if (step === 0) watched.watch.watch(watcher);
      else watched.watch.wake();
      await nextTurn();
    }
    await until(
      () => digests.length,
      (length) => length >= expected.length,
    );
    watched.watch.close();
    if (digests.join() !== expected.join()) throw new Error(`${digests} is not ${expected}`);
  });
  await fc.assert(cases, { numRuns: Number(process.env.PROPERTY_RUNS ?? 30) });
});

t.test('transitions are found once each, however often one looks', async () => {
  const looks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 });
  const cases = fc.property(oracleCases(), looks, (lineCase, pauses) => {
    const [line] = callCentre.lines;
    if (!line) throw new Error('the call centre has lines');
    const { zone, schedule, day } = lineCase;
    const only = { ...line, zone: zoneOf(zone), schedule };
    const build = () => {
      const configuration = { ...callCentre, purposes: [], lines: [only] };
      const built = buildSnapshot(configuration, 0 as Instant).lines.get(only.id);
      if (!built) throw new Error('there is a line');
      return built;
    };
    const start = (day * 1_440 * MINUTE) as Instant;
    const { timeline } = build().compiled;
    const found: number[] = [];
    let since = start;
    let told = timeline.reasonAt(start);
    for (const minutes of pauses) {
      const look = { since, until: (since + minutes * MINUTE) as Instant, revision: 'x' };
      // An equal configuration, loaded again, is no transition.
      const again = build();
      found.push(...[...transitionsOf(again, told, look)].map(({ at }) => at));
      since = look.until;
      told = again.compiled.timeline.reasonAt(since);
    }
    const until = (since + 1) as Instant;
    const starts = [...intervalsBetween(timeline, start, until)].slice(1).map((each) => each.start);
    if (found.join() !== starts.join()) throw new Error(`${found} is not ${starts}`);
  });
  fc.assert(cases, { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) });
});
