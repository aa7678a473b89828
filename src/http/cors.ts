import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessOf } from './access-table.ts';
import { patternOf } from './guard.ts';
import type { App, Ports } from './ports.ts';
import { varyBy } from './vary-by.ts';

/** Which origins' pages may read answers: all, or those listed. */
export type CorsOrigins = '*' | readonly string[];

declare module 'fastify' {
  interface FastifyInstance {
    corsOrigins: CorsOrigins;
  }
  interface FastifyContextConfig {
    /** Whether pages of other origins may read it. */
    isReadableByPages?: boolean;
  }
}

/** Read by the banner: when an answer was made, how old it is, when to come back. */
const EXPOSED = 'Date, Age, ETag, Retry-After, X-Request-Id';
/** What does no harm in a request, beside what needs no permission. */
const ALLOWED = 'If-None-Match, Last-Event-ID, X-Request-Id, Traceparent, Tracestate';
/** Browsers keep a permission for two hours at most. */
const PERMISSION_SECONDS = '7200';

/**
 * Registers what lets pages of other origins read, and nothing else: credentials of a browser are
 * never allowed, so that a session is of no use elsewhere. By hand, since the library takes every
 * path for one that has OPTIONS, and what leads nowhere would no longer be told from what does.
 */
export function registerCors(app: App, { corsOrigins, reads }: Ports): void {
  const origins = corsOrigins ?? (reads === 'public' ? '*' : []);
  app.decorate('corsOrigins', { getter: () => origins });
  if (origins.length === 0) return;
  const readable = new Map<string, RegExp>();
  app.addHook('onRoute', (route) => {
    if (!isReadable(route.url)) return;
    route.config = { ...route.config, isReadableByPages: true };
    if ([route.method].flat().includes('GET')) readable.set(route.url, patternOf(route.url));
  });
  // For preflights alone, since it takes longer than much else of an answer.
  const isKnown = (request: FastifyRequest) =>
    [...readable.values()].some((pattern) => pattern.test(pathOf(request)));
  app.addHook('onRequest', (request, reply, done) => {
    if (!isPreflightOf(request) || !isKnown(request)) return done();
    const origin = allowOrigin(reply, origins);
    // Where it is allowed it is answered here, and no other hook is asked.
    return origin === null ? done() : void permit(reply, origin);
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    allowReading(reply);
    done(null, payload);
  });
}

/** Lets pages of other origins read an answer; for those who send it past the framework. */
export function allowReading(reply: FastifyReply): void {
  const { request, server } = reply;
  if (server.corsOrigins.length === 0 || !isRead(request)) return;
  if (allowOrigin(reply, server.corsOrigins) === null) return;
  reply.header('access-control-expose-headers', EXPOSED);
  reply.header('cross-origin-resource-policy', 'cross-origin');
}

/** Whether pages of every origin are answered alike. */
export function isSameForAllOrigins({ request, server }: FastifyReply): boolean {
  return server.corsOrigins === '*' || request.headers.origin === undefined;
}

/** The origin that is allowed. An answer without permission must not be kept for who has it. */
function allowOrigin(reply: FastifyReply, origins: CorsOrigins): string | null {
  const origin = allowedOrigin(reply.request, origins);
  if (origin !== '*') varyBy(reply, 'origin');
  if (origin !== null) reply.header('access-control-allow-origin', origin);
  return origin;
}

function isReadable(url: string): boolean {
  return url === '/banner.js' || (url.startsWith('/v1/') && accessOf('GET', url) === 'read');
}

/** What leads nowhere is told too: without permission a page sees only that something failed. */
function isRead({ method, is404, routeOptions, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return is404 ? url.startsWith('/v1/') : routeOptions.config.isReadableByPages === true;
}

function isPreflightOf({ method, headers }: FastifyRequest): boolean {
  const wanted = headers['access-control-request-method'];
  return method === 'OPTIONS' && (wanted === 'GET' || wanted === 'HEAD');
}

function allowedOrigin({ headers: { origin } }: FastifyRequest, origins: CorsOrigins) {
  if (origins === '*') return '*';
  return origin !== undefined && origins.includes(origin) ? origin : null;
}

/** Access keys only from origins that somebody has named. */
function permit(reply: FastifyReply, origin: string): FastifyReply {
  const allowed = origin === '*' ? ALLOWED : `Authorization, ${ALLOWED}`;
  return reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': allowed,
      'access-control-max-age': PERMISSION_SECONDS,
    })
    .send();
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}
