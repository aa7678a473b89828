import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.ts';
import { CodedError, ERRORS } from '../errors.ts';
import type { Door } from '../ivr/doors.ts';
import { forbidCaching } from './caching.ts';
import { openDoor } from './ivr-door.ts';
import type { Ports } from './ports.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { isSignedByTwilio } from './twilio-signature.ts';

/**
 * The door for Twilio. Where a token of the account is known, what is not signed with it is refused
 * before anything in it is looked at: by a status, since nobody is on the telephone, and for the
 * operator's eyes, who may have set a wrong token.
 */
export function openTwilioDoor(ports: Ports, twilio: Door) {
  const door = openDoor(ports, twilio);
  return {
    ...door,
    preValidation(request: FastifyRequest, _reply: FastifyReply, done: () => void) {
      requireSignature(ports, request);
      done();
    },
    errorHandler(error: Error, request: FastifyRequest, reply: FastifyReply) {
      const isForged = error instanceof CodedError && error.code === 'bad_signature';
      if (!isForged) return door.errorHandler(error, request, reply);
      forbidCaching(reply);
      reply.code(ERRORS.bad_signature.status).type(PROBLEM_TYPE);
      reply.send(JSON.stringify(problemOf(error, request.id)));
    },
  };
}

/** A request with the account's signature needs no key: Twilio cannot send one. */
const TWILIO: Principal = {
  actor: { key: null, name: 'twilio' },
  scopes: new Set(['read']),
  limits: null,
};

function requireSignature({ twilioTokens, publicUrl }: Ports, request: FastifyRequest): void {
  if (twilioTokens.length === 0) return;
  const base = publicUrl ?? `${request.protocol}://${request.host}`;
  const url = `${base.replace(/\/$/, '')}${request.raw.url}`;
  const signature = String(request.headers['x-twilio-signature'] ?? '');
  const form = formOf(request.body);
  if (!isSignedByTwilio({ url, form, signature }, twilioTokens)) {
    const detail = `X-Twilio-Signature is not that of a request to ${url} with this form.`;
    throw new CodedError([{ code: 'bad_signature', detail }]);
  }
  request.principal = TWILIO;
}

/** What is no form has no pairs that could be signed. */
function formOf(body: unknown): Readonly<Record<string, unknown>> | null {
  return typeof body === 'object' ? (body as Readonly<Record<string, unknown>> | null) : null;
}
