import type { FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE } from '../core/instant.ts';

/** An answer that takes longer is told of by itself. */
const SLOW_MILLISECONDS = 1_000;
/** Of slow requests in a minute; more say nothing new. */
const MAX_SLOW_LINES = 10;

/**
 * Logs each answered write, and some of the requests that were slow. No headers and no URLs: people
 * write keys even into paths.
 */
export function createRequestLog(): (request: FastifyRequest, reply: FastifyReply) => void {
  const isSampled = atMost(MAX_SLOW_LINES, MINUTE);
  return (request, reply) => {
    const isSlow = reply.elapsedTime > SLOW_MILLISECONDS;
    if (isWrite(request)) request.log.info(eventOf(request, reply), 'a write was answered');
    else if (isSlow && isSampled()) request.log.warn(eventOf(request, reply), 'slow request');
  };
}

/** What changes something: telephone systems read by POST too. */
function isWrite({ method, routeOptions, is404 }: FastifyRequest): boolean {
  if (is404 || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  const { access } = routeOptions.config;
  return access !== 'read' && access !== 'signed';
}

/** The key by its id, which is no secret; `request.log` adds the id of the request and trace. */
function eventOf(request: FastifyRequest, reply: FastifyReply) {
  const { method, routeOptions, principal, refusedWith } = request;
  return {
    method,
    route: routeOptions.url,
    status: reply.statusCode,
    outcome: refusedWith ?? 'done',
    actor: principal?.actor ?? null,
    durationMilliseconds: Math.round(reply.elapsedTime * 10) / 10,
  };
}

/** Says yes so many times in each window. */
function atMost(times: number, milliseconds: number): () => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let said = 0;
  return () => {
    const now = performance.now();
    if (now - since > milliseconds) [since, said] = [now, 0];
    said += 1;
    return said <= times;
  };
}
