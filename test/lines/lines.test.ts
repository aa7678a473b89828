import t from 'tap';
import type { Configuration, Expectation, ExpectedState } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { checkExpectations } from '../../src/lines/check-expectations.ts';
import { Keeper, NO_OVERRIDES } from '../../src/lines/keeper.ts';
import { decideLine } from '../../src/lines/line-decision.ts';
import { overlaySnapshot } from '../../src/lines/overlay-snapshot.ts';
import { buildSnapshot, type Line, type Snapshot } from '../../src/lines/snapshot.ts';
import { createLineOverrides } from '../../src/overrides/line-overrides.ts';
import type { Override } from '../../src/overrides/override.ts';
import { at, calendarOf, closedOn, scheduleOf, weekdays, zoneOf } from '../support/schedules.ts';

const tokyo = zoneOf('Asia/Tokyo');
const desk = scheduleOf(weekdays('09:00-17:30'), {
  holidays: [closedOn(calendarOf(['2026-11-23 勤労感謝の日']))],
});

const line = {
  zone: tokyo,
  schedule: desk,
  phone: null,
  groups: ['cards'],
  destinations: {
    open: { kind: 'queue', target: 'pin' },
    closed: { kind: 'announcement', target: 'closed' },
    holiday: { kind: 'announcement', target: 'holiday' },
  },
  messages: {},
  retrySpreadMinutes: 30,
  onUnknown: 'unknown',
} as const;

const configuration: Configuration = {
  revision: '0123456789ab',
  zone: tokyo,
  onUnknown: 'unknown',
  calendars: [],
  feeds: [],
  lines: [
    { ...line, id: 'phone-pin', name: { ja: '暗証番号', en: 'PIN' } },
    { ...line, id: 'card-desk', name: { ja: 'カード', en: 'Cards' }, groups: ['cards', 'all'] },
    {
      ...line,
      id: 'london',
      name: { ja: 'ロンドン', en: 'London' },
      zone: zoneOf('Europe/London'),
    },
  ],
  purposes: [
    {
      id: 'set-pin',
      name: { ja: '設定', en: 'Set' },
      channels: [{ kind: 'line', line: 'phone-pin' }],
    },
    {
      id: 'reset',
      name: { ja: '再設定', en: 'Reset' },
      channels: [
        { kind: 'web', url: 'https://example.com/reset' },
        { kind: 'line', line: 'phone-pin' },
      ],
    },
  ],
  expectations: [],
  webhooks: [],
  warnings: [],
  suppressions: [],
  suppressed: [],
};

const NOON = at('2026-11-24T12:00');
const snapshot = buildSnapshot(configuration, NOON);

function lineNamed(id: string): Line {
  const found = snapshot.lines.get(id);
  if (!found) throw new Error(`no line ${id}`);
  return found;
}

t.test('lines with the same schedule in the same zone share one timeline', async (t) => {
  t.equal(lineNamed('phone-pin').compiled, lineNamed('card-desk').compiled);
  t.not(lineNamed('phone-pin').compiled, lineNamed('london').compiled);
});

t.test('a group holds its lines in the order of the configuration', async (t) => {
  t.same(
    snapshot.groups.get('cards')?.map(({ id }) => id),
    ['phone-pin', 'card-desk', 'london'],
  );
  t.same(
    snapshot.groups.get('all')?.map(({ id }) => id),
    ['card-desk'],
  );
});

t.test(
  'the alternatives of a line are the purposes that name it and work without a call',
  async (t) => {
    t.same(
      lineNamed('phone-pin').alternatives.map(({ id }) => id),
      ['reset'],
    );
    t.same(lineNamed('card-desk').alternatives, []);
  },
);

t.test('a destination for the reason code wins over one for the state', async (t) => {
  const target = (instant: string) =>
    decideLine(lineNamed('phone-pin'), at(instant)).destination?.target;
  t.equal(target('2026-11-23T10:00'), 'holiday');
  t.equal(target('2026-11-22T10:00'), 'closed');
  t.equal(target('2026-11-24T10:00'), 'pin');
});

t.test('a line without a destination for the answer has none', async (t) => {
  const bare = { ...lineNamed('phone-pin'), destinations: {} };
  t.equal(decideLine(bare, NOON).destination, null);
});

function expectation(rest: Partial<ExpectedState>): Expectation {
  return {
    kind: 'state',
    lines: ['phone-pin'],
    group: null,
    when: 'at 2026-11-23T10:00',
    note: null,
    from: at('2026-11-23T10:00'),
    until: at('2026-11-23T10:00:00.001'),
    state: null,
    reason: null,
    pointer: '/expectations/0',
    place: { file: 'lines.yaml', line: 3, column: 5 },
    ...rest,
  };
}

t.test('expectations that are met are no problem', async (t) => {
  const expectations = [
    expectation({ state: 'closed' }),
    expectation({ reason: 'holiday' }),
    expectation({ state: 'closed', reason: 'holiday' }),
  ];
  t.same(checkExpectations(snapshot, { ...configuration, expectations }), []);
});

t.test(
  'an expectation that is not met says what the line answers instead, and where',
  async (t) => {
    const expectations = [
      expectation({ state: 'open' }),
      expectation({ state: 'closed', reason: 'weekend' }),
    ];
    const problems = checkExpectations(snapshot, { ...configuration, expectations });
    t.equal(problems.length, 2);
    t.match(problems[0], {
      severity: 'error',
      code: 'expectation_failed',
      file: 'lines.yaml',
      line: 3,
      column: 5,
      pointer: '/expectations/0',
      found: 'phone-pin at 2026-11-23T10:00 is closed, holiday (勤労感謝の日), not open',
    });
    t.match(problems[1]?.found, /not closed, weekend$/);
  },
);

t.test('the keeper keeps the last good snapshot when a reload is refused', async (t) => {
  const keeper = new Keeper();
  keeper.layOver(NO_OVERRIDES);
  keeper.accept(snapshot);
  const good = keeper.snapshot;
  t.same(good, snapshot, 'at version 0 it is what is configured');
  const problem = { ...expectation({}).place, severity: 'error', code: 'x' } as const;
  const problems = [{ ...problem, pointer: '', found: 'a', advice: 'b' }];
  keeper.refuse(after(1), problems);
  t.equal(keeper.snapshot, good);
  t.same(keeper.lastReload, { at: NOON + 1, problems });
  keeper.accept({ ...snapshot, revision: 'ba9876543210' });
  t.same(keeper.lastReload, { at: NOON, problems: [] });
});

t.test('the keeper has no snapshot before it has seen configuration and overrides', async (t) => {
  const keeper = new Keeper();
  keeper.accept(snapshot);
  t.equal(keeper.snapshot, null);
  t.equal(keeper.configured, snapshot);
  keeper.layOver(NO_OVERRIDES);
  t.ok(keeper.snapshot);
  const other = new Keeper();
  other.layOver(NO_OVERRIDES);
  t.equal(other.snapshot, null);
  other.accept(snapshot);
  t.ok(other.snapshot);
});

t.test('the keeper tells every swap, once the new snapshot is in force', async (t) => {
  const keeper = new Keeper();
  const told: string[] = [];
  keeper.onSwap((swapped) => {
    t.equal(keeper.snapshot, swapped);
    told.push(
      `${swapped.revision} ${swapped.freshness} ${swapped.asOf} ${swapped.changedAt - NOON}`,
    );
  });
  keeper.accept(snapshot);
  keeper.layOver({ ...NO_OVERRIDES, version: 3, overrides: [], at: after(10) });
  keeper.judge({ freshness: 'last-known', asOf: NOON }, after(20));
  keeper.judge({ freshness: 'last-known', asOf: NOON }, after(30));
  keeper.layOver({ ...NO_OVERRIDES, version: 4, overrides: [typhoon()], at: after(40) });
  keeper.judge({ freshness: 'live', asOf: null }, after(50));
  t.same(told, [
    '0123456789ab.3 live null 10',
    `0123456789ab.3 last-known ${NOON} 20`,
    `0123456789ab.4 last-known ${NOON} 40`,
    '0123456789ab.4 live null 50',
  ]);
});

t.test('a change of the store that is none of overrides keeps every line', async (t) => {
  const keeper = new Keeper();
  keeper.accept(snapshot);
  const overrides = [typhoon()];
  keeper.layOver({ ...NO_OVERRIDES, version: 1, overrides, at: NOON });
  const before = keeper.snapshot;
  keeper.layOver({ ...NO_OVERRIDES, version: 2, overrides: [...overrides], at: NOON });
  t.equal(keeper.snapshot?.lines, before?.lines);
  t.equal(keeper.snapshot?.revision, '0123456789ab.2');
  const reloaded = buildSnapshot(configuration, after(5));
  keeper.accept(reloaded);
  const reason = keeper.snapshot?.lines.get('london')?.compiled.timeline.reasonAt(NOON);
  t.equal(reason?.code, 'override_closed', 'and a reload keeps the overrides');
});

function after(milliseconds: number): Instant {
  return (NOON + milliseconds) as Instant;
}

/** Closes all lines from 07:00 to 15:00 in Tokyo, or what else is given. */
function typhoon(rest: Partial<Override> = {}): Override {
  const deed = { at: '2026-11-23T21:00:00Z', by: { key: 'k1', name: 'desk' }, version: 1 };
  return {
    id: 'o1',
    ...{ lines: [], groups: [], all: true, state: 'closed', hours: null },
    from: '2026-11-23T22:00:00Z',
    untilAsked: 'PT8H',
    until: '2026-11-24T06:00:00Z',
    ends: {},
    ...{ reason: 'disaster', name: null, message: null, note: null, author: 'desk' },
    ...{ created: deed, changed: deed, ended: null },
    ...rest,
  };
}

const scoped = (scope: Partial<Override>) => typhoon({ all: false, ...scope });

function overlaid(...overrides: readonly Override[]) {
  const { lines, groups } = overlaySnapshot(snapshot, { version: 1, overrides });
  const closed = [...lines.values()].filter(({ compiled }) => compiled.overrideAt(NOON) !== null);
  return { lines, groups, closed: closed.map(({ id }) => id) };
}

t.test('an override is for lines by name, by group, or for all of them', async (t) => {
  t.same(overlaid(typhoon()).closed, ['phone-pin', 'card-desk', 'london']);
  t.same(overlaid(scoped({ lines: ['london'] })).closed, ['london']);
  t.same(overlaid(scoped({ groups: ['all'] })).closed, ['card-desk']);
  t.same(overlaid(scoped({ lines: ['london'], groups: ['all'] })).closed, ['card-desk', 'london']);
  t.same(overlaid(scoped({ lines: ['no-such-line'], groups: ['no-such-group'] })).closed, []);
});

t.test('lines without overrides are the same objects', async (t) => {
  const { lines, groups } = overlaid(scoped({ groups: ['all'] }));
  for (const id of ['phone-pin', 'london']) t.equal(lines.get(id), snapshot.lines.get(id));
  t.not(lines.get('card-desk'), snapshot.lines.get('card-desk'));
  const members = (id: string) => groups.get(id)?.map((member) => member === lines.get(member.id));
  t.same([members('cards'), members('all')], [[true, true, true], [true]]);
  const pinOnly = overlaid(scoped({ lines: ['phone-pin'] }));
  t.equal(pinOnly.groups.get('all'), snapshot.groups.get('all'), 'a group that it does not touch');
  const none = overlaid(scoped({ lines: ['no-such-line'] }));
  t.equal(none.lines, snapshot.lines);
  t.equal(none.groups, snapshot.groups);
});

t.test('lines with one schedule and equal overrides share what comes of them', async (t) => {
  const compiledOf = ({ lines }: Pick<Snapshot, 'lines'>) => {
    const [pin, cards, london] = [...lines.values()].map(({ compiled }) => compiled);
    return { pin, cards, london };
  };
  const all = compiledOf(overlaid(typhoon()));
  t.equal(all.pin, all.cards);
  t.not(all.pin, all.london, 'in another zone');
  const named = compiledOf(overlaid(scoped({ lines: ['phone-pin', 'card-desk'] })));
  t.equal(named.pin, named.cards, 'also where each is named');
  const ends = { 'phone-pin': '2026-11-24T05:00:00Z' };
  const apart = compiledOf(overlaid(typhoon({ ends })));
  t.not(apart.pin, apart.cards, 'not where they end at different times');
  const equal = { ...ends, 'card-desk': '2026-11-24T05:00:00Z' };
  const together = compiledOf(overlaid(typhoon({ ends: equal })));
  t.equal(together.pin, together.cards);
});

t.test('ten thousand lines under one override are overlaid once', async (t) => {
  const [first] = configuration.lines;
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...first,
    ...line,
    id: `l${index}`,
  }));
  const lines = many.map((each) => ({ ...each, name: { ja: '線', en: 'Line' } }));
  const base = buildSnapshot({ ...configuration, lines, purposes: [] }, NOON);
  const { lines: closed } = overlaySnapshot(base, { version: 1, overrides: [typhoon()] });
  t.equal(new Set([...closed.values()].map(({ compiled }) => compiled)).size, 1);
});

t.test('an end of its own ends an override for a line, the last one for new lines', async (t) => {
  const ends = { 'phone-pin': '2026-11-24T03:00:00Z' };
  t.same(overlaid(typhoon({ ends })).closed, ['card-desk', 'london'], 'at noon it is over');
  const overridesOf = createLineOverrides([typhoon({ ends })]);
  const endOf = (id: string) => overridesOf({ id, groups: [] })[0]?.end;
  t.equal(endOf('phone-pin'), at('2026-11-24T12:00'));
  t.equal(endOf('configured-later'), at('2026-11-24T15:00'));
});

t.test('overrides come in order of creation, and one that holds for no time is none', async (t) => {
  const overridesOf = createLineOverrides([
    scoped({ lines: ['phone-pin'], state: 'open' }),
    typhoon(),
    scoped({ groups: ['cards'], lines: ['phone-pin'], state: null, hours: ['22:00-26:00'] }),
    typhoon({ until: '2026-11-23T22:00:00Z' }),
  ]);
  const changes = (id: string, groups: readonly string[]) =>
    overridesOf({ id, groups }).map(({ change }) => change);
  const night = { kind: 'hours', hours: [{ start: 1320, end: 1560 }] };
  t.same(changes('phone-pin', ['cards']), [{ kind: 'open' }, { kind: 'closed' }, night]);
  t.same(changes('other', ['cards']), [{ kind: 'closed' }, night]);
  t.same(changes('other', []), [{ kind: 'closed' }]);
  t.equal(overridesOf({ id: 'a', groups: [] }), overridesOf({ id: 'b', groups: ['unknown'] }));
});

t.test('callers are told the name of an override, or what its reason is called', async (t) => {
  const nameAt = (rest: Partial<Override>, instant = NOON) => {
    const { compiled } = overlaid(typhoon(rest)).lines.get('phone-pin') ?? {};
    return compiled?.timeline.reasonAt(instant).name.ja;
  };
  t.equal(nameAt({}), '災害');
  t.equal(nameAt({ state: 'open' }), '臨時営業');
  t.equal(nameAt({ reason: 'other' }), '臨時休業');
  t.equal(nameAt({ reason: 'other', state: 'open' }), '臨時営業');
  const own = { state: null, hours: ['10:00-11:00'], reason: 'system_trouble' } as const;
  t.equal(nameAt(own), 'システム障害', 'outside its own hours');
  t.equal(nameAt(own, at('2026-11-24T10:00')), '臨時営業');
  t.equal(nameAt({ name: { ja: '台風15号', en: 'Typhoon' } }), '台風15号');
  const message = { ja: '正午まで休みます。', en: 'Closed until noon.' };
  const { compiled } = overlaid(typhoon({ message })).lines.get('phone-pin') ?? {};
  t.same(compiled?.timeline.reasonAt(NOON).message, message);
});
