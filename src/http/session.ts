import cookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type AccessKey, SCOPES } from '../access/access-key.ts';
import { noSession, type ShownKey, validKey } from '../access/authenticate.ts';
import { endSession } from '../access/end-session.ts';
import { ANONYMOUS, principalOf } from '../access/principal.ts';
import type { Session } from '../access/session.ts';
import { heldSession, type Living } from '../access/sessions-of.ts';
import { startSession } from '../access/start-session.ts';
import { invariant } from '../core/invariant.ts';
import { CodedError } from '../errors.ts';
import { forbidSharing } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import type { App, Ports } from './ports.ts';
import { NoQuery } from './query-schema.ts';
import { requireSameOrigin } from './same-origin.ts';
import { record } from './schema.ts';
import {
  awaitSession,
  handOut,
  livingSession,
  sessionShown,
  showsSession,
  takeBack,
} from './session-cookie.ts';

const NamesOfKey = Type.Array(Type.String(), { description: 'What the key is limited to.' });

const SessionSchema = record(
  {
    name: Type.String({ description: 'The name of the access key.' }),
    scopes: Type.Array(Type.Enum([...SCOPES])),
    lines: Type.Union([NamesOfKey, Type.Null()]),
    groups: Type.Union([NamesOfKey, Type.Null()]),
    expiresAt: Type.String({ format: 'date-time', description: 'ISO 8601 in UTC, half-open.' }),
  },
  {
    title: 'Session',
    description: 'Who is signed in, and until when. The key may be revoked before.',
  },
);

/** Who is signed in, as it is answered. */
export type SessionJson = Static<typeof SessionSchema>;

const WRITE_ERRORS = [
  'cross_site',
  'rate_limited',
  'store_unavailable',
  'store_behind',
  'outcome_unknown',
] as const;

const START_SESSION = {
  operationId: 'startSession',
  summary: 'Signs a browser in with an access key',
  description:
    'For pages of the service itself: the answer sets a cookie, which stands for the key on every' +
    ' route until it ends. Other programs send the key with each request.',
  tags: ['service'],
  querystring: NoQuery,
  body: record(
    {
      key: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'An access key: eig_ID_SECRET.',
      }),
    },
    { title: 'NewSession', examples: [{ key: 'eig_ID_SECRET' }] },
  ),
  response: {
    201: SessionSchema,
    ...errorResponses([
      'invalid_request',
      'invalid_parameter',
      'missing_parameter',
      'bad_json',
      'unsupported_media_type',
      'unauthenticated',
      'no_keys',
      ...WRITE_ERRORS,
    ]),
  },
};

const GET_SESSION = {
  operationId: 'getSession',
  summary: 'Who is signed in',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    200: SessionSchema,
    ...errorResponses(['unauthenticated', 'rate_limited', 'store_unavailable']),
  },
};

const END_SESSION = {
  operationId: 'endSession',
  summary: 'Signs a browser out, on every replica',
  description: 'Also where nobody is signed in any more. The cookie goes whatever the answer is.',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    204: Type.Null({ description: 'Nobody is signed in.' }),
    ...errorResponses(WRITE_ERRORS),
  },
};

/** Sessions of browsers; apart from the other routes, which set no cookies. */
export async function registerSession(parent: App, ports: Ports): Promise<void> {
  await parent.register(async (app: App) => {
    // Cookies are looked at where it is decided who is asking.
    await app.register(cookie, { hook: false });
    const preHandler = async (request: FastifyRequest) => requireSameOrigin(request, ports);
    registerStart(app, ports, preHandler);

    app.get('/v1/session', { schema: GET_SESSION }, async (request, reply) => {
      stateOf(ports);
      await awaitSession(request, ports);
      const living = livingSession(request, ports);
      forbidSharing(reply);
      if (living) return reply.send(sessionToJson(living));
      const fault = noSession('Nobody is signed in.');
      if (showsSession(request)) app.countFailedKey(request, fault);
      throw fault;
    });

    const end = { schema: END_SESSION, preHandler };
    app.delete('/v1/session', end, async (request, reply) => {
      const shown = sessionShown(request, ports);
      forbidSharing(reply);
      takeBack(reply, ports);
      if (shown) {
        await awaitSession(request, ports);
        const session = heldSession(shown, stateOf(ports));
        const actor = session?.created.by ?? ANONYMOUS.keyed.actor;
        const propose = endSession(shown);
        // Also where it is not known, since then the store may have to be asked in vain.
        await ledgerOf(ports).write({ actor, action: 'session.end', idempotency: null, propose });
      }
      return reply.code(204).send(null);
    });
  });
}

function registerStart(
  app: App,
  ports: Ports,
  preHandler: (request: FastifyRequest) => Promise<void>,
): void {
  const start = { schema: START_SESSION, preHandler, config: { hasKeyInBody: true } };
  app.post('/v1/session', start, async (request, reply) => {
    const text = request.body.key.trim();
    const shown = { text, unlike: 'The key is not written as eig_ID_SECRET.' };
    const key = await keyOf(shown, request, ports);
    request.principal = principalOf(key);
    app.countKeyInBody(request);
    const { session, propose } = startSession({
      keyIn: (state, now) => validKey(shown, state, now),
      replaces: sessionBefore(request, ports)?.id ?? null,
    });
    const { actor } = request.principal;
    const write = { actor, action: 'session.start', idempotency: null, propose };
    const { state } = await ledgerOf(ports).write(write);
    const stored = heldSession(session, state);
    invariant(stored !== null, 'what was written is there');
    const milliseconds = Date.parse(stored.expires) - ports.clock();
    forbidSharing(reply);
    handOut(reply, { session, milliseconds }, ports);
    return reply.code(201).send(sessionToJson({ session: stored, key }));
  });
}

/** Keys that are not valid are counted wherever they are shown. */
async function keyOf(shown: ShownKey, request: FastifyRequest, ports: Ports): Promise<AccessKey> {
  try {
    return validKey(shown, stateOf(ports), ports.clock());
  } catch (fault) {
    if (fault instanceof CodedError) request.server.countFailedKey(request, fault);
    throw fault;
  }
}

/** Whoever signs in again leaves no session behind; one that is not theirs is not touched. */
function sessionBefore(request: FastifyRequest, ports: Ports): Session | null {
  const shown = sessionShown(request, ports);
  return shown && heldSession(shown, stateOf(ports));
}

function sessionToJson({ session, key }: Living): SessionJson {
  const { name, scopes, lines, groups } = key;
  return {
    ...{ name, scopes: [...scopes], lines: lines && [...lines], groups: groups && [...groups] },
    expiresAt: session.expires,
  };
}
