import { type Static, Type } from 'typebox';
import type { Line } from '../lines/snapshot.ts';
import { allowCachingOf, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { NoQuery } from './query-schema.ts';
import { NamesSchema, nullable, record } from './schema.ts';

const LineSchema = record(
  {
    line: Type.String({ examples: ['phone-pin'] }),
    name: NamesSchema,
    zone: Type.String({ examples: ['Asia/Tokyo'] }),
    phone: nullable(Type.String()),
    groups: Type.Array(Type.String()),
    links: record({
      decision: Type.String(),
      timeline: Type.String(),
      timetable: Type.String(),
      calendar: Type.String(),
      calendarFeed: Type.String(),
      hours: Type.String(),
      longBreaks: Type.String(),
    }),
  },
  { title: 'Line' },
);

/** A line as it is answered. */
export type LineJson = Static<typeof LineSchema>;

const LinesSchema = record(
  { lines: Type.Array(LineSchema) },
  {
    title: 'Lines',
    description: 'All lines, in the order of the configuration; there are no pages.',
  },
);

const LIST_LINES = {
  operationId: 'listLines',
  summary: 'The lines',
  tags: ['lines'],
  querystring: NoQuery,
  response: { 200: LinesSchema, 304: NotModifiedSchema, ...errorResponses(['not_known']) },
};

/** Which lines there are, in the order of the configuration. */
export function registerLines(app: App, ports: Ports): void {
  app.get('/v1/lines', { schema: LIST_LINES }, (_request, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    allowCachingOf(snapshot, reply, ports);
    reply.send({ lines: [...snapshot.lines.values()].map(lineToJson) });
  });
}

function lineToJson({ id, name, zone, phone, groups }: Line): LineJson {
  const line = encodeURIComponent(id);
  const links = {
    decision: `/v1/lines/${line}/decision`,
    timeline: `/v1/lines/${line}/timeline`,
    timetable: `/v1/lines/${line}/timetable`,
    calendar: `/v1/lines/${line}/calendar`,
    calendarFeed: `/v1/lines/${line}/calendar.ics`,
    hours: `/v1/lines/${line}/hours`,
    longBreaks: `/v1/long-breaks?line=${line}`,
  };
  return { line: id, name, zone: zone.name, phone, groups: [...groups], links };
}
