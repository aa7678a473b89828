import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { Instant } from '../core/instant.ts';
import { type WrittenTimetable, writeTimetable } from '../formats/timetable-json.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { createKeep } from './keep.ts';
import {
  MAX_KEPT_TIMETABLES,
  MAX_TIMETABLE_DAYS,
  MAX_TIMETABLES,
  TIMETABLE_DAYS,
} from './limits.ts';
import { linesAsked, namesParameters } from './lines-asked.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LineParams } from './query-schema.ts';
import { record, referTo } from './schema.ts';
import { TimetableSchema } from './timetable-schema.ts';

const DaysParameter = Type.Integer({
  minimum: 1,
  maximum: MAX_TIMETABLE_DAYS,
  description: `So many civil dates, today included. Default: ${TIMETABLE_DAYS}.`,
  examples: [TIMETABLE_DAYS],
});

const DAYS = { days: Type.Optional(DaysParameter) };

const TimetablesQuery = record({ ...namesParameters(MAX_TIMETABLES), ...DAYS });

const ERRORS = [
  'invalid_request',
  'invalid_parameter',
  'duplicate_parameter',
  'forbidden',
  'unknown_line',
  'not_known',
] as const;

/** A response whose body the route writes itself. */
function written(schema: TSchema) {
  return { description: 'Until the next boundary.', content: { 'application/json': { schema } } };
}

const GET_TIMETABLE = {
  operationId: 'getTimetable',
  summary: 'What a line will answer in the coming weeks, so that a client can answer alone',
  tags: ['decisions'],
  params: LineParams,
  querystring: record(DAYS),
  response: {
    200: written(referTo(TimetableSchema, 'Timetable')),
    304: NotModifiedSchema,
    ...errorResponses(ERRORS),
  },
};

const LIST_TIMETABLES = {
  operationId: 'listTimetables',
  summary: 'What several lines will answer in the coming weeks',
  tags: ['decisions'],
  querystring: TimetablesQuery,
  response: {
    200: written(record({ timetables: Type.Array(referTo(TimetableSchema, 'Timetable')) })),
    304: NotModifiedSchema,
    ...errorResponses([...ERRORS, 'too_many_lines', 'unknown_group', 'unknown_names']),
  },
};

/** Timetables: every boundary for the coming weeks in one document that caches may keep. */
export function registerTimetable(app: App, ports: Ports): void {
  app.addSchema(TimetableSchema);
  // Browsers ask for it; compressed it is a tenth.
  const config = { isCompressed: true };
  app.get(
    '/v1/lines/:line/timetable',
    { schema: GET_TIMETABLE, config },
    ({ params, query }, reply) => {
      const snapshot = snapshotFor(ports, reply.request);
      const written = keptTimetable(
        snapshot,
        lineNamed(snapshot, params.line),
        asked(query, ports),
      );
      allow(reply, [written], { snapshot, ports });
      reply.type(JSON_TYPE).send(written.text);
    },
  );
  app.get('/v1/timetable', { schema: LIST_TIMETABLES, config }, async ({ query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const question = asked(query, ports);
    const all: WrittenTimetable[] = [];
    for (const line of linesAsked(snapshot, query, MAX_TIMETABLES)) {
      all.push(keptTimetable(snapshot, line, question));
      // Callers do not wait for all of them.
      await yieldToOthers();
    }
    allow(reply, all, { snapshot, ports });
    const texts = all.map(({ text }) => text);
    return reply.type(JSON_TYPE).send(`{"timetables":[${texts.join(',')}]}`);
  });
}

const JSON_TYPE = 'application/json; charset=utf-8';

interface Question {
  readonly now: Instant;
  readonly days: number;
}

function asked({ days = TIMETABLE_DAYS }: { days?: number }, { clock }: Ports): Question {
  return { days, now: clock() };
}

const keep = createKeep<WrittenTimetable>(MAX_KEPT_TIMETABLES);

/** The timetable of a line, which stays the same until its first entry is over. */
function keptTimetable(snapshot: Snapshot, line: Line, { now, days }: Question) {
  return keep(snapshot, { name: `${days} ${line.id}`, now }, () => {
    const value = writeTimetable(snapshot, line, { now, days });
    return { value, until: value.freshUntil };
  }).value;
}

/** Allows caching until the first of the timetables is another one. */
function allow(
  reply: FastifyReply,
  all: readonly WrittenTimetable[],
  { snapshot, ports }: { snapshot: Snapshot; ports: Ports },
): void {
  const now = ports.clock();
  const boundaries = all.map(({ freshUntil }) => freshUntil);
  const changes = all.map(({ modifiedAt }) => modifiedAt);
  // A boundary may have passed while they were written.
  const freshUntil = all.length === 0 ? null : (Math.max(Math.min(...boundaries), now) as Instant);
  const modifiedAt = Math.max(snapshot.changedAt, ...changes) as Instant;
  allowCaching(reply, { now, freshUntil, modifiedAt }, ports);
}

export type TimetableJson = Static<typeof TimetableSchema>;
