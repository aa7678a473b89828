import type { Static } from 'typebox';
import type { BusinessDay } from '../core/business-days.ts';
import { type MeasuredTime, measureBusinessTime } from '../core/business-time.ts';
import { civilDayToDate } from '../core/civil.ts';
import { SECOND } from '../core/instant.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { formatSignedDuration } from '../words/signed-duration.ts';
import { businessTimeQuestion, refuseBusinessTimeFaults } from './business-time-question.ts';
import { BusinessTimeQuery, BusinessTimeSchema } from './business-time-schema.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LineParams } from './query-schema.ts';

type BusinessTimeJson = Static<typeof BusinessTimeSchema>;

const GET_BUSINESS_TIME = {
  operationId: 'getBusinessTime',
  summary: 'Open time between two instants; the instant after open time or business days',
  tags: ['lines'],
  params: LineParams,
  querystring: BusinessTimeQuery,
  response: {
    200: BusinessTimeSchema,
    304: NotModifiedSchema,
    ...errorResponses([
      ...INSTANT_ERRORS,
      'bad_duration',
      'forbidden',
      'unknown_line',
      'not_known',
    ]),
  },
};

/** How long a line is open between two instants, and when so much of it is over. */
export function registerBusinessTime(app: App, ports: Ports): void {
  app.get(
    '/v1/lines/:line/business-time',
    { schema: GET_BUSINESS_TIME, attachValidation: true },
    (request, reply) => {
      refuseBusinessTimeFaults(request);
      const { params, query } = request;
      const snapshot = snapshotFor(ports, request);
      const line = lineNamed(snapshot, params.line);
      const now = ports.clock();
      const { from, measure } = businessTimeQuestion(query, { zone: line.zone, now });
      const measured = measureBusinessTime(line.compiled, from, measure);
      // Time from now on is another in the next moment.
      const freshUntil = query.from === undefined ? now : null;
      allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
      reply.send(businessTimeToJson(line, measured));
    },
  );
}

function businessTimeToJson({ id, zone }: Line, measured: MeasuredTime): BusinessTimeJson {
  const { from, until, open, businessDay, holidays } = measured;
  return {
    line: id,
    from: formatInstant(zone, from),
    until: until === null ? null : formatInstant(zone, until),
    openTime: open === null ? null : formatSignedDuration(open),
    openSeconds: open === null ? null : String(Math.trunc(open / SECOND)),
    businessDay: businessDay && businessDayToJson(businessDay, zone),
    holidays,
  };
}

function businessDayToJson({ day, opensAt, closesAt }: BusinessDay, zone: Zone) {
  return {
    date: civilDayToDate(day),
    opensAt: formatInstant(zone, opensAt),
    closesAt: formatInstant(zone, closesAt),
  };
}
