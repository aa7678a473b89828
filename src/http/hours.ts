import { type Static, Type } from 'typebox';
import { type CivilDay, civilDayToDate, WEEKDAYS, type Weekday } from '../core/civil.ts';
import { formatSpan } from '../core/span.ts';
import { instantToDay } from '../core/zone.ts';
import { jsonLdOf } from '../formats/json-ld.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { type DescribedException, describeHours } from '../messages/describe-hours.ts';
import type { Week } from '../messages/describe-week.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { registerConnectHours } from './hours-amazon-connect.ts';
import { registerOsmHours } from './hours-osm.ts';
import { HoursSchema } from './hours-schema.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LanguageParameter, LineParams, NoQuery } from './query-schema.ts';
import { record } from './schema.ts';
import { untilTomorrow } from './validity.ts';

const ERRORS = errorResponses(['forbidden', 'unknown_line', 'not_known']);

const GET_HOURS = {
  operationId: 'getHours',
  summary: 'The hours of a line in words, and as the rules behind them',
  tags: ['lines'],
  params: LineParams,
  querystring: NoQuery,
  response: { 200: HoursSchema, 304: NotModifiedSchema, ...ERRORS },
};

const JsonLdSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'https://schema.org/ContactPoint with hoursAvailable.',
});

const GET_JSON_LD = {
  operationId: 'getHoursAsJsonLd',
  summary: 'The hours of a line as schema.org has them',
  tags: ['lines'],
  params: LineParams,
  querystring: record({ lang: Type.Optional(LanguageParameter) }),
  response: {
    200: {
      description: 'The regular week, and every date of the coming 400 that differs from it.',
      content: { 'application/ld+json': { schema: JsonLdSchema } },
    },
    304: NotModifiedSchema,
    ...errorResponses([
      ...(['invalid_request', 'invalid_parameter', 'duplicate_parameter'] as const),
      ...(['forbidden', 'unknown_line', 'not_known'] as const),
    ]),
  },
};

/** When a line is open as a rule: for people to read, for search engines and other systems. */
export function registerHours(app: App, ports: Ports): void {
  registerOsmHours(app, ports);
  registerConnectHours(app, ports);
  app.get('/v1/lines/:line/hours', { schema: GET_HOURS }, ({ params }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const freshUntil = untilTomorrow(line.zone, now);
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.send(hoursToJson(line, snapshot, instantToDay(line.zone, now)));
  });
  app.get('/v1/lines/:line/hours.jsonld', { schema: GET_JSON_LD }, ({ params, query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const today = instantToDay(line.zone, now);
    const { lang: language = 'ja' } = query;
    const url = pageOf(line, ports.publicUrl);
    const jsonLd = jsonLdOf(line, { today, language, homeZone: snapshot.zone, url });
    const freshUntil = untilTomorrow(line.zone, now);
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.type('application/ld+json').send({ ...jsonLd });
  });
}

/** Where a line has its page for others, or `null` where nobody knows. */
export function pageOf({ id }: Line, publicUrl: string | null): string | null {
  return publicUrl === null
    ? null
    : `${publicUrl.replace(/\/+$/, '')}/lines/${encodeURIComponent(id)}`;
}

/** The hours of a line as they are answered on a date. */
function hoursToJson(
  line: Line,
  { zone: homeZone }: Pick<Snapshot, 'zone'>,
  today: CivilDay,
): Static<typeof HoursSchema> {
  const { id, name, zone, phone, compiled } = line;
  const { text, weeks, notes, exceptions } = describeHours(compiled, { today, homeZone });
  return {
    ...{ line: id, name, zone: zone.name, phone, text },
    rules: weeks.flatMap(weekToJson),
    notes: [...notes],
    exceptions: exceptions.map(exceptionToJson),
  };
}

function weekToJson({ from, until, rules }: Week) {
  return rules.map(({ days, hours, spans, weekdays, nth }) => ({
    days,
    hours,
    spans: spans.map(formatSpan),
    weekdays: weekdays.map((weekday) => WEEKDAYS[weekday] as Weekday),
    nth: nth && [...nth],
    from: from === null ? null : civilDayToDate(from),
    until: until === null ? null : civilDayToDate(until),
  }));
}

function exceptionToJson({ from, until, kind, name, hours, spans }: DescribedException) {
  return {
    from: civilDayToDate(from),
    until: civilDayToDate(until),
    ...{ kind, name, hours },
    spans: spans.map(formatSpan),
  };
}
