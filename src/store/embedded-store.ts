import { asStoreError, describeDiskTrouble } from './disk-trouble.ts';
import {
  atOneMoment,
  changeNamed,
  holds,
  type Operation,
  putHead,
  putRecord,
  readNamed,
  readRecords,
  removeKey,
} from './embedded-contents.ts';
import {
  type Database,
  DOCUMENTS,
  OUTBOX,
  openDatabase,
  RECORDS,
  readHead,
  recordKey,
} from './embedded-database.ts';
import type { Json } from './json.ts';
import type { AuditRecord } from './record.ts';
import {
  type Advance,
  type Commit,
  type CommitResult,
  DEADLINE_MILLISECONDS,
  type Durability,
  LOAD_DEADLINE_MILLISECONDS,
  type Outbox,
  OutcomeUnknown,
  REPLACE_DEADLINE_MILLISECONDS,
  type Store,
  type StoreLog,
  StoreUnavailable,
} from './store.ts';
import type { StoreState } from './store-state.ts';
import { Troubles } from './troubles.ts';
import { DeadlineMissed, withDeadline } from './with-deadline.ts';

/**
 * The store in a folder of this machine, made when it is missing. Throws a StoreFault that says
 * what to do: StoreLocked while another process has it, StoreDamaged when it is not whole.
 */
export async function openEmbeddedStore(
  folder: string,
  { log = SILENT }: { readonly log?: StoreLog } = {},
): Promise<Store> {
  return new EmbeddedStore(folder, await openDatabase(folder), log);
}

const SILENT: StoreLog = { info() {}, warn() {} };

interface Change {
  readonly operations: readonly Operation[];
  /** Tells on a database that was opened anew whether it holds the change. */
  readonly isDone: (database: Database) => Promise<boolean>;
}

class EmbeddedStore implements Store {
  readonly kind = 'embedded';
  /** There is one process, so its own counts are the counts. */
  readonly counts = null;
  readonly outbox: Outbox;
  readonly #folder: string;
  readonly #troubles: Troubles;
  #database: Promise<Database>;
  #isUsable = true;
  /** The end of the database before, whose lock is in the way of the next. */
  #closed: Promise<void> = Promise.resolve();
  #isClosed = false;
  /** A write that missed its deadline and may still be at it. */
  #isHanging = false;
  /** Writes go one after another, each on what the one before it left. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, database: Database, log: StoreLog) {
    this.#folder = folder;
    this.#troubles = new Troubles(log);
    this.#database = Promise.resolve(database);
    this.outbox = {
      lease: async () => true,
      release: async () => {},
      read: () => this.#read((database) => readNamed(database, OUTBOX)),
      change: (puts, removes) => this.#changeOutbox(puts, removes),
    };
  }

  get isReachable(): boolean {
    return this.#isUsable && !this.#isHanging && !this.#isClosed;
  }

  async durability(): Promise<Durability> {
    return 'every-write';
  }

  load(): Promise<StoreState> {
    const read = (database: Database) =>
      atOneMoment(database, async (snapshot) => {
        const { version, hash } = await readHead(database, snapshot);
        return { version, hash, documents: await readNamed(database, { ...DOCUMENTS, snapshot }) };
      });
    return this.#read(read, LOAD_DEADLINE_MILLISECONDS);
  }

  advanceFrom(version: number, limit: number): Promise<Advance> {
    return this.#read((database) =>
      atOneMoment(database, async (snapshot) => {
        const { version: last, hash } = await readHead(database, snapshot);
        const range = { ...RECORDS, gte: recordKey(version), limit, snapshot };
        return { head: { version: last, hash }, records: await readRecords(database, range) };
      }),
    );
  }

  records(version: number, limit: number): Promise<readonly AuditRecord[]> {
    const range = { ...RECORDS, gte: recordKey(version), limit };
    return this.#read((database) => readRecords(database, range));
  }

  commit({ record, puts, removes }: Commit): Promise<CommitResult> {
    return this.#write(async (database) => {
      if (await holds(database, record)) return 'committed';
      const head = await readHead(database);
      const isNext = record.version === head.version + 1 && record.previous === head.hash;
      if (!isNext) return 'conflict';
      const { version, hash } = record;
      const operations = [
        putHead({ version, hash, records: head.records + 1 }),
        putRecord(record),
        ...changeNamed(DOCUMENTS, puts, removes),
      ];
      await this.#apply(database, { operations, isDone: (again) => holds(again, record) });
      return 'committed';
    }, DEADLINE_MILLISECONDS);
  }

  replace(state: StoreState, records: readonly AuditRecord[]): Promise<void> {
    const { version, hash, documents } = state;
    return this.#write(async (database) => {
      const old = await Promise.all(
        [DOCUMENTS, RECORDS, OUTBOX].map((range) => database.keys(range).all()),
      );
      const operations = [
        ...old.flat().map(removeKey),
        putHead({ version, hash, records: records.length }),
        ...records.map(putRecord),
        ...changeNamed(DOCUMENTS, documents, []),
      ];
      const isDone = async (again: Database) => (await readHead(again)).hash === hash;
      await this.#apply(database, { operations, isDone });
    }, REPLACE_DEADLINE_MILLISECONDS);
  }

  /** Nobody else can change anything. */
  onChange(): void {}

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turn;
    const database = await this.#database.catch(() => null);
    await database?.close();
  }

  #changeOutbox(puts: ReadonlyMap<string, Json>, removes: readonly string[]): Promise<void> {
    const operations = changeNamed(OUTBOX, puts, removes);
    return this.#write(
      (database) => this.#apply(database, { operations, isDone: async () => false }),
      DEADLINE_MILLISECONDS,
    );
  }

  /**
   * Writes all or nothing. After a failure (a full disk, a file system that went read-only) only a
   * database that was opened anew tells what is in its files.
   */
  async #apply(database: Database, { operations, isDone }: Change): Promise<void> {
    try {
      await database.batch([...operations], { sync: true });
    } catch (cause) {
      this.#isUsable = false;
      this.#closed = database.close();
      const isApplied = await this.#opened().then(isDone, () => null);
      if (isApplied === null) throw new OutcomeUnknown('the disk failed while writing', { cause });
      if (!isApplied) throw new StoreUnavailable('the disk cannot be written', { cause });
    }
  }

  async #write<T>(work: (database: Database) => Promise<T>, milliseconds: number): Promise<T> {
    if (this.#isHanging) throw new StoreUnavailable('the disk does not answer');
    let begun = false;
    let isLate = false;
    const result = this.#turn.then(async () => {
      if (isLate) throw new StoreUnavailable('its turn came too late');
      const database = await this.#opened();
      begun = true;
      return work(database);
    });
    const settled = () => {
      this.#isHanging = false;
    };
    this.#turn = result.then(settled, settled);
    try {
      const done = await withDeadline(result, milliseconds);
      this.#troubles.over(`the store in ${this.#folder} works again`);
      return done;
    } catch (error) {
      if (!(error instanceof DeadlineMissed)) throw this.#complain(asStoreError(error));
      isLate = true;
      this.#isHanging = true;
      const Late = begun ? OutcomeUnknown : StoreUnavailable;
      throw this.#complain(new Late(`the disk gave ${error.message}`));
    }
  }

  #complain(error: Error): Error {
    const text = `the store in ${this.#folder} fails: ${describeDiskTrouble(error)}`;
    if (!this.#isClosed) this.#troubles.tell(text);
    return error;
  }

  async #read<T>(
    work: (database: Database) => Promise<T>,
    milliseconds = DEADLINE_MILLISECONDS,
  ): Promise<T> {
    try {
      return await withDeadline(this.#opened().then(work), milliseconds);
    } catch (error) {
      throw this.#complain(asStoreError(error));
    }
  }

  /** The database; opened anew when it was closed because of a failure. */
  async #opened(): Promise<Database> {
    if (this.#isClosed) throw new StoreUnavailable('the store was closed');
    if (!this.#isUsable) {
      this.#isUsable = true;
      this.#database = this.#closed.then(() => openDatabase(this.#folder));
      this.#database.catch(() => {
        this.#isUsable = false;
      });
    }
    return this.#database;
  }
}
