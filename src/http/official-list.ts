import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAX_OFFICIAL_LIST_BYTES, parseOfficialList } from '../calendars/official-list.ts';
import type { ListFault, OfficialList } from '../core/calendar.ts';
import { CodedError, type Fault } from '../errors.ts';
import { putOfficialList, removeOfficialList } from '../holidays/put-official-list.ts';
import { OFFICIAL_LIST, runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import type { StoredOfficialList } from '../holidays/stored-official-list.ts';
import { forbidSharing } from './caching.ts';
import { etagOf, expectedVersions, idempotencyOf } from './conditions.ts';
import { officialListToJson } from './holiday-json.ts';
import { calendarsOf } from './holiday-state.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import { MAX_FAULTS } from './limits.ts';
import { snapshotOf } from './lookup.ts';
import { DELETE_LIST, GET_LIST, LIST_FEEDS, LIST_TYPES, PUT_LIST } from './official-list-schema.ts';
import { refuseBody } from './overrides-write.ts';
import type { App, Ports } from './ports.ts';
import { describePut, previewOfPut } from './put-list-answer.ts';

/** The official list of the Cabinet Office: put, read and taken back while the service runs. */
export async function registerOfficialList(server: App, ports: Ports): Promise<void> {
  registerReads(server, ports);
  registerRemoval(server, ports);

  // Apart from the other routes, which read JSON alone.
  await server.register(async (scope) => {
    const app = scope as App;
    readBytes(app);
    const put = { schema: PUT_LIST, bodyLimit: MAX_OFFICIAL_LIST_BYTES };
    app.put('/v1/holidays/official', put, async (request, reply) => {
      const list = listIn(request);
      const { force = false, dryRun = false } = request.query;
      const propose = putOfficialList({ list, force }, calendarsOf(ports));
      const { actor } = request.principal;
      const idempotency = idempotencyOf(request);
      forbidSharing(reply);
      if (dryRun) return reply.send(previewOfPut(list, { propose, actor }, ports));
      const write = { actor, action: 'holiday.official', idempotency, propose };
      const { changes, replayed } = await ledgerOf(ports).write(write);
      if (replayed) reply.header('idempotency-replayed', 'true');
      tag(reply, runtimeHolidaysOf(stateOf(ports)).official);
      return reply.send({ ...describePut(list, changes, ports), dryRun });
    });
  });
}

function registerRemoval(app: App, ports: Ports): void {
  app.delete('/v1/holidays/official', { schema: DELETE_LIST }, async (request, reply) => {
    refuseBody(request);
    const propose = removeOfficialList(expectedVersions(request));
    const { actor } = request.principal;
    const idempotency = idempotencyOf(request);
    // Refused before anything is written where the answer could not be told.
    const { zone } = snapshotOf(ports.keeper);
    forbidSharing(reply);
    const write = { actor, action: 'holiday.unofficial', idempotency, propose };
    const { changes, replayed } = await ledgerOf(ports).write(write);
    if (replayed) reply.header('idempotency-replayed', 'true');
    const change = changes.find(({ kind }) => kind === OFFICIAL_LIST.kind);
    const removed = (change?.before ?? null) as StoredOfficialList | null;
    return reply.send(officialListToJson(removed, zone));
  });
}

function registerReads(app: App, ports: Ports): void {
  app.get('/v1/holidays/official', { schema: GET_LIST }, (_request, reply) => {
    const { zone } = snapshotOf(ports.keeper);
    const { official } = runtimeHolidaysOf(stateOf(ports));
    forbidSharing(reply);
    tag(reply, official);
    reply.send(officialListToJson(official, zone));
  });

  app.get('/v1/holidays/feeds', { schema: LIST_FEEDS }, (_request, reply) => {
    const { feeds } = runtimeHolidaysOf(stateOf(ports));
    forbidSharing(reply);
    reply.send({
      feeds: [...feeds].map(([calendar, { url, fetchedAt, dates, endless, knownThrough }]) => {
        return { calendar, url, fetchedAt, dates: [...dates], endless, knownThrough };
      }),
    });
  });
}

/** Of whatever kind a client says that they are: the file itself tells what it is. */
function readBytes(app: App): void {
  app.removeAllContentTypeParsers();
  const keep = async (_request: unknown, bytes: Buffer) => bytes;
  app.addContentTypeParser([...LIST_TYPES], { parseAs: 'buffer' }, keep);
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      if (request.headers['content-type'] === undefined) return bytes;
      const detail = `Send the file of the list with Content-Type: ${LIST_TYPES[0]}.`;
      const accept = { accept: LIST_TYPES.join(', ') };
      throw new CodedError([{ code: 'unsupported_media_type', detail }], accept);
    },
  );
}

function listIn({ body }: FastifyRequest): OfficialList {
  const parsed = parseOfficialList(body instanceof Uint8Array ? body : new Uint8Array());
  if (parsed.ok) return parsed.list;
  const [first, ...others] = parsed.faults.slice(0, MAX_FAULTS).map(toFault);
  throw new CodedError(first ? [first, ...others] : [NO_LIST]);
}

const NO_LIST: Fault = { code: 'bad_official_list', detail: 'The body is no list.' };

function toFault({ line, found, advice }: ListFault): Fault {
  return { code: 'bad_official_list', detail: `line ${line}: ${found}; ${advice}.` };
}

function tag(reply: FastifyReply, official: StoredOfficialList | null): void {
  if (official) reply.header('etag', etagOf(official.put.version));
}
