import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { App } from './ports.ts';

/** On every answer but pages, which have a policy of their own: nothing may be framed or run. */
const SECURITY_HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
});

/** Characters that are safe in a header, a log line and a URN. */
const REQUEST_ID = /^[A-Za-z0-9._~-]{1,128}$/;

/** Written as a UUID, random once for each process: for each request it costs more than its use. */
const OWN_PREFIX = randomUUID().slice(0, -12);
let lastOwn = 0;

/** The caller's `X-Request-Id` where it is fit to be repeated, else one of ours. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && REQUEST_ID.test(given)) return given;
  lastOwn += 1;
  return OWN_PREFIX + lastOwn.toString(16).padStart(12, '0');
}

/**
 * Sets the headers that every answer has, where the route has not set its own; for those who send
 * it past the framework.
 */
export function setConstantHeaders(reply: FastifyReply): void {
  for (const [name, value] of SECURITY_HEADERS) {
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
  reply.header('x-request-id', reply.request.id);
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
  app.addHook('onSend', (_request, reply, payload, done) => {
    setConstantHeaders(reply);
    if (isClosing || drain.aborted) reply.header('connection', 'close');
    done(null, payload);
  });
}
