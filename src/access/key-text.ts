import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A key as its holder has it: `eig_<id>_<secret>`. */
export interface KeyText {
  readonly id: string;
  readonly secret: string;
}

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 10;
const SECRET_BYTES = 32;
const KEY_TEXT = /^eig_([a-z0-9]{10})_([A-Za-z0-9_-]{43})$/;

/** A new key that nobody has seen: its id is only unlikely to be taken, its secret is 256 bits. */
export function generateKey(): KeyText {
  const letters = Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS[randomInt(36)]);
  return { id: letters.join(''), secret: randomBytes(SECRET_BYTES).toString('base64url') };
}

export function writeKey({ id, secret }: KeyText): string {
  return `eig_${id}_${secret}`;
}

/** The parts of a key, or `null` where a text is none. */
export function parseKey(text: string): KeyText | null {
  const [, id, secret] = KEY_TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/**
 * SHA-256 of a secret, of its text: the last character of base64url has two bits without meaning,
 * so that four texts are the same bytes, and only one of them is the key.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
