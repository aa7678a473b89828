import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyHttpOptions,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { formatProblem } from './config/problem.ts';
import { registerValidators } from './http/caching.ts';
import { registerCalendar } from './http/calendar.ts';
import { registerDecision } from './http/decision.ts';
import { registerDecisions } from './http/decisions.ts';
import { passOverExpectations, registerGuard } from './http/guard.ts';
import { registerHealth } from './http/health.ts';
import { registerHolidays } from './http/holidays.ts';
import * as limits from './http/limits.ts';
import { registerLines } from './http/lines.ts';
import { registerLongBreaks } from './http/long-breaks.ts';
import { registerDocumentation, registerOpenApi } from './http/openapi.ts';
import type { App, Ports } from './http/ports.ts';
import { registerPurposes } from './http/purposes.ts';
import { refuseRaw } from './http/raw-refusal.ts';
import { refuse, registerRefusals } from './http/refusal.ts';
import { registerResponseHeaders, requestIdOf } from './http/response-headers.ts';
import { registerStatus } from './http/status.ts';
import { TIME_FORMATS } from './http/time-parameter.ts';
import { registerTimeline } from './http/timeline.ts';

export interface AppOptions extends Omit<Ports, 'maxAgeSeconds' | 'formatProblem'> {
  readonly maxAgeSeconds?: number;
  /** Options for pino; without them nothing is logged. */
  readonly logger?: FastifyServerOptions['logger'];
}

/** The service without a port: ports in, server out, ready to listen or to be asked directly. */
export async function buildApp({ logger = false, ...given }: AppOptions): Promise<App> {
  const ports = { maxAgeSeconds: limits.DEFAULT_MAX_AGE_SECONDS, formatProblem, ...given };
  const app: App = Fastify({ ...SERVER_OPTIONS, logger }).withTypeProvider<TypeBoxTypeProvider>();
  // Compiling a serializer per response schema takes 0.2 s of every start, and gains nothing here.
  app.setSerializerCompiler(() => JSON.stringify);

  passOverExpectations(app);
  registerResponseHeaders(app, ports.drain);
  registerGuard(app);
  registerRefusals(app);
  registerValidators(app);
  await registerOpenApi(app);

  registerLines(app, ports);
  registerDecision(app, ports);
  registerDecisions(app, ports);
  registerTimeline(app, ports);
  registerCalendar(app, ports);
  registerHolidays(app, ports);
  registerLongBreaks(app, ports);
  registerPurposes(app, ports);
  registerStatus(app, ports);
  registerHealth(app, ports);
  await registerDocumentation(app, ports);

  return app;
}

const SERVER_OPTIONS = {
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
  clientErrorHandler: (error, socket) => refuseRaw(error, socket, randomUUID()),
  frameworkErrors: refuse,
  ajv: {
    customOptions: {
      allErrors: true,
      // Faults name the value found and the parameters there are.
      verbose: true,
      removeAdditional: false,
      // Queries are text: `explain=true`, and a single `line=` for a list.
      coerceTypes: 'array',
      useDefaults: false,
      code: { optimize: false },
      formats: TIME_FORMATS,
    },
  },
} satisfies FastifyHttpOptions<Server>;
