import { nearestName } from './nearest-name.ts';

/** With so few letters two wrong ones make another word: `lang` is not a misspelt `line`. */
const SHORT_NAME_LENGTH = 5;

/** ` Did you mean "phone-pin"?`, or nothing. */
export function suggestName(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  if (nearest === null) return '';
  const isLikely =
    name.length > SHORT_NAME_LENGTH || hasOneSlip(name.toLowerCase(), nearest.toLowerCase());
  return isLikely ? ` Did you mean "${nearest}"?` : '';
}

/** Alike but for one place of at most two letters, which may be swapped, missing or wrong. */
function hasOneSlip(name: string, meant: string): boolean {
  const shortest = Math.min(name.length, meant.length);
  let start = 0;
  while (start < shortest && name[start] === meant[start]) start++;
  let end = 0;
  while (end < shortest - start && name.at(-1 - end) === meant.at(-1 - end)) end++;
  return Math.max(name.length, meant.length) - start - end <= 2;
}
