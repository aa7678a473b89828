/** What a running service tells of single requests: lines of its log, and spans to a collector. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { traceIdOf } from '../../src/observability/trace-id.ts';
import { ownFolder, RunningService, runCli } from '../support/processes.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;
const SECRETS = ['cookie-secret', 'query-secret', 'eig_wrong-secret'];

interface Span {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly service: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Attributes as OTLP writes them in JSON: each value under its type. */
function read(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

/** A collector that takes spans over HTTP as OpenTelemetry says. */
async function startCollector(t: Test): Promise<{ url: string; spans: Span[] }> {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const { resourceSpans } = JSON.parse(await text(request));
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = read(resource.attributes)['service.name'];
      for (const span of scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans)) {
        spans.push({ ...span, service, attributes: read(span.attributes) });
      }
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, spans };
}

type Event = Readonly<Record<string, unknown>>;

function eventsOf({ log }: RunningService, message: string): readonly Event[] {
  const events = log.split('\n').flatMap((line) => (line ? [JSON.parse(line) as Event] : []));
  return events.filter(({ msg }) => msg === message);
}

async function makeKey(folder: string): Promise<string> {
  const words = ['keys', 'create', '--name', 'desk', '--scope', 'override'];
  const { out } = await runCli(words, { EIGYOCHU_DATA: folder });
  return out.trim();
}

function closeAll(service: RunningService, headers: Readonly<Record<string, string>>) {
  return fetch(`http://127.0.0.1:${service.port}/v1/overrides?query=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ all: true, state: 'closed', until: 'PT1H', reason: 'disaster' }),
  });
}

t.test('a request becomes a span of the trace that it came with', async (t) => {
  const collector = await startCollector(t);
  const EIGYOCHU_DATA = ownFolder();
  const service = await RunningService.start('config', {
    EIGYOCHU_DATA,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    OTEL_SERVICE_NAME: 'hours',
    EIGYOCHU_DRAIN_SECONDS: '0',
  });
  t.teardown(() => service.stop());
  const key = await makeKey(EIGYOCHU_DATA);
  const { port } = service;
  const origin = `http://127.0.0.1:${port}`;
  const headers = { traceparent: TRACEPARENT };
  await fetch(`${origin}/v1/lines/phone-pin/decision?key=query-secret`, { headers });
  await fetch(`${origin}/livez`, { headers });
  const made = await fetch(`${origin}/v1/overrides`, {
    method: 'POST',
    headers: {
      ...headers,
      authorization: `Bearer ${key}`,
      cookie: 'a=cookie-secret',
      'content-type': 'application/json',
      'x-request-id': 'made-by-a-test',
    },
    body: JSON.stringify({ all: true, state: 'closed', until: 'PT1H', reason: 'disaster' }),
  });
  t.equal(made.status, 201);
  const refused = await closeAll(service, {
    authorization: 'Bearer eig_wrong-secret',
    cookie: 'a=cookie-secret',
  });
  t.equal(refused.status, 401);
  const headersOfDesk = { authorization: `Bearer ${key}` };
  await fetch(`${origin}/v1/keys/eig_wrong-secret`, { method: 'DELETE', headers: headersOfDesk });
  service.kill('SIGHUP');
  await service.logged(/configuration reloaded/);
  service.kill('SIGTERM');
  t.equal(await service.ended(), 0);

  t.test('the spans are all there once the process has ended', async (t) => {
    const { spans } = collector;
    const asked = spans.find(({ name }) => name === 'GET /v1/lines/:line/decision');
    t.match(asked, { traceId: TRACE, parentSpanId: PARENT, kind: 2, service: 'hours' });
    t.match(asked?.attributes, {
      'http.route': '/v1/lines/:line/decision',
      'http.response.status_code': 200,
      'eigyochu.line': 'phone-pin',
      'eigyochu.state': /^(open|closed)$/,
      'eigyochu.reason': /^[a-z_]+$/,
    });
    const changed = spans.find(({ name, traceId }) => {
      return name === 'POST /v1/overrides' && traceId === TRACE;
    });
    t.equal(changed?.attributes['eigyochu.request_id'], 'made-by-a-test');
    const commit = spans.find(({ name, traceId }) => name === 'store commit' && traceId === TRACE);
    t.equal(commit?.parentSpanId, changed?.spanId, 'the write to the store is part of it');
    t.ok(spans.some(({ name }) => name === 'reload'));
    t.notOk(
      spans.some(({ name }) => name.includes('livez')),
      'health checks are no news',
    );
    t.notOk(SECRETS.some((secret) => JSON.stringify(spans).includes(secret)));
  });

  t.test('each try to change something is logged with who and how it ended', async (t) => {
    const events = eventsOf(service, 'a write was answered').filter(
      ({ route }) => route === '/v1/overrides',
    );
    t.match(events, [
      {
        reqId: 'made-by-a-test',
        traceId: TRACE,
        status: 201,
        outcome: 'done',
        actor: { key: key.slice(4, 14), name: 'desk' },
        durationMilliseconds: Number,
      },
      { status: 401, outcome: 'unauthenticated', actor: { key: null } },
    ]);
  });

  t.test('reads are counted in one line, and nothing secret is in any', async (t) => {
    const [told, ...others] = eventsOf(service, 'requests answered');
    t.same(others, [], 'less than a minute, one line');
    t.match(told?.answers, {
      'GET /v1/lines/:line/decision 200': 1,
      'POST /v1/overrides 201': 1,
    });
    t.notMatch(JSON.stringify(told), 'livez');
    for (const secret of [...SECRETS, key]) t.notOk(service.log.includes(secret), secret);
  });
});

t.test('a collector that is away disturbs nobody', async (t) => {
  const service = await RunningService.start('config', {
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_BSP_SCHEDULE_DELAY: '10',
    // Until then it is tried again and again.
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
  });
  t.teardown(() => service.stop());
  t.equal((await service.get('/v1/lines')).status, 200);
  await service.logged(/"traces: connect ECONNREFUSED [^{]*requests are answered all the same"/);
  t.equal((await service.get('/v1/lines')).status, 200);
  service.kill('SIGINT');
  t.equal(await service.ended(), 0);
});

t.test('only a traceparent as the standard has it names a trace', async (t) => {
  t.equal(traceIdOf({ traceparent: TRACEPARENT }), TRACE);
  t.equal(traceIdOf({ traceparent: `cc-${TRACE}-${PARENT}-01-what-comes-later` }), TRACE);
  for (const traceparent of [
    ...['', 'x', TRACE, `ff-${TRACE}-${PARENT}-01`, `00-${TRACE.toUpperCase()}-${PARENT}-01`],
    ...[`00-${'0'.repeat(32)}-${PARENT}-01`, `00-${TRACE}-${'0'.repeat(16)}-01`],
    `00-${TRACE}-${PARENT}-01"}\n{"level":60`,
  ]) {
    t.equal(traceIdOf({ traceparent }), null, traceparent);
  }
});
