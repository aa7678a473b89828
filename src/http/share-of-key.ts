import { createHash } from 'node:crypto';

/**
 * A stable place in the retry window for a caller's key, from 0 to below 1: 48 bits of a hash, so
 * that keys spread evenly, and the same in every process.
 */
export function shareOfKey(key: string | undefined): number {
  if (key === undefined) return 0;
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) / 2 ** 48;
}
