import { type Static, Type } from 'typebox';
import type { Calendar } from '../core/calendar.ts';
import { civilDayToDate, FIRST_YEAR, LAST_YEAR, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import { instantToDay } from '../core/zone.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DATE_RANGE_ERRORS, errorResponses } from './error-responses.ts';
import { MAX_LIST_DAYS } from './limits.ts';
import { found, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { DateRangeParameters, idParameter } from './query-schema.ts';
import { DateSchema, NamesSchema, nullable, record } from './schema.ts';
import { dayRange } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const DEFAULT_DAYS = 365;

const HolidaySchema = record(
  {
    date: DateSchema,
    name: NamesSchema,
    kind: Type.Enum(['national', 'substitute', 'in_between', 'listed']),
    provenance: Type.Enum(['official', 'projected', 'local']),
    officialName: Type.String({ description: 'As the official list has it: 休日 for a 振替休日.' }),
    calendar: Type.String(),
    patch: nullable(
      Type.String({ description: 'The id of the patch that put it there, or null.' }),
    ),
  },
  { title: 'Holiday' },
);

const LastOfficialDate = Type.String({
  format: 'date',
  description: 'The last date that is officially published; null where nothing is.',
});

const LastKnownDate = Type.String({
  format: 'date',
  description: 'After it a date without a holiday says nothing; null where knowledge does not end.',
});

const HolidaysSchema = record(
  {
    holidays: Type.Array(HolidaySchema),
    officialThrough: nullable(LastOfficialDate),
    knownThrough: nullable(LastKnownDate),
  },
  {
    title: 'Holidays',
    description: 'Holidays in order, and how far they are published and known.',
  },
);

const LIST_HOLIDAYS = {
  operationId: 'listHolidays',
  summary: 'Holidays (default: from today, for a year)',
  tags: ['holidays'],
  querystring: record({
    ...DateRangeParameters,
    calendar: Type.Optional(idParameter('The id of a calendar. Default: all.', 'jp')),
  }),
  response: {
    200: HolidaysSchema,
    304: NotModifiedSchema,
    ...errorResponses([...DATE_RANGE_ERRORS, 'unknown_calendar', 'not_known']),
  },
};

/** The holidays of all calendars, or of one. */
export function registerHolidays(app: App, ports: Ports): void {
  app.get('/v1/holidays', { schema: LIST_HOLIDAYS }, ({ query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const { zone } = snapshot;
    const now = ports.clock();
    const calendars = calendarsAsked(snapshot.calendars, query.calendar);
    const today = instantToDay(zone, now);
    const days = dayRange(query, { today, defaultDays: DEFAULT_DAYS, maxDays: MAX_LIST_DAYS });
    const holidays = calendars.flatMap((calendar) => holidaysWithin(calendar, days));
    const freshUntil = query.from === undefined ? untilTomorrow(zone, now) : null;
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.send({
      holidays: holidays.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
      officialThrough: officialThrough(calendars),
      knownThrough: knownThrough(calendars),
    });
  });
}

/** The first date at which some calendar's official knowledge ends; `null` where there is none. */
export function officialThrough(calendars: readonly Calendar[]): string | null {
  const ends = calendars.flatMap((calendar) => calendar.officialThrough ?? []);
  const [first] = ends.sort((a, b) => a - b);
  return first === undefined ? null : civilDayToDate(first);
}

/** The last date that all of the calendars know of; `null` where none of them ends. */
function knownThrough(calendars: readonly Calendar[]): string | null {
  const year = Math.min(LAST_YEAR, ...calendars.map(lastKnownYear));
  return year === LAST_YEAR ? null : `${year}-12-31`;
}

function lastKnownYear(calendar: Calendar): number {
  let year = LAST_YEAR;
  while (year >= FIRST_YEAR && calendar.knowledgeOf(year) === 'unknown') year--;
  return year;
}

function calendarsAsked(calendars: readonly Calendar[], id: string | undefined) {
  if (id === undefined) return calendars;
  return [found(new Map(calendars.map((calendar) => [calendar.id, calendar])), id, 'calendar')];
}

function holidaysWithin(calendar: Calendar, { from, until }: Days) {
  const holidays: Static<typeof HolidaySchema>[] = [];
  for (let year = yearOf(from); year <= yearOf(until); year++) {
    for (const { day, patch = null, ...holiday } of calendar.holidaysIn(year)) {
      if (day < from || day > until) continue;
      const { name, kind, provenance, officialName } = holiday;
      const told = { date: civilDayToDate(day), name, kind, provenance, officialName };
      holidays.push({ ...told, calendar: calendar.id, patch });
    }
  }
  return holidays;
}
