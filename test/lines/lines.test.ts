import t from 'tap';
import type { Configuration, Expectation } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { checkExpectations } from '../../src/lines/check-expectations.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { decideLine } from '../../src/lines/line-decision.ts';
import { buildSnapshot, type Line } from '../../src/lines/snapshot.ts';
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
  warnings: [],
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

function expectation(rest: Partial<Expectation>): Expectation {
  return {
    line: 'phone-pin',
    at: at('2026-11-23T10:00'),
    atText: '2026-11-23T10:00',
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
  t.equal(keeper.snapshot, null);
  keeper.accept(snapshot);
  const problem = { ...expectation({}).place, severity: 'error', code: 'x' } as const;
  const problems = [{ ...problem, pointer: '', found: 'a', advice: 'b' }];
  keeper.refuse((NOON + 1) as Instant, problems);
  t.equal(keeper.snapshot, snapshot);
  t.same(keeper.lastReload, { at: NOON + 1, problems });
  keeper.accept({ ...snapshot, revision: 'ba9876543210' });
  t.same(keeper.lastReload, { at: NOON, problems: [] });
});
