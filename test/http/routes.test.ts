import t from 'tap';
import { formatProblem, type Problem } from '../../src/config/problem.ts';
import type { Calendar } from '../../src/core/calendar.ts';
import type { Instant } from '../../src/core/instant.ts';
import { DECISION_EXAMPLE } from '../../src/http/decision-example.ts';
import { MAX_ALTERNATIVES } from '../../src/lines/snapshot.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';

const HOLIDAY = '/v1/lines/phone-pin/decision?at=2026-11-23T10:00:00%2B09:00';

t.test('the phone PIN desk is closed on 勤労感謝の日 and says when it opens', async (t) => {
  const { app } = await buildTestApp(t);
  const answer = await app.inject(HOLIDAY);
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  t.equal(answer.headers['retry-after'], '82800');
  t.strictSame(answer.json(), DECISION_EXAMPLE, 'as the documentation shows it');
  t.match(answer.json(), {
    state: 'closed',
    reason: 'holiday',
    reasonName: { ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' },
    opensAt: '2026-11-24T09:00:00+09:00',
    message: { ja: /勤労感謝の日/, en: /Labor Thanksgiving Day/ },
  });
});

t.test('an instant may be written in several ways', async (t) => {
  const { app } = await buildTestApp(t);
  const expected = (await app.inject(HOLIDAY)).body;
  const same = [
    '2026-11-23T10:00:00+09:00',
    '2026-11-23T10:00:00%2B09:00',
    '2026-11-23T01:00:00Z',
    '2026-11-23T10:00',
    '20261123T100000%2B0900',
  ];
  for (const at of same) {
    t.equal((await app.inject(`/v1/lines/phone-pin/decision?at=${at}`)).body, expected, at);
  }
});

t.test('the word is asked for by suffix or by query, and is the same', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const times = [
    ['2026-11-24T08:59:59.999+09:00', 'closed'],
    ['2026-11-24T09:00:00+09:00', 'open'],
    ['2026-11-24T17:29:59.999+09:00', 'open'],
    ['2026-11-24T17:30:00+09:00', 'closed'],
  ] as const;
  for (const [now, word] of times) {
    setClock(now);
    for (const path of ['decision.word', 'decision?format=word']) {
      const answer = await app.inject(`/v1/lines/phone-pin/${path}`);
      t.same([answer.statusCode, answer.body], [200, word], `${path} at ${now}`);
      t.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
    }
  }
  const json = await app.inject('/v1/lines/phone-pin/decision.json');
  t.equal(json.body, (await app.inject('/v1/lines/phone-pin/decision?format=json')).body);
});

t.test('a key gives one stable instant inside the window, and the answer is private', async (t) => {
  const { app } = await buildTestApp(t);
  const retryOf = async (key: string) => {
    const answer = await app.inject(`${HOLIDAY}&key=${key}`);
    t.equal(answer.headers['cache-control'], 'private, no-store');
    t.equal(answer.headers.etag, undefined);
    const wait = Number(answer.headers['retry-after']);
    t.equal(Date.parse('2026-11-23T01:00:00Z') + wait * 1000, Date.parse(answer.json().retry.at));
    return answer.json().retry.at as string;
  };
  const given = await Promise.all(['a', 'b', 'c', 'd'].map(retryOf));
  t.same(given, await Promise.all(['a', 'b', 'c', 'd'].map(retryOf)), 'the same for the same key');
  t.ok(new Set(given).size > 1, 'keys are spread');
  for (const at of given) {
    t.ok(at >= '2026-11-24T09:00:00' && at < '2026-11-24T09:30:00', at);
  }
});

t.test('an explanation comes when it is asked for, in the language asked for', async (t) => {
  const { app } = await buildTestApp(t);
  const english = await app.inject(`${HOLIDAY}&explain=true&lang=en`);
  t.equal(english.json().explanation.layers[3].text, 'holiday (Labor Thanksgiving Day): closed');
  const japanese = await app.inject(`${HOLIDAY}&explain=true`);
  t.equal(japanese.json().explanation.layers[3].text, '祝日（勤労感謝の日）：休業');
  t.notOk('explanation' in (await app.inject(`${HOLIDAY}&explain=false&lang=en`)).json());
});

t.test('the lines are listed with what can be asked of them', async (t) => {
  const { app } = await buildTestApp(t);
  const { lines } = (await app.inject('/v1/lines')).json();
  t.same(
    lines.map(({ line }: { line: string }) => line),
    ['phone-pin', 'lost-card', 'shop-desk', 'apia-desk', 'never-open'],
  );
  t.same(lines[0], {
    line: 'phone-pin',
    name: { ja: '電話用暗証番号デスク', en: 'Phone PIN desk' },
    zone: 'Asia/Tokyo',
    phone: '+81-3-0000-0000',
    groups: ['cards'],
    links: {
      decision: '/v1/lines/phone-pin/decision',
      timeline: '/v1/lines/phone-pin/timeline',
      timetable: '/v1/lines/phone-pin/timetable',
      calendar: '/v1/lines/phone-pin/calendar',
      calendarFeed: '/v1/lines/phone-pin/calendar.ics',
      hours: '/v1/lines/phone-pin/hours',
      longBreaks: '/v1/long-breaks?line=phone-pin',
    },
  });
  for (const link of Object.values(lines[0].links) as string[]) {
    t.equal((await app.inject(link)).statusCode, 200, link);
  }
});

t.test('many decisions have one revision and one instant', async (t) => {
  const { app } = await buildTestApp(t);
  const linesOf = async (query: string) => {
    const answer = await app.inject(`/v1/decisions${query}`);
    t.equal(answer.statusCode, 200, query);
    return answer.json().decisions.map(({ line }: { line: string }) => line);
  };
  t.same(await linesOf(''), ['phone-pin', 'lost-card', 'shop-desk', 'apia-desk', 'never-open']);
  t.same(await linesOf('?line=shop-desk'), ['shop-desk']);
  t.same(await linesOf('?line=shop-desk&line=phone-pin&line=shop-desk'), [
    'shop-desk',
    'phone-pin',
  ]);
  t.same(await linesOf('?group=cards'), ['phone-pin', 'lost-card']);
  t.same(await linesOf('?group=cards&group=shops&line=lost-card'), [
    'lost-card',
    'phone-pin',
    'shop-desk',
  ]);
  const query = '?line=phone-pin&at=2026-11-23T01:00:00Z';
  const { at, revision, decisions } = (await app.inject(`/v1/decisions${query}`)).json();
  t.same([at, revision], ['2026-11-23T10:00:00+09:00', '9f2c6a1b04de']);
  t.equal(JSON.stringify(decisions[0]), (await app.inject(HOLIDAY)).body, 'the very same decision');
  t.equal((await app.inject('/v1/decisions')).json().at, null, 'now has no instant');
});

t.test('decisions are answered up to the limit and refused beyond it', async (t) => {
  const within = await buildTestApp(t, { configuration: withManyLines(495) });
  t.equal((await within.app.inject('/v1/decisions')).json().decisions.length, 500);
  const beyond = await buildTestApp(t, { configuration: withManyLines(496) });
  const refused = await beyond.app.inject('/v1/decisions');
  t.match(refused.json(), { status: 400, code: 'too_many_lines', detail: /501.*500/ });
  t.equal((await beyond.app.inject('/v1/decisions?group=many')).statusCode, 200);
});

t.test('a timeline has adjoining intervals, cut to the range', async (t) => {
  const { app } = await buildTestApp(t);
  const range = 'from=2026-11-23T10:00&until=2026-11-24T12:00';
  const { line, from, until, intervals } = (
    await app.inject(`/v1/lines/phone-pin/timeline?${range}`)
  ).json();
  t.same(
    [line, from, until],
    ['phone-pin', '2026-11-23T10:00:00+09:00', '2026-11-24T12:00:00+09:00'],
  );
  type Row = { start: string; end: string; state: string; reason: string; layer: string };
  t.same(
    intervals.map(({ start, end, state, reason, layer }: Row) =>
      [start.slice(5, 16), end.slice(5, 16), state, reason, layer].join(' '),
    ),
    [
      '11-23T10:00 11-24T00:00 closed holiday holiday',
      '11-24T00:00 11-24T09:00 closed before_opening regular',
      '11-24T09:00 11-24T12:00 open regular_hours regular',
    ],
  );
  t.same(intervals[0].reasonName, { ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' });
  const week = (await app.inject('/v1/lines/phone-pin/timeline')).json();
  t.same(
    [week.from, week.until],
    ['2026-11-24T00:00:00+09:00', '2026-12-01T00:00:00+09:00'],
    'today and six days more',
  );
  const longest = 'from=2026-01-01T00:00&until=2027-02-05T00:00';
  const whole = await app.inject(`/v1/lines/lost-card/timeline?${longest}`);
  t.equal(whole.json().intervals.length, 1, 'a line without boundaries is one interval');
});

t.test('a calendar has a row per date, and none for a date that never happened', async (t) => {
  const { app } = await buildTestApp(t);
  const rowsOf = async (line: string, query: string) =>
    (await app.inject(`/v1/lines/${line}/calendar?${query}`)).json().days;
  t.same(await rowsOf('phone-pin', 'from=2026-12-28&until=2026-12-28'), [
    {
      date: '2026-12-28',
      weekday: 'mon',
      spans: ['09:00-12:00'],
      layer: 'exception',
      reason: 'special_hours',
      reasonName: { ja: '仕事納め', en: '仕事納め' },
      holiday: null,
      longBreak: null,
      adjustedBy: [],
    },
  ]);
  const newYear = await rowsOf('phone-pin', 'from=2027-01-01&until=2027-01-01');
  t.match(newYear[0], {
    spans: [],
    layer: 'long_break',
    reason: 'long_break',
    holiday: { name: { ja: '元日', en: "New Year's Day" }, provenance: 'official' },
    longBreak: { ja: '年末年始' },
  });
  const ignored = await rowsOf('shop-desk', 'from=2026-11-23&until=2026-11-23');
  t.match(ignored[0], {
    spans: ['10:00-12:00', '13:00-18:00'],
    reason: 'regular_hours',
    holiday: { name: { en: 'Memorial Day' }, provenance: 'local' },
  });
  const apia = await rowsOf('apia-desk', 'from=2011-12-29&until=2011-12-31');
  t.same(
    apia.map(({ date }: { date: string }) => date),
    ['2011-12-29', '2011-12-31'],
  );
  const usual = await rowsOf('phone-pin', '');
  t.same([usual.length, usual[0].date, usual.at(-1).date], [31, '2026-11-24', '2026-12-24']);
});

t.test('holidays are listed by date, with their calendar and how far the list goes', async (t) => {
  const { app } = await buildTestApp(t);
  const range = 'from=2026-11-23&until=2026-12-01';
  const all = (await app.inject(`/v1/holidays?${range}`)).json();
  t.same(all, {
    holidays: [
      {
        date: '2026-11-23',
        name: { ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' },
        kind: 'national',
        provenance: 'official',
        officialName: '勤労感謝の日',
        calendar: 'jp',
        patch: null,
      },
      {
        date: '2026-11-23',
        name: { ja: '記念日', en: 'Memorial Day' },
        kind: 'listed',
        provenance: 'local',
        officialName: '記念日',
        calendar: 'company',
        patch: null,
      },
      {
        date: '2026-12-01',
        name: { ja: '創立記念日', en: 'Founding Day' },
        kind: 'listed',
        provenance: 'local',
        officialName: '創立記念日',
        calendar: 'company',
        patch: null,
      },
    ],
    officialThrough: '2027-12-31',
    knownThrough: null,
  });
  const company = (await app.inject(`/v1/holidays?${range}&calendar=company`)).json();
  t.same([company.holidays.length, company.officialThrough], [2, null]);
  const substitute = (await app.inject('/v1/holidays?from=2026-05-06&until=2026-05-06')).json();
  t.match(substitute.holidays[0], { kind: 'substitute', officialName: '休日' });
});

t.test('holidays say how far they are known', async (t) => {
  const calendars = callCentre.calendars.map((calendar): Calendar => {
    const knowledgeOf = (year: number) => (year <= 2050 ? 'projected' : 'unknown');
    return calendar.id === 'jp' ? { ...calendar, knowledgeOf } : calendar;
  });
  const { app } = await buildTestApp(t, { configuration: { ...callCentre, calendars } });
  const knownThrough = async (query = '') =>
    (await app.inject(`/v1/holidays${query}`)).json().knownThrough;
  t.equal(await knownThrough('?calendar=jp'), '2050-12-31');
  t.equal(await knownThrough('?calendar=company'), null, "the operator's own do not end");
  t.equal(await knownThrough(), '2050-12-31', 'all calendars know no more than the least');
});

t.test('the long breaks that begin in the range are listed', async (t) => {
  const { app } = await buildTestApp(t);
  const breaksOf = async (query: string) =>
    (await app.inject(`/v1/long-breaks?line=phone-pin&${query}`)).json().longBreaks;
  t.same(await breaksOf('from=2026-12-29&until=2026-12-29'), [
    {
      name: { ja: '年末年始', en: '年末年始' },
      from: '2026-12-29',
      until: '2027-01-03',
      days: 6,
      reopensAt: '2027-01-04T09:00:00+09:00',
      bridges: [],
      daysLost: 4,
      provenance: 'official',
    },
  ]);
  t.same(await breaksOf('from=2026-12-30&until=2027-01-31'), [], 'it began the day before');
  const [listed] = await breaksOf('');
  const { daysLost: _lost, provenance: _knowledge, ...told } = listed;
  const within = '/v1/lines/phone-pin/decision?at=2027-01-02T10:00';
  t.equal(
    JSON.stringify(told),
    JSON.stringify((await app.inject(within)).json().longBreak),
    'as a decision tells it',
  );
});

t.test('alternatives name each purpose once, and the first few only', async (t) => {
  const name = { ja: '用件', en: 'Purpose' };
  const line = { kind: 'line', line: 'phone-pin' } as const;
  const web = { kind: 'web', url: 'https://example.com/' } as const;
  const purposesOf = async (count: number) => {
    const purposes = Array.from({ length: count }, (_, index) => {
      return { id: `purpose-${index}`, name, channels: [line, web, line] };
    });
    const { app } = await buildTestApp(t, { configuration: { ...callCentre, purposes } });
    const { alternatives } = (await app.inject(HOLIDAY)).json();
    return alternatives.map(({ purpose }: { purpose: string }) => purpose);
  };
  t.same(await purposesOf(1), ['purpose-0']);
  t.equal((await purposesOf(MAX_ALTERNATIVES)).length, MAX_ALTERNATIVES);
  const first = Array.from({ length: MAX_ALTERNATIVES }, (_, index) => `purpose-${index}`);
  t.same(await purposesOf(MAX_ALTERNATIVES + 1), first);
});

t.test('a purpose says which channels can do it now', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  t.same((await app.inject('/v1/purposes')).json().purposes, [
    {
      purpose: 'set-phone-pin',
      name: { ja: '電話用暗証番号の設定', en: 'Set the phone PIN' },
      links: { self: '/v1/purposes/set-phone-pin' },
    },
    {
      purpose: 'reset-online-password',
      name: { ja: 'オンラインサービスのパスワード再設定', en: 'Reset the online password' },
      links: { self: '/v1/purposes/reset-online-password' },
    },
  ]);
  const web = {
    kind: 'web',
    url: 'https://example.com/reset',
    available: true,
    opensAt: null,
    closesAt: null,
  };
  const line = {
    kind: 'line',
    line: 'phone-pin',
    opensAt: '2026-11-24T09:00:00+09:00',
    closesAt: '2026-11-24T17:30:00+09:00',
  };
  const channels = async () =>
    (await app.inject('/v1/purposes/reset-online-password')).json().channels;
  t.same(await channels(), [web, { ...line, available: true }]);
  setClock('2026-11-24T08:59:59+09:00');
  t.same(await channels(), [web, { ...line, available: false }]);
});

t.test('the status tells what is loaded and why a reload was refused', async (t) => {
  const { app, keeper } = await buildTestApp(t);
  const healthy = {
    revision: '9f2c6a1b04de',
    configuration: {
      loadedAt: '2026-11-01T09:00:00+09:00',
      lastReloadAt: '2026-11-01T09:00:00+09:00',
      problems: [] as string[],
      warnings: [] as string[],
    },
    holidays: {
      officialThrough: '2027-12-31',
      patches: { inForce: 0, steppedAside: 0, dormant: 0 },
    },
    calendars: [] as object[],
    store: { kind: 'embedded', freshness: 'live', asOf: null, version: 0, alarm: null },
    overrides: { active: 0, planned: 0, long: 0 },
  };
  t.same((await app.inject('/v1/status')).json(), healthy);
  const problem: Problem = {
    severity: 'error',
    code: 'unknown_key',
    file: 'config/lines.yaml',
    line: 3,
    column: 5,
    pointer: '/lines/x',
    found: 'there is "hourz"',
    advice: 'did you mean "hours"?',
  };
  keeper.refuse(Date.parse('2026-11-24T00:00:00Z') as Instant, [problem]);
  const configuration = {
    ...healthy.configuration,
    lastReloadAt: '2026-11-24T09:00:00+09:00',
    problems: [formatProblem(problem)],
  };
  t.same((await app.inject('/v1/status')).json(), { ...healthy, configuration });
  const warned = { ...callCentre, warnings: [{ ...problem, severity: 'warning' }] } as const;
  const doubtful = await buildTestApp(t, { configuration: warned });
  const { warnings, problems } = (await doubtful.app.inject('/v1/status')).json().configuration;
  t.match(warnings, [/there is "hourz"/]);
  t.same(problems, [], 'what is doubtful is in force all the same');
});

t.test('a first configuration that was refused is told in UTC: there is no zone', async (t) => {
  const { app, keeper } = await buildTestApp(t, { configuration: null });
  keeper.refuse(Date.parse('2026-11-24T09:00:00+09:00') as Instant, []);
  const { loadedAt, lastReloadAt } = (await app.inject('/v1/status')).json().configuration;
  t.same([loadedAt, lastReloadAt], [null, '2026-11-24T00:00:00.000Z']);
});

t.test('without a snapshot only the service itself answers', async (t) => {
  const { app } = await buildTestApp(t, { configuration: null });
  t.same((await app.inject('/livez')).json(), { status: 'live' });
  t.match((await app.inject('/v1/status')).json(), {
    revision: null,
    configuration: { loadedAt: null, lastReloadAt: null, problems: [], warnings: [] },
    holidays: { officialThrough: null },
  });
  const asking = ['/readyz', HOLIDAY, '/v1/lines', '/v1/decisions', '/v1/holidays', '/v1/purposes'];
  for (const path of asking) {
    const answer = await app.inject(path);
    t.match(answer.json(), { status: 503, code: 'not_known' }, path);
    t.equal(answer.headers['retry-after'], '1');
  }
  const word = await app.inject('/v1/lines/phone-pin/decision.word');
  t.same([word.statusCode, word.body], [503, 'unknown']);
});

t.test('liveness asks nothing of the rest', async (t) => {
  const clock = () => {
    throw new Error('the clock was read');
  };
  const { app, keeper } = await buildTestApp(t, { configuration: null });
  Object.defineProperty(keeper, 'snapshot', { get: clock });
  t.equal((await app.inject('/livez')).statusCode, 200);
  t.equal((await app.inject('/readyz')).statusCode, 500);
});

t.test('a request keeps its id where that is fit to be repeated', async (t) => {
  const { app } = await buildTestApp(t);
  const idFor = async (given: string) =>
    (await app.inject({ url: '/livez', headers: { 'x-request-id': given } })).headers[
      'x-request-id'
    ];
  t.equal(await idFor('call-17.b_2~x'), 'call-17.b_2~x');
  for (const unfit of ['', 'a b', 'x"y', '<script>', 'a'.repeat(129)]) {
    t.match(await idFor(unfit), /^[0-9a-f-]{36}$/, unfit);
  }
});

t.test('every answer has the constant headers', async (t) => {
  const { app } = await buildTestApp(t);
  for (const path of [
    '/livez',
    '/nowhere',
    '/v1/lines/%zz',
    `/v1/lines/${'a'.repeat(201)}/x`,
    HOLIDAY,
  ]) {
    const { headers } = await app.inject(path);
    t.match(headers, {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': /^default-src 'none'/,
      'x-request-id': /./,
    });
    t.equal(headers.vary, path === HOLIDAY ? 'accept' : undefined, 'only what is negotiated');
  }
});
