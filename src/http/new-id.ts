import { randomBytes } from 'node:crypto';

const ID_BYTES = 12;
const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** 60 random bits in letters that are not mistaken for each other. */
export function newId(): string {
  return [...randomBytes(ID_BYTES)].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
}
