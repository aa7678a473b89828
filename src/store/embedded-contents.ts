/** How the store's contents lie in the embedded database. */
import type { BatchOperation, Snapshot } from 'classic-level';
import { type Database, recordKey, type StoredHead } from './embedded-database.ts';
import type { Json } from './json.ts';
import type { AuditRecord } from './record.ts';

export type Operation = BatchOperation<Database, string, string>;

/** Whether the record is there, and not another of its version. */
export async function holds(database: Database, { version, hash }: AuditRecord): Promise<boolean> {
  const stored = JSON.parse((await database.get(recordKey(version))) ?? 'null');
  return stored?.hash === hash;
}

interface Range {
  readonly gte: string;
  readonly lt: string;
  readonly limit?: number;
  readonly snapshot?: Snapshot;
}

export async function readNamed(
  database: Database,
  range: Range,
): Promise<ReadonlyMap<string, Json>> {
  const entries = await database.iterator(range).all();
  return new Map(entries.map(([key, value]) => [key.slice(range.gte.length), JSON.parse(value)]));
}

export async function readRecords(
  database: Database,
  range: Range,
): Promise<readonly AuditRecord[]> {
  const texts = await database.values(range).all();
  return texts.map((text) => JSON.parse(text));
}

export function putHead(head: StoredHead): Operation {
  return { type: 'put', key: 'head', value: JSON.stringify(head) };
}

export function putRecord(record: AuditRecord): Operation {
  return { type: 'put', key: recordKey(record.version), value: JSON.stringify(record) };
}

export function changeNamed(
  { gte }: { readonly gte: string },
  puts: ReadonlyMap<string, Json>,
  removes: readonly string[],
): Operation[] {
  const put = ([name, value]: [string, Json]): Operation => {
    return { type: 'put', key: `${gte}${name}`, value: JSON.stringify(value) };
  };
  return [...[...puts].map(put), ...removes.map((name) => removeKey(`${gte}${name}`))];
}

export function removeKey(key: string): Operation {
  return { type: 'del', key };
}

/** Runs reads that all see the database of one moment. */
export async function atOneMoment<T>(
  database: Database,
  read: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const snapshot = database.snapshot();
  try {
    return await read(snapshot);
  } finally {
    await snapshot.close();
  }
}
