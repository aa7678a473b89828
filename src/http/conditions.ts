/** What a caller expects of what it changes (RFC 9110), and how it makes a repetition safe. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../errors.ts';
import type { Idempotency } from '../store/record.ts';
import { quote } from '../words/quote.ts';

export function etagOf(version: number): string {
  return `"${version}"`;
}

const TAG = '(?:W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"';
const TAGS = new RegExp(`^[ \\t]*${TAG}(?:[ \\t]*,[ \\t]*${TAG})*[ \\t]*$`);

/**
 * Whether a version is one that `If-Match` names: compared strongly, so that a weak tag is none.
 * Without the header a change is refused: two people could undo each other's work unseen.
 */
export function expectedVersions({ headers }: FastifyRequest): (version: number) => boolean {
  const given = headers['if-match'];
  if (given === undefined) throw missingCondition();
  if (given.trim() === '*') return () => true;
  if (!TAGS.test(given)) {
    const detail = `If-Match is ${quote(given)}; send the ETag in its quotes, or *.`;
    throw new CodedError([{ code: 'invalid_header', detail }]);
  }
  const tags = given.split(',').map((tag) => tag.trim());
  return (version) => tags.includes(etagOf(version));
}

function missingCondition(): CodedError {
  const detail = 'Send If-Match with the ETag of the version that you have read, or If-Match: *.';
  return new CodedError([{ code: 'precondition_required', detail }]);
}

export const MAX_IDEMPOTENCY_KEY_LENGTH = 255;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** The promise that a request with the same key is the same request; `null` where none is made. */
export function idempotencyOf({
  headers,
  method,
  url,
  body,
  principal,
}: FastifyRequest): Idempotency | null {
  const given = headers['idempotency-key'];
  if (given === undefined) return null;
  const key = unquoted(String(given));
  if (key === '' || key.length > MAX_IDEMPOTENCY_KEY_LENGTH || !PRINTABLE.test(key)) {
    const range = `1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} printable characters`;
    const detail = `Idempotency-Key must have ${range}.`;
    throw new CodedError([{ code: 'invalid_header', detail }]);
  }
  return {
    key: sha256(`${principal.actor.key ?? ''}\0${key}`),
    fingerprint: sha256([method, url, canonical(body)].join('\0')),
  };
}

/** The draft has it as a string in quotes; many send it bare. */
function unquoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text.trim())?.[1];
  return inner === undefined ? text.trim() : inner.replace(/\\(["\\])/g, '$1');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same text for the same value, in whatever order its keys were written. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  const sorted = JSON.stringify(value, (_key, each: unknown) => {
    const isMap = typeof each === 'object' && each !== null && !Array.isArray(each);
    return isMap ? Object.fromEntries(Object.entries(each).sort(byKey)) : each;
  });
  return sorted ?? '';
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
