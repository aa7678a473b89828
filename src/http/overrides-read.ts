import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { unknownOverride } from '../overrides/change-override.ts';
import { touchesLimits } from '../overrides/line-limits.ts';
import type { Override } from '../overrides/override.ts';
import { overrideOf, overridesOf } from '../overrides/overrides-of.ts';
import { PHASES, type Phase, phaseOf } from '../overrides/phase-of.ts';
import { forbidSharing } from './caching.ts';
import { etagOf } from './conditions.ts';
import { errorResponses } from './error-responses.ts';
import { stateOf } from './ledger-of.ts';
import { DEFAULT_PAGE } from './limits.ts';
import { snapshotOf } from './lookup.ts';
import { OverrideParams, OverrideSchema, OverridesSchema } from './override-schema.ts';
import { overrideToJson } from './overrides-json.ts';
import type { App, Ports } from './ports.ts';
import { LimitParameter, NoQuery } from './query-schema.ts';
import { record, referTo } from './schema.ts';

const CursorParameter = Type.String({
  pattern: '^[1-9][0-9]{0,14}$',
  description: 'Where to go on: `next` of the page before.',
});

const OverridesQuery = record({
  phase: Type.Optional(
    Type.String({ enum: [...PHASES], description: 'Default: active and planned.' }),
  ),
  limit: Type.Optional(LimitParameter),
  cursor: Type.Optional(CursorParameter),
});

const LIST_OVERRIDES = {
  operationId: 'listOverrides',
  summary: 'The overrides: active and planned ones, or those of a phase',
  tags: ['overrides'],
  querystring: OverridesQuery,
  response: {
    200: OverridesSchema,
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'duplicate_parameter',
      'not_known',
      'store_unavailable',
    ]),
  },
};

const GET_OVERRIDE = {
  operationId: 'getOverride',
  summary: 'An override; its ETag is what If-Match takes',
  tags: ['overrides'],
  params: OverrideParams,
  querystring: NoQuery,
  response: {
    200: referTo(OverrideSchema, 'Override'),
    ...errorResponses(['unknown_override', 'not_known', 'store_unavailable']),
  },
};

/** What a key may see of the overrides: those for a line that it is for. */
export function registerOverrideReads(app: App, ports: Ports): void {
  app.get('/v1/overrides', { schema: LIST_OVERRIDES }, ({ query, principal }, reply) => {
    const snapshot = snapshotOf(ports.keeper);
    const now = ports.clock();
    const { limit = DEFAULT_PAGE, cursor } = query;
    const phase = query.phase as Phase | undefined;
    const isWanted = (override: Override) =>
      isInPhase(phaseOf(override, now), phase) &&
      (cursor === undefined || override.created.version < Number(cursor)) &&
      touchesLimits(principal.limits, override, snapshot);
    const { page, next } = pageOf(overridesOf(stateOf(ports)), isWanted, limit);
    forbidSharing(reply);
    if (next !== null) linkNext(reply, { ...query, cursor: next });
    const context = { now, zone: snapshot.zone };
    reply.send({ overrides: page.map((override) => overrideToJson(override, context)), next });
  });

  app.get('/v1/overrides/:id', { schema: GET_OVERRIDE }, ({ params, principal }, reply) => {
    const snapshot = snapshotOf(ports.keeper);
    const override = overrideOf(stateOf(ports), params.id);
    if (!override || !touchesLimits(principal.limits, override, snapshot)) {
      throw unknownOverride(params.id);
    }
    forbidSharing(reply);
    reply.header('etag', etagOf(override.changed.version));
    reply.send(overrideToJson(override, { now: ports.clock(), zone: snapshot.zone }));
  });
}

function isInPhase(phase: Phase, wanted: Phase | undefined): boolean {
  return wanted === undefined ? phase !== 'past' : phase === wanted;
}

/** The newest first; the cursor is the version that made the last one of the page. */
function pageOf(
  overrides: readonly Override[],
  isWanted: (override: Override) => boolean,
  limit: number,
) {
  const found = overrides.filter(isWanted).reverse();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last && found.length > limit ? String(last.created.version) : null };
}

/** Adds where the rest is, as RFC 8288 has it. */
export function linkNext(reply: FastifyReply, query: Readonly<Record<string, unknown>>): void {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  const path = reply.request.url.split('?', 1)[0];
  reply.header('link', `<${path}?${parameters}>; rel="next"`);
}
