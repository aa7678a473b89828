import { useRef, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import type { ApiRequest } from './api.ts';
import type { Desk } from './desk.ts';
import { newIdempotencyKey, type Saving, useSaving } from './use-saving.ts';

/** What somebody wants of an override: another end or other words, or that it ends now. */
export type Wanted =
  | { readonly kind: 'patch'; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly kind: 'end' };

/** Two people changed the same. */
export interface Conflict {
  readonly wanted: Wanted;
  readonly theirs: OverrideJson;
}

export interface Change {
  readonly saving: Saving;
  readonly conflict: Conflict | null;
  /** Changes the version of it that somebody has seen. */
  change(wanted: Wanted, seen: OverrideJson): Promise<void>;
  /** Lets the conflict be: what is there stays. */
  settle(): void;
}

/** Changes an override, and shows what is there where somebody else was first. */
export function useChange(desk: Desk, onChanged: (changed: OverrideJson) => void): Change {
  const saving = useSaving(desk.api);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const keyOf = useRef(createKeyFor()).current;
  const change = async (wanted: Wanted, seen: OverrideJson) => {
    const request = requestOf(wanted, seen);
    const idempotencyKey = keyOf(JSON.stringify(request));
    let isConflict = false;
    const answer = await saving.run<OverrideJson>({ ...request, idempotencyKey }, (fault) => {
      isConflict = fault.has('precondition_failed');
    });
    if (answer) {
      setConflict(null);
      onChanged(answer.value);
    } else if (isConflict) {
      // Where it cannot be read now, there is still what was refused.
      const theirs = await desk.api.get<OverrideJson>(request.path).catch(() => null);
      if (!theirs) return;
      saving.forget();
      setConflict({ wanted, theirs: theirs.value });
    }
  };
  return { saving, conflict, change, settle: () => setConflict(null) };
}

function requestOf(wanted: Wanted, { id, version }: OverrideJson): ApiRequest {
  const path = `/v1/overrides/${encodeURIComponent(id)}`;
  const ifMatch = `"${version}"`;
  if (wanted.kind === 'end') return { method: 'DELETE', path, ifMatch };
  return { method: 'PATCH', path, ifMatch, body: wanted.patch };
}

/** The same key for the same request, so that one whose answer was lost is not made twice. */
function createKeyFor(): (request: string) => string {
  let last = { request: '', key: '' };
  return (request) => {
    if (last.request !== request) last = { request, key: newIdempotencyKey() };
    return last.key;
  };
}
