import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { LineWatch } from '../push/line-watch.ts';
import { DIGEST_LENGTH } from '../push/sight.ts';
import { Audiences } from './audiences.ts';
import { allowReading } from './cors.ts';
import { errorResponses } from './error-responses.ts';
import { MAX_STREAM_LINES } from './limits.ts';
import { linesAsked, namesParameters } from './lines-asked.ts';
import { snapshotFor } from './lookup.ts';
import { OpenStream } from './open-stream.ts';
import type { App, Ports } from './ports.ts';
import { callerOf } from './rate-limits.ts';
import { setConstantHeaders } from './response-headers.ts';
import { record } from './schema.ts';
import { StreamPlaces } from './stream-places.ts';
import { StreamRounds } from './stream-rounds.ts';

const OPEN_STREAM = {
  operationId: 'openStream',
  summary: 'The decisions of lines, now and whenever they change',
  description:
    'Server-Sent Events. `decision`: a decision as JSON; of each line at once, then at each ' +
    'transition and change of anything but the revision. `gone`: `{"line"}`, which a reload has ' +
    'removed. Whoever comes back with `Last-Event-ID` is told only what it does not have.',
  tags: ['decisions'],
  querystring: record(namesParameters(MAX_STREAM_LINES)),
  response: {
    200: {
      description: 'Events, until the client or the service ends it.',
      content: { 'text/event-stream': { schema: Type.String() } },
    },
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'too_many_lines',
      'unknown_line',
      'unknown_group',
      'unknown_names',
      'not_known',
      'overloaded',
    ]),
  },
};

/**
 * Decisions as they change: of the lines named, of the lines of the groups named, or of all. Gives
 * what tells how many streams are open.
 */
export function registerStream(app: App, ports: Ports): () => number {
  const watch = ports.watch ?? new LineWatch(ports);
  const audiences = new Audiences(watch);
  const places = new StreamPlaces(ports.streamLimits);
  const rounds = new StreamRounds(ports, () => {
    // Also who came since: they have their decisions, and will find another replica.
    if (ports.drain.aborted) audiences.endAll();
    return !ports.drain.aborted;
  });
  ports.drain.addEventListener('abort', () => audiences.endAll());
  app.addHook('preClose', async () => audiences.endAll());
  app.addHook('onClose', async () => {
    rounds.close();
    watch.close();
  });

  // HEAD would wait for an end that does not come.
  const options = { schema: OPEN_STREAM, exposeHeadRoute: false };
  app.get('/v1/stream', options, async ({ query: asked }, reply) => {
    const { request, raw } = reply;
    linesAsked(snapshotFor(ports, request), asked, MAX_STREAM_LINES);
    onceClosed(raw, places.take(callerOf(request)));
    const { limits } = request.principal;
    setConstantHeaders(reply);
    allowReading(reply);
    const stream = OpenStream.open(reply);
    const leave = audiences.join(stream, { asked, limits }, claimedBy(request));
    const forget = rounds.add(stream);
    onceClosed(raw, () => {
      forget();
      leave();
    });
  });
  return () => audiences.count;
}

/** Calls back also where the client has gone already. */
function onceClosed(response: ServerResponse, listener: () => void): void {
  if (response.closed) listener();
  else response.once('close', listener);
}

const DIGESTS = new RegExp(`.{${DIGEST_LENGTH}}`, 'g');

/** The digests that the client says it has, from the id of the last event that it saw. */
function claimedBy({ headers }: FastifyRequest): ReadonlySet<string> {
  const id = headers['last-event-id'];
  if (typeof id !== 'string') return NOTHING;
  return new Set(id.slice(0, MAX_STREAM_LINES * DIGEST_LENGTH).match(DIGESTS));
}

const NOTHING: ReadonlySet<string> = new Set();
