/**
 * Before the tests: puts the programs of Debian that they need on this machine, where one is
 * missing and we may. It never fails: the tests say by themselves what they cannot do without it.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = [
  { program: 'redis-server', packaged: 'redis-server', lost: 'EVERY TEST WITH REDIS IS SKIPPED' },
  { program: 'xmllint', packaged: 'libxml2-utils', lost: 'NO DOCUMENT IS CHECKED BY A SCHEMA' },
];

/** Whether a program is on the PATH. */
function has(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function run(words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { status, stdout, stderr } = spawnSync('apt-get', words, { env, encoding: 'utf8' });
  return { isDone: status === 0, said: `${stdout ?? ''}${stderr ?? ''}` };
}

/** The lists of packages may be missing, as in most images, or old. */
function install(packaged) {
  const words = ['install', '-y', '-q', '--no-install-recommends', packaged];
  const first = run(words);
  if (first.isDone) return first;
  const update = run(['update', '-q']);
  return update.isDone ? run(words) : update;
}

for (const { program, packaged, lost } of TOOLS.filter(({ program }) => !has(program))) {
  const mayInstall = process.getuid?.() === 0 && has('apt-get');
  const { isDone, said } = mayInstall ? install(packaged) : { isDone: false, said: '' };
  if (isDone) continue;
  console.error(`${said}*** There is no ${program}, and it cannot be installed: ${lost} ***`);
}
