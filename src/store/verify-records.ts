import { setImmediate as turn } from 'node:timers/promises';
import { applyInPlace } from './apply-record.ts';
import type { Json } from './json.ts';
import { isReadable } from './readable-record.ts';
import { type AuditRecord, EMPTY_HEAD, type Head } from './record.ts';
import { isSameDocument, isSealed } from './seal-record.ts';

/** Something that is wrong with a record, or with what is missing around it. */
export interface RecordFault {
  /** The version at which it shows. */
  readonly version: number;
  readonly text: string;
}

export interface Verification {
  /** How many records were read. */
  readonly count: number;
  /** What the records end with. */
  readonly head: Head;
  readonly faults: readonly RecordFault[];
}

/** Records that are verified before others have their turn, such as the connection to the store. */
const SLICE = 100;

type Documents = ReadonlyMap<string, Json>;

export interface VerifyOptions {
  /** Where the store says it stands: a record cut off at the end shows in nothing else. */
  readonly head: Head;
  /** What must be the sum of the records. */
  readonly documents?: Documents;
  /** What the first record follows, where that is not nothing. Its documents may be unknown. */
  readonly base?: Head & { readonly documents?: Documents };
}

/** Every edited, dropped, repeated, moved or inserted record, and what does not add up. */
export async function verifyRecords(
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  { head, documents, base = EMPTY_HEAD }: VerifyOptions,
): Promise<Verification> {
  const faults: RecordFault[] = [];
  const start = 'documents' in base ? base.documents : undefined;
  const sum = new Map(start);
  let last = headOf(base);
  let count = 0;
  for await (const record of records) {
    count += 1;
    if (count % SLICE === 0) await turn();
    faults.push(...findFaults(record, last));
    if (isReadable(record)) applyInPlace(sum, record);
    last = isReadable(record) ? headOf(record) : skipOver(record, last);
  }
  faults.push(...findFaultOfEnd(last, head));
  const isSumKnown = base.version === 0 || start !== undefined;
  if (documents && isSumKnown && faults.length === 0) {
    const texts = compare(documents, sum);
    faults.push(...texts.map((text) => ({ version: last.version, text })));
  }
  return { count, head: last, faults };
}

/** `last` is where the records before have led. */
function findFaults(record: AuditRecord, last: Head): RecordFault[] {
  const next = last.version + 1;
  if (!isReadable(record)) return [{ version: next, text: `record ${next} cannot be read` }];
  const { version, previous } = record;
  const texts: string[] = [];
  if (!isSealed(record)) texts.push(`${describe(record)} was edited: its hash does not fit`);
  const order = describeOrder(version, last.version);
  if (order) texts.push(order);
  else if (previous !== last.hash) {
    const before = version === 1 ? 'the beginning' : `record ${version - 1}`;
    texts.push(`${describe(record)} does not follow on ${before}: one of the two was replaced`);
  }
  return texts.map((text) => ({ version, text }));
}

function describeOrder(version: number, last: number): string | null {
  if (version === last + 1) return null;
  if (version <= last) return `record ${version} comes after record ${last}: repeated or moved`;
  return `${describeRange(last + 1, version - 1)} missing`;
}

function findFaultOfEnd(last: Head, head: Head): RecordFault[] {
  const fault = (text: string) => [{ version: last.version, text }];
  if (last.version < head.version) {
    return fault(`${describeRange(last.version + 1, head.version)} missing at the end`);
  }
  if (last.version > head.version) {
    return fault(`the records go on to ${last.version}, but the end is said to be ${head.version}`);
  }
  return last.hash === head.hash
    ? []
    : fault(`record ${head.version} is not the one noted as the end`);
}

function compare(documents: Documents, sum: Documents): string[] {
  const names = new Set([...documents.keys(), ...sum.keys()]);
  return [...names].flatMap((name) => {
    const [found, expected] = [documents.get(name), sum.get(name)];
    if (isSameDocument(found ?? null, expected ?? null)) return [];
    return [`the document ${name} ${describeDifference(found, expected)}: no record says so`];
  });
}

function describeDifference(found: Json | undefined, expected: Json | undefined): string {
  if (found === undefined) return 'is missing';
  return expected === undefined ? 'was slipped in' : 'was edited';
}

function headOf({ version, hash }: Head): Head {
  return { version, hash };
}

/** So that the records after one that cannot be read are judged by themselves. */
function skipOver({ hash }: AuditRecord, { version }: Head): Head {
  return { version: version + 1, hash: typeof hash === 'string' ? hash : '' };
}

function describe({ version, action, at }: AuditRecord): string {
  return `record ${version} (${action}, ${at})`;
}

function describeRange(first: number, last: number): string {
  return first === last ? `record ${first} is` : `records ${first} to ${last} are`;
}
