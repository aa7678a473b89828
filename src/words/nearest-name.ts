import { distance } from 'fastest-levenshtein';

/** More candidates are not searched, so that a refusal stays cheap. */
const MAX_CANDIDATES = 1_000;
const MAX_EDITS = 3;

/** The candidate that a misspelt name most likely meant, or `null`. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  let [nearest, least]: [string | null, number] = [null, editsAllowedIn(name) + 1];
  let searched = 0;
  for (const candidate of candidates) {
    if (++searched > MAX_CANDIDATES) break;
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [nearest, least] = [candidate, edits];
  }
  return nearest;
}

/** A third of the letters may be wrong, at most three; two swapped letters count as two. */
function editsAllowedIn(name: string): number {
  return Math.min(MAX_EDITS, Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)));
}
