import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Keeper } from '../src/lines/keeper.ts';
import { loadSnapshot } from '../src/load-snapshot.ts';
import { createReload } from '../src/reload.ts';
import { DESK } from './support/desk-configuration.ts';
import { at } from './support/schedules.ts';

const NOW = at('2026-11-22T12:00');

function reloading(path: string, load = loadSnapshot) {
  const keeper = new Keeper();
  const logged: string[] = [];
  const write = (level: string) => (text: string) => logged.push(`${level} ${text}`);
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  return { keeper, logged, reload: createReload({ path, load, keeper, clock: () => NOW, log }) };
}

function writeDesk(t: Test, yaml: string) {
  const folder = t.testdir({});
  const file = join(folder, 'lines.yaml');
  const write = (text: string) => writeFileSync(file, text);
  write(yaml);
  return { folder, write };
}

t.test('a good configuration takes the place of the one before', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { keeper, logged, reload } = reloading(folder);
  reload();
  const first = keeper.snapshot;
  write(DESK.replace('17:30', '17:00'));
  reload();
  t.not(keeper.snapshot?.revision, first?.revision);
  t.same(logged, [
    `info configuration reloaded; revision ${first?.revision} is in force`,
    `info configuration reloaded; revision ${keeper.snapshot?.revision} is in force`,
  ]);
});

t.test('the same problems are logged once, and again after they were gone', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { keeper, logged, reload } = reloading(folder);
  const problems = () => logged.filter((line) => line.includes('unknown_key')).length;
  reload();
  const good = keeper.snapshot;
  write(`${DESK}holydays: []\n`);
  reload();
  reload();
  t.equal(problems(), 1);
  t.equal(keeper.snapshot, good, 'the last good one stays');
  t.match(keeper.lastReload, { at: NOW, problems: [{ code: 'unknown_key' }] });
  write(DESK);
  reload();
  t.same(keeper.lastReload?.problems, []);
  write(`${DESK}holydays: []\n`);
  reload();
  t.equal(problems(), 2);
});

t.test('a bug met while loading is a refusal, not the end of the service', async (t) => {
  const { keeper, logged, reload } = reloading('config', () => {
    throw new Error('broken invariant');
  });
  reload();
  t.match(keeper.lastReload?.problems, [{ severity: 'error', code: 'bug' }]);
  t.match(logged, [
    /^error config:1:1: error bug: loading failed: broken invariant; report it/,
    /^error configuration refused/,
  ]);
});
