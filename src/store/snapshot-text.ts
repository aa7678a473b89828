/** How a state is written down: JSON Lines that a person can read and nobody can cut unnoticed. */
import { createHash } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import type { SavedState } from './disk-snapshot.ts';
import type { Json } from './json.ts';
import type { Head } from './record.ts';

const FORMAT = 1;

/** Characters, a few milliseconds of work: between two slices others have their turn. */
const SLICE = 64 * 1024;

/** A line for where it stands, one per document, and one that tells a whole file from a cut one. */
export function* formatSnapshot({ state, confirmedAt }: SavedState): Generator<string> {
  const checksum = createHash('sha256');
  let slice = headLine(state, confirmedAt);
  for (const [name, document] of state.documents) {
    slice += `${JSON.stringify({ name, document })}\n`;
    if (slice.length < SLICE) continue;
    checksum.update(slice);
    yield slice;
    slice = '';
  }
  checksum.update(slice);
  const end = { documents: state.documents.size, sha256: checksum.digest('hex') };
  yield `${slice}${JSON.stringify(end)}\n`;
}

/** That the state of this head was confirmed once more. */
export function formatConfirmation(head: Head, confirmedAt: Instant): string {
  return headLine(head, confirmedAt);
}

/** `null` when anything about it is not as it was written. */
export function parseSnapshot(text: string): SavedState | null {
  const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
  const body = text.slice(0, lastLine);
  try {
    const end = JSON.parse(text.slice(lastLine));
    const [head, ...entries] = body
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const sha256 = createHash('sha256').update(body).digest('hex');
    const isWhole = end.sha256 === sha256 && end.documents === entries.length;
    if (!isWhole || head.format !== FORMAT) return null;
    const named = entries.map(({ name, document }): [string, Json] => [name, document]);
    const { version, hash } = head;
    const confirmedAt = Date.parse(head.confirmedAt) as Instant;
    return { state: { version, hash, documents: new Map(named) }, confirmedAt };
  } catch {
    return null;
  }
}

/** When it says that the state of this head was confirmed; `null` when it says nothing of it. */
export function parseConfirmation(text: string, { version, hash }: Head): Instant | null {
  try {
    const found = JSON.parse(text);
    const isOfIt = found.format === FORMAT && found.version === version && found.hash === hash;
    const at = Date.parse(found.confirmedAt);
    return isOfIt && !Number.isNaN(at) ? (at as Instant) : null;
  } catch {
    return null;
  }
}

function headLine({ version, hash }: Head, confirmedAt: Instant): string {
  const head = { format: FORMAT, version, hash, confirmedAt: new Date(confirmedAt).toISOString() };
  return `${JSON.stringify(head)}\n`;
}
