import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestSummary } from '../observability/request-summary.ts';
import { OTHER_ROUTES } from '../observability/request-tallies.ts';
import type { Tallies } from '../observability/tallies.ts';
import type { App, Ports } from './ports.ts';
import { createRequestLog } from './request-log.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by whoever answers from kept bytes and has added to a tally already. */
    isCounted: boolean;
    /** The code of the error that was answered; `null` where none was. */
    refusedWith: string | null;
  }
}

/** What lasts as long as its client likes; its length says nothing of us. */
const STREAMS: readonly unknown[] = ['/v1/stream'];

/**
 * Registers what counts every answered request that has not counted itself, by the template of its
 * route, times it, and logs what is worth a line. A route that answers from kept bytes adds to a
 * tally that it keeps beside them (`tallies.requests.of(…)`) and sets `request.isCounted`.
 */
export function registerRequestCounting(app: App, { tallies }: Pick<Ports, 'tallies'>): void {
  const log = createRequestLog();
  const summary = new RequestSummary(tallies.requests, app.log);
  app.decorateRequest('isCounted', false);
  app.decorateRequest('refusedWith', null);
  app.addHook('onResponse', (request, reply, done) => {
    if (!request.isCounted) {
      count(tallies, request, reply);
      if (!STREAMS.includes(request.routeOptions.url)) log(request, reply);
    }
    done();
  });
  app.addHook('onClose', async () => summary.close());
}

function count(
  { requests, requestDurations }: Tallies,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { url } = request.routeOptions;
  const route = request.is404 || url === undefined ? OTHER_ROUTES : url;
  requests.of(route, request.method, reply.statusCode).count += 1;
  if (!STREAMS.includes(route)) requestDurations.add(route, reply.elapsedTime);
}
