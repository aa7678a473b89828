import { Type } from 'typebox';
import { unknownOverride } from '../overrides/change-override.ts';
import type { Override } from '../overrides/override.ts';
import { overrideWithin } from '../overrides/override-within.ts';
import { overrideOf, overridesOf } from '../overrides/overrides-of.ts';
import { PHASES, type Phase, phaseOf } from '../overrides/phase-of.ts';
import { forbidSharing } from './caching.ts';
import { etagOf } from './conditions.ts';
import { errorResponses } from './error-responses.ts';
import { stateOf } from './ledger-of.ts';
import { DEFAULT_PAGE } from './limits.ts';
import { linkNext } from './link-next.ts';
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
  description:
    'The ETag is of what was written last, the version. `phase` follows the clock alone, so it' +
    ' may be another one under the same ETag.',
  tags: ['overrides'],
  params: OverrideParams,
  querystring: NoQuery,
  response: {
    200: referTo(OverrideSchema, 'Override'),
    ...errorResponses(['unknown_override', 'not_known', 'store_unavailable']),
  },
};

/** What a key may see of the overrides: those for a line that it is for, as far as it is. */
export function registerOverrideReads(app: App, ports: Ports): void {
  app.get('/v1/overrides', { schema: LIST_OVERRIDES }, ({ query, principal }, reply) => {
    const snapshot = snapshotOf(ports.keeper);
    const now = ports.clock();
    const { limit = DEFAULT_PAGE, cursor } = query;
    const phase = query.phase as Phase | undefined;
    const isWanted = (override: Override) =>
      isInPhase(phaseOf(override, now), phase) &&
      (cursor === undefined || override.created.version < Number(cursor));
    const seen = overridesOf(stateOf(ports)).flatMap(
      (override) => overrideWithin(principal.limits, override, snapshot) ?? [],
    );
    const { page, next } = pageOf(seen, isWanted, limit);
    forbidSharing(reply);
    if (next !== null) linkNext(reply, { ...query, cursor: next });
    const context = { now, zone: snapshot.zone };
    reply.send({ overrides: page.map((override) => overrideToJson(override, context)), next });
  });

  app.get('/v1/overrides/:id', { schema: GET_OVERRIDE }, ({ params, principal }, reply) => {
    const snapshot = snapshotOf(ports.keeper);
    const stored = overrideOf(stateOf(ports), params.id);
    const override = stored && overrideWithin(principal.limits, stored, snapshot);
    if (!override) throw unknownOverride(params.id);
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
