import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Scope } from '../access/access-key.ts';
import { authenticate, requireScope } from '../access/authenticate.ts';
import { ANONYMOUS, operator, type Principal } from '../access/principal.ts';
import { invariant } from '../core/invariant.ts';
import { CodedError } from '../errors.ts';
import { type Access, accessOf } from './access-table.ts';
import { bearerOf } from './basic-password.ts';
import { ACCESS_ERRORS, addErrorResponses, type ErrorResponse } from './error-responses.ts';
import type { App, Ports } from './ports.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before any route sees the request. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** Failures are told as answers are, so the route documents them itself. */
    keepsShape?: boolean;
  }
}

/** Where the service's own command line says which user of the machine runs it. */
const OPERATOR_HEADER = 'x-eigyochu-operator';
const OPERATOR_NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** Registers who may ask what, before the routes, so that it sees them all. */
export function registerAccess(app: App, ports: Ports): void {
  app.decorateRequest('principal');
  app.addHook('onRoute', (route) => declareAccess(route, ports));
  app.addHook('onRequest', async (request) => {
    request.principal = ANONYMOUS[ports.reads];
    const { access = 'admin' } = request.routeOptions.config;
    // What leads nowhere is told so whoever asks.
    const scope = request.is404 ? null : scopeNeeded(access, ports);
    if (scope === null) return;
    try {
      admit(request, scope, ports);
    } catch (fault) {
      if (fault instanceof CodedError) await app.countFailedKey(request, fault);
      throw fault;
    }
  });
}

function scopeNeeded(access: Access, { twilioTokens }: Ports): Scope | null {
  if (access !== 'signed') return access === 'public' ? null : access;
  return twilioTokens.length > 0 ? null : 'read';
}

/** A key that is shown is checked also where reads are public: nobody is anonymous by a slip. */
function admit(request: FastifyRequest, scope: Scope, ports: Ports): void {
  const state = ports.ledger?.state ?? null;
  const { authorization } = request.headers;
  if (ports.isLocal(request.raw)) {
    request.principal = operatorOf(request);
  } else if (authorization !== undefined) {
    request.principal = authenticate(keyOf(authorization, scope), state, ports.clock());
  }
  requireScope(request.principal, scope, state);
}

/** To read, a key may also come as a password. */
function keyOf(authorization: string, scope: Scope): string {
  return scope === 'read' ? bearerOf(authorization) : authorization;
}

/** The name is believed: whoever can write to the socket can also write to the store. */
function operatorOf({ headers }: FastifyRequest): Principal {
  const name = headers[OPERATOR_HEADER];
  return typeof name === 'string' && OPERATOR_NAME.test(name) ? operator(name) : operator();
}

/** Puts the row of the table on the route, where the hook above and the document find it. */
function declareAccess(route: RouteOptions, { reads }: Ports): void {
  const methods = [route.method].flat();
  const [access, ...others] = new Set(methods.map((method) => accessOf(method, route.url)));
  invariant(
    access !== undefined && others.length === 0,
    `who may ask ${methods} ${route.url} stands in src/http/access-table.ts`,
  );
  route.config = { ...route.config, access };
  if (route.url !== '/livez') documentAccess(route, access, reads);
}

function documentAccess(route: RouteOptions, access: Access, reads: Ports['reads']): void {
  const isOptional = (access === 'read' || access === 'signed') && reads === 'public';
  const security = access === 'public' ? [] : [...(isOptional ? [{}] : []), { key: [] }];
  const { response, ...schema } = route.schema ?? {};
  const { keepsShape = false } = route.config ?? {};
  const known = response as Readonly<Record<number, ErrorResponse>> | undefined;
  route.schema = {
    ...schema,
    security,
    ...(known && {
      response: keepsShape ? known : addErrorResponses(known, ACCESS_ERRORS[access]),
    }),
  };
}
