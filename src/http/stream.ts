import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { CodedError } from '../errors.ts';
import { LineWatch } from '../push/line-watch.ts';
import { lookAt } from '../push/sight.ts';
import { errorResponses } from './error-responses.ts';
import { MAX_STREAM_LINES, STREAM_RETRY_MILLISECONDS } from './limits.ts';
import { linesAsked, namesParameters } from './lines-asked.ts';
import { snapshotFor } from './lookup.ts';
import { OpenStream, type StreamSource } from './open-stream.ts';
import type { App, Ports, StreamLimits } from './ports.ts';
import { callerOf } from './rate-limits.ts';
import { record } from './schema.ts';

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
  const streams = new Set<OpenStream>();
  /** Of streams that are open or about to be. */
  const places = new Set<Place>();
  let isEnding = ports.drain.aborted;

  const endAll = () => {
    for (const stream of streams) stream.end();
  };
  /** Also who came since, once it has had its decisions: it will find another replica. */
  const endServed = () => {
    isEnding = true;
    for (const stream of streams) if (stream.told.size > 0) stream.end();
  };
  const checks = setInterval(() => {
    if (isEnding) endServed();
    else for (const stream of streams) stream.check();
  }, ports.streamLimits.checkMilliseconds).unref();
  ports.drain.addEventListener('abort', endServed);
  app.addHook('preClose', async () => endAll());
  app.addHook('onClose', async () => {
    clearInterval(checks);
    watch.close();
  });

  const open = async (reply: FastifyReply, source: StreamSource) => {
    const stream = await OpenStream.open(reply, source);
    if (stream.response.closed) return;
    leaveOutClaimed(stream, ports);
    const unwatch = watch.watch(stream);
    streams.add(stream);
    stream.response.once('close', () => {
      unwatch();
      streams.delete(stream);
    });
  };

  // HEAD would wait for an end that does not come.
  const options = { schema: OPEN_STREAM, exposeHeadRoute: false };
  app.get('/v1/stream', options, async ({ query: asked }, reply) => {
    linesAsked(snapshotFor(ports, reply.request), asked, MAX_STREAM_LINES);
    const place = { caller: callerOf(reply.request) };
    refuseCrowd(places, place, ports.streamLimits);
    if (!reply.raw.closed) places.add(place);
    reply.raw.once('close', () => places.delete(place));
    await open(reply, { ports, asked });
  });
  return () => streams.size;
}

/** Marks as told what the client has already. */
function leaveOutClaimed(stream: OpenStream, { keeper, clock }: Ports): void {
  const { claimed } = stream;
  const { snapshot } = keeper;
  if (claimed.size === 0 || !snapshot) return;
  for (const id of stream.select(snapshot)) {
    const line = snapshot.lines.get(id);
    const digest = line && lookAt(snapshot, line, clock()).digest;
    if (digest !== undefined && claimed.has(digest)) stream.told.set(id, digest);
  }
}

interface Place {
  /** The id of a key, or an address. */
  readonly caller: string;
}

function refuseCrowd(
  places: ReadonlySet<Place>,
  { caller }: Place,
  { maxStreams, maxStreamsEach }: StreamLimits,
): void {
  const seconds = String(STREAM_RETRY_MILLISECONDS / 1_000);
  const own = [...places].filter((place) => place.caller === caller);
  if (own.length >= maxStreamsEach) {
    const detail = `More than ${maxStreamsEach} streams at once of one address or access key.`;
    throw new CodedError([{ code: 'rate_limited', detail }], { 'retry-after': seconds });
  }
  if (places.size >= maxStreams) {
    const detail = 'As many streams are open as are served at once.';
    throw new CodedError([{ code: 'overloaded', detail }], { 'retry-after': seconds });
  }
}
