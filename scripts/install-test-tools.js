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
  // For the family names of fonts too, without which the pages are looked at in boxes.
  { program: 'fc-list', packaged: 'fontconfig', lost: 'JAPANESE MAY BE SHOWN AS BOXES' },
  { program: 'chromium', packaged: 'chromium', lost: 'EVERY TEST WITH A BROWSER IS SKIPPED' },
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

/** Installs a package, or says loudly what is lost without it. */
function need({ name, packaged, lost }) {
  const mayInstall = process.getuid?.() === 0 && has('apt-get');
  const { isDone, said } = mayInstall ? install(packaged) : { isDone: false, said: '' };
  if (isDone) return;
  console.error(`${said}*** There is no ${name}, and it cannot be installed: ${lost} ***`);
}

for (const { program, ...rest } of TOOLS.filter(({ program }) => !has(program))) {
  need({ name: program, ...rest });
}
const fonts = spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).stdout ?? '';
if (fonts.trim() === '') {
  const lost = 'THE PAGES ARE SHOWN WITHOUT JAPANESE';
  need({ name: 'Japanese font', packaged: 'fonts-noto-cjk', lost });
}
