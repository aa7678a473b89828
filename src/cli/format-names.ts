import type { Names } from '../core/reason.ts';

/** A name in both languages, once where they are the same: `元日 / New Year's Day`. */
export function formatNames({ ja, en }: Names): string {
  return ja === en ? ja : `${ja} / ${en}`;
}
