/** Servers of the bench: each a process of its own on one core, with the other left to `wrk`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.js';
import { untilListening } from '../until-listening.js';

const SERVER_CORE = '0';
/** Of Linux, in which `/proc` counts processor time. */
const TICKS_PER_SECOND = 100;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts `node words…`; resolves once it listens. */
export async function startServer(words, environment = {}) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
  const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, ...words], {
    cwd: ROOT,
    env: { ...process.env, PORT: `${port}`, EIGYOCHU_DATA: folder, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  await untilListening(port);
  return {
    port,
    cpu: () => cpuOf(child.pid),
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Seconds of processor time of a process with all its threads, and what of them is its own: the rest
 * is the kernel's, which is charged with waking `wrk` on the other core where that had to wait.
 */
function cpuOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [own, kernel] = [Number(fields[11]), Number(fields[12])];
  return { all: (own + kernel) / TICKS_PER_SECOND, own: own / TICKS_PER_SECOND };
}
