import { type Static, Type } from 'typebox';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import { formatInstant, instantToDay, type Zone } from '../core/zone.ts';
import { longBreakToJson } from '../formats/json-decision.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { LongBreakSchema } from './decision-schema.ts';
import { DATE_RANGE_ERRORS, errorResponses } from './error-responses.ts';
import { MAX_LIST_DAYS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { DateRangeParameters, LineParameter } from './query-schema.ts';
import { record } from './schema.ts';
import { dayRange } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const DEFAULT_DAYS = 365;

const ListedBreakSchema = record(
  {
    ...LongBreakSchema.properties,
    daysLost: Type.Integer({ description: 'Dates that would have had regular hours.' }),
    provenance: Type.Enum(['official', 'projected', 'local', 'unknown', 'none'], {
      description: 'How sure the holidays in it are.',
    }),
  },
  { title: 'ListedLongBreak' },
);

const LongBreaksSchema = record(
  { longBreaks: Type.Array(ListedBreakSchema) },
  { title: 'LongBreaks', description: 'Those that begin in the range.' },
);

const LIST_LONG_BREAKS = {
  operationId: 'listLongBreaks',
  summary: 'The long breaks of a line (default: from today, for a year)',
  tags: ['holidays'],
  querystring: record({ line: LineParameter, ...DateRangeParameters }),
  response: {
    200: LongBreaksSchema,
    304: NotModifiedSchema,
    ...errorResponses([
      ...DATE_RANGE_ERRORS,
      'missing_parameter',
      'forbidden',
      'unknown_line',
      'not_known',
    ]),
  },
};

/** The long breaks of a line. */
export function registerLongBreaks(app: App, ports: Ports): void {
  app.get('/v1/long-breaks', { schema: LIST_LONG_BREAKS }, ({ query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const { zone, compiled } = lineNamed(snapshot, query.line);
    const now = ports.clock();
    const today = instantToDay(zone, now);
    const days = dayRange(query, { today, defaultDays: DEFAULT_DAYS, maxDays: MAX_LIST_DAYS });
    const found = compiled.longBreaks.beginningWithin(days);
    const freshUntil = query.from === undefined ? untilTomorrow(zone, now) : null;
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.send({ longBreaks: found.map((each) => listedBreakToJson(each, zone)) });
  });
}

function listedBreakToJson(longBreak: LongBreak, zone: Zone): Static<typeof ListedBreakSchema> {
  const { daysLost, knowledge: provenance } = longBreak;
  const write = (instant: Instant) => formatInstant(zone, instant);
  return { ...longBreakToJson(longBreak, write), daysLost, provenance };
}
