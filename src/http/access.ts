import type { FastifyRequest, RouteOptions } from 'fastify';
import { authenticate, requireScope } from '../access/authenticate.ts';
import { ANONYMOUS, operator, type Principal } from '../access/principal.ts';
import { invariant } from '../core/invariant.ts';
import { type Access, accessOf } from './access-table.ts';
import { ACCESS_ERRORS, addErrorResponses, type ErrorResponse } from './error-responses.ts';
import type { App, Ports } from './ports.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before any route sees the request. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** Where the service's own command line says which user of the machine runs it. */
const OPERATOR_HEADER = 'x-eigyochu-operator';
const OPERATOR_NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** Registers who may ask what, before the routes, so that it sees them all. */
export function registerAccess(app: App, ports: Ports): void {
  app.decorateRequest('principal');
  app.addHook('onRoute', (route) => declareAccess(route, ports));
  app.addHook('onRequest', (request, _reply, done) => {
    const { access = 'admin' } = request.routeOptions.config;
    request.principal = ANONYMOUS[ports.reads];
    if (access !== 'public') admit(request, access, ports);
    done();
  });
}

/** A key that is shown is checked also where none is needed: nobody is anonymous by a slip. */
function admit(request: FastifyRequest, scope: Exclude<Access, 'public'>, ports: Ports): void {
  const state = ports.ledger?.state ?? null;
  const { authorization } = request.headers;
  if (ports.isLocal(request.raw)) {
    request.principal = operatorOf(request);
  } else if (authorization !== undefined) {
    request.principal = authenticate(authorization, state, ports.clock());
  }
  requireScope(request.principal, scope, state);
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
  const isOptional = access === 'read' && reads === 'public';
  const security = access === 'public' ? [] : [...(isOptional ? [{}] : []), { key: [] }];
  const { response, ...schema } = route.schema ?? {};
  const known = response as Readonly<Record<number, ErrorResponse>> | undefined;
  route.schema = {
    ...schema,
    security,
    ...(known && { response: addErrorResponses(known, ACCESS_ERRORS[access]) }),
  };
}
