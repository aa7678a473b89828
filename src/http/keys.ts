import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  type AccessKey,
  MAX_KEY_NAME_LENGTH,
  MAX_LIMIT_NAMES,
  SCOPES,
} from '../access/access-key.ts';
import { createKey } from '../access/create-key.ts';
import { KEY_STATES, keyStateAt, keysOf } from '../access/keys-of.ts';
import { EXPIRY_ADVICE, parseExpiry } from '../access/parse-expiry.ts';
import { revokeKey } from '../access/revoke-key.ts';
import type { Instant } from '../core/instant.ts';
import { CodedError, type Fault, refuseFaults } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { forbidCaching } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import { MAX_INSTANT_LENGTH } from './limits.ts';
import { snapshotFor, unknownName } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { idParameter, NoQuery } from './query-schema.ts';
import { nullable, record } from './schema.ts';

const TimeSchema = Type.String({ format: 'date-time', description: 'ISO 8601 in UTC.' });
const LimitSchema = Type.Array(Type.String(), {
  minItems: 1,
  maxItems: MAX_LIMIT_NAMES,
  description: 'What the key is limited to; without lines and groups: every line.',
});

const KeySchema = {
  id: Type.String({ examples: ['k3v9x0q2ab'] }),
  name: Type.String(),
  scopes: Type.Array(Type.Enum([...SCOPES])),
  lines: Type.Union([LimitSchema, Type.Null()]),
  groups: Type.Union([LimitSchema, Type.Null()]),
  createdAt: TimeSchema,
  createdBy: Type.String({ description: 'The name of the key, or of the user of the machine.' }),
  expiresAt: nullable(TimeSchema),
  revokedAt: nullable(TimeSchema),
  state: Type.Enum([...KEY_STATES]),
};

const NewKeyBody = record(
  {
    name: Type.String({
      minLength: 1,
      maxLength: MAX_KEY_NAME_LENGTH,
      description: 'For people: who or what holds it. Several keys may have the same.',
      examples: ['night shift'],
    }),
    scopes: Type.Array(Type.Enum([...SCOPES], { type: 'string' }), {
      minItems: 1,
      maxItems: SCOPES.length,
      description: 'override includes read; admin includes all and cannot be limited to lines.',
    }),
    lines: Type.Optional(LimitSchema),
    groups: Type.Optional(LimitSchema),
    expires: Type.Optional(
      Type.String({
        maxLength: MAX_INSTANT_LENGTH,
        description: 'A duration such as P90D, or an instant with an offset. Default: never.',
        examples: ['P90D'],
      }),
    ),
  },
  {
    title: 'NewKey',
    examples: [
      { name: 'night shift', scopes: ['override'], lines: ['phone-pin'], expires: 'P90D' },
    ],
  },
);

const CREATE_KEY = {
  operationId: 'createKey',
  summary: 'Makes an access key, and shows it this once',
  description:
    'Repeating the request makes another key, since the first cannot be shown again.' +
    ' A key that never arrived can be seen in the list, and revoked.',
  tags: ['service'],
  querystring: NoQuery,
  body: NewKeyBody,
  response: {
    201: record(
      { key: Type.String({ description: 'Shown once and never again.' }), ...KeySchema },
      { title: 'MadeKey', description: 'The key, to be sent as Authorization: Bearer.' },
    ),
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'missing_parameter',
      'unknown_line',
      'unknown_group',
      'unknown_names',
      'too_many_keys',
      'not_known',
      'store_unavailable',
      'store_behind',
      'outcome_unknown',
    ]),
  },
};

const LIST_KEYS = {
  operationId: 'listKeys',
  summary: 'The access keys, without what is secret in them',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    200: record(
      { keys: Type.Array(record(KeySchema, { title: 'Key' })) },
      { title: 'Keys', description: 'All keys that are remembered, in order of creation.' },
    ),
    ...errorResponses(['store_unavailable']),
  },
};

const REVOKE_KEY = {
  operationId: 'revokeKey',
  summary: 'Makes an access key invalid, on all replicas within two seconds',
  tags: ['service'],
  params: record({ id: idParameter('The id of a key.', 'k3v9x0q2ab') }),
  querystring: NoQuery,
  response: {
    200: record(KeySchema, {
      title: 'Key',
      description: 'The key as it is now. Revoking it again is the same.',
    }),
    ...errorResponses(['unknown_key', 'store_unavailable', 'store_behind', 'outcome_unknown']),
  },
};

/** The access keys: made, listed and revoked by whoever has the scope `admin`. */
export function registerKeys(app: App, ports: Ports): void {
  app.post('/v1/keys', { schema: CREATE_KEY }, async ({ body, principal }, reply) => {
    const { id, key, propose } = createKey({
      ...{ name: body.name, scopes: [...new Set(body.scopes)] },
      ...limitsAsked(body, reply, ports),
      expires: expiryAsked(body.expires, ports.clock()),
    });
    const write = { actor: principal.actor, action: 'key.create', idempotency: null, propose };
    const { state } = await ledgerOf(ports).write(write);
    forbidCaching(reply);
    const created = keysOf(state).get(id) as AccessKey;
    return reply.code(201).send({ key, ...keyToJson(created, ports.clock()) });
  });

  app.get('/v1/keys', { schema: LIST_KEYS }, (_request, reply) => {
    const state = stateOf(ports);
    forbidCaching(reply);
    const now = ports.clock();
    reply.send({ keys: [...keysOf(state).values()].map((key) => keyToJson(key, now)) });
  });

  app.delete('/v1/keys/:id', { schema: REVOKE_KEY }, async ({ params, principal }, reply) => {
    const propose = revokeKey(params.id);
    const write = { actor: principal.actor, action: 'key.revoke', idempotency: null, propose };
    const { state } = await ledgerOf(ports).write(write);
    forbidCaching(reply);
    return reply.send(keyToJson(keysOf(state).get(params.id) as AccessKey, ports.clock()));
  });
}

type KeyJson = Static<ReturnType<typeof record<typeof KeySchema>>>;

/** Without its hash, which is nobody's business. */
function keyToJson(key: AccessKey, now: Instant): KeyJson {
  const { id, name, scopes, lines, groups, created, expires, revoked } = key;
  return {
    ...{ id, name, scopes: [...scopes], lines: lines && [...lines], groups: groups && [...groups] },
    createdAt: created.at,
    createdBy: created.by.name,
    expiresAt: expires,
    revokedAt: revoked?.at ?? null,
    state: keyStateAt(key, now),
  };
}

/** Names must be known where there are any: a misspelt limit would be a key that opens nothing. */
function limitsAsked(
  { lines, groups }: Static<typeof NewKeyBody>,
  { request }: FastifyReply,
  ports: Ports,
) {
  if (lines || groups) {
    const known = snapshotFor(ports, request);
    refuseFaults([
      ...unknownNames(known.lines, lines, 'line'),
      ...unknownNames(known.groups, groups, 'group'),
    ]);
  }
  return {
    lines: lines ? [...new Set(lines)] : null,
    groups: groups ? [...new Set(groups)] : null,
  };
}

function unknownNames(
  known: ReadonlyMap<string, unknown>,
  names: readonly string[] = [],
  kind: 'line' | 'group',
): Fault[] {
  return names.flatMap((name, index) => {
    if (known.has(name)) return [];
    const { code, detail } = unknownName(known, name, kind);
    return [{ code, pointer: `/${kind}s/${index}`, detail }];
  });
}

function expiryAsked(text: string | undefined, now: Instant): Instant | null {
  if (text === undefined) return null;
  const expires = parseExpiry(text, now);
  if (expires !== null) return expires;
  const detail = `${quote(text)} is not when a key can expire; ${EXPIRY_ADVICE}`;
  throw new CodedError([{ code: 'invalid_parameter', pointer: '/expires', detail }]);
}
