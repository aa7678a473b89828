import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { FORMAT_NAMES } from '../../src/formats/formats.ts';
import { startTestApp } from '../support/listening-app.ts';
import { makeKey } from '../support/make-key.ts';

const MORNING = '2026-11-24T10:00:00+09:00';
const CLOSING = Date.parse('2026-11-24T17:30:00+09:00');

interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A service without limits, and what asks it on connections that are kept. */
async function start(t: Test) {
  const limits = { readsPerMinute: 0, writesPerMinute: 0 };
  const service = await startTestApp(t, { now: MORNING, limits });
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const ask = ({ url, ...options }: Asked) =>
    new Promise<Answered>((resolve, reject) => {
      const sent = request(service.origin + url, { agent, ...options }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text) => {
          body += text;
        });
        response.on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers, body });
        });
      });
      sent.on('error', reject).end();
    });
  const key = await makeKey(service.ledger);
  /** As nobody in particular is answered, and as the holder of a key is: past no seal. */
  async function askBothWays({ headers = {}, ...asked }: Asked): Promise<[Answered, Answered]> {
    const named = { ...headers, 'x-request-id': 'one' };
    const sealed = await ask({ ...asked, headers: named });
    const ordinary = await ask({ ...asked, headers: { ...named, ...key.headers } });
    return [undated(sealed), undated(ordinary)];
  }
  return { ...service, ask, askBothWays, key, setInstant: (ms: number) => setInstant(service, ms) };
}

function setInstant(service: { setClock(iso: string): void }, milliseconds: number): void {
  service.setClock(new Date(milliseconds).toISOString());
}

function undated({ headers: { date: _, ...headers }, ...answered }: Answered): Answered {
  return { ...answered, headers };
}

const PATH = '/v1/lines/phone-pin/decision';
/** Composed each time. */
const EXPLAINED = `${PATH}?explain=true`;
const URLS = [PATH, `${PATH}?format=json`, ...FORMAT_NAMES.map((name) => `${PATH}.${name}`)];

t.test('a sealed answer is the ordinary one at each tenth of a second to a boundary', async (t) => {
  const { ask, askBothWays, app, key, setInstant } = await start(t);
  const until = '2026-11-24T17:29:58.350+09:00';
  const change = { lines: ['phone-pin'], state: 'closed', reason: 'disaster', until };
  const payload = { ...change, name: { ja: '訓練', en: 'Drill' } };
  const made = await app.inject({
    ...{ method: 'POST', url: '/v1/overrides', payload, headers: key.headers },
  });
  t.equal(made.statusCode, 201, made.body);
  for (let instant = CLOSING - 4_000; instant <= CLOSING + 1_200; instant += 100) {
    setInstant(instant);
    const { explanation: _, ...anew } = JSON.parse((await ask({ url: EXPLAINED })).body);
    for (const url of [PATH, `${PATH}.flat`, `${PATH}.text?lang=en`]) {
      const [sealed, ordinary] = await askBothWays({ url });
      t.strictSame(sealed, ordinary, `${url} ${new Date(instant).toISOString()}`);
      if (url === PATH) t.strictSame(JSON.parse(sealed.body), anew, 'as composed anew');
    }
  }
});

t.test('it is at any instant, of any format, and to whoever has it already', async (t) => {
  const { ask, askBothWays, setInstant } = await start(t);
  const asked = fc.record({
    url: fc.constantFrom(...URLS),
    accept: fc.constantFrom('*/*', 'text/xml', 'text/plain;q=0.5, application/json', 'x'),
    offset: fc.integer({ min: -20 * 3_600_000, max: 80 * 3_600_000 }),
    has: fc.constantFrom('none', 'it', 'weak', 'list', 'any', 'garbage'),
    lang: fc.constantFrom('', 'ja', 'en'),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ url: path, accept, offset, has, lang }) => {
      setInstant(CLOSING + offset);
      const url = lang && `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      const { headers } = await ask({ url: url || path, headers: { accept } });
      const tags = { it: headers.etag, weak: `W/${headers.etag}`, any: '*', garbage: '"a", b, "' };
      const known = { ...tags, none: undefined, list: `"a", W/"b",${headers.etag}` }[has];
      const wanted = { accept, ...(known && { 'if-none-match': known }) };
      const [sealed, ordinary] = await askBothWays({ url: url || path, headers: wanted });
      t.same(sealed, ordinary);
      t.equal(sealed.status, ['none', 'garbage'].includes(has) ? 200 : 304);
      const head = await ask({ url: url || path, method: 'HEAD', headers: { ...wanted } });
      const { 'x-request-id': _, ...told } = sealed.headers;
      t.match(head.headers, told, 'HEAD');
    }),
    { numRuns: 150 },
  );
});

t.test('a head that was made for one is nobody else’s', async (t) => {
  const { ask, drain } = await start(t);
  const idOf = async (id?: string) =>
    (await ask({ url: PATH, ...(id && { headers: { 'x-request-id': id } }) })).headers[
      'x-request-id'
    ];
  t.equal(await idOf('mine'), 'mine');
  t.not(await idOf(), 'mine');
  t.not(await idOf('<script>'), '<script>');
  const ids = Array.from({ length: 50 }, (_, index) => `caller-${index}`);
  t.same(await Promise.all(ids.map(idOf)), ids, 'at the same time');
  t.not((await ask({ url: PATH })).headers.connection, 'close');
  drain.abort();
  t.equal((await ask({ url: PATH })).headers.connection, 'close', 'the end is near');
});
