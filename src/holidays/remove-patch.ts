import { CodedError } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { DocumentChange } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Write } from '../store/write.ts';
import type { HolidayPatch } from './holiday-patch.ts';
import { runtimeHolidaysOf } from './runtime-holidays.ts';

export interface PatchTarget {
  readonly id: string;
  /** Whether a version is one that the caller has seen. */
  isExpected(version: number): boolean;
}

/** The change that takes a patch back. */
export function removePatch({ id, isExpected }: PatchTarget): Write['propose'] {
  return ({ state }) => {
    const patch = patchOf(state, id);
    if (!isExpected(patch.created.version)) throw anotherVersion(patch);
    return [removalOf(patch)];
  };
}

/** The patch of an id, or the refusal. */
export function patchOf(state: StoreState, id: string): HolidayPatch {
  const patch = runtimeHolidaysOf(state).patches.find((each) => each.id === id);
  if (patch) return patch;
  const detail = `There is no patch ${JSON.stringify(id)}.`;
  throw new CodedError([{ code: 'unknown_patch', parameter: 'id', detail }]);
}

export function removalOf(patch: HolidayPatch): DocumentChange {
  const before = patch as unknown as Json;
  return { kind: 'holiday-patch', id: patch.id, before, after: null };
}

/** A patch never changes, so whoever names another version means another one. */
function anotherVersion({ created }: HolidayPatch): CodedError {
  const detail = `If-Match names another version; it is "${created.version}". Read it again.`;
  return new CodedError([{ code: 'precondition_failed', detail }]);
}
