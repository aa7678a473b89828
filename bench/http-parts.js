/**
 * What each part of the service adds to bare Fastify, one at a time, and all of them together: the
 * processor time of a request without kernel, parser and socket, which cost the same for all.
 */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Fastify, { LogController } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../dist/app.js';
import { registerAccess } from '../dist/http/access.js';
import { registerValidators } from '../dist/http/caching.js';
import { childLogger } from '../dist/http/child-logger.js';
import { registerCors } from '../dist/http/cors.js';
import { registerGuard } from '../dist/http/guard.js';
import { registerOverload } from '../dist/http/overload.js';
import { registerRateLimits } from '../dist/http/rate-limits.js';
import { registerRequestCounting } from '../dist/http/request-counting.js';
import { registerResponseHeaders, requestIdOf } from '../dist/http/response-headers.js';
import { Keeper, NO_OVERRIDES } from '../dist/lines/keeper.js';
import { loadSnapshot } from '../dist/load-snapshot.js';
import { createTallies } from '../dist/observability/tallies.js';
import { raceAsync } from './measure.js';

const CONFIGURATION = fileURLToPath(new URL('../config', import.meta.url));
const REQUESTS_A_TURN = 100;
const LINE = '/v1/lines/phone-pin/decision';

const loaded = loadSnapshot(CONFIGURATION, Date.now());
if (!loaded.ok) throw new Error('the shipped configuration is not good');
const keeper = new Keeper();
keeper.accept(loaded.snapshot);
keeper.layOver(NO_OVERRIDES);
const ports = {
  keeper,
  ledger: null,
  clock: Date.now,
  drain: new AbortController().signal,
  limits: { readsPerMinute: 100_000_000, writesPerMinute: 100_000_000 },
};
const more = {
  ...ports,
  reads: 'public',
  isLocal: () => false,
  counts: null,
  corsOrigins: null,
  maxLagMilliseconds: 1_000,
  twilioTokens: [],
  tallies: createTallies(),
};
/** Logs like the service, into nothing. */
const log = () => pino({ level: 'info' }, { write() {} });

const PARTS = {
  'bare Fastify, a constant string': () => {},
  '+ a log': null,
  '+ our log and ids of requests': null,
  '+ constant headers': (app) => registerResponseHeaders(app, ports.drain),
  '+ guard': registerGuard,
  '+ CORS': (app) => registerCors(app, more),
  '+ overload': (app) => registerOverload(app, more),
  '+ rate limits': (app) => registerRateLimits(app, more),
  '+ access': (app) => registerAccess(app, more),
  '+ counting': (app) => registerRequestCounting(app, more),
  '+ tag of the bytes': registerValidators,
};

const logged = () => ({
  loggerInstance: log(),
  logController: new LogController({ disableRequestLogging: true }),
});
const OPTIONS = {
  '+ a log': logged,
  '+ our log and ids of requests': () => ({
    ...logged(),
    childLoggerFactory: childLogger,
    genReqId: requestIdOf,
  }),
};

/** Swallows what is written. */
class Sink extends Duplex {
  remoteAddress = '127.0.0.1';
  _read() {}
  _write(_chunk, _encoding, done) {
    done();
  }
  _writev(_chunks, done) {
    done();
  }
  setTimeout() {
    return this;
  }
}

const sink = new Sink({ decodeStrings: false });

/** One request, answered before the call returns: no hook of a read waits for anything. */
function ask(app, url, headers = {}) {
  const request = new IncomingMessage(sink);
  Object.assign(request, { method: 'GET', url, httpVersion: '1.1' });
  Object.assign(request, { httpVersionMajor: 1, httpVersionMinor: 1 });
  request.headers = { host: 'localhost', ...headers };
  const response = new ServerResponse(request);
  response.assignSocket(sink);
  app.server.emit('request', request, response);
  if (!response.writableEnded) throw new Error(`${url} was not answered at once`);
  response.detachSocket(sink);
  return response.statusCode;
}

/** Turns in between let go of what responses leave for later. */
const asking =
  (...question) =>
  async (times) => {
    let sum = 0;
    for (let count = 0; count < times; count++) {
      sum += ask(...question);
      if (count % REQUESTS_A_TURN === 0) await setImmediate();
    }
    return sum;
  };

const apps = [];
const contenders = [];
for (const [name, register] of Object.entries(PARTS)) {
  const app = Fastify(OPTIONS[name]?.() ?? {});
  // Guard and access take every route for one of theirs.
  await register?.(app);
  app.get(`/v1/lines/:line/decision`, (_request, reply) => reply.send('open'));
  await app.ready();
  apps.push(app);
  contenders.push({ name, run: asking(app, LINE) });
}
const service = await buildApp({ ...ports, loggerInstance: log() });
await service.ready();
const { headers } = await service.inject(LINE);
contenders.push({ name: 'the whole service, word', run: asking(service, `${LINE}.word`) });
contenders.push({ name: 'the whole service, JSON', run: asking(service, LINE) });
const known = { 'if-none-match': headers.etag };
contenders.push({ name: 'the whole service, 304', run: asking(service, LINE, known) });
contenders.push({ name: 'the same for a key, not sealed', run: asking(service, `${LINE}?key=1`) });

await raceAsync('What each part adds to a request', contenders);
for (const app of [...apps, service]) await app.close();
