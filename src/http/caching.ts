import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isAnonymous } from '../access/principal.ts';
import { SECOND } from '../core/instant.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { MAX_STALE_SECONDS } from './limits.ts';
import type { App, Ports } from './ports.ts';
import type { Validity } from './validity.ts';

/**
 * Lets caches keep an answer, but never past the boundary at which it may change: what is left of
 * that time after `max-age` is all that `stale-if-error` may use.
 */
export function allowCaching(
  reply: FastifyReply,
  validity: Validity,
  { maxAgeSeconds, reads }: Ports,
) {
  const { now, freshUntil, modifiedAt } = validity;
  const seconds =
    freshUntil === null ? Number.POSITIVE_INFINITY : Math.floor((freshUntil - now) / SECOND);
  const maxAge = Math.min(seconds, maxAgeSeconds);
  const stale = Math.min(seconds - maxAge, MAX_STALE_SECONDS);
  const isPublic = isSharedBetween(reply, reads);
  if (!isPublic) reply.header('vary', 'authorization, cookie');
  const scope = isPublic ? 'public' : 'private';
  reply.header('cache-control', `${scope}, max-age=${maxAge}, stale-if-error=${stale}`);
  reply.header('last-modified', new Date(Math.min(modifiedAt, now)).toUTCString());
}

/** Whether everybody gets the same answer; to a key with limits, and where keys are needed, not. */
function isSharedBetween({ request: { principal } }: FastifyReply, reads: Ports['reads']): boolean {
  return principal.limits === null && (reads === 'public' || isAnonymous(principal));
}

/** The answer to a caller who has it already, as routes that allow caching document it. */
export const NotModifiedSchema = Type.Null({ description: 'Still what the caller has.' });

/** What depends on the configuration alone. */
export function allowCachingOf(snapshot: Snapshot, reply: FastifyReply, ports: Ports): void {
  const validity = { now: ports.clock(), freshUntil: null, modifiedAt: snapshot.changedAt };
  allowCaching(reply, validity, ports);
}

/** For answers about one caller. */
export function forbidSharing(reply: FastifyReply): void {
  reply.header('cache-control', 'private, no-store');
}

export function forbidCaching(reply: FastifyReply): void {
  reply.header('cache-control', 'no-store');
}

/** Registers validators for every answer that may be kept: a tag of its bytes, and 304. */
export function registerValidators(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isTagged = isKept(reply) && typeof payload === 'string';
    done(null, isTagged ? validate(payload, request, reply) : payload);
  });
}

/** The payload with its tag, or nothing where the caller has it. */
function validate(payload: string, request: FastifyRequest, reply: FastifyReply): string | null {
  const tag = tagOf(payload);
  // Compressed on the way, the bytes are others: only what they say is the same.
  const { isCompressed } = request.routeOptions.config;
  reply.header('etag', isCompressed ? `W/${tag}` : tag);
  if (!isKnown(tag, request)) return payload;
  reply.code(304).removeHeader('content-type');
  // The framework's own hook for HEAD takes a text only.
  return request.method === 'HEAD' ? '' : null;
}

/** The strong validator of these bytes. */
export function tagOf(payload: string): string {
  return `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
}

function isKept(reply: FastifyReply): boolean {
  return reply.statusCode === 200 && String(reply.getHeader('cache-control')).includes('max-age');
}

/**
 * Whether the caller has these bytes. Compared weakly, as RFC 9110 says for `If-None-Match`: `W/`
 * makes no difference.
 */
export function isKnown(tag: string, { headers }: FastifyRequest): boolean {
  const given = headers['if-none-match'];
  if (given === undefined) return false;
  const tags: readonly string[] = given.match(/"[^"]*"/g) ?? [];
  return given.trim() === '*' || tags.includes(tag);
}
