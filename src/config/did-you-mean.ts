import { nearestName } from '../words/nearest-name.ts';

/** `did you mean "zone"?`, or the alternative. */
export function didYouMean(text: string, candidates: readonly string[], otherwise: string): string {
  const meant = nearestName(text, candidates);
  return meant === null ? otherwise : `did you mean "${meant}"?`;
}
