import { join } from 'node:path';
import type { Settings } from '../settings.ts';
import { loadDiskSnapshot } from '../store/disk-snapshot.ts';
import type { AuditRecord, Head } from '../store/record.ts';
import type { LedgerLog } from '../store/replica.ts';
import { verifyRecords } from '../store/verify-records.ts';
import type { Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { readContents } from './read-records.ts';
import { type Reach, withStore } from './with-store.ts';

/** Goes through all records, and where the store itself is open, through the documents as well. */
export const runAuditVerify = withStore(async ({ options, reach, settings, terminal, log }) => {
  const expected = parseHead('expect', options.expect, terminal);
  const since = parseHead('since', options.since, terminal);
  if (expected === undefined || since === undefined) return EXIT_CODES.usage.code;
  // Read first: what the service saves in the meantime is in the store as well.
  const saved = await loadKept(reach, settings, log);
  const { head, records, documents } = await readContents(reach, since?.version);
  const met: Head[] = since ? [since, head] : [head];
  const { count, faults } = await verifyRecords(noting(records, [expected, saved], met), {
    head,
    ...(since && { base: since }),
    ...(documents && { documents }),
  });
  const texts = faults.map(({ text }) => text);
  if (expected) texts.push(...findMissing(expected, 'was noted', { met, head }));
  // What comes before `since` was not gone through.
  const isSavedJudged = saved !== null && saved.version >= (since?.version ?? 0);
  if (isSavedJudged) texts.push(...findMissing(saved, ON_DISK, { met, head }));
  for (const text of texts) terminal.out(`${text}\n`);
  if (texts.length > 0) return EXIT_CODES.failure.code;
  terminal.out(`${count} records, whole; version ${head.version}, hash ${head.hash}\n`);
  return EXIT_CODES.ok.code;
});

const ON_DISK = "is in this machine's snapshot";

/** Where the replica on this machine last saw Redis, which may have lost something since. */
async function loadKept(reach: Reach, settings: Settings, log: LedgerLog): Promise<Head | null> {
  if (reach.kind !== 'store' || reach.store.kind !== 'redis') return null;
  const folder = join(settings.EIGYOCHU_DATA, 'snapshot');
  return (await loadDiskSnapshot(folder, log))?.state ?? null;
}

/** The records as they are, noting those of versions that are known from elsewhere. */
async function* noting(
  records: AsyncIterable<AuditRecord>,
  expected: readonly (Head | null)[],
  met: Head[],
): AsyncGenerator<AuditRecord> {
  for await (const record of records) {
    if (expected.some((each) => each?.version === record.version)) met.push(record);
    yield record;
  }
}

interface Seen {
  readonly met: readonly Head[];
  readonly head: Head;
}

/** `how` the expected version is known: `was noted`. */
function findMissing({ version, hash }: Head, how: string, { met, head }: Seen): string[] {
  if (version > head.version) {
    const what = `version ${version} ${how}, but the store stands at ${head.version}`;
    return [`${what}: it was emptied, its end was cut off, or it is an older copy`];
  }
  const isMet = met.some((each) => each.version === version && each.hash === hash);
  return isMet ? [] : [`record ${version} is not the one that ${how}: the records were rewritten`];
}

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/;

/** `null` when it was not given, `undefined` once it was said that it cannot be read. */
function parseHead(
  name: string,
  text: string | true | undefined,
  terminal: Terminal,
): Head | null | undefined {
  if (typeof text !== 'string') return null;
  const [, version, hash] = HEAD.exec(text) ?? [];
  if (version !== undefined && hash !== undefined) return { version: Number(version), hash };
  const shape = 'write a version and the hash that was printed with it: 42:9f2c…';
  terminal.err(`eigyochu: --${name} cannot be read; ${shape}\n`);
  return undefined;
}
