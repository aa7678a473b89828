/** Real processes of the service, for what is measured from outside. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.js';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROBE = fileURLToPath(new URL('probe.js', import.meta.url));

export async function until(ask, seconds = 15) {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await ask().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('it takes too long');
    await delay(5);
  }
}

/** A service that is ready, with all its parts; `core` pins it to one core. */
export async function startService(folder, { settings = {}, core = null } = {}) {
  const port = await freePort();
  const environment = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    LOG_LEVEL: 'fatal',
    EIGYOCHU_DATA: folder,
    EIGYOCHU_READS_PER_MINUTE: '0',
    EIGYOCHU_WRITES_PER_MINUTE: '0',
    ...settings,
  };
  const words = [process.execPath, '--expose-gc', '--import', PROBE, CLI, 'serve'];
  const [program, ...rest] = core === null ? words : ['taskset', '-c', `${core}`, ...words];
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/readyz`)).ok);
  return { url, port, child, environment, ask: (question) => ask(child, question) };
}

async function ask(child, question) {
  child.send(question);
  const [answer] = await once(child, 'message');
  return answer;
}

/** The text of a new access key that may override. */
export function createKey({ environment }) {
  const words = [CLI, 'keys', 'create', '--name', 'bench', '--scope', 'override'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: ROOT, env: environment });
  return stdout.toString().trim();
}

let written = 0;

/** Closes lines or groups under a new name, and tells when that was answered (monotonic, in ms). */
export async function writeOverride({ url }, key, scope) {
  const name = { ja: `試験${++written}`, en: `Test ${written}` };
  const response = await fetch(`${url}/v1/overrides`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...scope, state: 'closed', until: 'PT1H', name }),
  });
  const answeredAt = monotonic();
  const body = await response.json();
  if (response.status !== 201) throw new Error(JSON.stringify(body));
  return { answeredAt, name: name.en };
}

/** Milliseconds of the clock that all processes of a machine share. */
export function monotonic() {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function redisCli(port, ...words) {
  return execFileSync('redis-cli', ['-p', `${port}`, ...words], { encoding: 'utf8' });
}

export async function startRedis(folder) {
  const port = await freePort();
  const words = ['--port', `${port}`, '--save', '', '--appendonly', 'yes', '--dir', folder];
  const child = spawn('redis-server', words, { stdio: 'ignore' });
  await until(async () => redisCli(port, 'ping').startsWith('PONG'));
  return { port, child, url: `redis://127.0.0.1:${port}` };
}

/** Ends processes at once, and waits until they write nothing any more. */
export async function stop(processes) {
  const ended = processes.map(({ child }) => once(child, 'exit'));
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(ended);
}

export function isInstalled(program) {
  return spawnSync('which', [program]).status === 0;
}

/** The value below which so great a share of the samples lies, sorted before. */
export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
