import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import t from 'tap';
import { FORMATS } from '../../src/formats/formats.ts';
import { errorFormatOf } from '../../src/http/error-format.ts';
import * as limits from '../../src/http/limits.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { GRAMMAR, PLAIN, type PlainName, UNKNOWN } from '../support/plain-grammar.ts';

/** Queries that are wrong on the suffix; some are fine by themselves. */
const BROKEN_QUERIES = [
  'foo=1',
  'at=',
  'at=x',
  'at=2026-02-30T10:00',
  'at=2200-01-01T00:00:00Z',
  'at=2026-11-24T10:00&at=2026-11-24T10:00',
  `at=${'9'.repeat(300)}`,
  'lang=fr',
  'lang=',
  'lang=ja&lang=en',
  'explain=perhaps',
  'explain=1',
  'key=',
  `key=${'k'.repeat(limits.MAX_KEY_LENGTH + 1)}`,
  'key=a&key=b',
  '__proto__=1',
  'constructor=1',
  'hasOwnProperty=1',
  'at[]=1',
  'at[x]=1',
  'format=json&format=word',
  'format=word&format=word',
  'format=WORD',
  'format=wrod',
  'format=',
  'open=open',
  'at=open',
  'open',
  '%6fpen=1&format=word',
  'at=%',
  'at=%zz',
  'at=%00',
  'at=%22open%22',
];

const BROKEN_LINES = [
  'none',
  'open',
  '%22open%22',
  'phone-pin%00',
  'phone-pin ',
  '..',
  '%2e%2e',
  '%zz',
  '%ff',
  '電話',
  'a'.repeat(201),
  'a'.repeat(9_000),
  '__proto__',
  'constructor',
];

/** Without the last ones the format is `word` where a name is none of ours. */
function brokenPaths(name: PlainName): string[] {
  const decision = '/v1/lines/phone-pin/decision';
  const misnamed = [`${decision}.wrod`, `${decision}.`, `${decision}%2Ewrod`];
  const named = [
    `${decision}.${name.toUpperCase()}`,
    `${decision}.${name}/`,
    `${decision}.${name}/open`,
    `${decision}.${name};open`,
    `${decision}.${name}.json`,
    `/v1/lines/phone-pin/decison.${name}`,
    `/v1/lines/phone-pin/status.${name}/`,
    `/v1/lines/phone-pin/decison?format=${name}`,
    `/v1/lines/phone-pin?format=${name}`,
    `/v1/line/phone-pin/decision.${name}`,
    `//v1/lines/phone-pin/decision.${name}`,
    `/decision.${name}`,
    `/v1/decisions.${name}`,
    `/v1/decisions?format=${name}`,
    `/v1/lines?format=${name}`,
    `${decision}%3Fformat=${name}`,
    `${decision}?at=x&format=${name}`,
    `/livez?format=${name}`,
  ];
  return name === 'word' ? [...named, ...misnamed] : named;
}

/** Requests that ask for a format, by suffix and by query, and that have something wrong. */
function brokenRequests(name: PlainName): InjectOptions[] {
  const bySuffix = `/v1/lines/phone-pin/decision.${name}`;
  const byQuery = `/v1/lines/phone-pin/decision?format=${name}`;
  const urls = [
    ...BROKEN_QUERIES.flatMap((query) => [
      ...(query.startsWith('format=') && name !== 'word' ? [] : [`${bySuffix}?${query}`]),
      `${byQuery}&${query}`,
    ]),
    ...BROKEN_LINES.flatMap((line) => [
      `/v1/lines/${line}/decision.${name}`,
      `/v1/lines/${line}/decision?format=${name}`,
    ]),
    ...brokenPaths(name),
    `${bySuffix}?x=${'a'.repeat(limits.MAX_URL_LENGTH)}`,
  ];
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x'];
  const bodies = ['', '{', '{"state":"open"}', 'x'.repeat(limits.MAX_BODY_BYTES + 1)];
  const withBodies = methods.flatMap((method) =>
    [bySuffix, byQuery].flatMap((url) =>
      types.flatMap((type) =>
        bodies.map((payload) => ({ method, url, payload, headers: { 'content-type': type } })),
      ),
    ),
  );
  return [...urls.map((url) => ({ url })), ...withBodies];
}

const SITUATIONS: Readonly<Record<string, TestOptions>> = {
  'while all is well': {},
  'before anything has been loaded': { configuration: null },
  'while the service is broken': { now: 'no time at all' },
  'to whoever shows no key': { reads: 'keyed' },
  'to whoever asks too often': { limits: { readsPerMinute: 1, writesPerMinute: 1 } },
};

/** What is wrong with an answer in a format, or `null`. */
function offence(name: PlainName, answer: LightMyRequestResponse): string | null {
  const { statusCode, body, headers } = answer;
  const isFailure = headers['x-error-code'] !== undefined;
  const contentType = headers['content-type'];
  // The wish for two formats is met in the first one.
  if (contentType !== FORMATS[name].contentType) return `type ${contentType}`;
  if (!GRAMMAR[name].test(body)) return 'grammar';
  if (isFailure !== UNKNOWN[name].test(body)) return 'state';
  if (isFailure && headers['cache-control'] !== 'no-store') return 'cached';
  if (isFailure && (statusCode === 200) !== isAlways200(name)) return 'status';
  if (name !== 'flat' && !isAlways200(name) && Buffer.byteLength(body) >= 1024) return 'size';
  return null;
}

function isAlways200(name: PlainName): boolean {
  return name === 'twiml' || name === 'vxml';
}

for (const name of PLAIN) {
  for (const [situation, options] of Object.entries(SITUATIONS)) {
    t.test(`broken requests for ${name} are answered in its grammar ${situation}`, async (t) => {
      const { app } = await buildTestApp(t, options);
      const requests = brokenRequests(name);
      t.ok(requests.length > 250, `${requests.length} requests`);
      const offences: string[] = [];
      for (const request of requests) {
        const answer = await app.inject(request);
        const wrong = offence(name, answer);
        if (wrong === null) continue;
        const { method = 'GET', url } = request;
        offences.push(
          `${wrong}: ${method} ${url} ${answer.statusCode} ${answer.body}`.slice(0, 300),
        );
      }
      t.same(offences, []);
    });
  }
}

t.test('HEAD has no body at any status', async (t) => {
  const { app } = await buildTestApp(t);
  for (const { url } of PLAIN.flatMap(brokenRequests).filter(({ method }) => !method)) {
    const { body } = await app.inject({ method: 'HEAD', url: url as string });
    t.equal(body, '', String(url).slice(0, 80));
  }
});

t.test('the statuses are told to those that can see them', async (t) => {
  const { app } = await buildTestApp(t);
  const word = '/v1/lines/phone-pin/decision.word';
  const cases = [
    [{ url: '/v1/lines/none/decision.word' }, 404, 'unknown_line'],
    [{ url: `${word}?x=1` }, 400, 'unknown_parameter'],
    [{ url: '/v1/lines/phone-pin/decision.wrod' }, 404, 'not_found'],
    [{ url: '/v1/lines/phone-pin/decision?format=wrod' }, 400, 'invalid_parameter'],
    [{ url: word, method: 'POST' }, 405, 'method_not_allowed'],
    [{ url: word, method: 'POST', payload: 'x'.repeat(65_537) }, 413, 'body_too_large'],
    [{ url: `${word}?x=${'a'.repeat(9_000)}` }, 414, 'uri_too_long'],
    [{ url: `/v1/lines/${'a'.repeat(201)}/decision.word` }, 414, 'uri_too_long'],
  ] as const;
  for (const [request, status, code] of cases) {
    const answer = await app.inject(request);
    t.same([answer.statusCode, answer.headers['x-error-code']], [status, code]);
  }
});

t.test('which URLs ask for a plain format', async (t) => {
  const plain = ['/a/decision.word', '/x.word', '/x?format=WORD', '/x?format=', '/x?a&format=nope'];
  for (const url of plain) t.ok(errorFormatOf(url), url);
  t.equal(errorFormatOf('/v1/purposes/x.wrod'), FORMATS.word);
  t.equal(
    errorFormatOf('/a/decision', () => 'text'),
    FORMATS.text,
    'by Accept',
  );
  t.equal(
    errorFormatOf('/a/decision?format=json', () => 'text'),
    null,
    'the URL wins',
  );
  t.equal(
    errorFormatOf('/v1/lines', () => 'text'),
    null,
    'where Accept is listened to',
  );
  const documents = [
    '/a/decision',
    '/a/decision.json',
    '/x?format=json',
    '/openapi.json',
    '/x.wrod',
  ];
  for (const url of documents) t.equal(errorFormatOf(url), null, url);
});

/** Writes bytes as they are and gives everything that comes back. */
async function exchange({ app }: TestApp, bytes: string): Promise<string> {
  const socket = connect((app.server.address() as { port: number }).port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}

function bodyOf(response: string): string {
  return response.split('\r\n\r\n').at(-1) ?? '';
}

async function listeningApp(t: Parameters<typeof buildTestApp>[0]): Promise<TestApp> {
  const service = await buildTestApp(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  return service;
}

t.test('what Node refuses before the framework keeps the grammar', async (t) => {
  const service = await listeningApp(t);
  const word = 'GET /v1/lines/phone-pin/decision.word HTTP/1.1\r\n';
  const host = 'Host: x\r\n';
  const close = 'Connection: close\r\n';
  const chunked = 'Transfer-Encoding: chunked\r\n';
  const long = 'a'.repeat(limits.MAX_HEADER_BYTES);
  const cases: readonly (readonly [string, string, number])[] = [
    ['a header without a colon', `${word}${host}broken\r\n\r\n`, 400],
    ['a header with a NUL', `${word}${host}A: \0\r\n\r\n`, 400],
    ['a bad version', 'GET /v1/lines/phone-pin/decision.word HTTP/9.9\r\n\r\n', 400],
    ['HTTP/0.9, which has no version', 'GET /v1/lines/phone-pin/decision.word\r\n\r\n', 200],
    ['a bad method', 'OPEN /v1/lines/phone-pin/decision.word HTTP/1.1\r\n\r\n', 400],
    ['a bad length', `${word}${host}Content-Length: x\r\n\r\n`, 400],
    ['two lengths', `${word}${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    [
      'a length and chunks',
      `${word.replace('GET', 'POST')}${host}Content-Length: 1\r\n${chunked}\r\n`,
      400,
    ],
    ['a space in the path', 'GET /v1/lines/phone pin/decision.word HTTP/1.1\r\n\r\n', 400],
    ['no host', `${word}${close}\r\n`, 400],
    ['an unknown expectation', `${word}${host}${close}Expect: x\r\n\r\n`, 200],
    ['an upgrade', `${word}${host}Connection: upgrade, close\r\nUpgrade: x\r\n\r\n`, 200],
    ['an accepted version', `${word}${host}${close}Accept-Version: 9.x\r\n\r\n`, 200],
    ['HTTP/1.0', 'GET /v1/lines/phone-pin/decision.word HTTP/1.0\r\n\r\n', 200],
    ['a long header', `${word}${host}X: ${long}\r\n\r\n`, 431],
    ['a very long URL', `GET /v1/lines/phone-pin/decision.word?${long} HTTP/1.1\r\n\r\n`, 431],
    ['noise', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['text', 'hello\r\n\r\n', 400],
  ];
  for (const [what, bytes, status] of cases) {
    const response = await exchange(service, bytes);
    t.match(response, new RegExp(`^HTTP/1\\.1 ${status} `), what);
    t.equal(bodyOf(response), status === 200 ? 'open' : 'unknown', what);
  }
});

t.test('what Node refuses keeps the grammar of every format', async (t) => {
  const service = await listeningApp(t);
  for (const name of PLAIN) {
    const line = `GET /v1/lines/phone-pin/decision.${name} HTTP/1.1\r\nHost: x\r\n`;
    const byQuery = line.replace(`.${name}`, `?format=${name}`);
    const { contentType } = FORMATS[name];
    const byAccept = line.replace(`.${name}`, '').concat(`Accept: ${contentType}\r\n`);
    const isNegotiated = name !== 'text' && name !== 'flat';
    for (const head of [line, byQuery, ...(isNegotiated ? [byAccept] : [])]) {
      for (const fault of ['broken\r\n', 'A: \0\r\n', 'Content-Length: x\r\n']) {
        const response = await exchange(service, `${head}${fault}\r\n`);
        t.match(response, `HTTP/1.1 ${isAlways200(name) ? '200 OK' : '400 Bad Request'}\r\n`, head);
        t.match(response, `Content-Type: ${contentType}\r\n`);
        t.match(response, 'X-Error-Code: bad_request\r\n');
        const body = Buffer.from(bodyOf(response), 'utf8').toString();
        t.match(body, GRAMMAR[name], head);
        t.match(body, UNKNOWN[name], head);
      }
    }
  }
});

t.test('every method that Node can read keeps the grammar', async (t) => {
  const service = await listeningApp(t);
  // CONNECT asks for a tunnel to a host: it has no path, and Node ends the connection.
  for (const method of METHODS.filter((name) => !['GET', 'HEAD', 'CONNECT'].includes(name))) {
    const requestLine = `${method} /v1/lines/phone-pin/decision.word HTTP/1.1`;
    const bytes = `${requestLine}\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const response = await exchange(service, bytes);
    t.match(response, /^HTTP\/1\.1 405 /, method);
    t.equal(bodyOf(response), 'unknown', method);
  }
});

t.test('a raw failure elsewhere is a problem document, if it is certain where', async (t) => {
  const service = await listeningApp(t);
  const known = await exchange(service, 'GET /v1/lines HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n');
  t.match(known, /\r\nContent-Type: application\/problem\+json/);
  t.match(JSON.parse(bodyOf(known)), { status: 400, code: 'bad_request' });
  const first = 'GET /v1/lines HTTP/1.1\r\nHost: x\r\n\r\n';
  const second = await exchange(
    service,
    `${first}GET /v1/lines/x/decision.word HTTP/1.1\r\n(\r\n\r\n`,
  );
  t.equal(bodyOf(second), 'unknown', 'the fault is in a later message than the path');
  const head = await exchange(service, 'HEAD /v1/lines HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n');
  t.match(head, /^HTTP\/1\.1 400 /);
  t.equal(bodyOf(head), '', 'HEAD has no body');
});
