import { applyInPlace } from '../store/apply-record.ts';
import type { Json } from '../store/json.ts';
import { type AuditRecord, EMPTY_HEAD, type Head } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import { type Ask, ServiceRefused } from './control-client.ts';
import type { Reach } from './with-store.ts';

const PAGE = 1_000;

/** Where a store stands, its records, and its documents where they can be read. */
export interface StoreContents {
  readonly head: Head;
  /** From the version after `since` on. */
  readonly records: AsyncIterable<AuditRecord>;
  readonly documents: StoreState['documents'] | null;
}

/** The contents, where the records go to the head of now: what is written since is left out. */
export async function readContents(reach: Reach, since = 0): Promise<StoreContents> {
  if (reach.kind === 'service') {
    const { head } = await askForRecords(reach.ask, since + 1);
    const read = async (from: number) => (await askForRecords(reach.ask, from)).records;
    return { head, records: pages(read, since + 1, head.version), documents: null };
  }
  const { version, hash, documents } = await reach.store.load();
  const read = (from: number) => reach.store.records(from, PAGE);
  return { head: { version, hash }, records: pages(read, since + 1, version), documents };
}

/** The state that all records make, for where documents cannot be asked for. */
export async function foldRecords(records: AsyncIterable<AuditRecord>): Promise<StoreState> {
  const documents = new Map<string, Json>();
  let last: Head = EMPTY_HEAD;
  for await (const record of records) {
    applyInPlace(documents, record);
    last = record;
  }
  return { version: last.version, hash: last.hash, documents };
}

type ReadPage = (from: number) => Promise<readonly AuditRecord[]>;

async function* pages(read: ReadPage, from: number, last: number): AsyncGenerator<AuditRecord> {
  let next = from;
  while (next <= last) {
    const page = (await read(next)).filter(({ version }) => version <= last);
    yield* page;
    const end = page.at(-1);
    if (!end) return;
    next = Math.max(end.version, next) + 1;
  }
}

async function askForRecords(
  ask: Ask,
  from: number,
): Promise<{ readonly head: Head; readonly records: readonly AuditRecord[] }> {
  const answer = await ask({ method: 'GET', url: `/v1/audit?from=${from}&limit=${PAGE}` });
  if (answer.status !== 200) throw new ServiceRefused(answer);
  return JSON.parse(answer.body);
}
