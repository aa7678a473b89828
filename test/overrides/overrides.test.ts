import fc from 'fast-check';
import t from 'tap';
import type { LineLimits } from '../../src/access/principal.ts';
import type { Instant } from '../../src/core/instant.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { outsideLimits, touchesLimits } from '../../src/overrides/line-limits.ts';
import type { Override } from '../../src/overrides/override.ts';
import { overridesOf } from '../../src/overrides/overrides-of.ts';
import { phaseOf } from '../../src/overrides/phase-of.ts';
import { statusCounts } from '../../src/overrides/status-counts.ts';
import { mergePatch, overrideToWritten } from '../../src/overrides/written-override.ts';
import type { Json } from '../../src/store/json.ts';
import { EMPTY_HEAD } from '../../src/store/record.ts';
import { parseDuration } from '../../src/words/parse-duration.ts';
import { callCentre } from '../support/configuration.ts';

const DEED = { at: '2026-11-24T00:00:00.000Z', by: { key: null, name: 'Sato' }, version: 1 };

const TYPHOON: Override = {
  id: 'typhoon',
  lines: ['phone-pin'],
  groups: [],
  all: false,
  state: 'closed',
  hours: null,
  from: '2026-11-24T00:00:00.000Z',
  untilAsked: 'PT4H',
  until: '2026-11-24T04:00:00.000Z',
  ends: {},
  reason: 'disaster',
  name: { ja: '台風', en: 'Typhoon' },
  message: null,
  note: null,
  author: 'Sato',
  created: DEED,
  changed: DEED,
  ended: null,
};

const at = (iso: string) => Date.parse(iso) as Instant;

t.test('an override is planned before it begins, and past from its end on', async (t) => {
  const cases = [
    ['2026-11-23T23:59:59.999Z', 'planned'],
    ['2026-11-24T00:00:00.000Z', 'active'],
    ['2026-11-24T03:59:59.999Z', 'active'],
    ['2026-11-24T04:00:00.000Z', 'past'],
  ] as const;
  for (const [now, phase] of cases) t.equal(phaseOf(TYPHOON, at(now)), phase, now);
  const ended = { ...TYPHOON, ended: DEED, until: TYPHOON.from };
  t.equal(phaseOf(ended, at('2026-11-23T00:00:00Z')), 'past', 'ended before it began');
});

t.test('long ones are counted from the first minute over seven days', async (t) => {
  const lasting = (until: string): Override => ({ ...TYPHOON, until });
  const overrides = [
    lasting('2026-11-30T23:59:00.000Z'),
    lasting('2026-12-01T00:00:00.000Z'),
    lasting('2026-12-01T00:01:00.000Z'),
  ];
  const countsAt = (iso: string) => statusCounts(overrides, at(iso));
  t.strictSame(countsAt('2026-11-23T00:00:00Z'), { active: 0, planned: 3, long: 1 });
  t.strictSame(countsAt('2026-11-24T00:00:00Z'), { active: 3, planned: 0, long: 1 });
  t.strictSame(countsAt('2026-12-01T00:00:00Z'), { active: 1, planned: 0, long: 1 });
  t.strictSame(countsAt('2026-12-02T00:00:00Z'), { active: 0, planned: 0, long: 0 });
});

t.test('a duration is of weeks, days, hours, minutes and seconds', async (t) => {
  const cases = [
    ['PT4H', 4 * 3_600_000],
    ['P1DT2H', 26 * 3_600_000],
    ['P1W', 7 * 86_400_000],
    ['PT90M', 5_400_000],
    ['PT1H30M15S', 5_415_000],
    ['PT0S', 0],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['P1M', null],
    ['P1Y', null],
    ['PT1.5H', null],
    ['-PT1H', null],
    ['pt1h', null],
    ['PT1H ', null],
    ['PT1000000H', null],
    ['4h', null],
    ['', null],
  ] as const;
  for (const [text, milliseconds] of cases) t.equal(parseDuration(text), milliseconds, text);
});

t.test('overrides come in order of creation, and the same list for the same state', async (t) => {
  const created = (version: number) => ({ ...DEED, version });
  const documents = new Map<string, Json>([
    ['override/b', { ...TYPHOON, id: 'b', created: created(7) } as unknown as Json],
    ['key/k', { id: 'k' }],
    ['override/a', { ...TYPHOON, id: 'a', created: created(3) } as unknown as Json],
  ]);
  const state = { ...EMPTY_HEAD, documents };
  t.strictSame(
    overridesOf(state).map(({ id }) => id),
    ['a', 'b'],
  );
  t.equal(overridesOf(state), overridesOf(state));
});

t.test('a merge patch is that of RFC 7396', async (t) => {
  const cases: readonly [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of cases) {
    t.strictSame(mergePatch(target, patch), result, JSON.stringify([target, patch]));
  }
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
      const once = mergePatch(target, patch);
      t.strictSame(mergePatch(once, patch), once);
    }),
    { numRuns: 200 },
  );
});

t.test('what is stored can be written again, without what is not set', async (t) => {
  t.strictSame(overrideToWritten(TYPHOON), {
    lines: ['phone-pin'],
    state: 'closed',
    from: '2026-11-24T00:00:00.000Z',
    until: 'PT4H',
    reason: 'disaster',
    author: 'Sato',
    name: { ja: '台風', en: 'Typhoon' },
  });
  const hours: Override = { ...TYPHOON, lines: [], all: true, state: null, hours: ['09:00-12:00'] };
  t.match(overrideToWritten(hours), { all: true, hours: ['09:00-12:00'] });
  t.notOk('state' in overrideToWritten(hours));
});

const snapshot = buildSnapshot(callCentre, 0 as Instant);

function limitsOf({
  lines = [],
  groups = [],
}: {
  lines?: string[];
  groups?: string[];
}): LineLimits {
  return { lines: new Set(lines), groups: new Set(groups) };
}

t.test('a key with limits overrides nothing outside them', async (t) => {
  const cards = limitsOf({ groups: ['cards'] });
  const pin = limitsOf({ lines: ['phone-pin', 'retired'] });
  const scope = (parts: Partial<Override>) => ({ lines: [], groups: [], all: false, ...parts });
  const cases: readonly [LineLimits | null, Partial<Override>, readonly string[], boolean][] = [
    [null, { all: true }, [], true],
    [cards, { all: true }, ['all lines'], true],
    [cards, { groups: ['cards'] }, [], true],
    [cards, { groups: ['cards', 'shops'] }, ['the group shops'], true],
    [cards, { groups: ['shops'] }, ['the group shops'], false],
    [cards, { lines: ['phone-pin', 'lost-card'] }, [], true],
    [cards, { lines: ['phone-pin', 'shop-desk'] }, ['the line shop-desk'], true],
    [cards, { lines: ['shop-desk'] }, ['the line shop-desk'], false],
    [pin, { lines: ['phone-pin'] }, [], true],
    [pin, { groups: ['cards'] }, ['the group cards'], true],
    [pin, { lines: ['lost-card'] }, ['the line lost-card'], false],
    [pin, { lines: ['retired'] }, [], true],
    [limitsOf({}), { lines: ['phone-pin'] }, ['the line phone-pin'], false],
  ];
  for (const [limits, parts, outside, isSeen] of cases) {
    const name = JSON.stringify(parts);
    t.strictSame(outsideLimits(limits, scope(parts), snapshot), outside, name);
    t.equal(touchesLimits(limits, scope(parts), snapshot), isSeen, `${name} seen`);
  }
});
