import { applyRecords } from './apply-record.ts';
import type { Alarm } from './knowledge.ts';
import { isReadable } from './readable-record.ts';
import type { AuditRecord, Head } from './record.ts';
import { isSealed } from './seal-record.ts';
import type { Store } from './store.ts';
import type { StoreState } from './store-state.ts';

/** From so many missing records on, loading everything is less work than applying each. */
const MAX_STEPS = 1_000;

/** Records asked for at once: a few megabytes of the largest, so that they arrive in time. */
const PAGE = 100;

/** What the store has to say to somebody who knows a state of it. */
export type Progress =
  | { readonly kind: 'confirmed' }
  | Advanced
  | { readonly kind: 'loaded'; readonly state: StoreState }
  | { readonly kind: 'refused'; readonly alarm: Alarm; readonly why: string };

/** `isAtEnd`: there was nothing more when we asked. */
interface Advanced {
  readonly kind: 'advanced';
  readonly state: StoreState;
  readonly records: AuditRecords;
  readonly isAtEnd: boolean;
}

type AuditRecords = readonly AuditRecord[];

/**
 * Asks the store what came next after a state, and believes only what continues it: what was
 * confirmed once is never taken back, whatever happened to the store.
 */
export async function catchUp(store: Store, state: StoreState | null): Promise<Progress> {
  if (!state) return { kind: 'loaded', state: await store.load() };
  const { head, records } = await store.advanceFrom(state.version, 1 + PAGE);
  const refusal = refuse(state, head, records);
  if (refusal) return refusal;
  if (head.version === state.version) return { kind: 'confirmed' };
  const missing = head.version - state.version;
  const following = records.filter(({ version }) => version > state.version).slice(0, PAGE);
  const isWhole = following.length === Math.min(missing, PAGE);
  const isNext = following[0]?.version === state.version + 1;
  const isWorthIt = missing <= MAX_STEPS && isWhole && isNext;
  return isWorthIt ? applyAll(state, following, head) : loadNewer(store, state);
}

function refuse(state: StoreState, head: Head, records: AuditRecords): Progress | null {
  const { version, hash } = state;
  if (head.version < version) return behind(state, head);
  const own = records.find((record) => record.version === version);
  const isOurs = head.version === version ? head.hash === hash : !own || own.hash === hash;
  return isOurs ? null : diverged(`its change ${version} is not the one that we know`);
}

/** After a restore without records or a long absence there is nothing to go through. */
async function loadNewer(store: Store, state: StoreState): Promise<Progress> {
  const loaded = await store.load();
  return loaded.version > state.version ? { kind: 'loaded', state: loaded } : behind(state, loaded);
}

function applyAll(from: StoreState, records: AuditRecords, head: Head): Progress {
  let last: Head = from;
  for (const record of records) {
    const follows = record.version === last.version + 1 && record.previous === last.hash;
    if (!follows) return diverged(`its change ${record.version} does not follow on ours`);
    const isWhole = isReadable(record) && isSealed(record);
    if (!isWhole) return diverged(`its change ${record.version} was edited`);
    last = record;
  }
  const state = applyRecords(from, records);
  return { kind: 'advanced', state, records, isAtEnd: state.version === head.version };
}

function behind({ version }: StoreState, head: Head): Progress {
  const found = head.version === 0 ? 'is empty' : `stands at version ${head.version}`;
  const why = `the store ${found}, but version ${version} was confirmed before`;
  return { kind: 'refused', alarm: 'store_behind', why };
}

function diverged(what: string): Progress {
  return { kind: 'refused', alarm: 'store_diverged', why: `the store went another way: ${what}` };
}
