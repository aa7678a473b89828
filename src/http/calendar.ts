import { type Static, Type } from 'typebox';
import { adjustedBy } from '../core/adjusted-by.ts';
import { addDays, type CivilDay, civilDayToDate, WEEKDAYS, weekdayOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { holidayOn } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import { LAYERS, REASON_CODES, type Reason } from '../core/reason.ts';
import { formatSpan } from '../core/span.ts';
import { instantToDay } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DATE_RANGE_ERRORS, errorResponses } from './error-responses.ts';
import { MAX_RANGE_DAYS } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { DateRangeParameters, LineParams } from './query-schema.ts';
import { DateSchema, NamesSchema, nullable, record } from './schema.ts';
import { dayRange, type RangeQuery } from './time-range.ts';
import { untilTomorrow } from './validity.ts';

const DEFAULT_DAYS = 30;

const AdjustmentSchema = record(
  {
    layer: Type.Enum(['override', 'exception'] as const),
    reason: Type.Enum([...REASON_CODES]),
    reasonName: NamesSchema,
  },
  { title: 'Adjustment' },
);

const DaySchema = record(
  {
    date: DateSchema,
    weekday: Type.Enum([...WEEKDAYS]),
    spans: Type.Array(Type.String(), { examples: [['09:00-17:30']] }),
    layer: Type.Enum([...LAYERS]),
    reason: Type.Enum([...REASON_CODES]),
    reasonName: NamesSchema,
    holiday: nullable(
      record({ name: NamesSchema, provenance: Type.Enum(['official', 'projected', 'local']) }),
    ),
    longBreak: nullable(NamesSchema),
    adjustedBy: Type.Array(AdjustmentSchema, {
      description:
        'Overrides, then exceptions, that take time from the date or add some without having' +
        ' given it its layer.',
    }),
  },
  { title: 'CalendarDay' },
);

const CalendarSchema = record(
  { line: Type.String(), days: Type.Array(DaySchema) },
  {
    title: 'Calendar',
    description: 'One row per civil date. A date that never happened has none.',
  },
);

type DayJson = Static<typeof DaySchema>;

const GET_CALENDAR = {
  operationId: 'getCalendar',
  summary: `The hours of a line by date (default: today and ${DEFAULT_DAYS} days more)`,
  tags: ['lines'],
  params: LineParams,
  querystring: record(DateRangeParameters),
  response: {
    200: CalendarSchema,
    304: NotModifiedSchema,
    ...errorResponses([...DATE_RANGE_ERRORS, 'forbidden', 'unknown_line', 'not_known']),
  },
};

/** The dates of a line: hours, the layer that gave them, holidays and long breaks. */
export function registerCalendar(app: App, ports: Ports): void {
  app.get('/v1/lines/:line/calendar', { schema: GET_CALENDAR }, ({ params, query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const line = lineNamed(snapshot, params.line);
    const now = ports.clock();
    const days = calendarRows(line.compiled, daysAsked(query, line, now));
    const freshUntil = query.from === undefined ? untilTomorrow(line.zone, now) : null;
    allowCaching(reply, { now, freshUntil, modifiedAt: snapshot.changedAt }, ports);
    reply.send({ line: line.id, days });
  });
}

function daysAsked(query: RangeQuery, { zone }: Line, now: Instant): Days {
  const today = instantToDay(zone, now);
  return dayRange(query, { today, defaultDays: DEFAULT_DAYS, maxDays: MAX_RANGE_DAYS });
}

/** The dates of a calendar, those that happened. */
export function calendarRows(compiled: CompiledSchedule, { from, until }: Days): DayJson[] {
  const rows: DayJson[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const row = rowOf(compiled, day);
    if (row) rows.push(row);
  }
  return rows;
}

function rowOf(compiled: CompiledSchedule, day: CivilDay): DayJson | null {
  const plan = compiled.plans.planOn(day);
  if (!plan) return null;
  const holiday = holidayOn(compiled, day);
  return {
    date: civilDayToDate(day),
    weekday: weekdayOf(day),
    spans: plan.spans.map(formatSpan),
    layer: plan.layer,
    reason: plan.reason.code,
    reasonName: plan.reason.name,
    holiday: holiday && { name: holiday.name, provenance: holiday.provenance },
    longBreak: compiled.longBreaks.on(day)?.name ?? null,
    adjustedBy: adjustedBy(compiled, day).map(adjustmentToJson),
  };
}

function adjustmentToJson({ layer, code, name }: Reason) {
  return { layer: layer as 'override' | 'exception', reason: code, reasonName: name };
}
