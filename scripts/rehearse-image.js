/**
 * Does what the Dockerfile says without Docker: its steps one after the other, each confined by
 * bubblewrap to a clean root with this machine's programs in place of the base image's, then its
 * command as PID 1 and user 65532, with nothing writable but the volume and no network. It prints what
 * it found, as JSON. Needs root, `bwrap`, and user namespaces.
 *
 *   node scripts/rehearse-image.js            every step as it is written; takes minutes
 *   node scripts/rehearse-image.js --reuse    `npm ci`, `npm run build` and `npm prune` are not run:
 *                                             packages and `dist` are taken as they are here
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allowedBy, copyOf, readStages, wordsOf } from './dockerfile.js';

const IS_REUSING = process.argv.includes('--reuse');
const USER = 65532;
const DECISION = '/v1/lines/phone-pin/decision?format=word&at=2026-11-23T10:00:00%2B09:00';
/** Programs and libraries of the base image; `/etc` for names, users and certificates. */
const BASE = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc'].filter((path) => existsSync(path));

/** They say how the image is run, or what is written on it. */
const KNOWN = ['ENV', 'LABEL', 'VOLUME', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'];

/** It would ask the registry about faults of packages, where there is no network. */
const QUIET_NPM = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

const scratch = mkdtempSync(join(tmpdir(), 'eigyochu-image-'));
spawnSync('chmod', ['755', scratch]);
let sandbox = null;
try {
  const stages = readStages(readFileSync('Dockerfile', 'utf8'));
  for (const stage of stages) build(stage);
  console.log(JSON.stringify({ size: sizeOf(stages.at(-1)), ...(await run(stages.at(-1))) }));
} finally {
  sandbox?.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}

/** Where a stage's files are on this machine. */
function rootOf({ name = 'final' }) {
  return join(scratch, name);
}

function build(stage) {
  const root = rootOf(stage);
  let folder = '/';
  for (const { name, value } of stage.steps) {
    if (name === 'WORKDIR') {
      folder = value;
      mkdirSync(join(root, folder), { recursive: true });
    } else if (name === 'COPY') copy(copyOf(value), join(root, folder));
    else if (name === 'RUN') for (const command of value.split(' && ')) step(command, root, folder);
    else if (!KNOWN.includes(name)) throw new Error(`Dockerfile: ${name} is not rehearsed`);
  }
}

function copy({ from, sources, target }, folder) {
  const allowed = allowedBy(readFileSync('.dockerignore', 'utf8'));
  for (const source of sources) {
    const isThere = from || allowed.some((each) => `${source}/`.startsWith(`${each}/`));
    if (!isThere) throw new Error(`COPY ${source}: .dockerignore keeps it out`);
    const path = from ? join(rootOf({ name: from }), source) : source;
    const name = target.endsWith('/') ? join(target, source.split('/').at(-1)) : target;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const how = from ? ['--archive', '--link'] : ['--archive'];
    spawnSync('cp', [...how, '--no-target-directory', path, join(folder, name)]);
  }
}

function step(command, root, folder) {
  const here = join(root, folder);
  if (IS_REUSING && command.startsWith('npm ci ')) return takePackages(here);
  if (IS_REUSING && command === 'npm run build') return takeBuilt(here);
  if (IS_REUSING && command.startsWith('npm prune ')) return;
  const words = ['--bind', join(root, 'app'), '/app', '--cap-add', 'CAP_CHOWN', '--tmpfs', '/tmp'];
  const network = command.startsWith('npm ci ') ? registryAccess() : ['--unshare-net'];
  confine([...words, ...network, '--chdir', folder], ['sh', '-ec', command]);
}

/** What `npm prune` would leave of `npm ci`, and nothing that it would remove. */
function takePackages(here) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const wanted = Object.keys(packages).filter((each) => each && !packages[each].dev);
  // Packages of packages go with them.
  const outer = wanted.filter((path) => path.lastIndexOf('node_modules') === 0 && existsSync(path));
  // Links take no time, and nothing that is run here writes into a package; /tmp may be another disk.
  const linked = spawnSync('cp', ['--archive', '--link', '--parents', ...outer, here]);
  if (linked.status !== 0) spawnSync('cp', ['--archive', '--force', '--parents', ...outer, here]);
}

function takeBuilt(here) {
  spawnSync('cp', ['--archive', 'dist', here]);
}

/** Where packages come from is this machine's affair. */
function registryAccess() {
  const settings = process.env.npm_config_userconfig ?? join(homedir(), '.npmrc');
  return existsSync(settings) ? ['--ro-bind', settings, '/root/.npmrc'] : [];
}

function confine(mounts, command) {
  const words = [...baseMounts(), ...mounts, '--die-with-parent', ...command];
  const env = { ...process.env, ...QUIET_NPM, HOME: '/root', NODE_OPTIONS: '' };
  const { status, stdout, stderr } = spawnSync('bwrap', words, { env, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${command.join(' ')} ended with ${status}: ${stdout}${stderr}`);
}

function baseMounts() {
  return [...BASE.flatMap((path) => ['--ro-bind', path, path]), '--proc', '/proc', '--dev', '/dev'];
}

/** In bytes, of the layers that are ours: without the base image. */
function sizeOf(stage) {
  const { stdout } = spawnSync('du', ['-sb', join(rootOf(stage), 'app')], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10);
}

/** Starts the command as a container would, asks it, and ends it. */
async function run(stage) {
  const app = join(rootOf(stage), 'app');
  const mounts = ['--ro-bind', app, '/app', '--bind', join(app, 'data'), '/app/data'];
  const confined = ['--unshare-all', '--as-pid-1', '--remount-ro', '/', '--chdir', '/app'];
  const asUser = [
    `--reuid=${USER}`,
    `--regid=${USER}`,
    '--clear-groups',
    '--no-new-privs',
    'bwrap',
  ];
  const status = ['--json-status-fd', '3', '--die-with-parent', '--clearenv', '--setenv', 'PATH'];
  const words = [...asUser, ...baseMounts(), ...mounts, ...confined, ...status];
  const command = wordsOf(stage, 'CMD');
  sandbox = spawn('setpriv', [...words, process.env.PATH, ...environmentOf(stage), ...command], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const log = collect(sandbox.stdout);
  const complaints = collect(sandbox.stderr);
  const said = collect(sandbox.stdio[3]);
  const ended = once(sandbox, 'exit');
  await until(() => /answering from revision/.test(log.text) || sandbox.exitCode !== null);
  if (sandbox.exitCode !== null) throw new Error(`it ended: ${log.text}${complaints.text}`);
  const pid = JSON.parse(said.text.split('\n')[0])['child-pid'];
  const inside = (words) => enter(pid, words);
  const asked = ask(inside);
  const health = inside(wordsOf(stage, 'HEALTHCHECK')).status;
  const begun = performance.now();
  process.kill(pid, 'SIGTERM');
  const [code] = await ended;
  return { ...asked, health, code, endedAfter: Math.round(performance.now() - begun) };
}

function environmentOf(stage) {
  const settings = stage.steps.filter(({ name }) => name === 'ENV');
  return settings.flatMap(({ value }) => ['--setenv', ...value.split('=')]);
}

/** As `docker exec` does. */
function enter(pid, words) {
  const namespaces = `-t ${pid} -U -m -n -p -S ${USER} -G ${USER}`.split(' ');
  // What a test's runner has Node load is not there.
  const inApp = ['env', '-u', 'NODE_OPTIONS', 'sh', '-c', 'cd /app && exec "$@"', 'sh'];
  const options = { encoding: 'utf8', env: { PATH: process.env.PATH } };
  return spawnSync('nsenter', [...namespaces, ...inApp, ...words], options);
}

/** From within, since nothing leads in from outside. */
function ask(inside) {
  const script = `
    const get = (path) => fetch('http://127.0.0.1:8080' + path).then((response) => response.text());
    const fs = await import('node:fs');
    const write = (path) => { try { fs.writeFileSync(path, ''); return true } catch { return false } };
    const writable = ['/x', '/tmp/x', '/app/x', '/app/config/x', '/app/data/x'].filter(write);
    const network = await fetch('http://192.0.2.1/').then(() => true, () => false);
    const status = fs.readFileSync('/proc/1/status', 'utf8');
    const [live, decision] = [await get('/livez'), await get(${JSON.stringify(DECISION)})];
    const uid = Number(/^Uid:\\s+(\\d+)/m.exec(status)[1]);
    console.log(JSON.stringify({ live, decision, writable, network, uid }));`;
  const { stdout, stderr } = inside(['node', '--input-type=module', '-e', script]);
  if (!stdout) throw new Error(`it cannot be asked: ${stderr}`);
  return JSON.parse(stdout);
}

function collect(stream) {
  const collected = { text: '' };
  stream.setEncoding('utf8').on('data', (text) => {
    collected.text += text;
  });
  return collected;
}

async function until(holds) {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it does not start within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
