import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Json } from './json.ts';
import { isReadable } from './readable-record.ts';
import { type AuditRecord, EMPTY_HEAD, type Head } from './record.ts';
import type { StoreState } from './store-state.ts';
import { verifyRecords } from './verify-records.ts';

const FORMAT = 1;

/** Lines that are read before others have their turn, such as the connection to the store. */
const SLICE = 1_000;

/** A fault of an archive and the line on which it shows, from 1. */
export interface ArchiveFault {
  readonly line: number;
  readonly text: string;
}

export type ParsedArchive =
  | { readonly ok: true; readonly state: StoreState; readonly records: readonly AuditRecord[] }
  | { readonly ok: false; readonly faults: readonly ArchiveFault[] };

/**
 * Everything that a store holds as JSON Lines: where it stands, a line for each document, one for
 * each record, and the checksum of all lines before, which tells a whole archive from a cut one.
 */
export async function* exportStore(
  { version, hash, documents }: StoreState,
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
): AsyncGenerator<string> {
  const checksum = createHash('sha256');
  const write = (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    checksum.update(line);
    return line;
  };
  yield write({ eigyochu: 'store', format: FORMAT, head: { version, hash } });
  for (const [name, document] of documents) yield write({ name, document });
  let count = 0;
  for await (const record of records) {
    // Changes that were made since belong to the next archive.
    if (record.version > version) break;
    yield write({ record });
    count += 1;
  }
  const end = { documents: documents.size, records: count, sha256: checksum.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

/**
 * Reads an archive, or the state that a replica keeps on its disk, which has no records. All of it
 * is checked: that it is whole, that the records follow on each other, that the documents are their
 * sum.
 */
export async function parseArchive(text: string): Promise<ParsedArchive> {
  const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
  const lines = text.slice(0, lastLine).split('\n').slice(0, -1);
  const end = parseLine(text.slice(lastLine));
  const faults: ArchiveFault[] = [];
  const report = (line: number, fault: string) => void faults.push({ line, text: fault });
  const head = headOf(parseLine(lines[0] ?? ''));
  if (!head) report(1, 'this is not the beginning of an archive that this version can read');
  const contents = await readLines(lines.slice(1), report);
  const { documents, records } = contents;
  const isCounted = end?.documents === documents.size && (end.records ?? 0) === records.length;
  if (!isCounted) report(lines.length + 1, 'the end does not fit: the archive was cut or edited');
  const sha256 = createHash('sha256').update(text.slice(0, lastLine)).digest('hex');
  if (end?.sha256 !== sha256) report(lines.length + 1, 'the checksum differs: a line was edited');
  if (head) for (const fault of await findRecordFaults(head, contents)) faults.push(fault);
  if (!head || faults.length > 0) return { ok: false, faults };
  return { ok: true, state: { ...head, documents }, records };
}

interface Contents {
  readonly documents: ReadonlyMap<string, Json>;
  readonly records: readonly AuditRecord[];
  readonly lineOf: ReadonlyMap<number, number>;
}

type Report = (line: number, fault: string) => void;

async function readLines(lines: readonly string[], report: Report): Promise<Contents> {
  const documents = new Map<string, Json>();
  const records: AuditRecord[] = [];
  const lineOf = new Map<number, number>();
  for (const [index, text] of lines.entries()) {
    if (index % SLICE === 0) await turn();
    const line = index + 2;
    const parsed = parseLine(text);
    if (typeof parsed?.name === 'string' && parsed.document !== undefined) {
      documents.set(parsed.name, parsed.document as Json);
    } else if (isReadable(parsed?.record)) {
      records.push(parsed.record);
      lineOf.set(parsed.record.version, line);
    } else report(line, 'this is neither a document nor a record');
  }
  return { documents, records, lineOf };
}

async function findRecordFaults(
  head: Head,
  { documents, records, lineOf }: Contents,
): Promise<ArchiveFault[]> {
  const [first] = records;
  if (!first) return [];
  // The records of a store that was once restored from a state alone begin after it.
  const base =
    first.version === 1 ? EMPTY_HEAD : { version: first.version - 1, hash: first.previous };
  const { faults } = await verifyRecords(records, { head, documents, base });
  return faults.map(({ version, text }) => ({ line: lineOf.get(version) ?? 1, text }));
}

function headOf(line: Line | null): Head | null {
  if (line?.format !== FORMAT) return null;
  const { version, hash } = (line.eigyochu === 'store' ? line.head : line) as Partial<Head>;
  if (typeof hash !== 'string' || !Number.isSafeInteger(version)) return null;
  return { version: version as number, hash };
}

type Line = Readonly<Record<string, unknown>>;

function parseLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Line | null) : null;
  } catch {
    return null;
  }
}
