import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { createKey } from '../../src/access/create-key.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Fault } from '../../src/errors.ts';
import { MAX_HEARD_INTERVALS } from '../../src/http/limits.ts';
import { MAX_TOLD_INTERVALS } from '../../src/lines/compare-lines.ts';
import type { Override } from '../../src/overrides/override.ts';
import { MAX_OVERRIDES } from '../../src/overrides/override-limits.ts';
import { overridesOf } from '../../src/overrides/overrides-of.ts';
import type { Json } from '../../src/store/json.ts';
import type { Ledger } from '../../src/store/ledger.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import { buildTestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';

const CLOSED = { lines: ['phone-pin'], state: 'closed', until: 'PT4H' };
const URL = '/v1/overrides';

type Headers = Record<string, string>;

/** A service that takes everybody for its operator, or for the holders of keys. */
async function service(t: Test, options: TestOptions = {}) {
  const built = await buildTestApp(t, { isLocal: () => true, ...options });
  const { app, ledger } = built;
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string) => {
    return async (payload?: unknown, headers: Headers = {}) => {
      const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
      const type = payload === undefined ? {} : { 'content-type': 'application/json' };
      return app.inject({ method, url, ...body, headers: { ...type, ...headers } });
    };
  };
  const post = send('POST', URL);
  const stateOf = () => ledger.state as StoreState;
  return {
    ...built,
    send,
    post,
    stateOf,
    get: (url: string, headers?: Headers) => send('GET', url)(undefined, headers),
    patch: (id: string, payload: unknown, headers: Headers = { 'if-match': '*' }) =>
      send('PATCH', `${URL}/${id}`)(payload, headers),
    end: (id: string, headers: Headers = { 'if-match': '*' }) =>
      send('DELETE', `${URL}/${id}`)(undefined, headers),
    async made(payload: object) {
      const answer = await post(payload);
      t.equal(answer.statusCode, 201, answer.body);
      return answer.json();
    },
  };
}

const shared = service(t);

interface Answer {
  readonly statusCode: number;
  json(): { code: string; detail: string; errors: Fault[] };
}

/** `pointer: detail` of each fault. */
function told(answer: Answer): string[] {
  return answer.json().errors.map(({ pointer = '', detail }) => `${pointer}: ${detail}`);
}

t.test('closing a line takes one request, and the next decision shows it', async (t) => {
  const { post, get, stateOf } = await service(t);
  const message = { ja: '台風のため終日休業します。', en: 'Closed because of the typhoon.' };
  const name = { ja: '台風', en: 'Typhoon' };
  const answer = await post({ ...CLOSED, reason: 'disaster', name, message, note: '07:00\nSato' });
  t.equal(answer.statusCode, 201);
  const { id } = answer.json();
  t.match(id, /^[0-9a-hjkmnp-tv-z]{12}$/);
  t.equal(answer.headers.location, `${URL}/${id}`);
  t.equal(answer.headers.etag, '"1"');
  t.equal(answer.headers['cache-control'], 'private, no-store');
  t.strictSame(answer.json(), {
    id,
    phase: 'active',
    lines: ['phone-pin'],
    groups: [],
    all: false,
    state: 'closed',
    hours: null,
    from: '2026-11-24T10:00:00+09:00',
    until: '2026-11-24T14:00:00+09:00',
    untilAsked: 'PT4H',
    ends: {},
    reason: 'disaster',
    name,
    message,
    note: '07:00\nSato',
    author: 'operator',
    createdAt: '2026-11-24T10:00:00+09:00',
    createdBy: { key: null, name: 'operator' },
    changedAt: '2026-11-24T10:00:00+09:00',
    changedBy: { key: null, name: 'operator' },
    endedAt: null,
    endedBy: null,
    version: 1,
  });
  t.match((await get('/v1/lines/phone-pin/decision')).json(), {
    state: 'closed',
    reason: 'override_closed',
    layer: 'override',
    reasonName: name,
    message,
    until: '2026-11-24T14:00:00+09:00',
    opensAt: '2026-11-24T14:00:00+09:00',
    revision: '9f2c6a1b04de.1',
  });
  const read = await get(`${URL}/${id}`);
  t.strictSame(read.json(), answer.json());
  t.equal(read.headers.etag, '"1"');
  t.match(overridesOf(stateOf())[0], {
    from: '2026-11-24T01:00:00.000Z',
    until: '2026-11-24T05:00:00.000Z',
  });
});

t.test('hours of its own, groups, all and an author are taken', async (t) => {
  const { made, get } = await service(t);
  const hours = await made({
    groups: ['cards'],
    hours: ['13:00-14:00', '9:00-12:00'],
    until: 'P2D',
  });
  t.match(hours, { groups: ['cards'], state: null, hours: ['09:00-12:00', '13:00-14:00'] });
  t.equal((await get('/v1/lines/lost-card/decision')).json().until, '2026-11-24T12:00:00+09:00');
  const night = await made({
    all: true,
    hours: ['22:00-02:00', '47:00-48:00'].slice(0, 1),
    until: 'P1D',
  });
  t.strictSame(night.hours, ['22:00-26:00']);
  const named = { lines: ['phone-pin', 'phone-pin'], groups: ['cards', 'shops'], author: '佐藤' };
  t.match(await made({ ...named, state: 'open', until: 'PT1M' }), {
    lines: ['phone-pin'],
    groups: ['cards', 'shops'],
    author: '佐藤',
  });
});

/** Broken bodies, and everything that is told of them. */
const BROKEN: readonly (readonly [name: string, body: unknown, told: readonly string[]])[] = [
  [
    'nothing',
    {},
    [
      '/lines: /lines is missing; name "lines" or "groups", or write "all": true.',
      '/state: /state is missing; write "state": "closed" or "open", or "hours": ["09:00-12:00"].',
      '/until: /until is missing; it is required: write an instant such as 2026-11-24T12:00:00+09:00, a duration such as PT4H, end-of-day or next-opening.',
    ],
  ],
  ['a list', [], [': The body is a list; it must be an object.']],
  ['null', null, [': The body is null; it must be an object.']],
  [
    'all: false alone',
    { ...CLOSED, lines: undefined, all: false },
    ['/lines: /lines is missing; name "lines" or "groups", or write "all": true.'],
  ],
  [
    'no lines',
    { ...CLOSED, lines: [] },
    ['/lines: /lines has no items; it must name at least one.'],
  ],
  [
    'all and lines',
    { ...CLOSED, all: true },
    ['/all: /all stands together with /lines or /groups; write one or the other, null in a PATCH.'],
  ],
  [
    'unknown names',
    { ...CLOSED, lines: ['phone-pn', 7, 'lost-card'], groups: ['card'] },
    [
      '/lines/1: /lines/1 is 7; it must be a text.',
      '/lines/0: There is no line "phone-pn". Did you mean "phone-pin"?',
      '/groups/0: There is no group "card". Did you mean "cards"?',
    ],
  ],
  [
    'an unknown key',
    { ...CLOSED, reasn: 'disaster' },
    [
      '/reasn: "reasn" is not known here. Did you mean "reason"? Known: lines, groups, all, state, hours, from, until, reason, name, message, note, author.',
    ],
  ],
  [
    'words that are none',
    { ...CLOSED, state: 'shut', reason: 'rain' },
    [
      '/state: /state is "shut"; it must be open or closed.',
      '/reason: /reason is "rain"; it must be disaster, system_trouble, meeting, staffing or other.',
    ],
  ],
  [
    'state and hours',
    { ...CLOSED, hours: ['09:00-12:00'] },
    [
      '/hours: /hours stands together with /state; write one of them, null for the other in a PATCH.',
    ],
  ],
  [
    'numbers for texts',
    { ...CLOSED, until: 4, all: 'true', note: true },
    [
      '/all: /all is "true"; it must be true or false.',
      '/until: /until is 4; it must be a text.',
      '/note: /note is true; it must be a text.',
    ],
  ],
  [
    'broken hours',
    { ...CLOSED, state: undefined, hours: ['9-17', '24:00-25:00', '09:00-09:00'] },
    [
      '/hours/0: /hours/0: "9-17" is not a span of time; write 09:00-17:00.',
      '/hours/1: /hours/1: "24:00-25:00" starts at 24:00 or later; write it on the next day: a span starts before 24:00.',
      '/hours/2: /hours/2: "09:00-09:00" is a span of no length; write 00:00-24:00 for the whole day.',
    ],
  ],
  [
    'overlapping hours',
    { ...CLOSED, state: undefined, hours: ['13:00-15:00', '09:00-13:01', '15:00-16:00'] },
    [
      '/hours/0: /hours/0: 13:00-15:00 overlaps a span that ends at 13:01; write one span, or start at 13:01 or after.',
    ],
  ],
  [
    'half a name',
    { ...CLOSED, name: { ja: '台風' }, message: { en: 'x\ny', ja: ' ' } },
    [
      '/name/en: /name/en is missing; write both languages, { "ja": "…", "en": "…" }.',
      '/message/ja: /message/ja is empty; write text.',
      '/message/en: /message/en has a line break or a control character; write it on one line.',
    ],
  ],
  [
    'a message that is no template',
    { ...CLOSED, message: { ja: '{', en: 'Closed until {until}' } },
    [
      '/message/ja: /message/ja: the message has a { without its }: {; write plain text; {line}, {reasonName}, {opensAt} and {closesAt} may stand in it.',
      '/message/en: /message/en: the message names {until}; known are {line}, {reasonName}, {weekday}, {opensAt}, {opensDay}, {opensTime}, {closesAt}, {closesDay}, {closesTime}, {web}, {breakName}, {breakFrom}, {breakUntil}, {bridges}, {lastCall}, {reopensAt}; write plain text; {line}, {reasonName}, {opensAt} and {closesAt} may stand in it.',
    ],
  ],
  [
    'texts too long',
    {
      ...CLOSED,
      note: 'x'.repeat(1001),
      author: 'x'.repeat(101),
      name: { ja: 'x'.repeat(201), en: '' },
    },
    [
      '/name/ja: /name/ja has 201 characters; it must have 1 to 200 characters.',
      '/name/en: /name/en is empty; it must have 1 to 200 characters.',
      '/note: /note has 1001 characters; it must have 1 to 1000 characters.',
      '/author: /author has 101 characters; it must have 1 to 100 characters.',
    ],
  ],
  [
    'half a character',
    { ...CLOSED, note: '\ud800', author: 'a\u0000' },
    [
      '/note: /note has a character that is none; write it anew.',
      '/author: /author has a character that is none; write it anew.',
    ],
  ],
  [
    'an end that is none',
    { ...CLOSED, until: 'next-openin' },
    [
      '/until: /until is "next-openin", which is no end. Did you mean "next-opening"? It may be an instant such as 2026-11-24T12:00:00+09:00, a duration such as PT4H, end-of-day or next-opening.',
    ],
  ],
  [
    'an end in months',
    { ...CLOSED, until: 'P1M' },
    ['/until: /until is "P1M": years and months have no fixed length; write days.'],
  ],
  [
    'no time at all',
    { ...CLOSED, until: 'PT0S' },
    [
      '/until: /until is "PT0S", no time at all; write an instant such as 2026-11-24T12:00:00+09:00, a duration such as PT4H, end-of-day or next-opening.',
    ],
  ],
  [
    'times that are none',
    { ...CLOSED, from: 'now', until: '2026-02-30T10:00Z' },
    [
      '/from: /from is "now", which is no ISO 8601 date and time; write 2026-11-24T09:00:00+09:00.',
      '/until: /until is "2026-02-30T10:00Z", a date, time or offset that does not exist.',
    ],
  ],
  [
    'several zones',
    { ...CLOSED, all: true, lines: undefined, from: '2026-11-25T10:00', until: '2026-11-25T12:00' },
    [
      '/from: /from is "2026-11-25T10:00", which has no offset, and the lines are in several zones; end it with Z or +09:00.',
      '/until: /until is "2026-11-25T12:00", which has no offset, and the lines are in several zones; end it with Z or +09:00.',
    ],
  ],
  [
    'lines of which none opens',
    { ...CLOSED, lines: ['lost-card', 'never-open'], until: 'next-opening' },
    [
      '/until: /until is "next-opening", but within 400 days none opens of lost-card, never-open; write an instant or a duration.',
    ],
  ],
  [
    'the end of the world',
    { ...CLOSED, until: '2101-01-01T00:00:00Z' },
    ['/until: /until is "2101-01-01T00:00:00Z", which lies outside the years 1970 to 2100.'],
  ],
];

t.test('everything that is wrong with a body is told at once, with its place', async (t) => {
  const { post, stateOf } = await shared;
  for (const [name, body, expected] of BROKEN) {
    const answer = await post(body);
    t.match(answer.statusCode, /^40[04]$/, name);
    t.strictSame(told(answer), expected, name);
  }
  t.equal(stateOf().version, 0, 'nothing was changed');
});

t.test('faults of one kind have its code, others that of several kinds', async (t) => {
  const { post } = await shared;
  const codeOf = async (body: object) => {
    const answer = await post({ ...CLOSED, ...body });
    return `${answer.statusCode} ${answer.json().code}`;
  };
  t.equal(await codeOf({ lines: ['none'] }), '404 unknown_line');
  t.equal(await codeOf({ lines: ['none'], groups: ['none'] }), '404 unknown_names');
  t.equal(await codeOf({ lines: ['none'], until: 'x' }), '400 invalid_request');
  t.equal(await codeOf({ until: '2026-02-30T10:00Z' }), '400 bad_instant');
  t.equal(await codeOf({ until: '2102-01-01T00:00Z' }), '400 instant_out_of_range');
  t.equal(await codeOf({ until: 'P400DT1M' }), '400 range_too_long');
  t.equal(await codeOf({ foo: 1 }), '400 unknown_parameter');
  t.equal(await codeOf({ until: undefined }), '400 missing_parameter');
});

t.test('from may be a minute ago and 400 days ahead', async (t) => {
  const { post } = await service(t, { now: '2026-11-24T01:00:30.000Z' });
  const cases = [
    ['2026-11-24T00:59:29.999Z', /^\/from: .* in the past; leave it out to begin now\.$/],
    ['2026-11-24T00:59:30.000Z', '2026-11-24T09:59:00+09:00'],
    ['2026-11-24T00:59:30.001Z', '2026-11-24T09:59:00+09:00'],
    ['2026-11-24T10:01', '2026-11-24T10:01:00+09:00'],
    ['2027-12-29T01:00:29.999Z', '2027-12-29T10:00:00+09:00'],
    ['2027-12-29T01:00:30.000Z', '2027-12-29T10:00:00+09:00'],
    ['2027-12-29T01:00:30.001Z', /^\/from: .* more than 400 days ahead/],
  ] as const;
  for (const [from, expected] of cases) {
    const answer = await post({ ...CLOSED, from });
    if (typeof expected === 'string') t.equal(answer.json().from, expected, from);
    else t.match(told(answer)[0], expected, from);
  }
});

t.test(
  'until lies after now and from, is taken up to a minute and at most 400 days on',
  async (t) => {
    const { post } = await service(t, { now: '2026-11-24T10:00:00.000+09:00' });
    const from = '2026-11-24T11:00:00+09:00';
    const cases = [
      [undefined, '2026-11-24T10:00:00+09:00', /not after \/from/],
      [undefined, '2026-11-24T10:00:00.001+09:00', '2026-11-24T10:01:00+09:00'],
      [undefined, '2026-11-24T10:01:00.000+09:00', '2026-11-24T10:01:00+09:00'],
      [undefined, '2026-11-24T10:01:00.001+09:00', '2026-11-24T10:02:00+09:00'],
      ['2026-11-24T09:59:00+09:00', '2026-11-24T10:00:00+09:00', /in the past/],
      [from, '2026-11-24T10:59:59+09:00', /not after \/from/],
      [from, '2026-11-24T11:00:00+09:00', /not after \/from/],
      [from, '2026-11-24T11:00:01+09:00', '2026-11-24T11:01:00+09:00'],
      [from, '2027-12-29T11:00:00+09:00', '2027-12-29T11:00:00+09:00'],
      [from, '2027-12-29T11:00:00.001+09:00', /more than 400 days after \/from/],
      [from, 'PT90S', '2026-11-24T11:02:00+09:00'],
      [from, 'P400D', '2027-12-29T11:00:00+09:00'],
      [from, 'P400DT1S', /more than 400 days after \/from/],
    ] as const;
    for (const [begin, until, expected] of cases) {
      const answer = await post({ ...CLOSED, ...(begin && { from: begin }), until });
      if (typeof expected === 'string') t.equal(answer.json().until, expected, until);
      else t.match(told(answer)[0], expected, until);
    }
  },
);

t.test('a duration is never shorter than asked, though it ends with a whole minute', async (t) => {
  const { made, setClock } = await service(t);
  const ends = [
    ['10:00:00.000', '14:00:00'],
    ['10:00:00.001', '14:01:00'],
    ['10:00:59.999', '14:01:00'],
  ] as const;
  for (const [now, until] of ends) {
    setClock(`2026-11-24T${now}+09:00`);
    t.match(await made(CLOSED), { from: /10:00:00/, until: `2026-11-24T${until}+09:00` }, now);
  }
});

t.test('the end of the day is the midnight of each line', async (t) => {
  const { made, get, setClock } = await service(t);
  const days = [
    ['2026-11-24T23:58:59+09:00', '2026-11-25T00:00:00+09:00'],
    ['2026-11-24T23:59:59.999+09:00', '2026-11-25T00:00:00+09:00'],
    ['2026-11-25T00:00:00+09:00', '2026-11-26T00:00:00+09:00'],
  ] as const;
  for (const [now, until] of days) {
    setClock(now);
    t.match(await made({ ...CLOSED, until: 'end-of-day' }), { until, ends: {} }, now);
  }
  setClock('2026-11-26T10:00:00+09:00');
  const apart = { lines: ['phone-pin', 'apia-desk'], state: 'closed', until: 'end-of-day' };
  t.match(await made(apart), {
    until: '2026-11-27T00:00:00+09:00',
    ends: { 'apia-desk': '2026-11-26T20:00:00+09:00' },
    untilAsked: 'end-of-day',
  });
  const apia = await get('/v1/lines/apia-desk/decision?at=2026-11-26T10:00:00Z');
  t.equal(apia.json().until, '2026-11-27T00:00:00+13:00');
});

t.test('the next opening is the first that begins after from, of each line', async (t) => {
  const { made, setClock } = await service(t);
  const openings = [
    ['2026-11-24T08:59:59+09:00', '2026-11-24T09:00:00+09:00'],
    ['2026-11-24T09:00:00+09:00', '2026-11-25T09:00:00+09:00'],
    ['2026-11-24T17:30:00+09:00', '2026-11-25T09:00:00+09:00'],
    ['2026-11-27T12:00:00+09:00', '2026-11-30T09:00:00+09:00'],
  ] as const;
  for (const [from, until] of openings) {
    setClock(from);
    const { id: _, ...made1 } = await made({ ...CLOSED, until: 'next-opening', from });
    t.equal(made1.until, until, from);
  }
  setClock('2026-12-01T11:00:00+09:00');
  const both = { lines: ['phone-pin', 'shop-desk'], state: 'closed', until: 'next-opening' };
  t.match(await made(both), {
    until: '2026-12-02T09:00:00+09:00',
    ends: { 'shop-desk': '2026-12-01T13:00:00+09:00' },
  });
});

t.test('a line without an opening ends with the last of the others', async (t) => {
  const { made, get } = await service(t);
  const all = await made({ all: true, state: 'closed', until: 'next-opening' });
  t.match(all, {
    until: '2026-11-25T09:00:00+09:00',
    ends: { 'shop-desk': '2026-11-24T13:00:00+09:00', 'apia-desk': '2026-11-25T05:00:00+09:00' },
  });
  t.notOk('lost-card' in all.ends || 'never-open' in all.ends);
  const lost = (await get('/v1/lines/lost-card/decision')).json();
  t.match(lost, { state: 'closed', until: '2026-11-25T09:00:00+09:00' });
});

t.test('what began days ago ends in words and durations from now on', async (t) => {
  const { made, patch, setClock } = await service(t);
  const { id } = await made({ ...CLOSED, until: 'P5D' });
  setClock('2026-11-26T12:00:00+09:00');
  t.equal((await patch(id, { until: 'next-opening' })).json().until, '2026-11-27T09:00:00+09:00');
  t.equal((await patch(id, { until: 'end-of-day' })).json().until, '2026-11-27T00:00:00+09:00');
  t.equal((await patch(id, { until: 'PT1H' })).json().until, '2026-11-26T13:00:00+09:00');
});

t.test('the next opening is looked for among the other overrides', async (t) => {
  const { made, patch } = await service(t);
  await made({ ...CLOSED, from: '2026-11-25T08:00:00+09:00', until: '2026-11-25T11:30:00+09:00' });
  const asked = await made({ ...CLOSED, until: 'next-opening' });
  t.equal(asked.until, '2026-11-25T11:30:00+09:00', 'the other one ends then');
  const again = await patch(asked.id, { until: 'next-opening' });
  t.equal(again.json().until, '2026-11-25T11:30:00+09:00', 'and not its own end');
});

t.test('a message may name what callers are told of, and is told', async (t) => {
  const { made, get } = await service(t);
  const message = { ja: '{opensAt}から受け付けます。', en: "We don't answer before {opensAt}." };
  await made({ ...CLOSED, message });
  t.match((await get('/v1/lines/phone-pin/decision')).json().message, {
    ja: /から受け付けます。$/,
    en: /^We don't answer before .*14:00.*\.$/,
  });
});

t.test('what has not begun can be changed in everything', async (t) => {
  const { made, patch } = await service(t);
  const planned = { ...CLOSED, from: '2026-11-25T10:00:00+09:00', note: 'a' };
  const changes: readonly [object, object][] = [
    [{ until: 'PT1H' }, { until: '2026-11-25T11:00:00+09:00', untilAsked: 'PT1H' }],
    [{ from: '2026-11-25T11:00' }, { from: /11:00:00/, until: '2026-11-25T15:00:00+09:00' }],
    [{ from: null }, { from: '2026-11-24T10:00:00+09:00', until: '2026-11-24T14:00:00+09:00' }],
    [
      { lines: null, all: true },
      { all: true, lines: [] },
    ],
    [{ groups: ['shops'] }, { lines: ['phone-pin'], groups: ['shops'] }],
    [{ state: 'open' }, { state: 'open', hours: null }],
    [
      { state: null, hours: ['09:00-10:00'] },
      { state: null, hours: ['09:00-10:00'] },
    ],
    [{ name: { ja: '地震', en: 'Earthquake' } }, { name: { ja: '地震', en: 'Earthquake' } }],
    [
      { note: null, reason: 'meeting', author: 'Ito' },
      { note: null, reason: 'meeting', author: 'Ito' },
    ],
  ];
  for (const [change, expected] of changes) {
    const { id, version } = await made(planned);
    const answer = await patch(id, change);
    t.equal(answer.statusCode, 200, answer.body);
    t.match(answer.json(), { id, ...expected }, JSON.stringify(change));
    t.equal(answer.json().version, version + 1);
    t.equal(answer.headers.etag, `"${version + 1}"`);
  }
});

t.test('a change is checked as a whole, and keeps what it does not touch', async (t) => {
  const { made, patch, get, setClock, stateOf } = await service(t);
  const name = { ja: '台風', en: 'Typhoon' };
  const { id } = await made({ ...CLOSED, from: '2026-11-25T10:00:00+09:00', name });
  const refused: readonly [unknown, readonly string[]][] = [
    [{}, [': The body is empty; it must have at least one key.']],
    [
      { until: null },
      [
        '/until: /until is missing; it is required: write an instant such as 2026-11-24T12:00:00+09:00, a duration such as PT4H, end-of-day or next-opening.',
      ],
    ],
    [
      { state: null },
      [
        '/state: /state is missing; write "state": "closed" or "open", or "hours": ["09:00-12:00"].',
      ],
    ],
    [
      { hours: ['09:00-10:00'] },
      [
        '/hours: /hours stands together with /state; write one of them, null for the other in a PATCH.',
      ],
    ],
    [
      { name: { en: null } },
      ['/name/en: /name/en is missing; write both languages, { "ja": "…", "en": "…" }.'],
    ],
    [
      { state: 'shut', from: 3, x: 1 },
      [
        '/x: "x" is not known here. Known: lines, groups, all, state, hours, from, until, reason, name, message, note, author.',
        '/state: /state is "shut"; it must be open, closed or null.',
        '/from: /from is 3; it must be a text or null.',
      ],
    ],
  ];
  for (const [change, expected] of refused) {
    t.strictSame(told(await patch(id, change)), expected, JSON.stringify(change));
  }
  t.equal(stateOf().version, 1);
  setClock('2026-11-25T13:00:00+09:00');
  t.equal((await patch(id, { name: { en: 'Storm' } })).statusCode, 200);
  t.match((await get(`${URL}/${id}`)).json(), {
    ...{ from: '2026-11-25T10:00:00+09:00', until: '2026-11-25T14:00:00+09:00', version: 2 },
    ...{ untilAsked: 'PT4H', name: { ja: '台風', en: 'Storm' }, changedAt: /13:00/ },
  });
});

t.test('what has begun keeps its lines, state and beginning; what is over stays', async (t) => {
  const { made, patch, end, setClock } = await service(t);
  const { id } = await made(CLOSED);
  for (const key of ['lines', 'groups', 'all', 'state', 'hours', 'from']) {
    const answer = await patch(id, { [key]: null, note: 'x' });
    t.match(answer.json(), {
      status: 409,
      code: 'override_begun',
      errors: [{ pointer: `/${key}` }],
    });
  }
  t.equal((await patch(id, { lines: null, from: null })).json().errors.length, 2, 'all at once');
  const longer = await patch(id, { until: '2026-11-24T15:00' });
  t.match(longer.json(), { until: '2026-11-24T15:00:00+09:00', phase: 'active' });
  const shorter = await patch(id, { until: '2026-11-24T10:00:00+09:00' });
  t.match(shorter.json(), { code: 'range_reversed' });
  setClock('2026-11-24T14:59:59.999+09:00');
  t.equal((await patch(id, { note: 'just in time' })).statusCode, 200);
  setClock('2026-11-24T15:00:00+09:00');
  t.match((await patch(id, { note: 'too late' })).json(), { status: 409, code: 'override_over' });
  t.match((await end(id)).json(), { status: 409, code: 'override_over' });
  t.match((await patch('none', { note: 'x' })).json(), { status: 404, code: 'unknown_override' });
  t.match((await end('none')).json(), { status: 404, code: 'unknown_override' });
});

t.test('ending is to the minute, and what never began never takes effect', async (t) => {
  const { made, end, get, setClock } = await service(t);
  const active = await made(CLOSED);
  setClock('2026-11-24T11:30:59.999+09:00');
  const ended = await end(active.id);
  t.equal(ended.statusCode, 200);
  t.match(ended.json(), {
    ...{ phase: 'past', until: '2026-11-24T11:30:00+09:00', untilAsked: 'PT4H', version: 2 },
    ...{ endedAt: '2026-11-24T11:30:59.999+09:00', endedBy: { key: null, name: 'operator' } },
  });
  t.equal(ended.headers.etag, '"2"');
  t.equal((await get('/v1/lines/phone-pin/decision')).json().state, 'open');
  const planned = await made({ ...CLOSED, from: '2026-11-25T10:00:00+09:00' });
  t.match((await end(planned.id)).json(), { phase: 'past', until: '2026-11-25T10:00:00+09:00' });
  const later = await get('/v1/lines/phone-pin/decision?at=2026-11-25T10:00:00%2B09:00');
  t.equal(later.json().state, 'open');
  const fresh = await made(CLOSED);
  t.match((await end(fresh.id)).json(), { from: fresh.from, until: fresh.from }, 'in one minute');
  const lines = ['phone-pin', 'apia-desk'];
  const apart = await made({ lines, state: 'closed', until: 'end-of-day' });
  setClock('2026-11-24T21:00:00+09:00');
  t.match((await end(apart.id)).json(), {
    until: '2026-11-24T21:00:00+09:00',
    ends: { 'apia-desk': '2026-11-24T20:00:00+09:00' },
  });
});

t.test('a change names the version that it is meant for', async (t) => {
  const { made, patch, end, stateOf } = await service(t);
  const { id } = await made(CLOSED);
  const cases = [
    [{}, '428 precondition_required'],
    [{ 'if-match': '' }, '400 invalid_header'],
    [{ 'if-match': '1' }, '400 invalid_header'],
    [{ 'if-match': '"1' }, '400 invalid_header'],
    [{ 'if-match': '"1",' }, '400 invalid_header'],
    [{ 'if-match': '*, "1"' }, '400 invalid_header'],
    [{ 'if-match': '"2"' }, '412 precondition_failed'],
    [{ 'if-match': 'W/"1"' }, '412 precondition_failed'],
    [{ 'if-match': '"01"' }, '412 precondition_failed'],
    [{ 'if-match': '"a,1"' }, '412 precondition_failed'],
  ] as const;
  for (const [headers, expected] of cases) {
    for (const answer of [await patch(id, { note: 'x' }, headers), await end(id, headers)]) {
      t.equal(`${answer.statusCode} ${answer.json().code}`, expected, JSON.stringify(headers));
    }
  }
  t.equal(stateOf().version, 1);
  t.equal((await patch(id, { note: 'x' }, { 'if-match': ' "x" , W/"9", "1"' })).statusCode, 200);
  t.match((await patch(id, { note: 'y' }, { 'if-match': '"1"' })).json(), {
    detail: /operator changed it at 2026-11-24T01:00:00\.000Z\. Read it again; it is now "2"\./,
  });
  t.equal((await end(id, { 'if-match': '"2"' })).statusCode, 200);
});

t.test('of fifty changes with one ETag one is made', async (t) => {
  const { made, patch, get } = await service(t);
  const { id } = await made(CLOSED);
  const storm = Array.from({ length: 50 }, (_, index) =>
    patch(id, { note: `note ${index}` }, { 'if-match': '"1"' }),
  );
  const answers = await Promise.all(storm);
  const statuses = answers.map(({ statusCode }) => statusCode).sort();
  t.strictSame(statuses, [200, ...Array(49).fill(412)]);
  const winner = answers.find(({ statusCode }) => statusCode === 200)?.json();
  t.equal((await get(`${URL}/${id}`)).json().note, winner.note);
});

t.test('a repeated request answers as the first time, whatever happened since', async (t) => {
  const { post, patch, end, send, stateOf, setClock } = await service(t);
  const key = { 'idempotency-key': 'typhoon-7' };
  const body = { ...CLOSED, from: '2026-11-24T10:00:00+09:00' };
  const first = await post(body, key);
  t.equal(first.headers['idempotency-replayed'], undefined);
  const { id } = first.json();
  setClock('2026-11-24T11:00:00+09:00');
  const again = [
    await post(body, key),
    await post(Object.fromEntries(Object.entries(body).reverse()), key),
    await post(body, { 'idempotency-key': '"typhoon-7"' }),
  ];
  for (const answer of again) {
    t.equal(answer.statusCode, 201);
    t.strictSame(answer.json(), first.json());
    t.equal(answer.headers['idempotency-replayed'], 'true');
    t.equal(answer.headers.location, first.headers.location);
    t.equal(answer.headers.etag, first.headers.etag);
  }
  t.equal(stateOf().version, 1);
  t.match((await post({ ...body, note: 'x' }, key)).json(), {
    ...{ status: 422, code: 'idempotency_mismatch' },
  });
  const change = { 'idempotency-key': 'c', 'if-match': '"1"' };
  const changed = await patch(id, { note: 'x' }, change);
  const repeated = await patch(id, { note: 'x' }, change);
  t.strictSame(
    [repeated.statusCode, repeated.json()],
    [200, changed.json()],
    'stale, but the same',
  );
  const ending = { 'idempotency-key': 'e', 'if-match': '*' };
  t.strictSame((await end(id, ending)).json(), (await end(id, ending)).json());
  t.equal(stateOf().version, 3);
  for (const bad of ['', '""', 'é', 'x'.repeat(256), 'a\tb']) {
    const answer = await post(CLOSED, { 'idempotency-key': bad });
    t.match(answer.json(), { status: 400, code: 'invalid_header' }, bad);
  }
  t.equal((await post(CLOSED, { 'idempotency-key': 'x'.repeat(255) })).statusCode, 201);
  t.equal((await send('POST', `${URL}?dryRun=true`)(CLOSED, key)).statusCode, 200, 'not kept');
});

t.test('the list has what is in force and planned, the newest first', async (t) => {
  const { made, end, get, setClock } = await service(t);
  const ids: string[] = [];
  for (let hour = 10; hour < 15; hour++) {
    const { id } = await made({ ...CLOSED, from: `2026-11-24T${hour}:00:00+09:00`, until: 'PT1H' });
    ids.push(id);
  }
  await end(ids[4] ?? '');
  setClock('2026-11-24T12:00:00+09:00');
  const [ten, eleven, twelve, thirteen, ended] = ids;
  const listed = async (query: string) => {
    const { overrides, next } = (await get(`${URL}${query}`)).json();
    return [overrides.map(({ id }: Override) => id), next];
  };
  t.strictSame(await listed(''), [[thirteen, twelve], null]);
  t.strictSame(await listed('?phase=active'), [[twelve], null]);
  t.strictSame(await listed('?phase=planned'), [[thirteen], null]);
  t.strictSame(await listed('?phase=past'), [[ended, eleven, ten], null]);
  t.strictSame(await listed('?phase=past&limit=3'), [[ended, eleven, ten], null]);
  t.strictSame(await listed('?phase=past&limit=2'), [[ended, eleven], '2']);
  t.strictSame(await listed('?phase=past&limit=2&cursor=2'), [[ten], null]);
  const page = await get(`${URL}?phase=past&limit=1`);
  t.equal(page.headers.link, `<${URL}?phase=past&limit=1&cursor=5>; rel="next"`);
  for (const query of ['phase=over', 'limit=0', 'limit=1001', 'limit=x', 'cursor=-1', 'x=1']) {
    t.equal((await get(`${URL}?${query}`)).statusCode, 400, query);
  }
  t.match((await get(`${URL}?limit=1001`)).json(), { detail: 'limit="1001" must be 1 to 1000.' });
});

t.test('a dry run tells what would change, and changes nothing', async (t) => {
  const { send, made, stateOf, get } = await service(t);
  const dry = send('POST', `${URL}?dryRun=true`);
  const before = (await get('/v1/lines/phone-pin/decision')).body;
  const answer = await dry({ groups: ['cards'], state: 'closed', until: '2026-11-25T10:00' });
  t.equal(answer.statusCode, 200);
  t.match(answer.json(), {
    dryRun: true,
    override: { id: null, version: null, phase: 'active' },
    changes: [
      {
        lines: ['phone-pin'],
        intervals: [
          {
            start: '2026-11-24T10:00:00+09:00',
            end: '2026-11-24T17:30:00+09:00',
            before: { state: 'open', reason: 'regular_hours', layer: 'regular' },
            after: { state: 'closed', reason: 'override_closed', layer: 'override' },
          },
          {
            start: /T17:30/,
            end: '2026-11-25T00:00:00+09:00',
            before: { reason: 'after_closing' },
          },
          {
            start: /T00:00/,
            end: '2026-11-25T09:00:00+09:00',
            before: { reason: 'before_opening' },
          },
          {
            start: /T09:00/,
            end: '2026-11-25T10:00:00+09:00',
            before: { reason: 'regular_hours' },
          },
        ],
      },
      { lines: ['lost-card'], intervals: [{ start: /24T10:00/, end: /25T10:00/ }] },
    ],
    truncated: false,
  });
  t.equal(stateOf().version, 0);
  t.equal((await get('/v1/lines/phone-pin/decision')).body, before);
  t.equal((await dry({})).statusCode, 400, 'a broken one is refused');
  const { id } = await made(CLOSED);
  const url = `${URL}/${id}?dryRun=true`;
  const match = { 'if-match': '"1"' };
  const longer = await send('PATCH', url)({ until: 'PT5H' }, match);
  t.match(longer.json(), {
    override: { id, until: /15:00/ },
    changes: [{ intervals: [{ start: /T14:00/, end: /T15:00/, before: { state: 'open' } }] }],
  });
  const ended = await send('DELETE', url)(undefined, match);
  t.match(ended.json(), {
    override: { id, phase: 'past' },
    changes: [{ intervals: [{ start: /T10:00/, end: /T14:00/, after: { state: 'open' } }] }],
  });
  t.equal((await send('DELETE', url)(undefined)).statusCode, 428);
  t.equal((await send('PATCH', url)({ note: 'x' }, { 'if-match': '"9"' })).statusCode, 412);
  t.equal(stateOf().version, 1);
});

t.test('a dry run tells what callers will hear, as they will once it is made', async (t) => {
  const { send, post, patch, get, setClock } = await service(t);
  const name = { ja: '台風10号', en: 'Typhoon 10' };
  const body = { groups: ['cards'], state: 'closed', name, until: 'PT8H' };
  const preview = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
    const answer = await send(method, `${URL}${path}?dryRun=true`)(payload, { 'if-match': '*' });
    return answer.json().changes;
  };
  const told = async (line: string, at: string) => {
    const query = new URLSearchParams({ at });
    return (await get(`/v1/lines/${line}/decision?${query}`)).json().message;
  };
  const [pin, lost] = await preview('POST', '', body);
  t.same([pin.lines, lost.lines], [['phone-pin'], ['lost-card']]);
  const { id } = (await post(body)).json();
  t.match(pin.intervals[0], { start: /T10:00/, heard: { ja: /台風10号/, en: /Typhoon 10/ } });
  for (const { start, heard } of pin.intervals) t.same(heard, await told('phone-pin', start));
  t.same(
    lost.intervals[0].heard,
    await told('lost-card', lost.intervals[0].start),
    'its own words',
  );
  const [ended] = await preview('DELETE', `/${id}`);
  t.match(ended.intervals[0].heard, { ja: /受け付けて|受付/, en: /open/ }, 'of its end too');
  await patch(id, { until: 'PT1M' });
  const hours = { lines: ['phone-pin'], hours: ['10:00-10:30', '11:00-11:30'], until: 'PT8H' };
  const varied = (await post(hours)).json();
  setClock('2026-11-24T10:45:00+09:00');
  const [renamed] = await preview('PATCH', `/${varied.id}`, { name });
  const [gone, running] = renamed.intervals;
  t.match(gone, { end: '2026-11-24T10:30:00+09:00', heard: null }, 'nobody calls in the past');
  await patch(varied.id, { name });
  t.match(running, { start: '2026-11-24T10:30:00+09:00', heard: { en: /Typhoon 10/ } });
  t.same(running.heard, await told('phone-pin', '2026-11-24T10:45:00+09:00'), 'now: it has begun');
});

t.test('what callers will hear is told of so many intervals', async (t) => {
  const { send } = await service(t);
  const body = { lines: ['phone-pin'], hours: ['10:00-10:30', '11:00-11:30'], until: 'P90D' };
  const { changes, truncated } = (await send('POST', `${URL}?dryRun=true`)(body)).json();
  const heard = changes[0].intervals.map((interval: { heard: object | null }) => interval.heard);
  t.ok(heard.length > MAX_HEARD_INTERVALS, `${heard.length}`);
  t.notOk(truncated);
  const isTold = heard.map((each: object | null) => each !== null);
  t.equal(isTold.lastIndexOf(true), MAX_HEARD_INTERVALS - 1);
  t.equal(isTold.indexOf(false), MAX_HEARD_INTERVALS);
});

const LINES = ['phone-pin', 'lost-card', 'shop-desk', 'apia-desk', 'never-open'];

const someOverride = fc
  .record({
    scope: fc.oneof(
      fc.record({ lines: fc.uniqueArray(fc.constantFrom(...LINES), { minLength: 1 }) }),
      fc.record({ groups: fc.constant(['cards']) }),
      fc.constant({ all: true }),
    ),
    effect: fc.oneof(
      fc.record({ state: fc.constantFrom('open', 'closed') }),
      fc.constant({ hours: ['10:00-12:30', '22:00-26:00'] }),
    ),
    from: fc.integer({ min: 0, max: 3_000 }),
    until: fc.oneof(
      fc.integer({ min: 1, max: 5_000 }).map((minutes) => `PT${minutes}M`),
      fc.constant('end-of-day'),
    ),
  })
  .map(({ scope, effect, from, until }) => {
    const begin = new Date(Date.parse('2026-11-24T01:00:00Z') + from * 60_000).toISOString();
    return { ...scope, ...effect, from: begin, until };
  });

t.test('a dry run tells exactly what the write then does', async (t) => {
  const { send, post, keeper, stateOf } = await service(t);
  const from = Date.parse('2026-11-23T00:00:00Z') as Instant;
  const until = Date.parse('2026-12-05T00:00:00Z') as Instant;
  const stateAt = (minutes: number) =>
    LINES.map((line) => {
      const timeline = keeper.snapshot?.lines.get(line)?.compiled.timeline;
      const { state, code, layer, name } =
        timeline?.reasonAt((from + minutes * 60_000) as Instant) ?? {};
      return JSON.stringify({ state, reason: code, layer, reasonName: name });
    });
  await fc.assert(
    fc.asyncProperty(someOverride, async (body) => {
      const { changes } = (await send('POST', `${URL}?dryRun=true`)(body)).json();
      const minutes = Array.from({ length: (until - from) / 420_000 }, (_, index) => index * 7);
      const before = minutes.map(stateAt);
      t.equal((await post(body)).statusCode, 201);
      const after = minutes.map(stateAt);
      const told = new Map<string, { before: string; after: string }>();
      for (const { lines, intervals } of changes) {
        for (const interval of intervals) {
          const { message: _, ...old } = interval.before;
          const { message: __, ...now } = interval.after;
          const [start, end] = [Date.parse(interval.start), Date.parse(interval.end)];
          for (const minute of minutes) {
            const instant = from + minute * 60_000;
            if (instant < start || instant >= end) continue;
            const change = { before: JSON.stringify(old), after: JSON.stringify(now) };
            for (const line of lines) told.set(`${line} ${minute}`, change);
          }
        }
      }
      for (const [index, minute] of minutes.entries()) {
        for (const [place, line] of LINES.entries()) {
          const [was, is] = [before[index]?.[place] ?? '', after[index]?.[place] ?? ''];
          const change = told.get(`${line} ${minute}`);
          if (was === is && !change) continue;
          if (was !== change?.before || is !== change?.after) {
            throw new Error(
              `${line} at minute ${minute}: ${was} to ${is}, told ${JSON.stringify(change)}`,
            );
          }
        }
      }
    }),
    { numRuns: 40 },
  );
  t.equal(stateOf().version, 40);
});

t.test('a key with limits overrides and sees only what it is for', async (t) => {
  const { app, ledger, post, made, patch, end, get } = await service(t, {
    isLocal: ({ headers }) => headers.authorization === undefined,
  });
  const actor = { key: null, name: 'test' };
  const keyFor = async (limits: { lines?: string[]; groups?: string[] }) => {
    const { lines = null, groups = null } = limits;
    const asked = { name: 'night shift', scopes: ['override'] as const, lines, groups };
    const { key, propose } = createKey({ ...asked, expires: null });
    await ledger.write({ actor, action: 'key.create', idempotency: null, propose });
    return { authorization: `Bearer ${key}` };
  };
  const cards = await keyFor({ groups: ['cards'] });
  const pin = await keyFor({ lines: ['phone-pin'] });
  const body = { state: 'closed', until: 'PT1H' };
  const cases: readonly [Headers, object, number, RegExp?][] = [
    [cards, { groups: ['cards'] }, 201],
    [cards, { lines: ['phone-pin', 'lost-card'] }, 201],
    [
      cards,
      { lines: ['shop-desk', 'phone-pin'] },
      403,
      /not for the line shop-desk, only for .*cards/,
    ],
    [cards, { groups: ['shops'] }, 403, /the group shops/],
    [cards, { all: true }, 403, /all lines/],
    [pin, { lines: ['phone-pin'] }, 201],
    [pin, { groups: ['cards'] }, 403, /the group cards/],
  ];
  for (const [key, scope, status, detail] of cases) {
    const answer = await post({ ...body, ...scope }, key);
    t.equal(answer.statusCode, status, JSON.stringify(scope));
    if (detail) t.match(answer.json(), { code: 'forbidden', detail });
  }
  t.match((await post({ ...body, lines: ['phone-pin'] }, pin)).json(), { author: 'night shift' });
  const shops = await made({ ...body, groups: ['shops'] });
  const both = await made({ ...body, lines: ['phone-pin', 'shop-desk'] });
  const planned = await made({ ...CLOSED, from: '2026-11-25T10:00:00+09:00' });
  const seen = (await get(URL, pin)).json().overrides.map(({ id }: Override) => id);
  t.ok(seen.includes(both.id) && !seen.includes(shops.id));
  t.equal((await get(`${URL}/${both.id}`, pin)).statusCode, 200);
  t.equal((await get(`${URL}/${shops.id}`, pin)).json().code, 'unknown_override');
  const any = { ...pin, 'if-match': '*' };
  t.equal((await end(both.id, any)).json().code, 'forbidden', 'it is for another line too');
  t.equal((await patch(planned.id, { lines: ['lost-card'] }, any)).json().code, 'forbidden');
  t.equal((await patch(planned.id, { note: 'x' }, any)).statusCode, 200);
  const audit = (await app.inject({ url: '/v1/audit', headers: pin })).body;
  t.match(audit, planned.id);
  t.notMatch(audit, new RegExp(`shop|${shops.id}`), 'the audit trail shows no more');
});

t.test('a key with limits is told of no other line, whatever it asks', async (t) => {
  const { ledger, keeper, post, made, patch, end, get, send } = await service(t, {
    isLocal: ({ headers }) => headers.authorization === undefined,
  });
  const { headers: pin } = await makeKey(ledger, { lines: ['phone-pin'] });
  const told = async (ask: Promise<{ statusCode: number; body: string }>) => {
    const { statusCode, body } = await ask;
    t.notMatch(body, /lost-card|shop-desk|apia-desk|never-open|shops|secret/, body);
    return `${statusCode} ${JSON.parse(body).code}`;
  };
  const body = { state: 'closed', until: 'next-opening' };
  const dry = send('POST', `${URL}?dryRun=true`);
  t.equal(await told(post({ ...CLOSED, lines: ['lost-cart'] }, pin)), '404 unknown_line');
  t.equal(
    await told(post({ state: 'closed', until: 'PT1H', groups: ['shop'] }, pin)),
    '404 unknown_group',
  );
  t.equal(await told(dry({ all: true, ...body }, pin)), '403 forbidden');
  t.equal(await told(post({ ...body, all: true, from: '2026-11-25T10:00' }, pin)), '403 forbidden');
  t.match((await post({ ...body, lines: ['lost-card'], until: 'x' }, pin)).json(), {
    code: 'forbidden',
  });

  const lines = ['phone-pin', 'shop-desk', 'apia-desk'];
  const shared = { lines, groups: ['shops'], ...body, note: 'secret' };
  const { id } = await made(shared);
  const all = await made({ ...body, all: true, note: 'secret' });
  const other = await made({ ...body, lines: ['shop-desk'] });
  const seen = {
    lines: ['phone-pin'],
    groups: [],
    ends: {},
    until: '2026-11-25T09:00:00+09:00',
    note: null,
  };
  t.match((await get(`${URL}/${id}`, pin)).json(), { id, ...seen });
  t.match((await get(URL, pin)).json().overrides, [
    { id: all.id, all: true, ends: {}, until: '2026-11-25T09:00:00+09:00', note: null },
    { id, ...seen },
  ]);
  await told(get(URL, pin));
  const apia = await makeKey(ledger, { lines: ['apia-desk'] });
  t.match((await get(`${URL}/${id}`, apia.headers)).json(), {
    lines: ['apia-desk'],
    until: '2026-11-25T05:00:00+09:00',
    ends: {},
  });
  const any = { ...pin, 'if-match': '*' };
  t.equal(await told(patch(id, { note: 'x' }, any)), '403 forbidden');
  t.equal(await told(end(id, any)), '403 forbidden');
  t.equal(await told(patch(other.id, { note: 'x' }, any)), '404 unknown_override');
  const own = await post({ ...body, lines: ['phone-pin'], note: 'ours' }, pin);
  t.match((await get(`${URL}/${own.json().id}`, pin)).json(), { note: 'ours' });

  const place = { file: 'lines.yaml', line: 1, column: 1, pointer: '/lines/shop-desk' };
  const fault = {
    severity: 'error',
    code: 'unknown_key',
    found: 'shop-desk',
    advice: 'x',
  } as const;
  keeper.refuse(0 as Instant, [{ ...place, ...fault }]);
  t.match((await get('/v1/status')).json().configuration.problems, [/shop-desk/]);
  const status = await get('/v1/status', pin);
  t.match(status.json(), {
    configuration: { problems: ['1, which keys that are limited to lines are not told'] },
    overrides: { active: 3 },
  });
  t.notMatch(status.body, 'shop-desk');
});

t.test('a body is JSON, of a kind that says so', async (t) => {
  const { app, send, made, stateOf } = await service(t);
  const post = (payload: string | Buffer, type: string | null = 'application/json') =>
    app.inject({
      ...{ method: 'POST', url: URL, payload },
      headers: type === null ? {} : { 'content-type': type },
    });
  const good = JSON.stringify(CLOSED);
  for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON']) {
    t.equal((await post(good, type)).statusCode, 201, type);
  }
  t.equal((await post(`\ufeff\n ${good}\n`)).statusCode, 201, 'a mark at the beginning is no harm');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'json', null]) {
    const answer = await post(good, type);
    t.match(answer.json(), {
      status: 415,
      code: 'unsupported_media_type',
      detail: /application.json/,
    });
    t.equal(answer.headers.accept, 'application/json, application/merge-patch+json');
  }
  const broken = [
    ['{', 'The body is not JSON: it ends too early (line 1, character 2).'],
    ['{"a": 1,\n "b" 2}', 'The body is not JSON: "2" cannot stand there (line 2, character 6).'],
    ['{"a": 1,}', 'The body is not JSON: "}" cannot stand there (line 1, character 9).'],
    ["{'a': 1}", 'The body is not JSON: "\'" cannot stand there (line 1, character 2).'],
    ['[1 2]', 'The body is not JSON: "2" cannot stand there (line 1, character 4).'],
    ['{} x', 'The body is not JSON: "x" cannot stand there (line 1, character 4).'],
    ['{"a": 01}', 'The body is not JSON: "0" cannot stand there (line 1, character 7).'],
    ['"a\tb"', 'The body is not JSON: "\\"" cannot stand there (line 1, character 1).'],
    ['{"a": 1, "a": 2}', 'The key "a" stands twice in one object (line 1, character 10).'],
    ['{"a": 1, "\\u0061": 2}', 'The key "a" stands twice in one object (line 1, character 10).'],
    ['['.repeat(33), 'The body has more than 32 levels (line 1, character 33).'],
    [Buffer.from([0x22, 0xff, 0x22]), 'The body is not UTF-8.'],
  ] as const;
  for (const [payload, detail] of broken) {
    const answer = await post(payload);
    t.match(answer.json(), { status: 400, code: 'bad_json' }, String(payload));
    t.equal(answer.json().detail, detail, String(payload));
  }
  for (const empty of ['', ' \n']) {
    t.equal((await post(empty)).json().detail, 'The body is empty; send a JSON object.', 'empty');
  }
  const none = await app.inject({ method: 'POST', url: URL });
  t.equal(none.json().detail, 'The body is empty; send a JSON object.', 'no body and no type');
  const large = await post(JSON.stringify({ ...CLOSED, note: 'x'.repeat(70_000) }));
  t.equal(large.json().code, 'body_too_large');
  const { id } = await made(CLOSED);
  const patch = { method: 'PATCH', url: `${URL}/${id}`, payload: '{"note":"x"}' } as const;
  const headers = { 'content-type': 'application/merge-patch+json', 'if-match': '*' };
  t.equal((await app.inject({ ...patch, headers })).statusCode, 200);
  const { version } = stateOf();
  const end = await send('DELETE', `${URL}/${id}`)({ until: 'PT1H' }, { 'if-match': '*' });
  t.match(end.json(), { status: 400, errors: [{ pointer: '', detail: /must be empty/ }] });
  t.equal(stateOf().version, version);
});

t.test('JSON is read as JSON.parse reads it', async () => {
  const { app } = await shared;
  const post = async (payload: string) => {
    const headers = { 'content-type': 'application/json' };
    return (await app.inject({ method: 'POST', url: URL, payload, headers })).json().code;
  };
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', '"', '{', ']', ',', ':', '1', '\\', 'e', '-', ' ', '\u0001'),
      async (text, place, noise) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + noise + text.slice(at + 1);
        if (changed.trim() === '' || /"(.*)".*"\1"\s*:/.test(changed)) return;
        const code = await post(changed);
        if ((code === 'bad_json') === isJson(changed)) throw new Error(`${changed}: ${code}`);
      },
    ),
    { numRuns: 300 },
  );
});

const parts = {
  lines: fc.array(fc.constantFrom(...LINES, 'none')),
  groups: fc.constant(['cards']),
  all: fc.boolean(),
  state: fc.constantFrom('open', 'closed'),
  hours: fc.constantFrom(['09:00-12:00'], ['25:00-26:00'], ['x'], ['22:00-02:00']),
  from: fc.constantFrom('2026-11-24T12:00', '2026-11-25T00:00:00Z', 'x', null),
  until: fc.constantFrom('PT4H', 'end-of-day', 'next-opening', 'P9W', 'PT999999H'),
  reason: fc.constantFrom('disaster', 'other'),
  name: fc.record({ ja: fc.string(), en: fc.string() }),
  message: fc.record({ ja: fc.string(), en: fc.constant('{opensAt}') }),
  note: fc.string({ unit: 'binary' }),
  author: fc.string(),
};

/** Something that could be meant, with up to two keys replaced by others or by anything. */
const meantBody = fc
  .tuple(
    fc.constantFrom(CLOSED, { all: true, hours: ['09:00-12:00'], until: 'end-of-day' }, {}),
    fc.array(
      fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])).chain((key) => {
        const value = fc.oneof(
          { weight: 3, arbitrary: parts[key] as fc.Arbitrary<unknown> },
          fc.anything(),
        );
        return value.map((each): [string, unknown] => [key, each]);
      }),
      { maxLength: 2 },
    ),
  )
  .map(([body, changes]) => ({ ...body, ...Object.fromEntries(changes) }));

t.test(
  'whatever is sent is made or refused with its place, and never breaks an answer',
  async (t) => {
    const { app, made, stateOf } = await service(t);
    const { id } = await made({ ...CLOSED, from: '2026-11-25T10:00:00+09:00' });
    const body = fc.oneof(fc.anything(), { weight: 4, arbitrary: meantBody });
    const seen = new Set<number>();
    const request = fc.constantFrom(
      { method: 'POST', url: URL },
      { method: 'PATCH', url: `${URL}/${id}` },
    );
    await fc.assert(
      fc.asyncProperty(request, body, async (asked, value) => {
        const payload = JSON.stringify(value, (_key, each) =>
          typeof each === 'bigint' ? 1 : each,
        );
        if (payload === undefined) return;
        const { version } = stateOf();
        const headers = { 'content-type': 'application/json', 'if-match': '*' };
        const answer = await app.inject({ ...asked, payload, headers } as never);
        const { statusCode } = answer as Answer;
        seen.add(statusCode);
        const isMade = statusCode === 201 || statusCode === 200;
        if (stateOf().version !== version + (isMade ? 1 : 0))
          throw new Error(`changed: ${payload}`);
        if (isMade) return;
        const { code, errors } = (answer as Answer).json();
        if (![400, 404, 409].includes(statusCode))
          throw new Error(`${statusCode} ${code}: ${payload}`);
        const hasPlace =
          code === 'bad_json' || errors.every(({ pointer }) => pointer !== undefined);
        if (!hasPlace) throw new Error(`${JSON.stringify(errors)}: ${payload}`);
      }),
      { numRuns: 600 },
    );
    t.ok(seen.has(400) && seen.has(201), [...seen].join());
    for (const line of LINES) {
      const decision = await app.inject(`/v1/lines/${line}/decision?explain=true`);
      t.equal(decision.statusCode, 200, decision.body);
    }
  },
);

/** Stores so many overrides as they are, some at a time. */
async function fill(ledger: Ledger, count: number, parts: (index: number) => Partial<Override>) {
  for (let first = 0; first < count; first += 1_000) {
    await ledger.write({
      ...{ actor: { key: null, name: 'test' }, action: 'override.create', idempotency: null },
      propose: ({ deed }) =>
        Array.from({ length: Math.min(1_000, count - first) }, (_, index) => {
          const id = `filler-${first + index}`;
          const deeds = { created: deed, changed: deed, ended: null };
          const rest = { ...CLOSED, groups: [], all: false, hours: null, ends: {} };
          const texts = { name: null, message: null, note: null, author: 'x', untilAsked: 'x' };
          const from = '2026-11-01T00:00:00.000Z';
          const after = { ...rest, id, from, reason: 'other', ...texts, ...deeds };
          const whole = { ...after, ...parts(first + index) } as unknown as Json;
          return { kind: 'override', id, before: null, after: whole };
        }),
    });
  }
}

t.test('what is past never stands in the way of another one', async (t) => {
  const { post, ledger, stateOf, get } = await service(t);
  const untilOf = (index: number) => new Date(Date.UTC(2026, 10, 20) - index * 60_000);
  await fill(ledger, MAX_OVERRIDES - 1, (index) => ({ until: untilOf(index).toISOString() }));
  t.equal((await post(CLOSED)).statusCode, 201, 'the last one there is room for');
  t.equal(overridesOf(stateOf()).length, MAX_OVERRIDES);
  const oldest = `filler-${MAX_OVERRIDES - 2}`;
  const ask = () => post({ ...CLOSED, note: 'makes room' }, { 'idempotency-key': 'a' });
  const full = await ask();
  t.equal(full.statusCode, 201, full.body);
  t.equal((await ask()).body, full.body, 'a repetition forgets no other');
  t.equal(overridesOf(stateOf()).length, MAX_OVERRIDES, 'one was forgotten');
  t.equal((await get(`${URL}/${oldest}`)).statusCode, 404, 'the one that was over first');
  const [making] = await ledger.records(stateOf().version, 1);
  t.match(making, {
    action: 'override.create',
    changes: [{ id: full.json().id }, { id: oldest, before: { id: oldest }, after: null }],
  });
});

t.test('too many in force or planned are refused until one of them ends', async (t) => {
  const { post, ledger, end } = await service(t);
  const planned = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-02T00:00:00.000Z' };
  await fill(ledger, MAX_OVERRIDES, () => planned);
  t.match((await post(CLOSED)).json(), { status: 409, code: 'too_many_overrides' });
  t.equal((await end('filler-7')).statusCode, 200);
  t.equal((await post(CLOSED)).statusCode, 201, 'ending one makes room');
  t.match((await post(CLOSED)).json(), { status: 409 });
});

t.test('what would be too much is refused, or told in part', async (t) => {
  const { post, send } = await service(t);
  const lines = Array.from({ length: 1_001 }, (_, index) => `line-${index}`);
  const hours = Array.from({ length: 48 }, (_, hour) => {
    const start = `${String(hour >> 1).padStart(2, '0')}:${hour % 2 ? '30' : '00'}`;
    return `${start}-${start.slice(0, 4)}5`;
  });
  const long = { lines: ['lost-card'], hours, until: 'P400D' };
  t.strictSame(told(await post({ ...long, lines, hours: [...hours, '23:00-23:01'] })).slice(0, 2), [
    '/lines: /lines has 1001 items; it may have at most 1000 items.',
    '/hours: /hours has 49 items; it may have at most 48 items.',
  ]);
  const { changes, truncated } = (await send('POST', `${URL}?dryRun=true`)(long)).json();
  t.equal(truncated, true);
  t.equal(changes[0].intervals.length, MAX_TOLD_INTERVALS);
});

t.test('a dry run tells of a message too', async (t) => {
  const { made, send } = await service(t);
  const { id } = await made(CLOSED);
  const message = { ja: '台風です。', en: 'A typhoon.' };
  const url = `${URL}/${id}?dryRun=true`;
  const answer = await send('PATCH', url)({ message }, { 'if-match': '*' });
  t.match(answer.json().changes, [
    { intervals: [{ before: { message: null }, after: { message } }] },
  ]);
});

t.test('lines in their thousands end together, or the override is refused', async (t) => {
  // Apia is a day ahead, so that nearly all lines end before the last one.
  const now = '2026-11-24T21:00:00+09:00';
  const many = await service(t, { now, configuration: withManyLines(5_001) });
  const all = { all: true, state: 'closed', until: 'end-of-day' };
  t.strictSame(told(await many.post(all)), [
    '/until: /until: 5005 lines would each have an end of their own, at most 5000 are kept; write an instant or a duration.',
  ]);
  t.equal((await many.post({ ...all, until: 'PT1H' })).statusCode, 201);
  const closed = callCentre.lines.filter(({ id }) => id === 'never-open');
  const lines = Array.from({ length: 12 }, (_, index) =>
    closed.map((line) => ({ ...line, id: `shut-${index}` })),
  ).flat();
  const shut = await service(t, { configuration: { ...callCentre, lines } });
  const [detail] = told(await shut.post({ ...all, until: 'next-opening' }));
  t.match(detail, /none opens of shut-0, .*, shut-9 and 2 more; write an instant or a duration\.$/);
});

t.test('where there are no lines yet, all of them can be closed', async (t) => {
  const { post } = await service(t, { configuration: { ...callCentre, lines: [] } });
  const all = { all: true, state: 'closed' };
  t.match((await post({ ...all, until: 'end-of-day' })).json(), {
    until: '2026-11-25T00:00:00+09:00',
  });
  t.strictSame(told(await post({ ...all, until: 'next-opening' })), [
    '/until: There is no line that could open; write an instant.',
  ]);
});

t.test('every answer is as the OpenAPI document says', async (t) => {
  const { get, made, post, patch, end, send } = await service(t);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const document: object = (await get('/openapi.json')).json();
  ajv.addSchema({ $id: 'doc:', ...document });
  const check = (where: string, answer: { statusCode: number; json(): unknown; body: string }) => {
    const [method = '', path = ''] = where.split(' ');
    const type = answer.statusCode < 400 ? 'application/json' : 'application/problem+json';
    const steps = ['paths', path, method, 'responses', String(answer.statusCode), 'content', type];
    const escaped = steps.map((step) => encodeURIComponent(step.replaceAll('/', '~1')));
    const validate = ajv.compile({ $ref: `doc:#/${escaped.join('/')}/schema` });
    t.ok(
      validate(answer.json()),
      `${where} ${answer.statusCode}: ${ajv.errorsText(validate.errors)}`,
    );
  };
  const [all, one] = ['/v1/overrides', '/v1/overrides/{id}'];
  const name = { ja: '台風', en: 'Typhoon' };
  const lines = ['phone-pin', 'apia-desk'];
  const body = {
    lines,
    hours: ['09:00-12:00'],
    until: 'end-of-day',
    name,
    message: name,
    note: 'x',
  };
  check(`post ${all}`, await post(body));
  check(`post ${all}`, await post({}));
  check(`post ${all}`, await post({ ...body, lines: ['none'] }));
  check(`post ${all}`, await send('POST', `${URL}?dryRun=true`)(body));
  const { id } = await made(CLOSED);
  check(`patch ${one}`, await patch(id, { note: 'x' }));
  check(`patch ${one}`, await patch(id, { from: null }));
  check(`patch ${one}`, await patch(id, { note: 'x' }, {}));
  check(
    `patch ${one}`,
    await send('PATCH', `${URL}/${id}?dryRun=true`)({ note: 'x' }, { 'if-match': '*' }),
  );
  check(`get ${one}`, await get(`${URL}/${id}`));
  check(`get ${one}`, await get(`${URL}/none`));
  check(`delete ${one}`, await end(id, { 'if-match': '"0"' }));
  check(`delete ${one}`, await end(id));
  check(`delete ${one}`, await end(id));
  check(`get ${all}`, await get(URL));
  check(`get ${all}`, await get(`${URL}?phase=past&limit=1`));
  check('get /v1/audit', await get('/v1/audit'));
});

t.test('where nothing is known or kept, nothing is promised', async (t) => {
  const empty = await service(t, { configuration: null });
  t.match((await empty.post(CLOSED)).json(), { status: 503, code: 'not_known' });
  const unkept = await service(t, { ledger: null });
  for (const answer of [await unkept.post(CLOSED), await unkept.get(URL)]) {
    t.match(answer.json(), { status: 503, code: 'store_unavailable' });
  }
});
