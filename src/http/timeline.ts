import { type Static, Type } from 'typebox';
import { LAYERS, REASON_CODES } from '../core/reason.ts';
import { intervalsBetween } from '../core/timeline.ts';
import { formatInstant } from '../core/zone.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { TIMELINE_DAYS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { InstantRangeParameters, LineParams } from './query-schema.ts';
import { InstantSchema, NamesSchema, record } from './schema.ts';
import { instantRange } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const IntervalSchema = record(
  {
    start: InstantSchema,
    end: InstantSchema,
    state: Type.Enum(['open', 'closed']),
    reason: Type.Enum([...REASON_CODES]),
    layer: Type.Enum([...LAYERS]),
    reasonName: NamesSchema,
  },
  { title: 'TimelineInterval' },
);

const TimelineSchema = record(
  {
    line: Type.String(),
    from: InstantSchema,
    until: InstantSchema,
    intervals: Type.Array(IntervalSchema),
  },
  {
    title: 'Timeline',
    description: 'Adjoining intervals; the first and the last are cut to the range.',
  },
);

type TimelineJson = Static<typeof TimelineSchema>;

const GET_TIMELINE = {
  operationId: 'getTimeline',
  summary:
    'When a line is open and closed, and why' +
    ` (default: today and ${TIMELINE_DAYS - 1} days more)`,
  tags: ['lines'],
  params: LineParams,
  querystring: record(InstantRangeParameters),
  response: {
    200: TimelineSchema,
    304: NotModifiedSchema,
    ...errorResponses([
      ...INSTANT_ERRORS,
      'range_reversed',
      'range_too_long',
      'forbidden',
      'unknown_line',
      'not_known',
    ]),
  },
};

/** The intervals of a line between two instants. */
export function registerTimeline(app: App, ports: Ports): void {
  app.get('/v1/lines/:line/timeline', { schema: GET_TIMELINE }, ({ params, query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const { id, zone, compiled } = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const { from, until } = instantRange(query, { zone, now, defaultDays: TIMELINE_DAYS });
    const intervals: TimelineJson['intervals'] = [];
    for (const { start, end, reason } of intervalsBetween(compiled.timeline, from, until)) {
      const { state, code, layer, name: reasonName } = reason;
      const bounds = { start: formatInstant(zone, start), end: formatInstant(zone, end) };
      intervals.push({ ...bounds, state, reason: code, layer, reasonName });
    }
    const freshUntil = query.from === undefined ? untilTomorrow(zone, now) : null;
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    const range = { from: formatInstant(zone, from), until: formatInstant(zone, until) };
    reply.send({ line: id, ...range, intervals });
  });
}
