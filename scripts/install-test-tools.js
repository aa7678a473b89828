/**
 * Before the tests: puts the programs of Debian that they need on this machine, where one is
 * missing and we may, and the packages of `tools/`. It never fails: the tests say by themselves
 * what they cannot do without it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const TOOLS = [
  { program: 'redis-server', packaged: 'redis-server', lost: 'EVERY TEST WITH REDIS IS SKIPPED' },
  { program: 'xmllint', packaged: 'libxml2-utils', lost: 'NO DOCUMENT IS CHECKED BY A SCHEMA' },
  { program: 'caddy', packaged: 'caddy', lost: 'THE PROXY OF deploy/compose IS NOT TESTED' },
  { program: 'bwrap', packaged: 'bubblewrap', lost: 'THE IMAGE IS NOT REHEARSED' },
  // For the family names of fonts too, without which the pages are looked at in boxes.
  { program: 'fc-list', packaged: 'fontconfig', lost: 'JAPANESE MAY BE SHOWN AS BOXES' },
  { program: 'chromium', packaged: 'chromium', lost: 'EVERY TEST WITH A BROWSER IS SKIPPED' },
  { program: 'curl', packaged: 'curl', lost: 'THE EXAMPLES OF THE DOCUMENTS FAIL' },
  { program: 'promtool', packaged: 'prometheus', lost: 'NO METRIC AND ALARM IS CHECKED' },
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

/** The packages that a file of npm locks, by their folders, without the project itself. */
function lockedIn(file) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages;
  return packages;
}

/** Whether just what `tools/package-lock.json` says is there; npm notes what it has installed. */
function hasPackages() {
  try {
    const wanted = lockedIn('tools/package-lock.json');
    const present = lockedIn('tools/node_modules/.package-lock.json');
    // What is for other systems only is wanted too, and never there.
    const needed = Object.keys(wanted).filter((folder) => !wanted[folder].optional);
    const folders = new Set([...needed, ...Object.keys(present)]);
    return [...folders].every((folder) => isDeepStrictEqual(wanted[folder], present[folder]));
  } catch {
    return false;
  }
}

/** Installs the packages of `tools/` while other things go on, since both take half a minute. */
function installPackages() {
  const words = ['ci', '--prefix', 'tools', '--ignore-scripts', '--no-audit', '--no-fund'];
  const child = spawn('npm', [...words, '--loglevel=error'], { stdio: 'inherit' });
  const lost = 'NO CONTRACT, MANIFEST AND PACKAGE IS CHECKED BY THEM';
  const tell = () => console.error(`*** tools/ cannot be installed: ${lost} ***`);
  child.on('error', tell).on('exit', (status) => status !== 0 && tell());
}

if (!hasPackages()) installPackages();
for (const { program, ...rest } of TOOLS.filter(({ program }) => !has(program))) {
  need({ name: program, ...rest });
}
const fonts = spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).stdout ?? '';
if (fonts.trim() === '') {
  const lost = 'THE PAGES ARE SHOWN WITHOUT JAPANESE';
  need({ name: 'Japanese font', packaged: 'fonts-noto-cjk', lost });
}
