import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { CodedError, ERRORS, type ErrorCode } from '../errors.ts';
import { FORMATS } from '../formats/formats.ts';
import { errorFormatOf } from './error-format.ts';
import { askedBy, failureOf } from './failure.ts';
import { formatNamedIn } from './negotiation.ts';
import type { Ports } from './ports.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

/** The framework types the packet as JSON shows it; it is a buffer, and absent at a timeout. */
type RawError = Omit<ConnectionError, 'rawPacket'> & { readonly rawPacket?: unknown };

/**
 * What answers what is not HTTP, or too much of it, before the framework sees a request. Where the
 * path cannot be told, the answer is `unknown`: the one body that is safe for every reader.
 */
export function createRawRefusal(ports: Pick<Ports, 'keeper' | 'reads' | 'tallies'>) {
  return (error: RawError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const code = RAW_CODES[error.code] ?? 'bad_request';
    ports.tallies.refusals.of(code).count += 1;
    const requestLine = requestLineOf(error);
    const requestId = randomUUID();
    const { url = null, accept = '' } = requestLine ?? {};
    const { contentType, body, status } = bodyFor(ports, { code, url, accept, requestId });
    const head = [
      `HTTP/1.1 ${status} ${REASON_PHRASES[status]}`,
      `Content-Type: ${contentType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Error-Code: ${code}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      `X-Request-Id: ${requestId}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${requestLine?.method === 'HEAD' ? '' : body}`);
  };
}

/** What Node says about messages that it could not read. */
const RAW_CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'header_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

const REASON_PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

interface RawFailure {
  readonly code: ErrorCode;
  readonly url: string | null;
  /** `Accept`, where it can be found; else empty. */
  readonly accept: string;
  readonly requestId: string;
}

/** Nobody knows yet who is asking. */
function bodyFor(
  ports: Pick<Ports, 'keeper' | 'reads'>,
  { code, url, accept, requestId }: RawFailure,
) {
  const { status } = ERRORS[code];
  const format = url === null ? FORMATS.word : errorFormatOf(url, () => formatNamedIn(accept));
  if (format) {
    const failure = failureOf(ports, { code, principal: undefined, ...askedBy(url ?? '') });
    const body = format.writeError(failure);
    return { contentType: format.contentType, body, status: format.isAlways200 ? 200 : status };
  }
  const error = new CodedError([{ code, detail: `${ERRORS[code].title}.` }]);
  return { contentType: PROBLEM_TYPE, body: JSON.stringify(problemOf(error, requestId)), status };
}

/**
 * The request line of the message at fault, or `null`. What was parsed may end in a later message
 * of the same connection, or begin in the middle of one; then the line is not to be had.
 */
function requestLineOf({ rawPacket, bytesParsed = 0 }: RawError) {
  const text = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  if (/\r?\n\r?\n/.test(text.slice(0, bytesParsed))) return null;
  const line = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r?\n/.exec(text);
  const accept = /\naccept:(.*)/i.exec(text)?.[1] ?? '';
  return line && { method: line[1] as string, url: line[2] as string, accept };
}
