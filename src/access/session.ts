import { HOUR } from '../core/instant.ts';
import type { Deed } from '../store/record.ts';
import { generateKey } from './key-text.ts';

/** A working day with some hours to spare; whoever works on signs in again. */
export const SESSION_MILLISECONDS = 12 * HOUR;

/** Of one key, which a whole desk may share; one more ends the oldest. */
export const MAX_SESSIONS_OF_KEY = 50;

/** Somebody signed in with an access key, as it is stored: for all replicas, without a secret. */
export interface Session {
  /** Ten characters of `a-z0-9`; a part of the cookie, and no secret. */
  readonly id: string;
  /** SHA-256 of the secret part, in hexadecimal. */
  readonly hash: string;
  /** The id of the access key, whose scopes and limits hold, and which may end before. */
  readonly key: string;
  readonly created: Deed;
  /** ISO 8601 in UTC, half-open. */
  readonly expires: string;
}

/** A session as its holder has it: `<id>.<secret>`. */
export interface SessionText {
  readonly id: string;
  readonly secret: string;
}

const SESSION_TEXT = /^([a-z0-9]{10})\.([A-Za-z0-9_-]{43})$/;

/** A new one that nobody has seen: 256 random bits, and nothing that the caller has chosen. */
export function generateSession(): SessionText {
  return generateKey();
}

export function writeSession({ id, secret }: SessionText): string {
  return `${id}.${secret}`;
}

/** The parts of a session, or `null` where a text is none. */
export function parseSession(text: string): SessionText | null {
  const [, id, secret] = SESSION_TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}
