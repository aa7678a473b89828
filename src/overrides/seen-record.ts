import type { LineLimits } from '../access/principal.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Json } from '../store/json.ts';
import type { AuditRecord, DocumentChange } from '../store/record.ts';
import type { Override } from './override.ts';
import { overrideWithin } from './override-within.ts';

/** A record as somebody may see it. */
export interface SeenRecord extends Omit<AuditRecord, 'nonce'> {
  /** Withheld where other parts are, so that nobody finds them out by guessing at the hash. */
  readonly nonce: string | null;
}

/** What a key is limited to, and the lines as they are configured. */
export interface SightLimits {
  readonly limits: LineLimits;
  readonly snapshot: Snapshot;
}

/**
 * A record as far as it is about overrides, and these as far as a key with limits sees them; the
 * record itself where nothing is left out, `null` where nothing is left.
 */
export function seenRecord(record: AuditRecord, sight: SightLimits | null): SeenRecord | null {
  const changes = record.changes
    .filter(({ kind }) => kind === 'override')
    .map((change) => (sight ? seenChange(change, sight) : change))
    .filter((change) => change.before !== null || change.after !== null);
  if (changes.length === 0) return null;
  const isWhole =
    changes.length === record.changes.length &&
    changes.every((change, index) => change === record.changes[index]);
  // The fingerprint is a hash of what was sent, which could be guessed at too.
  return isWhole ? record : { ...record, changes, idempotency: null, nonce: null };
}

function seenChange(change: DocumentChange, sight: SightLimits): DocumentChange {
  const [before, after] = [seenOverride(change.before, sight), seenOverride(change.after, sight)];
  return before === change.before && after === change.after ? change : { ...change, before, after };
}

function seenOverride(document: Json, { limits, snapshot }: SightLimits): Json {
  if (document === null) return null;
  return overrideWithin(limits, document as unknown as Override, snapshot) as unknown as Json;
}
