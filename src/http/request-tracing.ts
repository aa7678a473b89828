import type { FastifyRequest } from 'fastify';
import { PROBES } from '../observability/probes.ts';
import type { RequestSpan } from '../observability/tracing.ts';
import type { App, Ports } from './ports.ts';

/**
 * Puts a span around each request but those of platforms, where traces are on; else nothing is
 * registered at all.
 */
export function registerRequestTracing(app: App, ports: Ports): void {
  const { tracing } = ports;
  if (tracing === null) return;
  const spans = new WeakMap<FastifyRequest, RequestSpan>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, raw, routeOptions } = request;
    if (PROBES.includes(routeOptions.url ?? '')) return done();
    spans.set(request, tracing.begin({ method, headers: raw.headers }, done));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? null : (request.routeOptions.url ?? null);
    const attributes = { 'eigyochu.request_id': request.id, ...decidedNow(request, ports) };
    spans.get(request)?.end({ route, status: reply.statusCode, attributes });
    done();
  });
}

/** Of what is asked about now: the line, and how it stands. */
function decidedNow(
  { params, query }: FastifyRequest,
  { keeper, clock }: Ports,
): Readonly<Record<string, string>> {
  const { line: id } = (params ?? {}) as { line?: string };
  const line = keeper.snapshot?.lines.get(id ?? '');
  if (!line) return {};
  if ((query as { at?: string } | undefined)?.at !== undefined) return { 'eigyochu.line': line.id };
  const { code, state } = line.compiled.timeline.reasonAt(clock());
  return { 'eigyochu.line': line.id, 'eigyochu.state': state, 'eigyochu.reason': code };
}
