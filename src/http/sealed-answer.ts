import type { FastifyReply } from 'fastify';
import type { Tally } from '../observability/tally.ts';
import { isKnown, tagOf } from './caching.ts';

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

const REQUEST_ID = 'x-request-id';

/** Seals a body with the head that the hooks and the route have written on a reply until now. */
export function sealAnswer(reply: FastifyReply, body: string): SealedAnswer {
  const tag = tagOf(body);
  const bytes = Buffer.from(body).toString('latin1');
  const { [REQUEST_ID]: _, 'content-type': type, ...others } = reply.getHeaders();
  const headOfKnown = flat({ ...others, etag: tag, [REQUEST_ID]: '' });
  const kind = { 'content-type': type, 'content-length': bytes.length };
  return { tag, bytes, head: [...flat(kind), ...headOfKnown], headOfKnown };
}

function flat(headers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}

/** What a sealed answer is counted in. */
export interface SealedTallies {
  readonly sent: Tally;
  readonly known: Tally;
}

/**
 * Sends a sealed answer past the framework, whose way from here costs as much again as the answer:
 * its hooks have had their say when it was sealed.
 */
export function sendSealed(reply: FastifyReply, sealed: SealedAnswer, tallies: SealedTallies) {
  const { raw, request } = reply;
  const isKnownHere = isKnown(sealed.tag, request);
  const head = isKnownHere ? sealed.headOfKnown : sealed.head;
  // Written at once, so that nobody else sees it; copying the list costs more than writing it.
  head[head.length - 1] = request.id;
  reply.hijack();
  raw.writeHead(isKnownHere ? 304 : 200, head);
  if (isKnownHere) raw.end();
  else raw.end(sealed.bytes, 'latin1');
  (isKnownHere ? tallies.known : tallies.sent).count += 1;
  request.isCounted = true;
}
