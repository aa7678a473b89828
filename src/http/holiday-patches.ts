import type { FastifyReply } from 'fastify';
import { createPatch } from '../holidays/create-patch.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import { patchOf, removePatch } from '../holidays/remove-patch.ts';
import { runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import type { Write } from '../store/ledger.ts';
import type { DocumentChange } from '../store/record.ts';
import { forbidSharing } from './caching.ts';
import { etagOf, expectedVersions, idempotencyOf } from './conditions.ts';
import { errorResponses, WRITE_ERRORS } from './error-responses.ts';
import { patchToJson } from './holiday-json.ts';
import { previewOfPatch } from './holiday-preview.ts';
import * as schemas from './holiday-schema.ts';
import { calendarsOf, standingsIn } from './holiday-state.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import { snapshotOf } from './lookup.ts';
import { newId } from './new-id.ts';
import { WriteQuery } from './override-schema.ts';
import { refuseBody, writingOf } from './overrides-write.ts';
import type { App, Ports } from './ports.ts';
import { NoQuery } from './query-schema.ts';

const CHANGE_ERRORS = ['invalid_header', ...WRITE_ERRORS] as const;

const CREATE_PATCH = {
  operationId: 'patchHolidays',
  summary: 'Adds, moves or cancels a holiday, until the official list says so itself',
  description:
    'Exactly the dates that it names change: a 振替休日 beside them needs a patch of its own.' +
    ' With an Idempotency-Key a repetition answers as the first time did.',
  tags: ['holidays'],
  querystring: WriteQuery,
  body: schemas.NewPatchBody,
  response: {
    200: {
      description: 'With dryRun: what would change.',
      content: { 'application/json': { schema: schemas.PatchPreviewSchema } },
    },
    201: {
      description: 'The patch. ETag is its version, Location its address.',
      content: { 'application/json': { schema: schemas.HOLIDAY_PATCH } },
    },
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'missing_parameter',
      'duplicate_parameter',
      'bad_json',
      'unsupported_media_type',
      'bad_date',
      'date_out_of_range',
      'range_too_long',
      'unknown_calendar',
      'needless_patch',
      'too_many_patches',
      ...CHANGE_ERRORS,
    ]),
  },
};

const LIST_PATCHES = {
  operationId: 'listHolidayPatches',
  summary: 'What was added, moved and cancelled, and whether it is in force',
  tags: ['holidays'],
  querystring: NoQuery,
  response: { 200: schemas.PatchesSchema, ...errorResponses(['not_known', 'store_unavailable']) },
};

const GET_PATCH = {
  operationId: 'getHolidayPatch',
  summary: 'A patch; its ETag is what If-Match takes',
  tags: ['holidays'],
  params: schemas.PatchParams,
  querystring: NoQuery,
  response: {
    200: schemas.HOLIDAY_PATCH,
    ...errorResponses(['unknown_patch', 'not_known', 'store_unavailable']),
  },
};

const REMOVE_PATCH = {
  operationId: 'removeHolidayPatch',
  summary: 'Takes a patch back; needs If-Match',
  tags: ['holidays'],
  params: schemas.PatchParams,
  querystring: NoQuery,
  response: {
    200: {
      description: 'The patch as it was.',
      content: { 'application/json': { schema: schemas.HOLIDAY_PATCH } },
    },
    ...errorResponses([
      'invalid_parameter',
      'unknown_patch',
      'precondition_failed',
      'precondition_required',
      ...CHANGE_ERRORS,
    ]),
  },
};

/** Patches of holidays: made and taken back by admins. */
export function registerHolidayPatches(app: App, ports: Ports): void {
  const create = { schema: CREATE_PATCH, attachValidation: true };
  app.post('/v1/holidays', create, async (request, reply) => {
    const writing = writingOf(request);
    const propose = createPatch({ id: newId(), writing }, calendarsOf(ports));
    const answer = request.query.dryRun ? answerTrial : answerCreation;
    return answer(reply as FastifyReply, propose, ports);
  });

  app.get('/v1/holidays/patches', { schema: LIST_PATCHES }, (_request, reply) => {
    const { zone } = snapshotOf(ports.keeper);
    const { patches } = runtimeHolidaysOf(stateOf(ports));
    const standingOf = standingsIn(ports, patches);
    forbidSharing(reply);
    reply.send({ patches: patches.map((patch) => patchToJson(patch, standingOf(patch), zone)) });
  });

  app.get('/v1/holidays/patches/:id', { schema: GET_PATCH }, ({ params }, reply) => {
    forbidSharing(reply);
    sendPatch(reply, patchOf(stateOf(ports), params.id), ports);
  });

  app.delete('/v1/holidays/patches/:id', { schema: REMOVE_PATCH }, async (request, reply) => {
    refuseBody(request);
    const { id } = request.params;
    const propose = removePatch({ id, isExpected: expectedVersions(request) });
    const { actor } = request.principal;
    const idempotency = idempotencyOf(request);
    forbidSharing(reply);
    const action = 'holiday.unpatch';
    const patch = await write(reply, { actor, action, idempotency, propose }, ports);
    return sendPatch(reply, patch, ports);
  });
}

function answerTrial(reply: FastifyReply, propose: Write['propose'], ports: Ports): FastifyReply {
  // Read so that a trial refuses what the write would.
  idempotencyOf(reply.request);
  forbidSharing(reply);
  return reply.send(previewOfPatch(propose, reply.request.principal.actor, ports));
}

async function answerCreation(
  reply: FastifyReply,
  propose: Write['propose'],
  ports: Ports,
): Promise<FastifyReply> {
  const { actor } = reply.request.principal;
  const idempotency = idempotencyOf(reply.request);
  forbidSharing(reply);
  const patch = await write(reply, { actor, action: 'holiday.patch', idempotency, propose }, ports);
  reply.code(201).header('location', `/v1/holidays/patches/${patch.id}`);
  return sendPatch(reply, patch, ports);
}

/** The patch that a write made or took back. */
async function write(reply: FastifyReply, write: Write, ports: Ports): Promise<HolidayPatch> {
  // Without a configuration the answer could not be told: refused before anything is written.
  snapshotOf(ports.keeper);
  const { changes, replayed } = await ledgerOf(ports).write(write);
  if (replayed) reply.header('idempotency-replayed', 'true');
  return patchIn(changes);
}

function patchIn([change]: readonly DocumentChange[]): HolidayPatch {
  return (change?.after ?? change?.before) as unknown as HolidayPatch;
}

/** Also of one that is no more: where it would stand. */
function sendPatch(reply: FastifyReply, patch: HolidayPatch, ports: Ports): FastifyReply {
  const { patches } = runtimeHolidaysOf(stateOf(ports));
  const others = patches.filter(({ id }) => id !== patch.id);
  const standingOf = standingsIn(ports, [...others, patch]);
  reply.header('etag', etagOf(patch.created.version));
  return reply.send(patchToJson(patch, standingOf(patch), snapshotOf(ports.keeper).zone));
}
