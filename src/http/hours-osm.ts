import { Type } from 'typebox';
import { SEARCH_DAYS } from '../core/opening.ts';
import { instantToDay } from '../core/zone.ts';
import { CodedError } from '../errors.ts';
import { MAX_OSM_CHARACTERS, writeOsm } from '../formats/osm.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DATE_RANGE_ERRORS, errorResponses } from './error-responses.ts';
import { createKeep } from './keep.ts';
import { MAX_KEPT_EXPORTS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LineParams, UntilDateParameter } from './query-schema.ts';
import { record } from './schema.ts';
import { dayRange } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const GET_OSM = {
  operationId: 'getHoursAsOsm',
  summary: 'The hours of a line as a value of the tag opening_hours of OpenStreetMap',
  tags: ['lines'],
  params: LineParams,
  querystring: record({ until: Type.Optional(UntilDateParameter) }),
  response: {
    200: {
      description:
        'Rules, and every date of the coming 400 that would differ. A value of more than ' +
        `${MAX_OSM_CHARACTERS} characters, which a tag does not hold, has its length in the ` +
        'header X-Osm-Length.',
      content: { 'text/plain': { schema: Type.String({ examples: ['Mo-Fr 09:00-17:30'] }) } },
    },
    304: NotModifiedSchema,
    ...errorResponses([
      ...DATE_RANGE_ERRORS,
      ...(['forbidden', 'unknown_line', 'not_expressible', 'not_known'] as const),
    ]),
  },
};

/** What goes into a map: https://wiki.openstreetmap.org/wiki/Key:opening_hours */
export function registerOsmHours(app: App, ports: Ports): void {
  const keep = createKeep<string>(MAX_KEPT_EXPORTS);
  app.get('/v1/lines/:line/hours.osm', { schema: GET_OSM }, ({ params, query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const today = instantToDay(line.zone, now);
    const range = { today, defaultDays: SEARCH_DAYS, maxDays: SEARCH_DAYS + 1 };
    const days = dayRange(query, range);
    const freshUntil = untilTomorrow(line.zone, now);
    const { value } = keep(snapshot, { name: `${days.until} ${line.id}`, now }, () => {
      const exported = writeOsm(line.compiled, days);
      if (exported.ok) return { value: exported.text, until: freshUntil };
      throw new CodedError([{ code: 'not_expressible', detail: exported.detail }]);
    });
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    if (value.length > MAX_OSM_CHARACTERS) reply.header('x-osm-length', value.length);
    reply.type('text/plain; charset=utf-8').send(value);
  });
}
