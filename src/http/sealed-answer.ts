import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import type { Tally } from '../observability/tally.ts';
import { isKnown } from './caching.ts';

/** A head and a body that were made once, and are sent as they are while they hold. */
export interface SealedAnswer {
  /** The strong validator of the body. */
  readonly tag: string;
  /** The body in UTF-8, a character for each byte: so it leaves with the head in one write. */
  readonly bytes: string;
  /** Names and values by turns, as `writeHead` takes them fastest; the request's id comes last. */
  readonly head: string[];
  /** The head of the answer to a caller who has the body. */
  readonly headOfKnown: string[];
}

/** What sealed answers are counted in. */
export interface SealedTallies {
  readonly sent: Tally;
  readonly known: Tally;
}

/**
 * Sends a sealed answer past the framework, whose way from here costs as much again as the answer:
 * its hooks have had their say when it was sealed.
 */
export function sendSealed(
  reply: FastifyReply,
  sealed: SealedAnswer,
  tallies: SealedTallies,
): void {
  const { raw, request } = reply;
  const isKnownThere = isKnown(sealed.tag, request);
  const head = isKnownThere ? sealed.headOfKnown : sealed.head;
  // Read within the call below, so that nobody else sees it; a copy costs more than all of them.
  head[head.length - 1] = request.id;
  reply.hijack();
  raw.writeHead(isKnownThere ? 304 : 200, head);
  if (isKnownThere) raw.end();
  else raw.end(sealed.bytes, 'latin1');
  (isKnownThere ? tallies.known : tallies.sent).count += 1;
  request.isCounted = true;
}

/** A body that is sent the framework's way, and who wants it sealed with the head it gets there. */
export interface Unsealed {
  readonly contentType: string;
  readonly body: string;
  readonly seal: (sealed: SealedAnswer) => void;
}

const unsealed = new WeakMap<FastifyRequest, Unsealed>();

/** Sends a body with all hooks of the framework; the route has {@link sealWithHead} as the last. */
export function sendAndSeal(reply: FastifyReply, answer: Unsealed): void {
  unsealed.set(reply.request, answer);
  reply.type(answer.contentType).send(answer.body);
}

/** A hook that seals what is about to be sent: its head is the one that callers see. */
export const sealWithHead: onSendHookHandler = (request, reply, payload, done) => {
  const answer = unsealed.get(request);
  const isAnswered = reply.statusCode === 200 || reply.statusCode === 304;
  if (answer && isAnswered) answer.seal(sealAnswer(reply.getHeaders(), answer));
  done(null, payload);
};

const REQUEST_ID = 'x-request-id';

type Headers = ReturnType<FastifyReply['getHeaders']>;

/** Of the answer with the body and of the one without, whichever was sent. */
function sealAnswer(headers: Headers, { body, contentType }: Unsealed): SealedAnswer {
  const bytes = Buffer.from(body).toString('latin1');
  const { [REQUEST_ID]: _id, 'content-type': _type, 'content-length': _, ...others } = headers;
  const headOfKnown = flat({ ...others, [REQUEST_ID]: '' });
  const head = flat({ 'content-type': contentType, 'content-length': bytes.length });
  return { tag: String(headers.etag), bytes, head: [...head, ...headOfKnown], headOfKnown };
}

function flat(headers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}
