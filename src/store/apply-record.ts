import { DAY } from '../core/instant.ts';
import type { Json } from './json.ts';
import type { AuditRecord } from './record.ts';
import type { StoreState } from './store-state.ts';

/** How long a repeated request is known again. */
export const REPLAY_MILLISECONDS = DAY;

/**
 * And for how many versions, since all replicas hold what is known again. Counted in versions, so
 * that the sum of the records says what is forgotten, in whatever order documents are held.
 */
export const REPLAY_VERSIONS = 10_000;

const REPLAY = 'replay/';

/**
 * Where to find what a request did that may be repeated, kept as the document `replay/KEY`. What it
 * did is in the record of that version.
 */
export interface Replay {
  readonly fingerprint: string;
  readonly version: number;
  readonly at: string;
}

type Documents = Pick<StoreState, 'documents'>;

/** What a record does to the documents. */
export interface Effect {
  readonly puts: ReadonlyMap<string, Json>;
  readonly removes: readonly string[];
}

/** The state after one more record. */
export function applyRecord(state: StoreState, record: AuditRecord): StoreState {
  return applyRecords(state, [record]);
}

/**
 * The state after more records. Readers keep the state that they hold, so the map is copied, once:
 * about 1 ms for 10,000 documents.
 */
export function applyRecords(state: StoreState, records: readonly AuditRecord[]): StoreState {
  const documents = new Map<string, Json>(state.documents);
  for (const record of records) applyInPlace(documents, record);
  const { version, hash } = records.at(-1) ?? state;
  return { version, hash, documents };
}

/** As {@link applyRecord}, to documents that nobody else reads. */
export function applyInPlace(documents: Map<string, Json>, record: AuditRecord): void {
  const { puts, removes } = effectOf({ documents }, record);
  for (const name of removes) documents.delete(name);
  for (const [name, document] of puts) documents.set(name, document);
}

/** Time comes from the record alone, so that every replica forgets the same requests. */
export function effectOf(state: Documents, record: AuditRecord): Effect {
  const puts = new Map<string, Json>();
  const removes = namesOfOldReplays(state, record);
  for (const { kind, id, after } of record.changes) {
    if (after === null) removes.push(`${kind}/${id}`);
    else puts.set(`${kind}/${id}`, after);
  }
  const { idempotency, version, at } = record;
  if (idempotency) {
    const { key, fingerprint } = idempotency;
    const replay = { fingerprint, version, at } satisfies Replay;
    puts.set(`${REPLAY}${key}`, replay as unknown as Json);
  }
  return { puts, removes: removes.filter((name) => !puts.has(name)) };
}

/** Where to find what the request with this key did, where it is still known at `now`. */
export function findReplay(state: StoreState, key: string, now: number): Replay | null {
  const replay = state.documents.get(`${REPLAY}${key}`) as Replay | undefined;
  return replay && replay.at > forgottenAt(now) ? replay : null;
}

function namesOfOldReplays({ documents }: Documents, record: AuditRecord): string[] {
  const forgotten = forgottenAt(Date.parse(record.at));
  const last = record.version - REPLAY_VERSIONS;
  const names: string[] = [];
  for (const [name, document] of documents) {
    if (!name.startsWith(REPLAY)) continue;
    const { at, version } = document as unknown as Replay;
    if (at <= forgotten || version <= last) names.push(name);
  }
  return names;
}

/** What is as old as this is forgotten. A text, since reading thousands of dates takes a while. */
function forgottenAt(now: number): string {
  return new Date(now - REPLAY_MILLISECONDS).toISOString();
}
