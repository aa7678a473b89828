import { type Static, Type } from 'typebox';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import type { Keeper } from '../lines/keeper.ts';
import { forbidCaching } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { officialThrough } from './holidays.ts';
import type { App, Ports } from './ports.ts';
import { NoQuery } from './query-schema.ts';
import { DateSchema, InstantSchema, nullable, record } from './schema.ts';

const StatusSchema = record(
  {
    revision: nullable(Type.String()),
    configuration: record({
      loadedAt: nullable(InstantSchema),
      lastReloadAt: nullable(
        Type.String({
          format: 'date-time',
          description: 'When a configuration was last read, accepted or not.',
        }),
      ),
      problems: Type.Array(Type.String(), {
        description: 'Why the last reload was refused; empty when it was not.',
      }),
      warnings: Type.Array(Type.String(), {
        description: 'What is doubtful in the configuration in force.',
      }),
    }),
    holidays: record({ officialThrough: nullable(DateSchema) }),
    store: record({
      kind: Type.String(),
      freshness: Type.Enum(['live', 'last-known']),
      asOf: nullable(InstantSchema),
    }),
    overrides: record({ active: Type.Integer(), planned: Type.Integer(), long: Type.Integer() }),
  },
  { description: 'The service itself. It answers also when nothing has been loaded.' },
);

const GET_STATUS = {
  operationId: 'getStatus',
  summary: 'The service: revision, last reload, holidays',
  tags: ['service'],
  querystring: NoQuery,
  response: { 200: StatusSchema, ...errorResponses([]) },
};

/** How the service is: what is loaded and what was refused. */
export function registerStatus(app: App, { keeper, formatProblem }: Ports): void {
  app.get('/v1/status', { schema: GET_STATUS }, (_request, reply) => {
    forbidCaching(reply);
    reply.send(statusOf(keeper, formatProblem));
  });
}

function statusOf(
  { snapshot, lastReload }: Keeper,
  formatProblem: Ports['formatProblem'],
): Static<typeof StatusSchema> {
  // Before the first configuration there is no zone to write in.
  const write = (instant: Instant) =>
    snapshot ? formatInstant(snapshot.zone, instant) : new Date(instant).toISOString();
  return {
    revision: snapshot?.revision ?? null,
    configuration: {
      loadedAt: snapshot && write(snapshot.loadedAt),
      lastReloadAt: lastReload && write(lastReload.at),
      problems: lastReload?.problems.map(formatProblem) ?? [],
      warnings: snapshot?.warnings.map(formatProblem) ?? [],
    },
    holidays: { officialThrough: officialThrough(snapshot?.calendars ?? []) },
    store: { kind: 'none', freshness: 'live', asOf: null },
    overrides: { active: 0, planned: 0, long: 0 },
  };
}
