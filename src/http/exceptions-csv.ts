import { Type } from 'typebox';
import { instantToDay } from '../core/zone.ts';
import { CSV_TYPE, writeExceptionsCsv } from '../formats/exceptions-csv.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { createKeep } from './keep.ts';
import { MAX_KEPT_FEEDS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LineParams, NoQuery } from './query-schema.ts';
import { untilTomorrow } from './validity.ts';

const GET_EXCEPTIONS_CSV = {
  operationId: 'getExceptionsAsCsv',
  summary: 'Every date that is not as the regular hours say, as a table for spreadsheets',
  tags: ['lines'],
  params: LineParams,
  querystring: NoQuery,
  response: {
    200: {
      description: 'The coming 400 days; UTF-8 with its mark, lines end with CR LF.',
      content: { 'text/csv': { schema: Type.String({ pattern: '^\uFEFFdate,from,until' }) } },
    },
    304: NotModifiedSchema,
    ...errorResponses(['forbidden', 'unknown_line', 'not_known']),
  },
};

/** What people look over in a spreadsheet, and `eigyochu import csv` reads again. */
export function registerExceptionsCsv(app: App, ports: Ports): void {
  const keep = createKeep<string>(MAX_KEPT_FEEDS);
  app.get('/v1/lines/:line/exceptions.csv', { schema: GET_EXCEPTIONS_CSV }, (request, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, request.params.line);
    const now = ports.clock();
    const { changedAt: modifiedAt } = snapshot;
    const until = untilTomorrow(line.zone, now);
    const { value } = keep(snapshot, { name: line.id, now }, () => {
      return { value: writeExceptionsCsv(line, instantToDay(line.zone, now)), until };
    });
    allowCaching(reply, { now, freshUntil: until, modifiedAt }, ports);
    const file = `attachment; filename="${line.id}-exceptions.csv"`;
    reply.type(CSV_TYPE).header('content-disposition', file).send(value);
  });
}
