/** Changes of real files are noticed, however they are made. */
import {
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type WatchOptions, watchConfiguration } from '../../src/config/watch.ts';

/** Only polling, only events, or both: each must do alone. */
const NEVER_MS = 2 ** 30;
const EVENTS: WatchOptions = { pollMs: NEVER_MS, settleMs: 5 };
const POLLING: WatchOptions = { pollMs: 10, settleMs: NEVER_MS };
const BOTH: WatchOptions = { pollMs: 10, settleMs: 5 };

/** Lets a test wait until a change has been told. */
function watching(t: Test, path: string, options: WatchOptions) {
  let count = 0;
  let wake: () => void = () => {};
  const watch = watchConfiguration(
    path,
    () => {
      count++;
      wake();
    },
    options,
  );
  t.teardown(() => watch.close());
  // Watching keeps no process alive, so something else must.
  const alive = setInterval(() => {}, 1_000);
  t.teardown(() => clearInterval(alive));
  return {
    close: () => watch.close(),
    follow: (file: string) => watch.follow(file),
    count: () => count,
    async told(times: number) {
      while (count < times) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

for (const [name, options] of Object.entries({ events: EVENTS, polling: POLLING })) {
  t.test(`a write in place is noticed by ${name}`, async (t) => {
    const file = join(t.testdir({ 'a.yaml': 'one' }), 'a.yaml');
    const watch = watching(t, file, options);
    writeFileSync(file, 'two');
    await watch.told(1);
    writeFileSync(file, 'six');
    await watch.told(2);
    t.pass();
  });

  t.test(`an editor that saves by renaming is noticed by ${name}, each time`, async (t) => {
    const folder = t.testdir({ 'a.yaml': 'one' });
    const watch = watching(t, join(folder, 'a.yaml'), options);
    for (const [index, text] of ['two', 'three', 'four'].entries()) {
      writeFileSync(join(folder, 'a.yaml~'), text);
      renameSync(join(folder, 'a.yaml~'), join(folder, 'a.yaml'));
      await watch.told(index + 1);
    }
    t.pass();
  });

  t.test(`a mounted volume that swaps its link is noticed by ${name}`, async (t) => {
    const folder = t.testdir({
      '..one': { 'a.yaml': 'one' },
      '..two': { 'a.yaml': 'two' },
      '..data': t.fixture('symlink', '..one'),
      'a.yaml': t.fixture('symlink', '..data/a.yaml'),
    });
    const watch = watching(t, folder, options);
    symlinkSync('..two', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    await watch.told(1);
    symlinkSync('..one', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    await watch.told(2);
    t.pass();
  });

  t.test(`new and removed files are noticed by ${name}`, async (t) => {
    const folder = t.testdir({ 'a.yaml': 'one' });
    const watch = watching(t, folder, options);
    writeFileSync(join(folder, 'b.yaml'), 'two');
    await watch.told(1);
    unlinkSync(join(folder, 'b.yaml'));
    await watch.told(2);
    t.pass();
  });

  t.test(`official lists are noticed by ${name}, wherever they are`, async (t) => {
    const folder = t.testdir({ config: { 'a.yaml': 'one' }, lists: { 'old.csv': 'one' } });
    const watch = watching(t, join(folder, 'config'), options);
    watch.follow(join(folder, 'lists', 'old.csv'));
    watch.follow(join(folder, 'config', 'new.csv'));
    writeFileSync(join(folder, 'lists', 'old.csv'), 'two');
    await watch.told(1);
    writeFileSync(join(folder, 'config', 'new.csv'), 'list');
    await watch.told(2);
    writeFileSync(join(folder, 'config', 'a.yaml'), 'two');
    await watch.told(3);
    t.equal(watch.count(), 3);
  });
}

t.test('what changes no content is not told', async (t) => {
  const folder = t.testdir({ 'a.yaml': 'one' });
  const file = join(folder, 'a.yaml');
  const watch = watching(t, folder, BOTH);
  utimesSync(file, 0, 0);
  writeFileSync(join(folder, 'notes.txt'), 'x');
  writeFileSync(join(folder, '.a.yaml.swp'), 'x');
  // A change comes last, so that when it is told the others have had their turn.
  writeFileSync(file, 'two');
  await watch.told(1);
  t.equal(watch.count(), 1);
});

t.test('a folder that is deleted and made again is watched again', async (t) => {
  const folder = join(t.testdir({ config: { 'a.yaml': 'one' } }), 'config');
  const watch = watching(t, folder, BOTH);
  rmSync(folder, { recursive: true });
  await watch.told(1);
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.yaml'), 'two');
  await watch.told(2);
  writeFileSync(join(folder, 'a.yaml'), 'three');
  await watch.told(3);
  t.pass();
});

t.test('a path that is not there yet is noticed when it comes', async (t) => {
  const folder = t.testdir({});
  const watch = watching(t, join(folder, 'config'), BOTH);
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'config', 'a.yaml'), 'one');
  await watch.told(1);
  t.pass();
});

t.test('nothing is told after closing', async (t) => {
  const folder = t.testdir({ 'a.yaml': 'one' });
  const closed = watching(t, folder, BOTH);
  const open = watching(t, folder, BOTH);
  closed.close();
  writeFileSync(join(folder, 'a.yaml'), 'two');
  await open.told(1);
  t.equal(closed.count(), 0);
});
