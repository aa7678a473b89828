import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../core/instant.ts';
import { CodedError, type Fault } from '../errors.ts';
import { overlaySnapshot } from '../lines/overlay-snapshot.ts';
import { checkMessage } from '../messages/check-message.ts';
import type { Override } from '../overrides/override.ts';
import type { OverridePorts } from '../overrides/reading.ts';
import { isObject, type Writing } from '../overrides/written-override.ts';
import type { Write } from '../store/ledger.ts';
import type { DocumentChange } from '../store/record.ts';
import { bodyFaults } from './body-faults.ts';
import { forbidSharing } from './caching.ts';
import { etagOf, idempotencyOf } from './conditions.ts';
import { ledgerOf } from './ledger-of.ts';
import { snapshotOf } from './lookup.ts';
import { overrideToJson } from './overrides-json.ts';
import { previewOf } from './overrides-preview.ts';
import type { Ports } from './ports.ts';

/** What overrides are read against: the configuration in force. */
export function overridePorts({ keeper }: Ports): OverridePorts {
  const base = keeper.configured ?? snapshotOf(keeper);
  const unseen = { version: 0, at: 0 as Instant };
  const layOver = (overrides: readonly Override[]) =>
    overlaySnapshot(base, { ...unseen, overrides });
  return { base, layOver, checkMessage };
}

/** The body of a request on a route that takes its faults itself, to tell them with its own. */
export function writingOf({ body, validationError }: FastifyRequest): BodyWriting {
  const { validation = [], validationContext } = validationError ?? {};
  if (validationError && validationContext !== 'body') throw validationError;
  if (body === undefined) throw new CodedError([EMPTY_BODY]);
  const told = bodyFaults(validation as unknown as Parameters<typeof bodyFaults>[0]);
  return { body: isObject(body) ? body : {}, told };
}

interface BodyWriting extends Writing {
  readonly body: Readonly<Record<string, unknown>>;
}

const EMPTY_BODY: Fault = {
  code: 'invalid_parameter',
  pointer: '',
  detail: 'The body is empty; send a JSON object.',
};

type Proposal = Pick<Write, 'action' | 'propose'>;

/** Writes, or with `dryRun` tells what would be written, and answers. */
export async function answerWrite(
  reply: FastifyReply,
  { action, propose }: Proposal,
  ports: Ports,
): Promise<FastifyReply> {
  const { request } = reply;
  const { actor } = request.principal;
  const { zone } = snapshotOf(ports.keeper);
  refuseBodyOfEnd(request);
  const idempotency = idempotencyOf(request);
  forbidSharing(reply);
  if ((request.query as { dryRun?: boolean }).dryRun) {
    return reply.send(
      previewOf(propose, { actor, zone, overridePorts: overridePorts(ports) }, ports),
    );
  }
  const write = { actor, action, idempotency, propose };
  const { changes, replayed } = await ledgerOf(ports).write(write);
  const override = overrideIn(changes);
  if (replayed) reply.header('idempotency-replayed', 'true');
  reply.header('etag', etagOf(override.changed.version));
  if (action === 'override.create') reply.code(201).header('location', locationOf(override));
  return reply.send(overrideToJson(override, { now: ports.clock(), zone }));
}

/** What a change left of the override that it is about. */
function overrideIn(changes: readonly DocumentChange[]): Override {
  const change = changes.find(({ kind, after }) => kind === 'override' && after !== null);
  return change?.after as unknown as Override;
}

function locationOf({ id }: Override): string {
  return `/v1/overrides/${id}`;
}

/** Ending has nothing to say; what is said all the same is not passed over. */
function refuseBodyOfEnd(request: FastifyRequest): void {
  if (request.method !== 'DELETE') return;
  refuseBody(request, '; to end it at another time, PATCH its "until"');
}

/** What has nothing to say must not say anything. */
export function refuseBody({ body }: FastifyRequest, advice = ''): void {
  if (body === undefined) return;
  const detail = `The body must be empty${advice}.`;
  throw new CodedError([{ code: 'invalid_parameter', pointer: '', detail }]);
}
