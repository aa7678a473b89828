import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import * as limits from '../../src/http/limits.ts';
import { beBusy } from '../support/be-busy.ts';
import { buildTestApp } from '../support/build-app.ts';
import { withUnsayableHours } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';
import { until } from '../support/until.ts';

const FILE = 'docs/reference/openapi.json';

interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required: boolean;
  /** Of a header it stands in the shared part. */
  readonly schema?: { readonly enum?: readonly string[] };
  readonly example?: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { description: string; content?: Record<string, { schema: object }> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

// Asked as the operator of the machine is, who needs no key and meets no limit.
const service = await buildTestApp(t, { isLocal: () => true, maxLagMilliseconds: 0 });
const written = `${JSON.stringify((await service.app.inject('/openapi.json')).json(), null, 2)}\n`;
const document: Document = JSON.parse(written);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
/** Those that can be asked without a body or a cookie; a stream would not end. */
const questions = operations.filter(
  ({ method, path }) => method === 'get' && !['/v1/stream', '/v1/session'].includes(path),
);
/** The override that stands in for the one of the examples. */
const example = await service.app.inject({
  method: 'POST',
  url: '/v1/overrides',
  body: { all: true, state: 'closed', until: 'PT4H' },
});

/** The patch that does so for those of patches. */
const patch = await service.app.inject({
  method: 'POST',
  url: '/v1/holidays',
  body: {
    ...{ kind: 'add', calendar: 'company', date: '2026-12-02', note: 'test' },
    name: { ja: '記念日', en: 'Memorial Day' },
  },
});

t.test(
  'the document in the repository is the one that is served (UPDATE=1 writes it)',
  async (t) => {
    if (process.env.UPDATE) writeFileSync(FILE, written);
    t.equal(readFileSync(FILE, 'utf8'), written);
  },
);

t.test('the document is valid OpenAPI 3.1', async (t) => {
  const { valid, errors } = await new Validator().validate(JSON.parse(written));
  t.ok(valid, JSON.stringify(errors));
});

/** For people: what they say is told by their tests. */
const PAGES = ['get /', 'get /lines/{line}', 'get /console', 'get /banner.js'];

t.test('every route is in the document, but for pages', async (t) => {
  const routes = readdirSync('src/http').flatMap((file) => {
    const source = readFileSync(`src/http/${file}`, 'utf8');
    return [...source.matchAll(/\bapp\.(get|post|put|patch|delete)\(\s*'([^']+)'/g)];
  });
  const registered = routes.map(([, method, url = '']) => {
    return `${method} ${url.replace(/:(\w+)/g, '{$1}')}`;
  });
  const documented = operations.map(({ path, method }) => `${method} ${path}`);
  t.same([...documented, ...PAGES].sort(), registered.sort());
});

t.test('the document is whole', async (t) => {
  t.equal(document.openapi, '3.1.0');
  const ids = operations.map(({ operation }) => operation.operationId);
  t.equal(new Set(ids).size, ids.length, 'each operation has a name of its own');
  for (const { path, operation } of operations) {
    t.ok(operation.summary && operation.tags.length === 1, path);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    t.same(declared.map(({ name }) => name).sort(), inPath.sort(), `${path}: path parameters`);
    t.ok(declared.every(({ required }) => required));
    for (const { description } of Object.values(operation.responses)) {
      t.ok(description && description !== 'Default Response', `${path}: ${description}`);
    }
  }
  const named = Object.entries(document.components).flatMap(([kind, parts]) =>
    Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
  );
  const used = new Set([...written.matchAll(/"\$ref": "([^"]*)"/g)].map(([, name]) => name));
  t.same(
    [...used].filter((name) => !named.includes(`${name}`)),
    [],
  );
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'doc:', ...document });

/** A check of a body against the schema at a place in the document. */
function checkerFor(path: string, status: number, type: string) {
  const steps = ['paths', path, 'get', 'responses', String(status), 'content', type, 'schema'];
  const escaped = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'));
  return ajv.compile({ $ref: `doc:#/${escaped.map(encodeURIComponent).join('/')}` });
}

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function contentOf(body: string, type: string): unknown {
  if (type.endsWith('json')) return JSON.parse(body);
  const isForm = type === 'application/x-www-form-urlencoded';
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : body;
}

function complaintAbout(path: string, { statusCode, body, headers }: Answer): string | null {
  const type = String(headers['content-type']).split(';')[0] ?? '';
  const check = checkerFor(path, statusCode, type);
  const value = contentOf(body, type);
  return check(value) ? null : `${ajv.errorsText(check.errors)}: ${body.slice(0, 200)}`;
}

function pairOf({ name, example = '' }: Parameter): [string, string] {
  return [name, example];
}

/** The URLs of an operation: with its examples alone, and with every value it lists. */
function exampleUrls(path: string, { parameters = [] }: Operation): string[] {
  const valuesOf = ({ schema, example }: Parameter) => schema?.enum ?? [example ?? ''];
  let paths = [path];
  for (const parameter of parameters.filter((each) => each.in === 'path')) {
    paths = paths.flatMap((each) =>
      valuesOf(parameter).map((value) => each.replace(`{${parameter.name}}`, value)),
    );
  }
  const query = parameters.filter((each) => each.in === 'query' && each.example);
  const all = new URLSearchParams(query.map(pairOf));
  const least = new URLSearchParams(query.filter(({ required }) => required).map(pairOf));
  const urls = paths.flatMap((each) => [`${each}?${least}`, `${each}?${all}`]);
  return urls.map((url) =>
    url.replace('k3v9x0q2abcd', example.json().id).replace('h7w2n5e8pqrs', patch.json().id),
  );
}

t.test('every example is answered, by the schema that is documented', async (t) => {
  for (const { path, operation } of questions) {
    for (const url of exampleUrls(path, operation)) {
      const answer = await service.app.inject(url);
      t.equal(answer.statusCode, 200, url);
      t.equal(complaintAbout(path, answer), null, url);
    }
  }
  const explained = await service.app.inject('/v1/lines/phone-pin/decision?explain=true');
  t.equal(complaintAbout('/v1/lines/{line}/decision', explained), null, 'an explanation');
  const inBreak = '/v1/lines/phone-pin/decision?at=2027-01-02T10:00';
  const resting = await service.app.inject(inBreak);
  t.equal(complaintAbout('/v1/lines/{line}/decision', resting), null, 'a long break');
});

t.test('the schemas refuse what they do not know', async (t) => {
  const path = '/v1/lines/{line}/decision';
  const answer = await service.app.inject('/v1/lines/phone-pin/decision');
  for (const change of [{ state: 'maybe' }, { extra: 1 }, { revision: null }]) {
    const body = JSON.stringify({ ...answer.json(), ...change });
    const changed = { statusCode: 200, body, headers: answer.headers };
    t.ok(complaintAbout(path, changed), JSON.stringify(change));
  }
});

/** The same URL about something that does not exist. */
function unknownUrl(url: string): string {
  if (url.startsWith('/v1/overrides')) return '/v1/overrides/none';
  if (url.startsWith('/v1/holidays/patches')) return '/v1/holidays/patches/none';
  if (url.includes('phone-pin') && !url.startsWith('/v1/purposes')) {
    return url.replace('phone-pin', 'none');
  }
  if (url.startsWith('/v1/purposes')) return url.replace('set-phone-pin', 'none');
  return url.startsWith('/v1/holidays') ? '/v1/holidays?calendar=none' : '/v1/decisions?line=none';
}

/** The same question about a line that a key is not for. */
function forbiddenUrl(url: string): string {
  return /^\/v1\/(decisions|timetable)\?/.test(url) ? url.replace('?', '?line=phone-pin&') : url;
}

t.test('every status that is documented can be met', async (t) => {
  const empty = await buildTestApp(t, {
    configuration: null,
    ledger: null,
    isLocal: () => true,
  });
  const open = await buildTestApp(t);
  const signed = await buildTestApp(t, { twilioTokens: ['0123456789abcdef'] });
  const limited = await makeKey(open.ledger, { scopes: ['read'], lines: ['lost-card'] });
  const wrong = { authorization: 'Bearer x' };
  const busy = await buildTestApp(t, { limits: { readsPerMinute: 1, writesPerMinute: 1 } });
  await busy.app.inject('/v1/lines');
  const broken = await buildTestApp(t, { isLocal: () => true });
  broken.app.addHook('preHandler', async () => {
    throw new Error('a fault of ours');
  });
  const overloaded = await buildTestApp(t, { maxLagMilliseconds: 20 });
  const askWhenBusy = async (url: string): Promise<Answer> => {
    const stop = beBusy(50);
    t.teardown(stop);
    const refused = await until(
      () => overloaded.app.inject(url),
      ({ statusCode }) => statusCode === 503,
    );
    stop();
    return refused;
  };
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as { port: number };
  const ask = service.app.inject.bind(service.app);
  const unsayable = await buildTestApp(t, { configuration: withUnsayableHours() });
  const provoke: Readonly<Record<string, (url: string) => Promise<Answer>>> = {
    200: (url) => ask(url),
    304: (url) => ask({ url, headers: { 'if-none-match': '*' } }),
    400: (url) => ask(`${url}&zzz=1`),
    401: (url) => open.app.inject({ url, headers: wrong }),
    403: (url) =>
      url.startsWith('/v1/ivr/twilio')
        ? signed.app.inject(url)
        : open.app.inject({ url: forbiddenUrl(url), headers: limited.headers }),
    404: (url) => ask(unknownUrl(url)),
    409: (url) => unsayable.app.inject(url),
    413: (url) => ask({ url, headers: { 'content-length': '65537' } }),
    414: (url) => ask(`${url}&zzz=${'a'.repeat(limits.MAX_URL_LENGTH)}`),
    429: (url) => busy.app.inject(url),
    431: (url) => sendLongHeader(port, url),
    500: (url) => broken.app.inject(url),
    // Most have nothing to answer from; what needs nothing is refused when there is too much to do.
    503: (url) => (NEEDS_NOTHING.has(url) ? askWhenBusy(url) : empty.app.inject(url)),
  };
  for (const { path, operation } of questions) {
    const [url = ''] = exampleUrls(path, operation);
    for (const status of Object.keys(operation.responses)) {
      const answer = await provoke[status]?.(url);
      t.equal(answer?.statusCode, Number(status), `${status} ${url}`);
      if (answer?.body) t.equal(complaintAbout(path, answer), null, `${status} ${url}`);
    }
  }
});

const NEEDS_NOTHING = new Set(['/v1/status?', '/metrics?', '/openapi.json?']);

async function sendLongHeader(port: number, url: string): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const type = /content-type: (.*)/i.exec(head)?.[1];
  return { statusCode: Number(head.split(' ')[1]), body, headers: { 'content-type': type } };
}

t.test('values to choose from are typed, so that the page offers a list', async (t) => {
  const parameters = operations.flatMap(({ operation }) => operation.parameters ?? []);
  const choices = parameters.filter(({ schema }) => schema?.enum);
  t.same([...new Set(choices.map(({ name }) => name))].sort(), [
    'format',
    'lang',
    'order',
    'phase',
  ]);
  for (const { name, schema } of choices) t.match(schema, { type: 'string' }, name);
});

t.test('the page to try requests from is served and may load its own files', async (t) => {
  const page = await service.app.inject('/documentation');
  t.equal(page.statusCode, 200);
  t.match(page.body, '<title>Eigyochu</title>');
  t.match(page.headers['content-type'], /^text\/html/);
  t.match(page.headers['content-security-policy'], /default-src 'self'/);
  t.notMatch(page.headers['content-security-policy'], /upgrade-insecure-requests/);
  const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, file]) => file as string,
  );
  t.ok(files.length > 3);
  for (const file of files) t.equal((await service.app.inject(file)).statusCode, 200, file);
  t.same((await service.app.inject('/documentation/json')).json(), document, 'the same document');
  t.equal((await service.app.inject('/documentation/static/none.js')).statusCode, 404);
});
