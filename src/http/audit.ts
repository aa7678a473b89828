import { type Static, Type } from 'typebox';
import type { AuditRecord } from '../store/record.ts';
import { forbidSharing } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import { DEFAULT_PAGE } from './limits.ts';
import { linkNext } from './link-next.ts';
import type { App, Ports } from './ports.ts';
import { LimitParameter } from './query-schema.ts';
import { nullable, record } from './schema.ts';

const HashSchema = Type.String({ description: 'SHA-256 in hexadecimal.' });

/** As in the store: whoever checks the hashes needs every key as it is. */
const RecordSchema = record({
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
  nonce: Type.String({ description: 'Random: no two records are the same.' }),
  previous: { ...HashSchema, description: 'The hash of the record before.' },
  hash: { ...HashSchema, description: 'Over the RFC 8785 form of everything else in it.' },
});

const AuditSchema = record(
  {
    records: Type.Array(RecordSchema),
    head: record({ version: Type.Integer(), hash: HashSchema }),
  },
  {
    description: 'The records in order, each bound to the one before, and where the store stands.',
  },
);

const LIST_AUDIT = {
  operationId: 'listAuditRecords',
  summary: 'Who changed what, and when',
  tags: ['audit'],
  querystring: record({
    from: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The first version to tell. Default: 1.' }),
    ),
    limit: Type.Optional(LimitParameter),
  }),
  response: {
    200: AuditSchema,
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'duplicate_parameter',
      'store_unavailable',
    ]),
  },
};

/** Every accepted change, as it is stored. */
export function registerAudit(app: App, ports: Ports): void {
  app.get('/v1/audit', { schema: LIST_AUDIT }, async ({ query }, reply) => {
    const { from = 1, limit = DEFAULT_PAGE } = query;
    const records = await ledgerOf(ports).records(from, limit);
    // Looked at after the records, so that it is never behind them.
    const { version, hash } = stateOf(ports);
    const next = (records.at(-1)?.version ?? version) + 1;
    forbidSharing(reply);
    if (next <= version) linkNext(reply, { from: next, limit });
    return reply.send({ records: recordsToJson(records), head: { version, hash } });
  });
}

/** As they are: the schema is what the document says of them. */
function recordsToJson(records: readonly AuditRecord[]): Static<typeof RecordSchema>[] {
  return records.map((each) => ({ ...each, changes: [...each.changes] }));
}
