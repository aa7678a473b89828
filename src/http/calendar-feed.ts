import { Type } from 'typebox';
import { addDays } from '../core/civil.ts';
import { instantToDay } from '../core/zone.ts';
import { ICALENDAR_TYPE, writeCalendar } from '../formats/icalendar.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { createKeep } from './keep.ts';
import { FEED_DAYS_AHEAD, FEED_DAYS_BACK, MAX_KEPT_FEEDS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LanguageParameter, LineParams } from './query-schema.ts';
import { record } from './schema.ts';
import { untilTomorrow } from './validity.ts';

const GET_CALENDAR_FEED = {
  operationId: 'getCalendarFeed',
  summary: 'The closures and special hours of a line as an iCalendar feed',
  tags: ['lines'],
  params: LineParams,
  querystring: record({ lang: Type.Optional(LanguageParameter) }),
  response: {
    200: {
      description: `From ${FEED_DAYS_BACK} days ago to ${FEED_DAYS_AHEAD} days ahead.`,
      content: { 'text/calendar': { schema: Type.String({ pattern: '^BEGIN:VCALENDAR' }) } },
    },
    304: NotModifiedSchema,
    ...errorResponses([
      ...(['invalid_request', 'invalid_parameter', 'duplicate_parameter'] as const),
      ...(['forbidden', 'unknown_line', 'not_known'] as const),
    ]),
  },
};

/** What people and their calendars subscribe to: https://www.rfc-editor.org/rfc/rfc5545 */
export function registerCalendarFeed(app: App, ports: Ports): void {
  const keep = createKeep<string>(MAX_KEPT_FEEDS);
  app.get('/v1/lines/:line/calendar.ics', { schema: GET_CALENDAR_FEED }, (request, reply) => {
    const { params, query } = request;
    const { lang: language = 'ja' } = query;
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const { changedAt } = snapshot;
    const until = untilTomorrow(line.zone, now);
    const { value } = keep(snapshot, { name: `${language} ${line.id}`, now }, () => {
      const today = instantToDay(line.zone, now);
      const days = {
        from: addDays(today, -FEED_DAYS_BACK),
        until: addDays(today, FEED_DAYS_AHEAD),
      };
      const host = hostOf(ports.publicUrl);
      return { value: writeCalendar(line, { days, language, changedAt, host }), until };
    });
    allowCaching(reply, { now, freshUntil: until, modifiedAt: changedAt }, ports);
    reply.type(ICALENDAR_TYPE).header('content-disposition', `inline; filename="${line.id}.ics"`);
    reply.send(value);
  });
}

/** Not the host of the request: an event keeps its name by whatever address it is asked for. */
function hostOf(publicUrl: string | null): string {
  return publicUrl === null ? 'eigyochu' : new URL(publicUrl).hostname;
}
