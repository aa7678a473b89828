import { nearestName } from '../words/nearest-name.ts';

/** ` Did you mean "phone-pin"?`, or nothing. */
export function suggestName(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}
