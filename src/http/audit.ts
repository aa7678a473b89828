import { type Static, Type } from 'typebox';
import { hasScope, type Principal } from '../access/principal.ts';
import { type Fault, refuseFaults } from '../errors.ts';
import { type SeenRecord, seenRecord } from '../overrides/seen-record.ts';
import { fillPage, newestBefore, oldestFrom, type See } from './audit-page.ts';
import { forbidSharing } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { stateOf } from './ledger-of.ts';
import { DEFAULT_PAGE } from './limits.ts';
import { linkNext } from './link-next.ts';
import { snapshotOf } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { LimitParameter } from './query-schema.ts';
import { nullable, record } from './schema.ts';

const HashSchema = Type.String({ description: 'SHA-256 in hexadecimal.' });

/** As in the store: whoever checks the hashes needs every key of it as it is. */
const RecordSchema = record(
  {
    version: Type.Integer(),
    at: Type.String({ format: 'date-time' }),
    actor: record({ key: nullable(Type.String()), name: Type.String() }),
    action: Type.String({ examples: ['override.create'] }),
    changes: Type.Array(
      record({
        kind: Type.String(),
        id: Type.String(),
        before: Type.Unknown({ description: 'The document; null where there was none.' }),
        after: Type.Unknown({ description: 'The document; null where there is none now.' }),
      }),
    ),
    idempotency: Type.Union([record({ key: HashSchema, fingerprint: HashSchema }), Type.Null()]),
    nonce: nullable(
      Type.String({ description: 'Random: no two records are the same. null: see the operation.' }),
    ),
    previous: { ...HashSchema, description: 'The hash of the record before.' },
    hash: { ...HashSchema, description: 'Over the RFC 8785 form of everything else in it.' },
  },
  { title: 'AuditRecord' },
);

const AuditSchema = record(
  {
    records: Type.Array(RecordSchema),
    head: record({ version: Type.Integer(), hash: HashSchema }),
  },
  {
    title: 'AuditRecords',
    description: 'The records in the order asked for, and where the store stands.',
  },
);

const VersionParameter = Type.Integer({ minimum: 1 });

const LIST_AUDIT = {
  operationId: 'listAuditRecords',
  summary: 'Who changed what, and when',
  description:
    'With the scope `admin`: every record, each bound by its hash to the one before. With' +
    ' `override`: those about overrides, as they are, but fewer, so that hashes do not chain; for' +
    ' a key that is limited to lines, what GET /v1/overrides shows it of them: of a record that' +
    ' says more, the rest is left out, `idempotency` and `nonce` are null, and its hash fits' +
    ' nothing. Pages may then be shorter than `limit`, or empty; the trail ends where there is no' +
    ' Link to a next one.',
  tags: ['audit'],
  querystring: record({
    order: Type.Optional(
      Type.String({
        enum: ['oldest', 'newest'],
        description: 'What comes first. Default: oldest.',
      }),
    ),
    from: Type.Optional({
      ...VersionParameter,
      description: 'Of the oldest first: the first version to tell. Default: 1.',
    }),
    before: Type.Optional({
      ...VersionParameter,
      description: 'Of the newest first: the first version that is not told. Default: none.',
    }),
    limit: Type.Optional(LimitParameter),
  }),
  response: {
    200: AuditSchema,
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'duplicate_parameter',
      'not_known',
      'store_unavailable',
    ]),
  },
};

/** Every accepted change that the caller may see. */
export function registerAudit(app: App, ports: Ports): void {
  app.get('/v1/audit', { schema: LIST_AUDIT }, async ({ query, principal }, reply) => {
    const { limit = DEFAULT_PAGE } = query;
    const order = query.order === 'newest' ? 'newest' : 'oldest';
    refuseFaults(orderFaults(order, query));
    const see = sightOf(principal, ports);
    const [cursor, read] =
      order === 'newest'
        ? (['before', newestBefore(ports, query.before)] as const)
        : (['from', oldestFrom(ports, query.from)] as const);
    const { records, next } = await fillPage(read, see, limit);
    const { version, hash } = stateOf(ports);
    forbidSharing(reply);
    const rest = { ...(order === 'newest' && { order }), [cursor]: next, limit };
    if (next !== null) linkNext(reply, rest);
    return reply.send({ records: records.map(recordToJson), head: { version, hash } });
  });
}

/** A cursor of the other order would silently be passed over. */
function orderFaults(order: 'oldest' | 'newest', query: object): Fault[] {
  const [parameter, other] = order === 'newest' ? ['from', 'newest'] : ['before', 'oldest'];
  if (!(parameter in query)) return [];
  const detail = `${parameter} goes with the other order, not with ${other} first.`;
  return [{ code: 'invalid_parameter', parameter, detail }];
}

/** An admin sees all of it; others what concerns overrides, as far as their key is for them. */
function sightOf({ limits, ...principal }: Principal, { keeper }: Ports): See {
  if (hasScope({ limits, ...principal }, 'admin')) return (record) => record;
  const snapshot = limits === null ? null : snapshotOf(keeper);
  return (record) => seenRecord(record, snapshot && limits && { snapshot, limits });
}

/** As it is: the schema is what the document says of it. */
function recordToJson(record: SeenRecord): Static<typeof RecordSchema> {
  return { ...record, changes: [...record.changes] };
}
