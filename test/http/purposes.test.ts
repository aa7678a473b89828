import { execFileSync } from 'node:child_process';
import t from 'tap';
import type { Configuration, Purpose } from '../../src/config/configuration.ts';
import { FORMAT_NAMES } from '../../src/formats/formats.ts';
import { buildTestApp, type TestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';

/** What every reader of a plain format may be sent, by format; `unknown` for whatever failed. */
const GRAMMARS: Readonly<Record<string, RegExp>> = {
  word: /^(open|closed|unknown)$/,
  text: /^((open|closed)\|[a-z_]+\|([0-9]+|never)\|([0-9]{8}T[0-9]{6}|never)|unknown\|[a-z_]+)\|end$/,
  form: /^state=(open|closed|unknown)&reason=[a-z_]+(&[A-Za-z]+=[A-Za-z0-9._%*-]*)*&end=1$/,
};

const HOLIDAY = '2026-11-23T10:00:00+09:00';
const TUESDAY = '2026-11-24T10:00:00+09:00';
const WEB = { kind: 'web', url: 'https://example.com/reset' } as const;
const APP = { kind: 'app', url: 'cardapp://reset' } as const;

function purpose(id: string, channels: Purpose['channels']): Purpose {
  return { id, name: { ja: `用件${id}`, en: `Do ${id}` }, channels };
}

const line = (id: string) => ({ kind: 'line', line: id }) as const;

/** The call centre with purposes of every shape. */
const MANY_SHAPES: Configuration = {
  ...callCentre,
  purposes: [
    ...callCentre.purposes,
    purpose('only-web', [WEB]),
    purpose('web-and-app', [APP, WEB]),
    purpose('only-never-open', [line('never-open')]),
    purpose('never-open-first', [line('never-open'), line('phone-pin')]),
    purpose('pin-then-shop', [line('phone-pin'), line('shop-desk')]),
    purpose('pin-then-lost', [line('phone-pin'), line('lost-card')]),
    purpose('lost-then-pin', [line('lost-card'), line('phone-pin')]),
    purpose('hostile', [
      { kind: 'web', url: 'https://example.com/?a=1&b="><x>' },
      line('phone-pin'),
    ]),
  ],
};

const ask = ({ app }: TestApp, path: string) => app.inject(`/v1/purposes/${path}`);

t.test(
  'caches are told that a purpose differs by Accept, unless its URL names the format',
  async (t) => {
    const service = await buildTestApp(t, { now: HOLIDAY });
    const varies = async (path: string) => (await ask(service, path)).headers.vary;
    t.equal(await varies('set-phone-pin'), 'accept');
    t.equal(await varies('set-phone-pin?key=1'), 'accept', 'also what one caller is told');
    t.equal(await varies('set-phone-pin.vxml'), undefined);
    t.equal(await varies('set-phone-pin?format=vxml'), undefined);
  },
);

t.test('the phone PIN needs a person and opens then; the online ID can be reset now', async (t) => {
  const service = await buildTestApp(t, { now: HOLIDAY });
  const pin = (await ask(service, 'set-phone-pin')).json();
  t.match(pin, { state: 'closed', line: 'phone-pin', available: false, at: null });
  t.match(pin.channels, [{ available: false, opensAt: '2026-11-24T09:00:00+09:00' }]);
  t.match(pin.message.ja, /^電話用暗証番号の設定は、係の者がお電話で承ります。.*勤労感謝の日.*9/);
  t.match(pin.message.en, /^Set the phone PIN: this needs a person on the telephone\. .*9/);
  const online = (await ask(service, 'reset-online-password')).json();
  t.match(online, { state: 'closed', line: 'phone-pin', available: true });
  t.match(online.channels, [
    { kind: 'web', available: true },
    { kind: 'line', available: false },
  ]);
  t.match(online.message.ja, /再設定は、ただいまウェブでお手続きいただけます。.*勤労感謝の日/);
  t.match(online.message.en, /^Reset the online password: you can do this now on the web\. /);
  t.equal(online.message.en.match(/Reset the online password/gi).length, 1, 'told once');
});

t.test('all keys are there, and the instant can be asked for', async (t) => {
  const service = await buildTestApp(t, { now: TUESDAY });
  const at = encodeURIComponent(HOLIDAY);
  const answer = (await ask(service, `set-phone-pin?at=${at}`)).json();
  t.same(Object.keys(answer), [
    ...['purpose', 'name', 'at', 'state', 'line', 'available', 'channels', 'message'],
    ...['freshness', 'asOf', 'revision'],
  ]);
  t.match(answer, { at: HOLIDAY, state: 'closed' });
  t.match((await ask(service, 'set-phone-pin')).json(), { at: null, state: 'open' });
  const bad = await ask(service, 'set-phone-pin?at=2026-11-24T10:00');
  t.match(bad.json(), { status: 400, code: 'bad_instant' }, 'several lines: with an offset');
});

t.test('the word is open while a line of the purpose is, to the millisecond', async (t) => {
  const service = await buildTestApp(t, { configuration: MANY_SHAPES });
  const cases = [
    ['2026-11-24T08:59:59.999+09:00', 'closed'],
    ['2026-11-24T09:00:00+09:00', 'open'],
    ['2026-11-24T09:00:00.001+09:00', 'open'],
    ['2026-11-24T17:29:59.999+09:00', 'open'],
    ['2026-11-24T17:30:00+09:00', 'closed'],
    ['2026-11-24T17:30:00.001+09:00', 'closed'],
  ] as const;
  for (const [now, word] of cases) {
    service.setClock(now);
    for (const name of ['set-phone-pin', 'reset-online-password', 'never-open-first']) {
      t.equal((await ask(service, `${name}.word`)).body, word, `${name} ${now}`);
      t.equal((await ask(service, `${name}?format=word`)).body, word, 'the same by query');
    }
    t.equal((await ask(service, 'only-web.word')).body, 'closed', 'nobody answers a telephone');
    t.equal((await ask(service, 'pin-then-lost.word')).body, 'open', 'one of its lines is');
  }
});

t.test('the line that serves best is the first that is open, else the first to open', async (t) => {
  const service = await buildTestApp(t, { configuration: MANY_SHAPES });
  const cases = [
    ['2026-11-24T09:30:00+09:00', 'pin-then-shop', 'phone-pin'],
    ['2026-11-24T17:29:59+09:00', 'pin-then-shop', 'phone-pin'],
    ['2026-11-24T17:30:00+09:00', 'pin-then-shop', 'shop-desk'],
    ['2026-11-24T20:00:00+09:00', 'pin-then-shop', 'phone-pin'],
    ['2026-11-24T20:00:00+09:00', 'pin-then-lost', 'lost-card'],
    ['2026-11-24T10:00:00+09:00', 'pin-then-lost', 'phone-pin'],
    ['2026-11-24T10:00:00+09:00', 'lost-then-pin', 'lost-card'],
    ['2026-11-24T20:00:00+09:00', 'never-open-first', 'phone-pin'],
    ['2026-11-24T20:00:00+09:00', 'only-never-open', 'never-open'],
    ['2026-11-24T10:00:00+09:00', 'only-web', null],
  ] as const;
  for (const [now, name, best] of cases) {
    service.setClock(now);
    t.equal((await ask(service, name)).json().line, best, `${name} ${now}`);
    t.equal((await ask(service, `${name}.flat`)).json().line, best ?? '', 'the same in flat');
  }
});

t.test('the records are those of the line, with the addresses beside them', async (t) => {
  const service = await buildTestApp(t, { now: HOLIDAY, configuration: MANY_SHAPES });
  const text = await ask(service, 'reset-online-password.text');
  t.equal(text.body, 'closed|holiday|82800|20261124T090000|end');
  t.equal(text.headers['retry-after'], '82800');
  const form = new URLSearchParams((await ask(service, 'reset-online-password.form')).body);
  t.equal(form.get('purpose'), 'reset-online-password');
  t.equal(form.get('webUrl'), 'https://example.com/reset');
  t.equal(form.get('appUrl'), '');
  t.equal([...form.keys()].at(-1), 'end');
  const flat = (await ask(service, 'reset-online-password.flat?lang=en')).json();
  t.match(flat, {
    state: 'closed',
    reason: 'holiday',
    line: 'phone-pin',
    purpose: 'reset-online-password',
    purposeName: 'Reset the online password',
    webUrl: 'https://example.com/reset',
    appUrl: '',
    message: /^Reset the online password: you can do this now on the web\./,
  });
  t.ok(Object.values(flat).every((value) => typeof value === 'string'));
});

t.test('a purpose that no line serves is closed for the telephone, and says where', async (t) => {
  const service = await buildTestApp(t, { now: TUESDAY, configuration: MANY_SHAPES });
  const [json, text, form, flat] = await Promise.all(
    ['', '.text', '.form', '.flat'].map((suffix) => ask(service, `web-and-app${suffix}`)),
  );
  t.match(json?.json(), { state: 'closed', line: null, available: true });
  t.match(json?.json().message, {
    ja: /ただいまアプリまたはウェブで/,
    en: /now in the app or on the web\.$/,
  });
  t.equal(json?.headers['retry-after'], undefined);
  t.equal(text?.body, 'closed|no_line|never|never|end');
  t.match(form?.body, /^state=closed&reason=no_line&seconds=never&time=never&/);
  t.match(
    form?.body,
    /&webUrl=https%3A%2F%2Fexample\.com%2Freset&appUrl=cardapp%3A%2F%2Freset&end=1$/,
  );
  t.match(flat?.json(), { state: 'closed', reason: 'no_line', line: '', webUrl: WEB.url });
  const withLine = (await ask(service, 'set-phone-pin.flat')).json();
  t.same(Object.keys(flat?.json() ?? {}), Object.keys(withLine), 'no key is ever missing');
});

t.test('every format of every purpose keeps its grammar, under 1 KB', async (t) => {
  const service = await buildTestApp(t, { configuration: MANY_SHAPES });
  for (const now of [HOLIDAY, TUESDAY]) {
    service.setClock(now);
    for (const { id } of MANY_SHAPES.purposes) {
      for (const [format, grammar] of Object.entries(GRAMMARS)) {
        const { body, statusCode } = await ask(service, `${id}.${format}`);
        t.equal(statusCode, 200);
        t.match(body, grammar, `${id}.${format}`);
        t.ok(Buffer.byteLength(body) < 1_024);
      }
    }
  }
  const { body } = await ask(service, 'hostile.form');
  t.match(body, /&webUrl=&/, 'an address that a dialplan would trip over is left out');
});

t.test('the documents say where it can be done, and send the call on', async (t) => {
  const service = await buildTestApp(t, { now: TUESDAY, configuration: MANY_SHAPES });
  const open = (await ask(service, 'set-phone-pin.twiml')).body;
  t.match(open, /<Enqueue>pin<\/Enqueue><\/Response>$/);
  service.setClock(HOLIDAY);
  const closed = (await ask(service, 'reset-online-password.twiml?lang=en')).body;
  t.match(closed, /you can do this now on the web\. .*<\/Say><Hangup\/><\/Response>$/);
  t.notMatch(closed, 'https:', 'no voice reads an address out');
  const web = (await ask(service, 'only-web.twiml')).body;
  t.match(web, /ただいまウェブでお手続きいただけます。<\/Say><Hangup\/>/);
  for (const { id } of MANY_SHAPES.purposes) {
    for (const format of ['twiml', 'vxml']) {
      const { body } = await ask(service, `${id}.${format}`);
      t.equal(
        execFileSync('xmllint', ['--noout', '-'], { input: body }).length,
        0,
        `${id}.${format}`,
      );
    }
  }
  t.match((await ask(service, 'only-web.vxml')).body, /name="reason" expr="&quot;no_line&quot;"/);
  const called = await ask(service, 'set-phone-pin.twiml?CallSid=CA1&From=%2B81&lang=en');
  t.equal(called.statusCode, 200, 'what Twilio adds is passed over');
});

const BROKEN = ['none', 'set-phone-pin%00', '%zz', '%22open%22', 'a'.repeat(300), '__proto__', ''];
const BROKEN_QUERIES = [
  'at=x',
  'at=2026-11-24T10:00',
  'lang=fr',
  'lang=ja&lang=en',
  'key=',
  'open=open',
];

t.test('whatever goes wrong, the grammar holds and nothing is open', async (t) => {
  const service = await buildTestApp(t, { now: TUESDAY });
  const empty = await buildTestApp(t, { configuration: null });
  const paths = (format: string) => [
    ...BROKEN.map((name) => `${name}.${format}`),
    ...BROKEN.map((name) => `${name}?format=${format}`),
    ...BROKEN_QUERIES.map((query) => `set-phone-pin.${format}?${query}`),
    ...BROKEN_QUERIES.map((query) => `set-phone-pin?format=${format}&${query}`),
  ];
  for (const [format, grammar] of Object.entries(GRAMMARS)) {
    for (const path of paths(format)) {
      const { body, statusCode } = await ask(service, path);
      const isAnswer = statusCode === 200;
      t.match(body, grammar, `${path}: ${body}`);
      if (!isAnswer) t.match(body, /unknown/, path);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'] as const) {
      const url = `/v1/purposes/set-phone-pin.${format}`;
      t.match((await service.app.inject({ method, url })).body, grammar, method);
    }
    const nothing = await ask(empty, `set-phone-pin.${format}`);
    t.equal(nothing.statusCode, 503);
    t.match(nothing.body, grammar);
  }
  const twice = ['set-phone-pin.word.text', '...form', 'set-phone-pin.word?format=text'];
  for (const path of twice) t.match((await ask(service, path)).body, /^unknown/, path);
  for (const path of ['none.wrod', 'set-phone-pin.WORD', 'set-phone-pin.wrod', 'set-phone-pin.']) {
    t.same([(await ask(service, path)).body, path], ['unknown', path]);
  }
  t.equal((await ask(service, 'none.word')).body, 'unknown');
  t.equal((await ask(service, 'none.text')).body, 'unknown|unknown_purpose|end');
  for (const format of ['twiml', 'vxml']) {
    const { statusCode, body } = await ask(service, `none.${format}`);
    t.equal(statusCode, 200, format);
    t.notMatch(body, /Enqueue|Dial|transfer/);
  }
  t.match((await ask(service, 'none')).json(), { status: 404, code: 'unknown_purpose' });
});

t.test('a document that fails does what the first line of the purpose says', async (t) => {
  const [first, ...others] = callCentre.lines;
  const lines = first ? [{ ...first, onUnknown: 'open' as const }, ...others] : [];
  const service = await buildTestApp(t, { configuration: { ...MANY_SHAPES, lines } });
  const failed = async (name: string) => (await ask(service, `${name}.twiml?at=x`)).body;
  t.match(await failed('set-phone-pin'), '<Enqueue>pin</Enqueue>');
  t.match(await failed('reset-online-password'), '<Enqueue>pin</Enqueue>', 'not the web first');
  t.match(await failed('lost-then-pin'), '<Hangup/>');
  t.match(await failed('only-web'), '<Hangup/>');
  t.match(await failed('none'), '<Hangup/>');
});

t.test('what is kept is the answer of the moment it is asked at', async (t) => {
  const service = await buildTestApp(t, { now: '2026-11-24T08:00:00+09:00' });
  const secondsAt = async (time: string) => {
    service.setClock(`2026-11-24T${time}+09:00`);
    const { body, headers } = await ask(service, 'set-phone-pin.text');
    return [body.split('|')[2], headers['retry-after']];
  };
  t.same(await secondsAt('08:00:00'), ['3600', '3600']);
  t.same(await secondsAt('08:59:58.001'), ['2', '2']);
  t.same(await secondsAt('08:59:59.999'), ['1', '1']);
  t.same(await secondsAt('09:00:00'), ['0', undefined]);
  t.same(await secondsAt('08:00:00'), ['3600', '3600'], 'the clock was set back');
  const english = (await ask(service, 'set-phone-pin.twiml?lang=en')).body;
  t.match(english, /this needs a person/);
  t.match((await ask(service, 'set-phone-pin.twiml')).body, /係の者が/);
});

t.test('answers may be kept until a line of the purpose changes', async (t) => {
  const service = await buildTestApp(t, { now: '2026-11-24T17:29:50+09:00' });
  for (const format of FORMAT_NAMES) {
    const url = `/v1/purposes/set-phone-pin.${format}`;
    const first = await service.app.inject(url);
    t.match(first.headers['cache-control'], /^public, max-age=10, stale-if-error=0$/, format);
    const headers = { 'if-none-match': String(first.headers.etag) };
    t.equal((await service.app.inject({ url, headers })).statusCode, 304, format);
    const head = await service.app.inject({ method: 'HEAD', url });
    t.same([head.statusCode, head.body], [200, ''], format);
  }
  const keyed = await ask(service, 'set-phone-pin?key=a');
  t.equal(keyed.headers['cache-control'], 'private, no-store');
});

t.test('a key puts the retry at an instant of its own', async (t) => {
  const service = await buildTestApp(t, { now: '2026-11-24T08:00:00+09:00' });
  const waits = await Promise.all(
    ['', '?key=a', '?key=b', '?key=a'].map(async (query) => {
      return (await ask(service, `set-phone-pin.text${query}`)).headers['retry-after'];
    }),
  );
  t.equal(waits[0], '3600');
  t.equal(waits[1], waits[3]);
  t.equal(new Set(waits).size, 3);
});

t.test('a closed line names what the web can do, in every format that has room', async (t) => {
  const { app } = await buildTestApp(t, { now: HOLIDAY });
  const url = '/v1/lines/phone-pin/decision';
  const alternative = { purpose: 'reset-online-password', url: WEB.url };
  t.match((await app.inject(url)).json().alternatives, [alternative]);
  t.match((await app.inject(`${url}.flat?lang=en`)).json(), {
    alternativePurpose: alternative.purpose,
    alternativeName: 'Reset the online password',
    alternativeUrl: alternative.url,
  });
  for (const format of ['twiml', 'vxml']) {
    const { body } = await app.inject(`${url}.${format}`);
    t.match(body, /オンラインサービスのパスワード再設定/, format);
  }
});
