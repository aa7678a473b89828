import { Type } from 'typebox';
import { SEARCH_DAYS } from '../core/opening.ts';
import { instantToDay } from '../core/zone.ts';
import { CodedError } from '../errors.ts';
import { MAX_CONNECT_OVERRIDES, writeConnectHours } from '../formats/amazon-connect-hours.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DATE_RANGE_ERRORS, errorResponses } from './error-responses.ts';
import { createKeep } from './keep.ts';
import { MAX_KEPT_EXPORTS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LanguageParameter, LineParams, UntilDateParameter } from './query-schema.ts';
import { record } from './schema.ts';
import { dayRange } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const ConnectHoursSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'HoursOfOperation, and HoursOfOperationOverrideList.',
});

/** The route writes the body itself. */
const JSON_BODY: Readonly<Record<string, { schema: object }>> = {
  'application/json': { schema: ConnectHoursSchema },
};

const GET_CONNECT = {
  operationId: 'getHoursForAmazonConnect',
  summary: 'The hours of a line as Amazon Connect takes them',
  tags: ['lines'],
  params: LineParams,
  querystring: record({
    until: Type.Optional(UntilDateParameter),
    lang: Type.Optional(LanguageParameter),
  }),
  response: {
    200: {
      description:
        'The week in force today, and overrides for every date of the coming 400 that differs: ' +
        `at most ${MAX_CONNECT_OVERRIDES}.`,
      content: JSON_BODY,
    },
    304: NotModifiedSchema,
    ...errorResponses([
      ...DATE_RANGE_ERRORS,
      ...(['forbidden', 'unknown_line', 'not_expressible', 'not_known'] as const),
    ]),
  },
};

/** What goes into `create-hours-of-operation` and `create-hours-of-operation-override`. */
export function registerConnectHours(app: App, ports: Ports): void {
  const keep = createKeep<string>(MAX_KEPT_EXPORTS);
  app.get('/v1/lines/:line/hours.amazon-connect', { schema: GET_CONNECT }, (request, reply) => {
    const { params, query } = request;
    const snapshot = snapshotFor(ports, request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const { until: asked, lang: language = 'ja' } = query;
    const today = instantToDay(line.zone, now);
    const range = { today, defaultDays: SEARCH_DAYS, maxDays: SEARCH_DAYS + 1 };
    const days = dayRange(asked === undefined ? {} : { until: asked }, range);
    const freshUntil = untilTomorrow(line.zone, now);
    const name = `${language} ${days.until} ${line.id}`;
    const { value } = keep(snapshot, { name, now }, () => {
      const exported = writeConnectHours(line, { ...days, language });
      if (exported.ok) return { value: exported.text, until: freshUntil };
      throw new CodedError([{ code: 'not_expressible', detail: exported.detail }]);
    });
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.type('application/json; charset=utf-8').send(value);
  });
}
