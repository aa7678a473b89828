import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { App } from './ports.ts';

/** On every answer. Nothing here is a page, so nothing may be framed or run. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Characters that are safe in a header, a log line and a URN. */
const REQUEST_ID = /^[A-Za-z0-9._~-]{1,128}$/;

/** Random once for each process: random bits for each request would cost more than their use. */
const OWN_PREFIX = randomUUID();
let lastOwn = 0;

/** The caller's `X-Request-Id` where it is fit to be repeated, else one of ours. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && REQUEST_ID.test(given)) return given;
  lastOwn += 1;
  return `${OWN_PREFIX}-${lastOwn.toString(36)}`;
}

/** Sets the headers that every answer has. */
export function setConstantHeaders(reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS).header('x-request-id', reply.request.id);
}

/**
 * Registers the constant headers and, once the process is about to stop, `Connection: close`.
 * Without it a connection that goes idle while the server closes keeps it from closing.
 */
export function registerResponseHeaders(app: App, drain: AbortSignal): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    setConstantHeaders(reply);
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing || drain.aborted) reply.header('connection', 'close');
    done(null, payload);
  });
}
