import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Keeper, NO_OVERRIDES } from '../src/lines/keeper.ts';
import { loadSnapshot } from '../src/load-snapshot.ts';
import { createReload } from '../src/reload.ts';
import { DESK } from './support/desk-configuration.ts';
import { at } from './support/schedules.ts';

const NOW = at('2026-11-22T12:00');

function reloading(path: string, load = loadSnapshot) {
  const keeper = new Keeper();
  keeper.layOver(NO_OVERRIDES);
  const logged: string[] = [];
  const write = (level: string) => (text: string) => logged.push(`${level} ${text}`);
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  return { keeper, logged, reload: createReload({ path, load, keeper, clock: () => NOW, log }) };
}

/** A configuration of lines that are always open. */
function withLines(ids: readonly string[]): string {
  const lines = ids.map((id) => `  ${id}: { name: { ja: ${id}, en: ${id} }, schedule: always }\n`);
  const schedules = 'schedules:\n  always: { regular: { daily: [00:00-24:00] } }\n';
  return `version: 1\nzone: Asia/Tokyo\n${schedules}lines:\n${lines.join('')}`;
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
  reload('changed');
  const first = keeper.snapshot;
  write(DESK.replace('17:30', '17:00'));
  reload('changed');
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
  reload('changed');
  const good = keeper.snapshot;
  write(`${DESK}holydays: []\n`);
  reload('changed');
  reload('changed');
  t.equal(problems(), 1);
  t.equal(keeper.snapshot, good, 'the last good one stays');
  t.match(keeper.lastReload, { at: NOW, problems: [{ code: 'unknown_key' }] });
  write(DESK);
  reload('changed');
  t.same(keeper.lastReload?.problems, []);
  write(`${DESK}holydays: []\n`);
  reload('changed');
  t.equal(problems(), 2);
});

t.test('somebody who asks is told the same problems again', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { logged, reload } = reloading(folder);
  const problems = () => logged.filter((line) => line.includes('unknown_key')).length;
  reload('changed');
  write(`${DESK}holydays: []\n`);
  reload('changed');
  reload('asked');
  t.equal(problems(), 2);
  reload('changed');
  t.equal(problems(), 2, 'a file that changed again is not somebody who asks');
});

t.test('lines that came and went are counted, and those that went are named', async (t) => {
  const { folder, write } = writeDesk(t, withLines(['a', 'b', 'c']));
  const { logged, reload } = reloading(folder);
  reload('changed');
  write(withLines(['b', 'd', 'e', 'f']));
  reload('changed');
  t.equal(logged.at(-2), 'warn lines no longer there: a, c');
  t.match(logged.at(-1), /^info configuration reloaded; .* in force; lines added: 3, removed: 2$/);
  write(withLines(['b', 'd', 'e', 'f', 'g']));
  reload('changed');
  t.match(logged.at(-1), /; lines added: 1, removed: 0$/);
  t.equal(logged.filter((line) => line.startsWith('warn')).length, 1, 'nothing more went');
});

t.test('of many lines that went twenty are named', async (t) => {
  const ids = Array.from({ length: 22 }, (_, index) => `line-${index + 1}`);
  const { folder, write } = writeDesk(t, withLines([...ids, 'rest']));
  const { logged, reload } = reloading(folder);
  reload('changed');
  write(withLines(['rest']));
  reload('changed');
  t.match(logged.at(-2), /^warn lines no longer there: line-1, .*, line-20 and 2 more$/);
});

t.test('a bug met while loading is a refusal, not the end of the service', async (t) => {
  const { keeper, logged, reload } = reloading('config', () => {
    throw new Error('broken invariant');
  });
  reload('changed');
  t.match(keeper.lastReload?.problems, [{ severity: 'error', code: 'bug' }]);
  t.match(logged, [
    /^error Error: broken invariant\n +at .*reload\.test/,
    /^error config:1:1: error bug: loading failed: broken invariant; report it/,
    /^error configuration refused/,
  ]);
});
