import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { SECOND } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import { MAX_FAILED_KEYS_PER_MINUTE } from './limits.ts';
import type { App, Ports } from './ports.ts';
import { showsSession } from './session-cookie.ts';
import { SharedCounting } from './shared-counting.ts';

/** What is counted apart from each other. */
type Group = 'reads' | 'writes' | 'failed keys';

/** Counts a request, and throws a refusal where there have been too many. */
type Limiter = (request: FastifyRequest) => void;

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a key that was refused for this fault; after too many it refuses to say more. */
    countFailedKey(request: FastifyRequest, fault: CodedError): void;
    /** Counts a change by a key that came in the body; routes that take one say so. */
    countKeyInBody(request: FastifyRequest): void;
  }
  interface FastifyContextConfig {
    /** Who changes something is known once the body has been read. */
    hasKeyInBody?: boolean;
  }
}

/** Those who watch over the service are never told to wait. */
const UNLIMITED: readonly unknown[] = ['/livez', '/readyz', '/metrics'];
const KEY_FAULTS: readonly string[] = ['unauthenticated', 'no_keys'];

/**
 * Registers limits per minute: of requests per access key, or per address where none is shown, and
 * of keys per address that were not valid. Valid ones are let through however many were not: who
 * shares an address with somebody who guesses is not shut out, and 256 bits are not guessed.
 */
export function registerRateLimits(app: App, ports: Ports): void {
  const limiters = createLimiters(app, ports);
  const isLimited = (request: FastifyRequest) =>
    !UNLIMITED.includes(request.routeOptions.url) && !ports.isLocal(request.raw);

  app.addHook('onRequest', (request, _reply, done) => {
    const isKeyless = request.is404 || !showsKey(request);
    if (isKeyless && isLimited(request)) limiters[groupOf(request)](request);
    done();
  });
  // The first moment at which it is known whose key it is; nothing has read a body yet.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (showsKey(request) && isLimited(request)) limiters[groupOf(request)](request);
    done(null, payload);
  });
  app.decorate('countFailedKey', (request, { code }) => {
    const isFailedKey = KEY_FAULTS.includes(code) && isLimited(request);
    if (isFailedKey) limiters['failed keys'](request);
  });
  app.decorate('countKeyInBody', (request) => {
    if (isLimited(request)) limiters.writes(request);
  });
}

function createLimiters(app: App, ports: Ports): Readonly<Record<Group, Limiter>> {
  const counting = new SharedCounting(ports);
  counting.start();
  app.addHook('onClose', async () => counting.close());
  const { readsPerMinute, writesPerMinute } = ports.limits;
  return {
    reads: limiterOf(counting, 'reads', readsPerMinute),
    writes: limiterOf(counting, 'writes', writesPerMinute),
    'failed keys': limiterOf(counting, 'failed keys', MAX_FAILED_KEYS_PER_MINUTE),
  };
}

function limiterOf(counting: SharedCounting, group: Group, max: number): Limiter {
  if (max === 0) return () => {};
  return (request) => {
    const { current, ttl } = counting.add(`${group}/${callerOf(request)}`);
    if (current > max) throw rateLimited(group, max, ttl);
  };
}

function rateLimited(group: Group, max: number, ttl: number): CodedError {
  const detail = `More than ${max} ${group} of one address or access key in this minute.`;
  const seconds = String(Math.ceil(ttl / SECOND));
  return new CodedError([{ code: 'rate_limited', detail }], { 'retry-after': seconds });
}

/** The id of the key once it has been found valid, else the address: of IPv6 its first 64 bits. */
export function callerOf(request: FastifyRequest): string {
  return request.principal?.actor.key ?? addressOf(request);
}

/** How a socket for both versions shows addresses of IPv4. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** Of IPv6 with IPv4 at its end; what a trusted proxy passes on may be any text. */
const LONGEST_ADDRESS = 45;

/** Parsed only where it is IPv6, which costs 10 µs; who has hung up has no address any more. */
function addressOf({ ip = '' }: FastifyRequest): string {
  const address = ip.includes(':') ? ip.replace(MAPPED, '') : ip;
  const known = address.includes(':') ? normalizeIP(address) : address;
  return known.slice(0, LONGEST_ADDRESS);
}

/** Telephone systems read by POST too; and a key that is still to be read has changed nothing. */
function groupOf({ method, routeOptions }: FastifyRequest): Group {
  const { access, hasKeyInBody = false } = routeOptions.config;
  const isRead = method === 'GET' || method === 'HEAD' || access === 'read' || access === 'signed';
  return isRead || hasKeyInBody ? 'reads' : 'writes';
}

/** Whether a key is shown, or the cookie of a session that stands for one. */
export function showsKey(request: FastifyRequest): boolean {
  return request.headers.authorization !== undefined || showsSession(request);
}
