import { type Static, Type } from 'typebox';
import type { LineLimits } from '../access/principal.ts';
import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import { runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import { standingsOf } from '../holidays/standing.ts';
import type { Override } from '../overrides/override.ts';
import { overrideWithin } from '../overrides/override-within.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import { statusCounts } from '../overrides/status-counts.ts';
import type { Ledger } from '../store/ledger.ts';
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
    holidays: record({
      officialThrough: nullable(DateSchema),
      patches: record(
        { inForce: Type.Integer(), steppedAside: Type.Integer(), dormant: Type.Integer() },
        { description: 'Dates that were added, moved or cancelled, by how they stand.' },
      ),
    }),
    calendars: Type.Array(
      record({
        id: Type.String(),
        url: Type.String({ description: 'Without passwords and other secrets.' }),
        fetchedAt: nullable(InstantSchema),
        checkedAt: nullable(InstantSchema),
        problem: nullable(Type.String()),
      }),
      {
        description:
          'Calendars that are fetched: when their dates were new, when last asked with success.',
      },
    ),
    store: record({
      kind: Type.Enum(['embedded', 'redis', 'none']),
      freshness: Type.Enum(['live', 'last-known']),
      asOf: nullable(InstantSchema),
      version: Type.Integer({ description: 'The number of changes that answers are made from.' }),
      alarm: nullable(
        Type.String({
          description: 'Set when the store is not what it was: store_behind or store_diverged.',
        }),
      ),
    }),
    overrides: record(
      { active: Type.Integer(), planned: Type.Integer(), long: Type.Integer() },
      { description: 'Long ones last over 7 days: is somebody still thinking of them?' },
    ),
  },
  {
    title: 'Status',
    description: 'The service itself. It answers also when nothing has been loaded.',
  },
);

const GET_STATUS = {
  operationId: 'getStatus',
  summary: 'The service: revision, last reload, holidays, store, overrides',
  tags: ['service'],
  querystring: NoQuery,
  response: { 200: StatusSchema, ...errorResponses([]) },
};

/** How the service is: what is loaded and what was refused. */
export function registerStatus(app: App, ports: Ports): void {
  app.get('/v1/status', { schema: GET_STATUS }, ({ principal }, reply) => {
    forbidCaching(reply);
    reply.send(statusOf(ports, principal.limits));
  });
}

function statusOf(
  { keeper, ledger, clock, formatProblem, feeds }: Ports,
  limits: LineLimits | null,
): Static<typeof StatusSchema> {
  const { snapshot, lastReload } = keeper;
  // Before the first configuration there is no zone to write in.
  const write = (instant: Instant) =>
    snapshot ? formatInstant(snapshot.zone, instant) : new Date(instant).toISOString();
  const tell = (problems: readonly Problem[] = []) =>
    limits === null ? problems.map(formatProblem) : withheld(problems.length);
  return {
    revision: snapshot?.revision ?? null,
    configuration: {
      loadedAt: snapshot && write(snapshot.loadedAt),
      lastReloadAt: lastReload && write(lastReload.at),
      problems: tell(lastReload?.problems),
      warnings: tell(snapshot?.warnings),
    },
    holidays: {
      officialThrough: officialThrough(snapshot?.calendars ?? []),
      patches: countPatches({ keeper, ledger }),
    },
    calendars: (limits === null ? (feeds?.reports() ?? []) : []).map((report) => ({
      ...report,
      fetchedAt: report.fetchedAt && write(report.fetchedAt),
      checkedAt: report.checkedAt && write(report.checkedAt),
    })),
    store: ledger ? storeOf(ledger, write) : NO_STORE,
    overrides: statusCounts(overridesSeen({ keeper, ledger }, limits), clock()),
  };
}

function countPatches({ keeper, ledger }: Pick<Ports, 'keeper' | 'ledger'>) {
  const counts = { in_force: 0, stepped_aside: 0, dormant: 0 };
  if (ledger?.state) {
    const holidays = runtimeHolidaysOf(ledger.state);
    const standingOf = standingsOf(holidays, keeper.loaded?.calendars ?? []);
    for (const patch of holidays.patches) counts[standingOf(patch)]++;
  }
  const { in_force: inForce, stepped_aside: steppedAside, dormant } = counts;
  return { inForce, steppedAside, dormant };
}

/** They name lines of the whole configuration. */
function withheld(count: number): string[] {
  return count === 0 ? [] : [`${count}, which keys that are limited to lines are not told`];
}

function overridesSeen(
  { keeper: { snapshot }, ledger }: Pick<Ports, 'keeper' | 'ledger'>,
  limits: LineLimits | null,
): readonly Override[] {
  const overrides = ledger?.state ? overridesOf(ledger.state) : [];
  if (limits === null || !snapshot) return overrides;
  return overrides.flatMap((override) => overrideWithin(limits, override, snapshot) ?? []);
}

type StoreJson = Static<typeof StatusSchema>['store'];

const NO_STORE: StoreJson = {
  kind: 'none',
  freshness: 'live',
  asOf: null,
  version: 0,
  alarm: null,
};

function storeOf(
  { kind, state, knowledge }: Ledger,
  write: (instant: Instant) => string,
): StoreJson {
  const { freshness, asOf, alarm } = knowledge;
  return { kind, freshness, asOf: asOf && write(asOf), version: state?.version ?? 0, alarm };
}
