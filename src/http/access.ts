import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Scope } from '../access/access-key.ts';
import { authenticate, noSession, requireScope, storeUnseen } from '../access/authenticate.ts';
import { ANONYMOUS, hasScope, operator, type Principal, principalOf } from '../access/principal.ts';
import type { Session } from '../access/session.ts';
import { invariant } from '../core/invariant.ts';
import { CodedError, type ErrorCode } from '../errors.ts';
import type { StoreState } from '../store/store-state.ts';
import { type Access, accessOf } from './access-table.ts';
import { bearerOf } from './basic-password.ts';
import { ACCESS_ERRORS, addErrorResponses, type ErrorResponse } from './error-responses.ts';
import type { App, Ports } from './ports.ts';
import { showsKey } from './rate-limits.ts';
import { isSafe, requireSameOrigin } from './same-origin.ts';
import { awaitSession, livingSession, showsSession } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before any route sees the request. */
    principal: Principal;
    /** The session that stands for the key of the principal; `null` where none does. */
    session: Session | null;
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
  app.decorateRequest('session', null);
  app.addHook('onRoute', (route) => declareAccess(route, ports));
  app.addHook('onRequest', (request, _reply, done) => {
    request.principal = ANONYMOUS[ports.reads];
    const { access = 'admin' } = request.routeOptions.config;
    // What leads nowhere is told so whoever asks.
    const scope = request.is404 ? null : scopeNeeded(access, ports);
    if (access === 'session') nameCaller(request, ports);
    if (scope === null || isFreeToAll(request, scope, ports)) return done();
    return void admitOrCount(request, scope, ports).then(() => done(), done);
  });
}

/** Most of all requests: told at once, without a promise. */
function isFreeToAll(request: FastifyRequest, scope: Scope, { reads, isLocal }: Ports): boolean {
  return scope === 'read' && reads === 'public' && !showsKey(request) && !isLocal(request.raw);
}

async function admitOrCount(request: FastifyRequest, scope: Scope, ports: Ports): Promise<void> {
  try {
    await admit(request, scope, ports);
  } catch (fault) {
    if (fault instanceof CodedError && showsKey(request)) {
      request.server.countFailedKey(request, fault);
    }
    throw fault;
  }
}

function scopeNeeded(access: Access, { twilioTokens }: Ports): Scope | null {
  if (access === 'public' || access === 'session') return null;
  if (access !== 'signed') return access;
  return twilioTokens.length > 0 ? null : 'read';
}

/** For a route that looks at the session itself: others do not use up the limits of its key. */
function nameCaller(request: FastifyRequest, ports: Ports): void {
  const living = livingSession(request, ports);
  if (living) request.principal = principalOf(living.key);
}

/** A key that is shown is checked also where reads are public: nobody is anonymous by a slip. */
async function admit(request: FastifyRequest, scope: Scope, ports: Ports): Promise<void> {
  const { authorization } = request.headers;
  if (ports.isLocal(request.raw)) {
    request.principal = operatorOf(request);
  } else if (authorization !== undefined) {
    request.principal = authenticate(keyOf(authorization, scope), stateIn(ports), ports.clock());
  } else if (showsSession(request)) await admitSession(request, scope, ports);
  requireScope(request.principal, scope, stateIn(ports));
}

/** A session that is over locks nobody out of what everybody may see. */
async function admitSession(request: FastifyRequest, scope: Scope, ports: Ports): Promise<void> {
  const isNeeded = !hasScope(request.principal, scope);
  if (isNeeded && stateIn(ports) === null) throw storeUnseen();
  // What everybody may see is answered from memory, whatever cookies come along.
  if (isNeeded) await awaitSession(request, ports);
  const living = livingSession(request, ports);
  if (living) {
    requireSameOrigin(request, ports);
    request.principal = principalOf(living.key);
    request.session = living.session;
  } else if (isNeeded) throw noSession('The session is over, or was never one: sign in again.');
}

function stateIn({ ledger }: Ports): StoreState | null {
  return ledger?.state ?? null;
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

const KEY_OR_SESSION = [{ key: [] }, { session: [] }];

function documentAccess(route: RouteOptions, access: Access, reads: Ports['reads']): void {
  const isOptional = (access === 'read' || access === 'signed') && reads === 'public';
  const needed = access === 'session' ? [{ session: [] }] : KEY_OR_SESSION;
  const security = access === 'public' ? [] : [...(isOptional ? [{}] : []), ...needed];
  const { response, ...schema } = route.schema ?? {};
  const { keepsShape = false } = route.config ?? {};
  const known = response as Readonly<Record<number, ErrorResponse>> | undefined;
  route.schema = {
    ...schema,
    security,
    ...(known && {
      response: keepsShape ? known : addErrorResponses(known, errorsOf(access, route)),
    }),
  };
}

function errorsOf(access: Access, { method }: RouteOptions): readonly ErrorCode[] {
  const isOpen = access === 'public' || access === 'session' || [method].flat().every(isSafe);
  return isOpen ? ACCESS_ERRORS[access] : [...ACCESS_ERRORS[access], 'cross_site'];
}
