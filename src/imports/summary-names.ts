import type { WrittenNames } from '../config/schema-values.ts';
import { namesFor } from './names-for.ts';

/** Half of what a name may have: emoji count twice. */
const MAX_CHARACTERS = 100;

/** An event's title as a name, in both languages the same: on one line, and not too long. */
export function namesOfSummary(summary: string, isClosed = true): WrittenNames {
  const characters = [...summary.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()];
  const name = characters.slice(0, MAX_CHARACTERS).join('');
  return namesFor(name === '' ? {} : { ja: name, en: name }, { isClosed });
}
