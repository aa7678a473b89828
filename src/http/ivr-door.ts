import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, ERRORS, type ErrorCode } from '../errors.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import type { Door } from '../ivr/doors.ts';
import { forbidCaching } from './caching.ts';
import { failureOf } from './failure.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { Ports } from './ports.ts';
import { safelyCoded } from './refusal.ts';
import { setConstantHeaders } from './response-headers.ts';
import { shareOfKey } from './share-of-key.ts';

/** What a door does with a request that is fine, and with any other. */
export function openDoor(ports: Ports, door: Door) {
  return {
    config: { keepsShape: true },
    handler: (_request: FastifyRequest, reply: FastifyReply) => answer(ports, door, reply),
    errorHandler: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      refuseAtDoor(ports, door, { error, reply }),
  };
}

function answer(ports: Ports, { read, format }: Door, reply: FastifyReply): void {
  const { request } = reply;
  const { line: name, language, key } = read(request);
  if (name === null) throw NO_LINE;
  const snapshot = snapshotFor(ports, request);
  const instant = ports.clock();
  const question = { instant, at: null, share: shareOfKey(key), language };
  const composed = composeAnswer(snapshot, lineNamed(snapshot, name), question);
  forbidCaching(reply);
  reply.type(format.contentType).send(format.write(composed));
}

const NO_LINE = new CodedError([
  { code: 'missing_parameter', parameter: 'line', detail: 'The request names no line.' },
]);

/**
 * What a flow asked wrongly, and what we know that we do not know: answers, so that the flow takes
 * its own way for neither open nor closed. Of anything else its status tells the caller's program.
 */
const ANSWERED: ReadonlySet<ErrorCode> = new Set([
  'bad_json',
  'invalid_request',
  'invalid_parameter',
  'missing_parameter',
  'duplicate_parameter',
  'unknown_line',
  'not_known',
]);

interface Refusal {
  readonly error: Error;
  readonly reply: FastifyReply;
}

function refuseAtDoor(
  ports: Ports,
  { read, format }: Door,
  { error: thrown, reply }: Refusal,
): void {
  const { request } = reply;
  const error = safelyCoded(thrown);
  const { code } = error;
  if (code === 'internal') request.log.error({ err: thrown }, 'a request failed');
  const isAnswered = format.isAlways200 === true || ANSWERED.has(code);
  setConstantHeaders(reply);
  forbidCaching(reply);
  if (isAnswered) reply.code(200);
  else reply.code(ERRORS[code].status).headers(error.headers);
  reply.type(format.contentType).header('x-error-code', code);
  const { line, language } = read(request);
  const failure = failureOf(ports, { code, line, language, principal: request.principal });
  reply.send(format.writeError(failure));
}
