/**
 * Before the tests: puts Debian's redis-server on this machine where it is missing and we may. It
 * never fails: the tests that need it say by themselves that they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

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
function install() {
  const words = ['install', '-y', '-q', '--no-install-recommends', 'redis-server'];
  const first = run(words);
  if (first.isDone) return first;
  const update = run(['update', '-q']);
  return update.isDone ? run(words) : update;
}

if (!has('redis-server')) {
  const mayInstall = process.getuid?.() === 0 && has('apt-get');
  const { isDone, said } = mayInstall ? install() : { isDone: false, said: '' };
  if (!isDone) {
    console.error(
      `${said}*** There is no redis-server, and it cannot be installed: EVERY TEST WITH REDIS IS SKIPPED ***`,
    );
  }
}
