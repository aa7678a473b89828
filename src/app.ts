import type { Server } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { readVersion } from './cli/read-version.ts';
import { sourceOf } from './config/configuration-source.ts';
import { formatProblem } from './config/problem.ts';
import { invariant } from './core/invariant.ts';
import { registerAccess } from './http/access.ts';
import { registerAssets } from './http/assets.ts';
import { registerAudit } from './http/audit.ts';
import { registerBoard } from './http/board.ts';
import { registerBodyParser } from './http/body-parser.ts';
import { registerBusinessTime } from './http/business-time.ts';
import { registerValidators } from './http/caching.ts';
import { registerCalendar } from './http/calendar.ts';
import { registerCalendarFeed } from './http/calendar-feed.ts';
import { childLogger } from './http/child-logger.ts';
import { registerCompression } from './http/compression.ts';
import { registerConsole } from './http/console.ts';
import { registerCors } from './http/cors.ts';
import { registerDecision } from './http/decision.ts';
import { registerDecisions } from './http/decisions.ts';
import { registerExceptionsCsv } from './http/exceptions-csv.ts';
import { passOverExpectations, registerGuard } from './http/guard.ts';
import { registerHealth } from './http/health.ts';
import { registerHolidayPatches } from './http/holiday-patches.ts';
import { registerHolidays } from './http/holidays.ts';
import { registerHours } from './http/hours.ts';
import { registerIvr } from './http/ivr.ts';
import { registerKeys } from './http/keys.ts';
import * as limits from './http/limits.ts';
import { registerLinePage } from './http/line-page.ts';
import { registerLines } from './http/lines.ts';
import { registerLongBreaks } from './http/long-breaks.ts';
import { registerMetrics } from './http/metrics.ts';
import { registerNegotiation } from './http/negotiation.ts';
import { registerOfficialList } from './http/official-list.ts';
import { registerDocumentation, registerOpenApi } from './http/openapi.ts';
import { registerOverload } from './http/overload.ts';
import { registerOverrides } from './http/overrides.ts';
import type { App, Ports } from './http/ports.ts';
import { registerPreview } from './http/preview.ts';
import { registerPurposes } from './http/purposes.ts';
import { registerRateLimits } from './http/rate-limits.ts';
import { createRawRefusal } from './http/raw-refusal.ts';
import { createRefusal, registerRefusals } from './http/refusal.ts';
import { registerRequestCounting } from './http/request-counting.ts';
import { registerRequestTracing } from './http/request-tracing.ts';
import { registerResponseHeaders, requestIdOf } from './http/response-headers.ts';
import { registerSchemaValidation } from './http/schema-validation.ts';
import { registerSession } from './http/session.ts';
import { registerStatus } from './http/status.ts';
import { registerStream } from './http/stream.ts';
import { registerTimeline } from './http/timeline.ts';
import { registerTimetable } from './http/timetable.ts';
import { registerWebhooks } from './http/webhooks.ts';
import { loadAssets } from './load-assets.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { createMetrics } from './observability/metrics.ts';
import { createTallies } from './observability/tallies.ts';

export interface AppOptions extends Omit<Ports, Defaulted>, Partial<Pick<Ports, Defaulted>> {
  /** Options for pino; without them nothing is logged. */
  readonly logger?: FastifyServerOptions['logger'];
  /** The log of the process, instead of options for one. */
  readonly loggerInstance?: FastifyBaseLogger;
  /** Proxies whose `X-Forwarded-For` is believed, with commas between. */
  readonly trustProxy?: string | false;
}

type Defaulted = keyof typeof DEFAULTS | 'assets' | 'tallies';

const DEFAULTS = {
  maxAgeSeconds: limits.DEFAULT_MAX_AGE_SECONDS,
  formatProblem,
  loadFiles: (files, now) => loadSnapshot(sourceOf(files), now),
  reads: 'public',
  isLocal: () => false,
  limits: {
    readsPerMinute: limits.DEFAULT_READS_PER_MINUTE,
    writesPerMinute: limits.DEFAULT_WRITES_PER_MINUTE,
  },
  counts: null,
  maxLagMilliseconds: limits.DEFAULT_MAX_LAG_MILLISECONDS,
  watch: null,
  streamLimits: limits.DEFAULT_STREAM_LIMITS,
  twilioTokens: [],
  publicUrl: null,
  corsOrigins: null,
  courier: null,
  feeds: null,
  tracing: null,
} as const satisfies Partial<Ports>;

/** The service without a port: ports in, server out, ready to listen or to be asked directly. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { logger = false, loggerInstance, trustProxy = false, ...given } = options;
  const log = loggerInstance ? { loggerInstance } : { logger };
  const surroundings = { ...log, trustProxy };
  const assets = given.assets ?? loadAssets();
  const tallies = given.tallies ?? createTallies();
  const ports: Ports = { ...DEFAULTS, ...given, assets, tallies };
  const app: App = Fastify({
    ...SERVER_OPTIONS,
    ...surroundings,
    clientErrorHandler: createRawRefusal(ports),
    frameworkErrors: createRefusal(ports),
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Compiling a serializer per response schema takes 0.2 s of every start, and gains nothing here.
  app.setSerializerCompiler(() => JSON.stringify);
  await registerSurroundings(app, ports);
  await registerRoutes(app, ports);
  return app;
}

/** What holds for every request, in the order in which it is asked. */
async function registerSurroundings(app: App, ports: Ports): Promise<void> {
  passOverExpectations(app);
  registerRequestTracing(app, ports);
  registerRequestCounting(app, ports);
  registerResponseHeaders(app, ports.drain);
  registerGuard(app);
  registerCors(app, ports);
  await registerOverload(app, ports);
  registerRateLimits(app, ports);
  registerAccess(app, ports);
  registerRefusals(app, ports);
  await registerNegotiation(app);
  registerBodyParser(app);
  registerSchemaValidation(app);
  registerValidators(app);
  await registerCompression(app);
  await registerOpenApi(app);
}

async function registerRoutes(app: App, ports: Ports): Promise<void> {
  registerLines(app, ports);
  registerDecision(app, ports);
  registerDecisions(app, ports);
  const streams = registerStream(app, ports);
  registerTimeline(app, ports);
  registerTimetable(app, ports);
  registerCalendar(app, ports);
  registerBusinessTime(app, ports);
  registerCalendarFeed(app, ports);
  registerExceptionsCsv(app, ports);
  registerHours(app, ports);
  registerHolidays(app, ports);
  registerHolidayPatches(app, ports);
  await registerOfficialList(app, ports);
  registerLongBreaks(app, ports);
  registerPurposes(app, ports);
  await registerIvr(app, ports);
  registerKeys(app, ports);
  await registerSession(app, ports);
  registerOverrides(app, ports);
  registerPreview(app, ports);
  registerAudit(app, ports);
  registerWebhooks(app, ports);
  registerStatus(app, ports);
  registerHealth(app, ports);
  registerMetrics(app, createMetrics({ ...ports, streams, version: readVersion() }));
  registerConsole(app, ports);
  registerBoard(app, ports);
  await registerAssets(app, ports);
  registerLinePage(app, ports);
  await registerDocumentation(app, ports);
}

/** In place of the framework's compilers, which it would load before it is given ours. */
function noCompiler(): never {
  invariant(false, 'schemas are compiled by what buildApp() sets');
}

const SERVER_OPTIONS = {
  schemaController: {
    compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
  },
  http: {
    maxHeaderSize: limits.MAX_HEADER_BYTES,
    headersTimeout: limits.REQUEST_TIMEOUT_MILLISECONDS,
    connectionsCheckingInterval: limits.TIMEOUT_CHECK_MILLISECONDS,
    // Node would answer without a body; the guard refuses such a request in the asked-for grammar.
    requireHostHeader: false,
  },
  requestTimeout: limits.REQUEST_TIMEOUT_MILLISECONDS,
  connectionTimeout: limits.CONNECTION_TIMEOUT_MILLISECONDS,
  keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MILLISECONDS,
  bodyLimit: limits.MAX_BODY_BYTES,
  routerOptions: { maxParamLength: limits.MAX_PARAM_LENGTH, ignoreTrailingSlash: false },
  exposeHeadRoutes: true,
  forceCloseConnections: 'idle',
  // Requests that arrive on an open connection while the server closes are still answered.
  return503OnClosing: false,
  // Reads are too many to be told of one by one; failures are logged where they are answered.
  logController: new LogController({ disableRequestLogging: true }),
  requestIdHeader: false,
  genReqId: requestIdOf,
  childLoggerFactory: childLogger,
} satisfies FastifyHttpOptions<Server>;
