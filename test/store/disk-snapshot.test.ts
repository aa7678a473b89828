import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { createDiskSnapshots } from '../../src/store/disk-snapshot.ts';
import { formatSnapshot } from '../../src/store/snapshot-text.ts';
import type { StoreState } from '../../src/store/store-state.ts';

const AT = Date.parse('2026-11-24T00:00:00.123Z') as Instant;

function stateOf(version: number): StoreState {
  const documents = new Map([
    ['override/a', { name: { ja: '台風' }, version }],
    ['key/b', { name: '\u2028\n' }],
  ]);
  return { version, hash: String(version).repeat(64).slice(0, 64), documents };
}

function openIn(folder: string) {
  const warnings: string[] = [];
  return { warnings, disk: createDiskSnapshots(folder, { warn: (text) => warnings.push(text) }) };
}

t.test('where nothing was saved there is nothing', async (t) => {
  const { disk, warnings } = openIn(join(t.testdir(), 'none'));
  t.equal(await disk.load(), null);
  t.same(warnings, []);
});

t.test('what was saved comes back, from a folder for this user alone', async (t) => {
  const folder = join(t.testdir(), 'a', 'b');
  const { disk } = openIn(folder);
  for (const state of [stateOf(1), stateOf(2), { ...stateOf(3), documents: new Map() }]) {
    await disk.save(state, AT);
    t.same(await openIn(folder).disk.load(), { state, confirmedAt: AT });
  }
  t.equal((await stat(folder)).mode & 0o777, 0o700);
  t.same(await readdir(folder), ['state.jsonl', 'state.previous.jsonl']);
});

t.test('a person can read it: a line each', async (t) => {
  const folder = t.testdir();
  await openIn(folder).disk.save(stateOf(1), AT);
  const lines = (await readFile(join(folder, 'state.jsonl'), 'utf8')).split('\n');
  t.match(lines[0], '"version":1');
  t.match(lines[0], '"confirmedAt":"2026-11-24T00:00:00.123Z"');
  t.match(lines[1], '{"name":"override/a","document":{"name":{"ja":"台風"}');
  t.match(lines[3], '{"documents":2,"sha256":');
});

t.test(
  'a damaged newest one is told about and kept aside, and the one before is taken',
  async (t) => {
    const damages: Readonly<Record<string, (text: string) => string>> = {
      empty: () => '',
      'cut at any line': (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
      'cut inside a line': (text) => text.slice(0, -3),
      edited: (text) => text.replace('台風', '地震'),
      'with a line less': (text) => text.replace(/\{"name":"key[^\n]*\n/, ''),
      'no JSON': () => 'x\n',
    };
    for (const [what, damage] of Object.entries(damages)) {
      const folder = t.testdir();
      const newest = join(folder, 'state.jsonl');
      const { disk, warnings } = openIn(folder);
      await disk.save(stateOf(1), AT);
      await disk.save(stateOf(2), AT);
      const damaged = damage(await readFile(newest, 'utf8'));
      await writeFile(newest, damaged);
      t.equal((await disk.load())?.state.version, 1, what);
      t.match(warnings, [/state\.jsonl is damaged; it is kept as state\.jsonl\.damaged/]);
      t.equal(await readFile(`${newest}.damaged`, 'utf8'), damaged);
      await disk.save(stateOf(3), AT);
      t.equal((await disk.load())?.state.version, 3);
    }
  },
);

t.test('when both are damaged there is nothing, and two warnings', async (t) => {
  const folder = t.testdir({ 'state.jsonl': 'x', 'state.previous.jsonl': 'y' });
  const { disk, warnings } = openIn(folder);
  t.equal(await disk.load(), null);
  t.equal(warnings.length, 2);
});

t.test('an end between any two steps of saving leaves a whole one', async (t) => {
  const folder = t.testdir();
  const { disk, warnings } = openIn(folder);
  await disk.save(stateOf(1), AT);
  await disk.save(stateOf(2), AT);
  await writeFile(join(folder, 'state.unfinished.jsonl'), '{"half');
  t.equal((await disk.load())?.state.version, 2, 'while the next one is written');
  await rm(join(folder, 'state.jsonl'));
  t.equal((await disk.load())?.state.version, 1, 'between the renames');
  t.same(warnings, []);
});

t.test('of many saved at once the last one is there, and nobody waits for less', async (t) => {
  const folder = t.testdir();
  const { disk } = openIn(folder);
  const seen: number[] = [];
  const saves = Array.from({ length: 50 }, async (_, i) => {
    await disk.save(stateOf(i), AT);
    const found = (await openIn(folder).disk.load())?.state.version ?? -1;
    seen.push(found - i);
  });
  await Promise.all(saves);
  t.equal((await disk.load())?.state.version, 49);
  t.ok(seen.every((ahead) => ahead >= 0));
});

t.test('confirmed once more, it is not written again, and comes back as confirmed', async (t) => {
  const folder = t.testdir();
  const newest = join(folder, 'state.jsonl');
  const { disk, warnings } = openIn(folder);
  const later = (AT + 30_000) as Instant;
  const loaded = async () => {
    const saved = await openIn(folder).disk.load();
    return [saved?.state.version, saved?.confirmedAt];
  };
  await disk.save(stateOf(1), AT);
  const { ino, mtimeMs } = await stat(newest);
  await disk.save(stateOf(1), later);
  t.match(await stat(newest), { ino, mtimeMs });
  t.same(await loaded(), [1, later]);
  await disk.save(stateOf(1), AT);
  t.same(await loaded(), [1, AT]);
  await disk.save(stateOf(1), later);
  for (const damaged of ['', '{', 'null', '{"format":1}']) {
    await writeFile(join(folder, 'confirmed.json'), damaged);
    t.same(await loaded(), [1, AT], `without a whole one it is as old as it says: ${damaged}`);
  }
  await disk.save(stateOf(1), later);
  await disk.save(stateOf(2), AT);
  t.same(await loaded(), [2, AT], 'what was said of another state is not said of this one');
  t.same(warnings, []);
});

/** How long, in milliseconds, others did not have their turn during the work. */
async function longestWait(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    next = setImmediate(look);
  };
  let next = setImmediate(look);
  await work();
  clearImmediate(next);
  return longest;
}

t.test('saving ten thousand documents leaves others their turn', async (t) => {
  const folder = t.testdir();
  const { disk } = openIn(folder);
  const document = { note: '台風'.repeat(500) };
  const named = Array.from({ length: 10_000 }, (_, n) => [`override/${n}`, document] as const);
  let state: StoreState = { ...stateOf(1), documents: new Map(named) };
  const start = performance.now();
  const size = [...formatSnapshot({ state, confirmedAt: AT })].join('').length;
  const atOnce = performance.now() - start;
  const waits: number[] = [];
  for (let version = 1; version <= 3; version += 1) {
    waits.push(await longestWait(() => disk.save({ ...state, version }, AT)));
  }
  // The shortest of three, since the machine has other things to do as well.
  t.ok(Math.min(...waits) < atOnce / 2, `${waits} ms, ${size} at once ${atOnce} ms`);
  state = { ...state, version: 3 };
  t.same(await openIn(folder).disk.load(), { state, confirmedAt: AT });
});

t.test('a folder that cannot be written is an error of that save alone', async (t) => {
  const folder = t.testdir({ file: '' });
  const { disk } = openIn(join(folder, 'file'));
  await t.rejects(disk.save(stateOf(1), AT), { code: 'EEXIST' });
  await rm(join(folder, 'file'));
  await disk.save(stateOf(2), AT);
  t.equal((await disk.load())?.state.version, 2);
});
