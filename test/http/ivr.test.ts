/** The doors of vendors, with the vendors' own types and libraries as witnesses. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConnectContactFlowEvent, ConnectContactFlowResult } from 'aws-lambda';
import type { InjectOptions } from 'fastify';
import t, { type Test } from 'tap';
import twilio from 'twilio';
import { create } from 'xmlbuilder2';
import type { Configuration, LineConfiguration } from '../../src/config/configuration.ts';
import { FLAT_KEYS } from '../../src/formats/flat-decision.ts';
import { DOORS } from '../../src/ivr/doors.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { checkVerbs } from '../support/check-verbs.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { makeKey, revoke } from '../support/make-key.ts';

const CONNECT = '/v1/ivr/amazon-connect';
const GENESYS = '/v1/ivr/genesys';
const JAMBONZ = '/v1/ivr/jambonz';
const TWILIO = '/v1/ivr/twilio';
const OPEN = '2026-11-24T10:00:00+09:00';
const CLOSED = '2026-11-23T10:00:00+09:00';
const TOKEN = '12345678901234567890123456789012';

function eventOf(
  parameters: ConnectContactFlowEvent['Details']['Parameters'],
  attributes: Readonly<Record<string, string>> = {},
): ConnectContactFlowEvent {
  return {
    Name: 'ContactFlowEvent',
    Details: {
      Parameters: parameters,
      ContactData: {
        Attributes: attributes,
        Channel: 'VOICE',
        ContactId: '4a573372-1f28-4e26-b97b-000000000000',
        CustomerEndpoint: { Address: '+819012345678', Type: 'TELEPHONE_NUMBER' },
        InitialContactId: '4a573372-1f28-4e26-b97b-000000000000',
        InitiationMethod: 'INBOUND',
        InstanceARN: 'arn:aws:connect:ap-northeast-1:000000000000:instance/0',
        PreviousContactId: '4a573372-1f28-4e26-b97b-000000000000',
        Queue: null,
        SystemEndpoint: { Address: '+81300000000', Type: 'TELEPHONE_NUMBER' },
        MediaStreams: { Customer: { Audio: null } },
      },
    },
  };
}

/** What a door is asked in its vendor's words. */
const ASKED: Readonly<Record<keyof typeof DOORS, (line: string, lang?: string) => InjectOptions>> =
  {
    [CONNECT]: (line, lang = 'ja') => post(CONNECT, eventOf({ line, lang })),
    [GENESYS]: (line, lang = 'ja') => post(GENESYS, { line, lang }),
    [JAMBONZ]: (line, lang = 'ja') =>
      post(`${JAMBONZ}?${new URLSearchParams({ line, lang })}`, { call_sid: 'x', from: '+81' }),
    [TWILIO]: (line, lang = 'ja') => ({
      ...{ method: 'POST', url: `${TWILIO}?${new URLSearchParams({ line, lang })}` },
      payload: 'CallSid=CA1&From=%2B81900000000&To=%2B81300000000',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  };

const PATHS = Object.keys(DOORS) as (keyof typeof DOORS)[];
const DATA_DOORS = [CONNECT, GENESYS] as const;
const CALL_DOORS = [JAMBONZ, TWILIO] as const;

function post(url: string, payload: object): InjectOptions {
  return { method: 'POST', url, payload };
}

/** A body of a door as its vendor reads it, or an error that says why it would not. */
function checked(path: string, body: string): string {
  if (path === TWILIO) return wordsOfXml(body).join(' ');
  if (path === JAMBONZ) return verbsOf(body).join(' ');
  const map: ConnectContactFlowResult = JSON.parse(body);
  for (const key of FLAT_KEYS) {
    if (typeof map[key] !== 'string') throw new Error(`${key} is ${map[key]}`);
  }
  if (Object.keys(map).length !== FLAT_KEYS.length) throw new Error('more keys than promised');
  return String(map.state);
}

function verbsOf(body: string): string[] {
  return checkVerbs(body).map(({ verb }) => verb);
}

/** The names of the verbs of TwiML. */
function wordsOfXml(body: string): string[] {
  const { Response, ...others } = create(body).end({ format: 'object' }) as Readonly<
    Record<string, object>
  >;
  if (!Response || Object.keys(others).length > 0) throw new Error('the root is Response');
  return Object.keys(Response);
}

/** Lines that send calls to every kind of place, and say what a hostile operator might. */
function lineLike(id: string, parts: Partial<LineConfiguration>): Configuration {
  const [first] = callCentre.lines;
  const line = { ...(first as LineConfiguration), id, ...parts };
  return { ...callCentre, lines: [...callCentre.lines, line] };
}

t.test('an open line is routed, and a closed one announced, at every door', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const meets: Record<string, string[]> = {};
  for (const at of [OPEN, CLOSED]) {
    setClock(at);
    for (const path of PATHS) {
      const { statusCode, body, headers } = await app.inject(ASKED[path]('phone-pin'));
      t.equal(statusCode, 200, path);
      t.equal(headers['cache-control'], 'no-store');
      t.equal(headers['content-type'], DOORS[path].format.contentType);
      meets[path] = [...(meets[path] ?? []), checked(path, body)];
    }
  }
  t.same(meets, {
    [CONNECT]: ['open', 'closed'],
    [GENESYS]: ['open', 'closed'],
    [JAMBONZ]: ['say enqueue', 'say hangup'],
    [TWILIO]: ['Say Enqueue', 'Say Hangup'],
  });
});

t.test('calls go where the line sends them', async (t) => {
  const cases = [
    [{ kind: 'queue', target: 'pin' }, { verb: 'enqueue', name: 'pin' }, '<Enqueue>pin<'],
    [
      { kind: 'phone', target: '+81-3-1111-1111' },
      { verb: 'dial', target: [{ type: 'phone', number: '+81311111111' }] },
      '<Dial>+81311111111<',
    ],
    [
      { kind: 'sip', target: 'desk@pbx.example' },
      { verb: 'dial', target: [{ type: 'sip', sipUri: 'sip:desk@pbx.example' }] },
      '<Sip>sip:desk@pbx.example<',
    ],
    [
      { kind: 'url', target: 'https://ivr.example/x' },
      { verb: 'redirect', actionHook: 'https://ivr.example/x' },
      '<Redirect>https://ivr.example/x<',
    ],
    [{ kind: 'announcement', target: 'x' }, { verb: 'hangup' }, '<Hangup/>'],
    [{ kind: 'of-our-own', target: 'x' }, { verb: 'dial' }, '<Dial>+81300000000<'],
  ] as const;
  for (const [open, verb, xml] of cases) {
    const { app } = await buildTestApp(t, {
      configuration: lineLike('routed', { destinations: { open } }),
    });
    const verbs = checkVerbs((await app.inject(ASKED[JAMBONZ]('routed'))).body);
    t.match(verbs[1], verb, open.kind);
    t.ok((await app.inject(ASKED[TWILIO]('routed'))).body.includes(xml), open.kind);
  }
});

t.test('both languages, and a moment of their own for callers who ask for it', async (t) => {
  const { app } = await buildTestApp(t, { now: CLOSED });
  const flat = async (parameters: Record<string, string>) =>
    (await app.inject(post(CONNECT, eventOf(parameters)))).json();
  t.match(await flat({ line: 'phone-pin' }), { language: 'ja', reasonName: '勤労感謝の日' });
  const english = await flat({ line: 'phone-pin', lang: 'en-US' });
  t.match(english, { language: 'en', reasonName: 'Labor Thanksgiving Day' });
  const [all, own] = [
    await flat({ line: 'phone-pin' }),
    await flat({ line: 'phone-pin', key: 'caller' }),
  ];
  t.equal(all.retryAt, all.opensAt);
  t.not(own.retryAt, all.retryAt);
  t.same(await flat({ line: 'phone-pin', key: '+819012345678' }), own, 'it is the number');
});

t.test('jambonz and Twilio may ask by GET too', async (t) => {
  const { app } = await buildTestApp(t);
  for (const path of CALL_DOORS) {
    const url = `${path}?line=phone-pin`;
    t.equal(
      (await app.inject(`${url}&CallSid=x&to=y`)).body,
      (await app.inject(ASKED[path]('phone-pin'))).body,
    );
    t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 200);
  }
  for (const path of DATA_DOORS) t.equal((await app.inject(path)).statusCode, 405);
});

t.test('what a vendor adds to its requests is passed over', async (t) => {
  const { app } = await buildTestApp(t);
  const plain = await app.inject(ASKED[TWILIO]('phone-pin'));
  const more = '&StirVerstat=TN-Validation-Passed-A&line=lost-card&a[]=1&a[]=2&__proto__=1';
  const asked = ASKED[TWILIO]('phone-pin');
  const sent = await app.inject({
    ...asked,
    url: `${asked.url}&new=1&new=2`,
    payload: `${asked.payload}${more}`,
  });
  t.equal(sent.body, plain.body);
  const event = { ...eventOf({ line: 'phone-pin', more: '1' }), Version: 2 };
  t.equal((await app.inject(post(CONNECT, event))).json().state, 'open');
});

/** What is wrong, with the status that the program of a data door is told. */
const BROKEN: readonly (readonly [string, (path: string) => InjectOptions, number])[] = [
  ['no line', (path) => post(path, {}), 200],
  ['a line that there is not', (path) => ASKED[path as typeof CONNECT]('none'), 200],
  [
    'a line called as what every object has',
    (path) => ASKED[path as typeof CONNECT]('toString'),
    200,
  ],
  ['an endless line', (path) => ASKED[path as typeof CONNECT]('x'.repeat(5_000)), 200],
  ['a body that is a list', (path) => post(path, []), 200],
  ['half a body', (path) => raw(path, '{"line":', 'application/json'), 200],
  ['an empty body', (path) => raw(path, '', 'application/json'), 200],
  ['the same key twice', (path) => raw(path, '{"line":"a","line":"b"}', 'application/json'), 200],
  ['a body of another kind', (path) => raw(path, 'line=a', 'text/csv'), 415],
  ['a large body', (path) => raw(path, 'x'.repeat(65_537), 'application/json'), 413],
  [
    'a large form',
    (path) => raw(path, 'x'.repeat(65_537), 'application/x-www-form-urlencoded'),
    413,
  ],
  ['a method that is not taken', (path) => ({ method: 'DELETE', url: path }), 405],
  ['a long URL', (path) => ({ method: 'POST', url: `${path}?x=${'a'.repeat(9_000)}` }), 414],
];

function raw(url: string, payload: string, type: string): InjectOptions {
  return { method: 'POST', url, payload, headers: { 'content-type': type } };
}

/** What is done with a call of which nothing is known. */
const UNKNOWN: Readonly<Record<keyof typeof DOORS, string>> = {
  [CONNECT]: 'unknown',
  [GENESYS]: 'unknown',
  [JAMBONZ]: 'say hangup',
  [TWILIO]: 'Say Hangup',
};

const SITUATIONS: Readonly<Record<string, TestOptions>> = {
  'while all is well': {},
  'before anything has been loaded': { configuration: null },
  'while the service is broken': { now: 'no time at all' },
};

for (const [situation, options] of Object.entries(SITUATIONS)) {
  t.test(`no failure leaves the shape of its door ${situation}`, async (t) => {
    const { app } = await buildTestApp(t, options);
    for (const path of PATHS) {
      for (const [what, request, status] of BROKEN) {
        const { statusCode, body, headers } = await app.inject(request(path));
        t.equal(checked(path, body), UNKNOWN[path], `${what} at ${path}`);
        const isData = path === CONNECT || path === GENESYS;
        t.equal(statusCode, isData ? status : 200, `${what} at ${path}: ${body.slice(0, 200)}`);
        t.ok(headers['x-error-code'], 'the operator is told more');
        t.equal(headers['cache-control'], 'no-store');
      }
    }
  });
}

t.test('what is not known is told as the line wants it', async (t) => {
  const openWhenUnknown = lineLike('desk', { onUnknown: 'open' });
  const configuration = { ...openWhenUnknown, onUnknown: 'closed' as const };
  const { app } = await buildTestApp(t, { configuration, now: 'no time at all' });
  const said = async (path: keyof typeof DOORS, line: string) =>
    checked(path, (await app.inject(ASKED[path](line))).body);
  t.equal(await said(JAMBONZ, 'desk'), 'enqueue', 'as if it were open, without a word');
  t.equal(await said(TWILIO, 'desk'), 'Enqueue');
  t.equal(await said(TWILIO, 'none'), 'Say Hangup', 'of no line, the service decides');
  t.equal(await said(CONNECT, 'desk'), 'unknown', 'a flow decides for itself');
});

t.test('a failure of ours is told by its status where a program asks', async (t) => {
  const { app } = await buildTestApp(t, { now: 'no time at all' });
  const broken = await app.inject(ASKED[CONNECT]('phone-pin'));
  t.same([broken.statusCode, broken.headers['x-error-code']], [500, 'internal']);
  t.match(broken.json(), { state: 'unknown', reason: 'internal', line: 'phone-pin' });
});

t.test('too many requests of one address are refused in shape; asking is reading', async (t) => {
  const limits = { readsPerMinute: 2, writesPerMinute: 1 };
  for (const path of PATHS) {
    const { app } = await buildTestApp(t, { limits });
    const ask = () => app.inject(ASKED[path]('phone-pin'));
    for (const _ of [1, 2]) t.notOk((await ask()).headers['x-error-code'], path);
    const { statusCode, headers, body } = await ask();
    const isData = path === CONNECT || path === GENESYS;
    t.equal(headers['x-error-code'], 'rate_limited');
    t.equal(statusCode, isData ? 429 : 200, path);
    t.equal(headers['retry-after'] !== undefined, isData);
    t.ok(checked(path, body));
  }
});

t.test('where reading needs a key, it may come as a password', async (t) => {
  const { app, ledger } = await buildTestApp(t, { reads: 'keyed' });
  const { key, id, headers } = await makeKey(ledger, { scopes: ['read'], lines: ['phone-pin'] });
  const basic = { authorization: `Basic ${Buffer.from(`ivr:${key}`).toString('base64')}` };
  for (const path of PATHS) {
    const codeOf = async (shown: InjectOptions['headers'], line = 'phone-pin') => {
      const asked = ASKED[path](line);
      const answer = await app.inject({ ...asked, headers: { ...asked.headers, ...shown } });
      t.ok(checked(path, answer.body));
      const isData = path === CONNECT || path === GENESYS;
      const code = answer.headers['x-error-code'];
      if (isData && code) t.ok([401, 403].includes(answer.statusCode), `${code} has its status`);
      t.notMatch(answer.body, code ? /enqueue|pin"|Dial/i : '\0', 'who may not know is not told');
      return code;
    };
    t.equal(await codeOf({}), 'unauthenticated', path);
    t.equal(await codeOf(headers), undefined);
    t.equal(await codeOf(basic), undefined);
    t.equal(await codeOf({ authorization: 'Basic !' }), 'unauthenticated');
    t.equal(await codeOf({ authorization: 'Basic eA==' }), 'unauthenticated');
    t.equal(await codeOf(basic, 'lost-card'), 'forbidden');
  }
  const keys = await app.inject({ url: '/v1/keys', headers: basic });
  t.equal(keys.json().code, 'unauthenticated', 'only to read');
  await revoke(ledger, id);
  t.equal((await app.inject({ url: '/v1/lines', headers: basic })).statusCode, 401);
});

/** A request that Twilio would have signed for an address. */
function signed(base: string, { url = `${TWILIO}?line=phone-pin`, token = TOKEN } = {}) {
  const pairs = { CallSid: 'CA1', From: '+81 90', 'ä&=': '<&>', Digits: '' };
  const signature = twilio.getExpectedTwilioSignature(token, `${base}${url}`, pairs);
  return {
    ...{ method: 'POST', url, payload: new URLSearchParams(pairs).toString() },
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
      host: 'hours.example',
    },
  } satisfies InjectOptions;
}

t.test('Twilio is known by its signature, which stands for a key', async (t) => {
  const options = { twilioTokens: [TOKEN, 'the-next-one-0123'], reads: 'keyed' } as const;
  const { app } = await buildTestApp(t, options);
  const base = 'http://hours.example';
  t.match((await app.inject(signed(base))).body, /<Enqueue>/);
  t.match((await app.inject(signed(`${base}:80`))).body, /<Enqueue>/);
  t.match((await app.inject(signed(base, { token: 'the-next-one-0123' }))).body, /<Enqueue>/);
  const url = `${TWILIO}?line=phone-pin&CallSid=CA1&From=%2B8190`;
  const signature = twilio.getExpectedTwilioSignature(TOKEN, `${base}${url}`, {});
  const headers = { host: 'hours.example', 'x-twilio-signature': signature };
  t.match((await app.inject({ url, headers })).body, /<Enqueue>/, 'by GET');

  const wrong = signed(base);
  for (const forged of [
    { ...wrong, url: `${wrong.url}&lang=en` },
    { ...wrong, payload: `${wrong.payload}&x=1` },
    { ...wrong, headers: { ...wrong.headers, host: 'other.example' } },
    { ...wrong, headers: { ...wrong.headers, 'x-twilio-signature': '' } },
    { ...wrong, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    signed('https://hours.example'),
    signed(base, { token: 'x'.repeat(32) }),
    { ...wrong, url: `${TWILIO}?line=none` },
    { ...wrong, url: TWILIO },
  ]) {
    const { statusCode, body, headers } = await app.inject(forged);
    t.equal(statusCode, 403, JSON.stringify(forged));
    t.equal(JSON.parse(body).code, 'bad_signature', 'before anything else is looked at');
    t.equal(headers['cache-control'], 'no-store');
  }
});

t.test('behind a proxy the signature is that of the public URL', async (t) => {
  const told = await buildTestApp(t, {
    ...{ twilioTokens: [TOKEN], publicUrl: 'https://Hours.example:8443/desk/' },
  });
  t.equal((await told.app.inject(signed('https://Hours.example:8443/desk'))).statusCode, 200);
  t.equal((await told.app.inject(signed('http://hours.example'))).statusCode, 403);
  const seen = await buildTestApp(t, { twilioTokens: [TOKEN], trustProxy: '127.0.0.1' });
  const request = signed('https://outside.example');
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'outside.example' };
  const through = { ...request, headers: { ...request.headers, ...forwarded } };
  t.equal((await seen.app.inject(through)).statusCode, 200);
  const near = await buildTestApp(t, { twilioTokens: [TOKEN] });
  t.equal((await near.app.inject(through)).statusCode, 403, 'nobody may say what he likes');
});

t.test('hostile names and messages are text at every door', async (t) => {
  for (const [what, text] of Object.entries(HOSTILE_TEXTS)) {
    const names = { ja: text, en: text };
    const configuration = lineLike('desk', {
      name: names,
      messages: { closed: names, open: names },
      destinations: { open: { kind: 'queue', target: text } },
    });
    const { app, setClock } = await buildTestApp(t, { configuration });
    for (const at of [OPEN, CLOSED]) {
      setClock(at);
      for (const path of PATHS) {
        const { statusCode, body } = await app.inject(ASKED[path]('desk'));
        t.equal(statusCode, 200);
        const met = checked(path, body);
        // What is far too long is no queue's name: then the line's own number is dialled.
        const isName = what !== 'a very long text';
        const expected = {
          [JAMBONZ]: [isName ? 'say enqueue' : 'say dial hangup', 'say hangup'],
          [TWILIO]: [isName ? 'Say Enqueue' : 'Say Dial', 'Say Hangup'],
        };
        const way = expected[path as typeof JAMBONZ] ?? ['open', 'closed'];
        t.equal(met, way[at === OPEN ? 0 : 1], what);
        if (path === JAMBONZ) t.notMatch(checkVerbs(body)[0]?.text, /[<>&]/);
      }
    }
  }
});

t.test('hostile questions are answered in shape', async (t) => {
  const { app } = await buildTestApp(t);
  for (const [what, text] of Object.entries(HOSTILE_TEXTS)) {
    for (const path of PATHS) {
      const { statusCode, body } = await app.inject(ASKED[path](text, text));
      t.equal(statusCode, 200, what);
      t.equal(checked(path, body), UNKNOWN[path]);
    }
  }
});

type Handler = (event: unknown) => Promise<ConnectContactFlowResult>;

/** The function as it is deployed, which reads its environment when it is called. */
async function lambda(t: Test, url: string, key = ''): Promise<Handler> {
  process.env.EIGYOCHU_URL = url;
  process.env.EIGYOCHU_KEY = key;
  t.teardown(() => {
    delete process.env.EIGYOCHU_URL;
    delete process.env.EIGYOCHU_KEY;
  });
  const file = pathToFileURL(join(process.cwd(), 'deploy/amazon-connect/handler.mjs')).href;
  const { handler }: { handler: Handler } = await import(file);
  return handler;
}

async function addressOf({ app }: TestApp): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}

t.test('the Lambda function hands the answer of the service to the flow', async (t) => {
  const service = await buildTestApp(t, { reads: 'keyed' });
  const { key } = await makeKey(service.ledger, { scopes: ['read'] });
  const url = await addressOf(service);
  const handler = await lambda(t, `${url}/`, key);
  const direct = await service.app.inject({
    ...ASKED[CONNECT]('phone-pin'),
    headers: { authorization: `Bearer ${key}` },
  });
  t.same(await handler(eventOf({ line: 'phone-pin', lang: 'ja' })), direct.json());
  t.match(await handler(eventOf({}, { line: 'phone-pin' })), { state: 'open' });
  t.match(await handler(eventOf({ line: 'none' })), { state: 'unknown', reason: 'unknown_line' });
});

t.test('the Lambda function never fails, and never says open by itself', async (t) => {
  let asked = 0;
  let respond: (request: number) => [status: number, body: string] = () => [200, ''];
  const server = createServer((_request, response) => {
    asked += 1;
    const [status, body] = respond(asked);
    if (status > 0) response.writeHead(status, { location: '/' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.closeAllConnections());
  t.teardown(() => server.close());
  const handler = await lambda(t, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  t.capture(console, 'error', () => {});
  const open = JSON.stringify({ state: 'open' });
  const cases: readonly [string, typeof respond, string, number][] = [
    ['a page', () => [200, '<html>open</html>'], 'no_answer', 2],
    ['nothing', () => [200, ''], 'no_answer', 2],
    ['null', () => [200, 'null'], 'no_answer', 2],
    ['another state', () => [200, '{"state":"OPEN"}'], 'no_answer', 2],
    ['values that are no strings', () => [200, '{"state":"open","n":1}'], 'no_answer', 2],
    ['a redirect', () => [302, open], 'no_answer', 2],
    ['no key', () => [401, open], 'status_401', 1],
    ['too many', () => [429, open], 'status_429', 2],
    ['a fault', () => [500, open], 'status_500', 2],
    ['a fault that passes', (request) => (request === 1 ? [503, ''] : [200, open]), '', 2],
    ['silence', () => [0, ''], 'timeout', 2],
  ];
  for (const [what, next, reason, times] of cases) {
    asked = 0;
    respond = next;
    const map = await handler(eventOf({ line: 'phone-pin' }));
    t.equal(asked, times, what);
    if (reason === '') t.same(map, { state: 'open' });
    else {
      t.same(Object.keys(map), FLAT_KEYS, what);
      t.match(map, { state: 'unknown', reason }, what);
      t.ok(Object.values(map).every((value) => typeof value === 'string'));
    }
  }
  const nowhere = await lambda(t, 'no url');
  t.match(await nowhere(undefined), { state: 'unknown', reason: 'no_answer' });
});
