import { readFileSync } from 'node:fs';
import type { AuditRecord, Head } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { parseArchive } from '../store/store-archive.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { withStore } from './with-store.ts';

/** Restores a store from an archive that is checked first, all or nothing. */
export const runStoreImport = withStore(async ({ operand, options, reach, terminal }) => {
  const refuse = (text: string) => {
    terminal.err(`eigyochu: ${text}\n`);
    return EXIT_CODES.failure.code;
  };
  if (reach.kind === 'service') {
    return refuse('a service has the store open; stop it, import, and start it again');
  }
  const text = readArchive(operand, terminal);
  if (text === null) return EXIT_CODES.usage.code;
  const parsed = await parseArchive(text);
  if (!parsed.ok) {
    const [first] = parsed.faults;
    // Of what does not begin as an archive, the rest says nothing.
    const faults = first?.line === 1 ? [first] : parsed.faults;
    for (const { line, text: fault } of faults) terminal.err(`${operand}:${line}: ${fault}\n`);
    return EXIT_CODES.failure.code;
  }
  // What is to be thrown away need not be readable.
  const version = options.replace ? 0 : (await reach.store.load()).version;
  if (version > 0) {
    return refuse(`the store stands at version ${version}; --replace would throw that away`);
  }
  await restore(reach.store, parsed, terminal);
  return EXIT_CODES.ok.code;
});

interface Archive {
  readonly state: StoreState;
  readonly records: readonly AuditRecord[];
}

async function restore(store: Store, archive: Archive, terminal: Terminal): Promise<void> {
  const { state, records } = archive;
  await store.replace(state, records);
  const { size } = state.documents;
  terminal.out(`version ${state.version}: ${size} documents, ${records.length} records\n`);
  if (records.length < state.version) {
    const { version, hash } = baseOf(archive);
    terminal.err(`the records up to version ${version} are not among them; from now on verify `);
    terminal.err(`what comes after: eigyochu audit verify --since ${version}:${hash}\n`);
  }
}

/** What the first record follows; where the archive stands when it has none. */
function baseOf({ state, records: [first] }: Archive): Head {
  return first ? { version: first.version - 1, hash: first.previous } : state;
}

function readArchive(path: string, terminal: Terminal): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    terminal.err(`eigyochu: ${path} cannot be read: ${(error as Error).message}\n`);
    return null;
  }
}
