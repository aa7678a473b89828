import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { openLedger } from '../../src/open-ledger.ts';
import { parseSettings, type Settings } from '../../src/settings.ts';
import { lockFolder } from '../../src/store/folder-lock.ts';
import { StoreLocked } from '../../src/store/store.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const QUIET = { info() {}, warn() {}, error() {} };
const skip = redisIsMissing;

/** Not tap's, whose path may be too long for a socket. */
function shortFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-lock-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Another process that has the folder, until it is killed. */
async function holdElsewhere(t: Test, folder: string): Promise<() => Promise<void>> {
  const listen = `require('node:net').createServer().listen('${folder}/replica-other.lock', () => {
    console.log('listening');
  });`;
  const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
}

t.test('a folder is had by one at a time', async (t) => {
  const folder = shortFolder(t);
  const release = await lockFolder(folder, QUIET);
  await t.rejects(lockFolder(folder, QUIET), {
    name: 'StoreLocked',
    message: `another process uses the data folder ${folder}; stop that one, or give each`,
  });
  await release();
  await (await lockFolder(folder, QUIET))();
  t.same(await readdir(folder), []);
});

t.test("what a killed process has left is in nobody's way", async (t) => {
  const folder = shortFolder(t);
  for (let round = 0; round < 5; round += 1) {
    const kill = await holdElsewhere(t, folder);
    await t.rejects(lockFolder(folder, QUIET), StoreLocked);
    await kill();
    const settled = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder, QUIET)));
    const got = settled.filter(({ status }) => status === 'fulfilled');
    t.ok(got.length <= 1, 'of those that start at once');
    for (const each of settled) {
      if (each.status === 'fulfilled') await each.value();
      else t.ok(each.reason instanceof StoreLocked);
    }
    await (await lockFolder(folder, QUIET))();
    t.same(await readdir(folder), []);
  }
});

t.test('where there can be no socket a warning says so, and nothing is locked', async (t) => {
  const folder = shortFolder(t);
  await writeFile(join(folder, 'file'), '');
  for (const each of [join(folder, 'x'.repeat(100)), join(folder, 'file')]) {
    const warnings: string[] = [];
    const log = { ...QUIET, warn: (text: string) => void warnings.push(text) };
    await (await lockFolder(each, log))();
    t.match(warnings, [/cannot be locked; see that no other process uses it/]);
  }
});

function settingsOf(folder: string, url: string): Settings {
  const environment = { EIGYOCHU_CONFIG: 'x', EIGYOCHU_DATA: folder, REDIS_URL: url };
  const parsed = parseSettings(environment);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.settings;
}

t.test('two replicas with one Redis need two data folders', { skip }, async (t) => {
  const redis = await startRedis(t, { isDurable: true });
  const [one, other] = [shortFolder(t), shortFolder(t)];
  const warnings: string[] = [];
  const log = { ...QUIET, warn: (text: string) => void warnings.push(text) };
  const open = async (folder: string) => {
    const clock = () => Date.now() as Instant;
    const { ledger } = await openLedger(settingsOf(folder, redis.url), { clock, log });
    t.teardown(() => ledger.close());
    return ledger;
  };
  const first = await open(one);
  await t.rejects(open(one), StoreLocked);
  await open(other);
  await first.close();
  await open(one);
  t.same(warnings, []);
});

t.test('a Redis that is not on disk before it answers is warned of', { skip }, async (t) => {
  const redis = await startRedis(t);
  const warnings: string[] = [];
  const log = { ...QUIET, warn: (text: string) => void warnings.push(text) };
  const clock = () => Date.now() as Instant;
  const settings = settingsOf(shortFolder(t), redis.url);
  const { ledger } = await openLedger(settings, { clock, log });
  t.teardown(() => ledger.close());
  await until(
    () => warnings.length,
    (length) => length === 1,
  );
  t.match(warnings, [/^Redis puts a change on its disk when it likes, or never; .*operating\.md/]);
});
