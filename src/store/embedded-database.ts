import { access, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel, type Snapshot } from 'classic-level';
import { EMPTY_HEAD, type Head } from './record.ts';
import { StoreDamaged, StoreFault, StoreLocked } from './store.ts';

/** Values are JSON texts. */
export type Database = ClassicLevel<string, string>;

/** Where the store stands, and how many records there must be: lost ones show. */
export interface StoredHead extends Head {
  readonly records: number;
}

const FORMAT = 1;

/** All keys of one kind: `NAME/…`. `0` follows `/`. */
function keysOf(name: string): { readonly gte: string; readonly lt: string } {
  return { gte: `${name}/`, lt: `${name}0` };
}
export const DOCUMENTS = keysOf('document');
export const RECORDS = keysOf('record');
export const OUTBOX = keysOf('outbox');

/** Padded, so that the order of keys is the order of versions. */
export function recordKey(version: number): string {
  return `${RECORDS.gte}${String(version).padStart(16, '0')}`;
}

/** The database in the folder, made when there is none, and looked through. Throws StoreFault. */
export async function openDatabase(folder: string): Promise<Database> {
  const isNew = await prepareFolder(folder);
  const database: Database = new ClassicLevel(folder);
  try {
    await database.open({ createIfMissing: isNew });
    if (isNew) await begin(folder, database);
    await check(folder, database);
    return database;
  } catch (error) {
    await database.close();
    throw error instanceof StoreFault ? error : faultOf(folder, error);
  }
}

export async function readHead(database: Database, snapshot?: Snapshot): Promise<StoredHead> {
  const stored = await database.get('head', snapshot ? { snapshot } : {});
  return stored === undefined ? { ...EMPTY_HEAD, records: 0 } : JSON.parse(stored);
}

/**
 * Says to people what the folder is, and to us that there was a database in it: LevelDB takes a
 * folder that lost some of its files for an empty one.
 */
const NOTICE = 'THIS-IS-A-DATABASE.txt';
const NOTICE_TEXT = `The store of Eigyochu: a LevelDB database. Do not edit its files.
Do not copy them while the service runs.
To keep a copy: eigyochu store export. To bring it back: eigyochu store import.
`;

/** Whether there never was a database in it. */
async function prepareFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw faultOf(folder, error);
  }
  return access(join(folder, NOTICE)).then(
    () => false,
    () => true,
  );
}

/** The notice comes last: with it there, a database without a format has lost something. */
async function begin(folder: string, database: Database): Promise<void> {
  if ((await database.get('format')) === undefined) {
    await database.put('format', String(FORMAT), { sync: true });
  }
  const file = await open(join(folder, NOTICE), 'w', 0o600);
  try {
    await file.writeFile(NOTICE_TEXT);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Looks for what LevelDB lets pass: of a log with a damaged middle it drops that part and goes on.
 * A batch that is lost so takes its record with it, and records are counted.
 */
async function check(folder: string, database: Database): Promise<void> {
  const format = Number(await database.get('format'));
  if (!format) throw damaged(folder, 'its beginning is missing');
  if (format > FORMAT) {
    const found = `the store in ${folder} has format ${format}; this version knows ${FORMAT}`;
    throw new StoreFault(found, 'run the newer version that wrote it');
  }
  const head = await readHead(database);
  const records = (await database.keys(RECORDS).all()).length;
  if (records !== head.records) {
    throw damaged(folder, `it has ${records} records and should have ${head.records}`);
  }
  const last = JSON.parse((await database.get(recordKey(head.version))) ?? 'null');
  if (head.records > 0 && last?.hash !== head.hash) {
    throw damaged(folder, 'its last record is not the one that it stands at');
  }
  for await (const text of database.values(DOCUMENTS)) JSON.parse(text);
}

function faultOf(folder: string, error: unknown): StoreFault {
  const { code, message } = rootOf(error);
  if (code === 'LEVEL_LOCKED') {
    const found = `the store in ${folder} is in use by another process`;
    const advice = 'stop that one, ask it instead of its files, or set another EIGYOCHU_DATA';
    return new StoreLocked(found, advice, error);
  }
  // Of files of its own that are not there, LevelDB says that they could not be read.
  const isGone = code === 'LEVEL_IO_ERROR' && message.includes('No such file');
  if (code?.startsWith('E') || (code === 'LEVEL_IO_ERROR' && !isGone)) {
    const found = `the folder ${folder} of the store cannot be used: ${message}`;
    return new StoreFault(found, 'make it writable for this user and see to free space', error);
  }
  return damaged(folder, message, error);
}

function damaged(folder: string, what: string, cause?: unknown): StoreDamaged {
  const advice = 'move the folder away, keep it, and bring an export back: eigyochu store import';
  return new StoreDamaged(`the store in ${folder} is damaged: ${what}`, advice, cause);
}

/** LevelDB's own error: the library wraps it in one that says that the database is not open. */
function rootOf(error: unknown): { readonly code?: string; readonly message: string } {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? rootOf(cause) : (error as Error);
}
