import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import t from 'tap';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import { EMPTY_HEAD, type Head } from '../../src/store/record.ts';
import { StoreDamaged, StoreFault, StoreLocked } from '../../src/store/store.ts';
import { commitAfter } from '../support/stored-records.ts';

/** A closed store with so many records. */
async function fill(folder: string, count: number): Promise<Head> {
  const store = await openEmbeddedStore(folder);
  let head: Head = EMPTY_HEAD;
  for (let i = 0; i < count; i += 1) {
    const commit = commitAfter(head, { [`override/${i}`]: 'x'.repeat(100) });
    await store.commit(commit);
    head = commit.record;
  }
  await store.close();
  return head;
}

/** What opening it throws. */
async function faultOf(folder: string): Promise<StoreFault> {
  try {
    await (await openEmbeddedStore(folder)).close();
  } catch (error) {
    if (error instanceof StoreFault) return error;
    throw error;
  }
  throw new Error('it was opened');
}

t.test('a missing folder is made, for this user alone', async (t) => {
  const folder = join(t.testdir(), 'a', 'b');
  await fill(folder, 1);
  t.equal((await stat(folder)).mode & 0o777, 0o700);
});

t.test('a second one to open it is told that it is in use', async (t) => {
  const folder = t.testdir();
  const store = await openEmbeddedStore(folder);
  const fault = await faultOf(folder);
  t.ok(fault instanceof StoreLocked);
  t.match(fault.message, `the store in ${folder} is in use by another process; stop that one`);
  await store.close();
  await (await openEmbeddedStore(folder)).close();
});

t.test('a closed store refuses', async (t) => {
  const store = await openEmbeddedStore(t.testdir());
  t.equal(store.isReachable, true);
  await store.close();
  t.equal(store.isReachable, false);
  await t.rejects(store.load(), { name: 'StoreUnavailable' });
  const commit = commitAfter(EMPTY_HEAD, {});
  await t.rejects(store.commit(commit), { name: 'StoreUnavailable' });
});

t.test('a folder that cannot be one is told about', async (t) => {
  const folder = t.testdir({ file: '' });
  const fault = await faultOf(join(folder, 'file'));
  t.match(fault.message, /cannot be used: EEXIST.*; make it writable/);
});

t.test('a damaged store is never taken for an empty one', async (t) => {
  const lose = async (folder: string, pattern: RegExp) => {
    for (const name of await readdir(folder)) if (pattern.test(name)) await rm(join(folder, name));
  };
  const damages: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    'without its log': (folder) => lose(folder, /\.log$/),
    'without its table of contents': (folder) => lose(folder, /^CURRENT$/),
    'without anything but our notice': (folder) => lose(folder, /^[^T]/),
    'with another table of contents': (folder) => writeFile(join(folder, 'CURRENT'), 'nonsense\n'),
    'with a hole in its log': async (folder) => {
      const name = (await readdir(folder)).find((each) => each.endsWith('.log')) ?? '';
      const { size } = await stat(join(folder, name));
      await writeFile(join(folder, name), Buffer.alloc(10), { flag: 'r+' });
      t.ok(size > 40_000, 'other blocks of the log are whole');
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    const folder = join(t.testdir(), 'store');
    await fill(folder, 100);
    await damage(folder);
    const fault = await faultOf(folder);
    t.ok(fault instanceof StoreDamaged, what);
    t.match(fault.advice, 'bring an export back: eigyochu store import');
  }
});

t.test('what an unfinished write left behind is dropped, and all before it is there', async (t) => {
  const folder = t.testdir();
  await fill(folder, 10);
  const log = (await readdir(folder)).find((name) => name.endsWith('.log')) ?? '';
  await truncate(join(folder, log), (await stat(join(folder, log))).size - 5);
  const store = await openEmbeddedStore(folder);
  t.equal((await store.load()).version, 9);
  t.equal((await store.records(0, 100)).length, 9);
  await store.close();
});

t.test('a store of a newer version is refused', async (t) => {
  const folder = t.testdir();
  await fill(folder, 1);
  const database = new ClassicLevel(folder);
  await database.put('format', '2');
  await database.close();
  t.match((await faultOf(folder)).message, 'has format 2; this version knows 1; run the newer');
});

t.test('documents that are no JSON are damage', async (t) => {
  const folder = t.testdir();
  await fill(folder, 1);
  const database = new ClassicLevel(folder);
  await database.put('document/override/x', '{');
  await database.close();
  t.ok((await faultOf(folder)) instanceof StoreDamaged);
});

/** What the process said of each commit, and those acknowledged that the store does not have. */
async function examine(said: string, folder: string) {
  const lines = said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
  const acknowledged = lines.filter(([version]) => version !== 'refused');
  const store = await openEmbeddedStore(folder);
  const records = await store.records(0, 10_000);
  await store.close();
  const hashes = new Map(records.map(({ version, hash }) => [version, hash]));
  const lost = acknowledged.filter(([version, hash]) => hashes.get(Number(version)) !== hash);
  return { lines, acknowledged, lost };
}

/** Without what the runner loads to watch processes: it takes a file that grew too large for an end. */
const COMMITTER = [
  ...process.execArgv.filter((word) => !word.includes('processinfo')),
  'test/support/commit-forever.ts',
];

t.test('kill -9 at any moment loses nothing that was acknowledged', async (t) => {
  const folder = t.testdir();
  for (let round = 1; round <= 3; round += 1) {
    const words = [...COMMITTER, folder, '100'];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    const ended = once(child, 'close');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (said.split('\n').length > 7 * round) child.kill('SIGKILL');
    });
    await ended;
    const { acknowledged, lost } = await examine(said, folder);
    t.ok(acknowledged.length >= 7 * round);
    t.same(lost, []);
  }
});

t.test('a disk that takes no more refuses, and what was acknowledged is there', async (t) => {
  const folder = t.testdir();
  // A process whose files may only grow so far meets what a full disk does, without one.
  const limited = 'unset NODE_OPTIONS; trap "" XFSZ; ulimit -f 400; exec "$@"';
  const words = ['-c', limited, 'sh', process.execPath, ...COMMITTER, folder, '4000'];
  const child = spawn('sh', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code, signal] = await once(child, 'close');
  t.same({ code, signal }, { code: 0, signal: null });
  const { lines, acknowledged, lost } = await examine(said, folder);
  t.ok(acknowledged.length > 10);
  t.same(lost, []);
  const refusals = lines.filter(([word]) => word === 'refused').map(([, name]) => name);
  t.equal(refusals.length, 3);
  t.ok(refusals.every((name) => name === 'StoreUnavailable' || name === 'OutcomeUnknown'));
});
