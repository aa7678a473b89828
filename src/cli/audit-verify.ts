import type { AuditRecord, Head } from '../store/record.ts';
import { verifyRecords } from '../store/verify-records.ts';
import type { Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { readContents } from './read-records.ts';
import { withStore } from './with-store.ts';

/** Goes through all records, and where the store itself is open, through the documents as well. */
export const runAuditVerify = withStore(async ({ options, reach, terminal }) => {
  const expected = parseHead('expect', options.expect, terminal);
  const since = parseHead('since', options.since, terminal);
  if (expected === undefined || since === undefined) return EXIT_CODES.usage.code;
  const { head, records, documents } = await readContents(reach, since?.version);
  const met: Head[] = since ? [since] : [];
  const { count, faults } = await verifyRecords(noting(records, expected, met), {
    head,
    ...(since && { base: since }),
    ...(documents && { documents }),
  });
  const texts = faults.map(({ text }) => text);
  if (expected) texts.push(...findMissing(expected, [...met, head], head));
  for (const text of texts) terminal.out(`${text}\n`);
  if (texts.length > 0) return EXIT_CODES.failure.code;
  terminal.out(`${count} records, whole; version ${head.version}, hash ${head.hash}\n`);
  return EXIT_CODES.ok.code;
});

/** The records as they are, noting the one that an end was noted at. */
async function* noting(
  records: AsyncIterable<AuditRecord>,
  expected: Head | null,
  met: Head[],
): AsyncGenerator<AuditRecord> {
  for await (const record of records) {
    if (record.version === expected?.version) met.push(record);
    yield record;
  }
}

function findMissing(expected: Head, met: readonly Head[], head: Head): string[] {
  const { version } = expected;
  if (version > head.version) {
    const what = `version ${version} was noted, but the store stands at ${head.version}`;
    return [`${what}: its end was cut off, or it is an older copy`];
  }
  const isMet = met.some((each) => each.version === version && each.hash === expected.hash);
  return isMet
    ? []
    : [`record ${version} is not the one that was noted: the records were rewritten`];
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
