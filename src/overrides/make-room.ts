import type { Instant } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { DocumentChange } from '../store/record.ts';
import type { Override } from './override.ts';
import { MAX_OVERRIDES } from './override-limits.ts';
import { phaseOf } from './phase-of.ts';

/**
 * What has to be forgotten for one more override: the oldest past ones, whatever their age; the
 * audit trail keeps them. Refuses only where none is past.
 */
export function makeRoom(overrides: readonly Override[], now: Instant): DocumentChange[] {
  const excess = overrides.length + 1 - MAX_OVERRIDES;
  if (excess <= 0) return [];
  const past = overrides.filter((override) => phaseOf(override, now) === 'past');
  if (past.length < excess) throw tooManyOverrides();
  const oldest = past.sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1)).slice(0, excess);
  return oldest.map((override) => {
    const before = override as unknown as Json;
    return { kind: 'override', id: override.id, before, after: null };
  });
}

/** One that was ended before it began was over then. */
function endOf({ ended, until }: Override): string {
  return ended !== null && ended.at < until ? ended.at : until;
}

function tooManyOverrides(): CodedError {
  const detail = `At most ${MAX_OVERRIDES} are in force or planned; end those that are not needed.`;
  return new CodedError([{ code: 'too_many_overrides', detail }]);
}
