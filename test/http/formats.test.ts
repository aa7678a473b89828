/** How a format is asked for, and what comes with it. */
import t from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import { FORMATS, type FormatName } from '../../src/formats/formats.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';
import { PLAIN } from '../support/plain-grammar.ts';

const DECISION = '/v1/lines/phone-pin/decision';
const CLOSED = '2026-11-23T10:00:00+09:00';

t.test('a suffix, a query and a media type ask for the same', async (t) => {
  const { app } = await buildTestApp(t, { now: CLOSED });
  for (const name of PLAIN) {
    const bySuffix = await app.inject(`${DECISION}.${name}`);
    const byQuery = await app.inject(`${DECISION}?format=${name}`);
    t.equal(byQuery.body, bySuffix.body, name);
    t.same([bySuffix.headers.vary, byQuery.headers.vary], [undefined, undefined]);
  }
  const cases: readonly (readonly [string, FormatName])[] = [
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
    ['image/png', 'json'],
    ['nonsense', 'json'],
    ['', 'json'],
    ['text/plain', 'word'],
    ['TEXT/PLAIN', 'word'],
    ['text/plain;q=0', 'json'],
    ['application/json;q=0.5, text/xml', 'twiml'],
    ['application/json, text/xml;q=0.5', 'json'],
    ['application/x-www-form-urlencoded', 'form'],
    ['application/voicexml+xml, */*;q=0.1', 'vxml'],
  ];
  for (const [accept, name] of cases) {
    const { statusCode, headers } = await app.inject({ url: DECISION, headers: { accept } });
    const { contentType } = FORMATS[name];
    t.same(
      [statusCode, headers['content-type'], headers.vary],
      [200, contentType, 'accept'],
      accept,
    );
  }
  const wins = await app.inject({ url: `${DECISION}.json`, headers: { accept: 'text/plain' } });
  t.equal(wins.headers['content-type'], FORMATS.json.contentType, 'the URL wins');
});

t.test('a failure is told in the format that Accept asks for', async (t) => {
  const { app } = await buildTestApp(t);
  for (const url of [`${DECISION}?x=1`, '/v1/lines/none/decision', '/v1/lines/%zz/decision']) {
    const word = await app.inject({ url, headers: { accept: 'text/plain' } });
    t.equal(word.body, 'unknown', url);
    const json = await app.inject({ url, headers: { accept: 'application/json' } });
    t.match(json.headers['content-type'], /problem\+json/);
  }
});

t.test('every format has a tag, a lifetime and advice when to come back', async (t) => {
  const { app, setClock } = await buildTestApp(t, { now: CLOSED });
  for (const name of PLAIN) {
    const url = `${DECISION}.${name}`;
    const { headers, body } = await app.inject(url);
    const counts = name === 'text' || name === 'form' || name === 'flat';
    const stale = counts ? 0 : 50_370;
    t.equal(headers['cache-control'], `public, max-age=30, stale-if-error=${stale}`, name);
    t.equal(headers['retry-after'], '82800');
    const again = await app.inject({ url, headers: { 'if-none-match': String(headers.etag) } });
    t.same([again.statusCode, again.body], [304, '']);
    const head = await app.inject({ method: 'HEAD', url });
    t.same([head.statusCode, head.body, head.headers.etag], [200, '', headers.etag]);
    t.equal((await app.inject(`${url}?key=k`)).headers['cache-control'], 'private, no-store');
    setClock('2026-11-23T10:00:01+09:00');
    t.equal((await app.inject(url)).body === body, !counts, 'only seconds are counted');
    setClock(CLOSED);
  }
});

t.test('what is kept of an answer ends where the answer does', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  for (const [moment, state] of [
    ['2026-11-24T17:29:59.999+09:00', 'open'],
    ['2026-11-24T17:30:00+09:00', 'closed'],
    ['2026-11-24T17:30:00.001+09:00', 'closed'],
    ['2026-11-24T17:29:00+09:00', 'open'],
  ] as const) {
    setClock(moment);
    for (const name of ['word', 'json', 'text', 'vxml']) {
      t.match((await app.inject(`${DECISION}.${name}`)).body, state, `${name} ${moment}`);
    }
  }
  await app.inject(`${DECISION}.flat?lang=ja`);
  t.match((await app.inject(`${DECISION}.flat?lang=en`)).json().language, 'en');
});

t.test('Twilio may post whatever it likes', async (t) => {
  const { app } = await buildTestApp(t);
  const expected = (await app.inject(`${DECISION}.twiml`)).body;
  const form = 'CallSid=CA1&From=%2B810000000000&CallStatus=ringing';
  for (const [type, payload] of [
    ['application/x-www-form-urlencoded', form],
    ['application/json', '{'],
    ['text/plain', '%%%'],
  ] as const) {
    const headers = { 'content-type': type };
    const url = `${DECISION}.twiml?CallSid=CA1&ApiVersion=2010-04-01`;
    const posted = await app.inject({ method: 'POST', url, payload, headers });
    t.same([posted.statusCode, posted.body], [200, expected], type);
    t.equal(posted.headers['cache-control'], 'no-store');
    t.equal(posted.headers['content-type'], 'text/xml; charset=utf-8');
  }
  for (const url of [
    `${DECISION}.vxml?session=1`,
    `${DECISION}?format=twiml&CallSid=1&CallSid=2`,
  ]) {
    t.equal((await app.inject(url)).headers['x-error-code'], undefined, url);
  }
});

/** Where nothing is known, this desk is open. */
const optimistic: Configuration = {
  ...callCentre,
  onUnknown: 'closed',
  lines: callCentre.lines.map((line) => ({ ...line, onUnknown: 'open' as const })),
};

t.test(
  'a telephone document does what onUnknown says, of the line or else the service',
  async (t) => {
    const { app } = await buildTestApp(t, { configuration: optimistic });
    const known = await app.inject(`${DECISION}.twiml?at=x`);
    t.match(known.body, '<Response><Enqueue>pin</Enqueue></Response>');
    t.same([known.statusCode, known.headers['x-error-code']], [200, 'bad_instant']);
    const unknown = await app.inject('/v1/lines/none/decision.twiml?lang=en');
    t.match(unknown.body, 'We are not taking calls at the moment.');
    t.match((await app.inject(`${DECISION}.vxml?at=x`)).body, '&quot;pin&quot;');
  },
);

t.test('whoever may not see a line hears nothing of where its calls go', async (t) => {
  const { app, ledger } = await buildTestApp(t, { configuration: optimistic, reads: 'keyed' });
  const other = await makeKey(ledger, { scopes: ['read'], lines: ['lost-card'] });
  for (const headers of [{}, other.headers]) {
    const { body, statusCode } = await app.inject({ url: `${DECISION}.twiml`, headers });
    t.equal(statusCode, 200);
    t.notMatch(body, 'pin');
  }
});
