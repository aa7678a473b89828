/**
 * From starting the process to its first answer over HTTP, with the shipped configuration: on the
 * clock on the wall, and in time of processors, which other work on the machine hardly changes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { printTable, summarize } from './measure.js';
import { untilListening } from './until-listening.js';

const RUNS = 10;
const CLI = new URL('../dist/cli.js', import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const QUESTION = '/v1/lines/phone-pin/decision?at=2026-11-23T10:00:00%2B09:00';

async function timeStart() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
  const environment = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    LOG_LEVEL: 'fatal',
    EIGYOCHU_DATA: folder,
  };
  const started = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(CLI), 'serve'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const answer = await Promise.race([
      firstAnswer(port),
      ended.then(([code]) => {
        throw new Error(`the service ended with exit code ${code}`);
      }),
    ]);
    if (answer.state !== 'closed') throw new Error(`unexpected answer: ${JSON.stringify(answer)}`);
    return { wall: performance.now() - started, processor: processorTime(child.pid) };
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that all threads of a process have run; `NaN` where the system does not say. */
function processorTime(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
      return readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0];
    });
    return threads.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
  } catch {
    return Number.NaN;
  }
}

async function firstAnswer(port) {
  await untilListening(port);
  const response = await fetch(`http://127.0.0.1:${port}${QUESTION}`);
  return response.json();
}

/** What Node itself takes to start and end with an empty program: the floor of the figure. */
async function timeEmptyProcess() {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return { wall: performance.now() - started, processor: Number.NaN };
}

async function repeated(measure) {
  const samples = [];
  for (let run = 0; run < RUNS; run++) samples.push(await measure());
  const { median, spread } = summarize(samples.map(({ wall }) => wall));
  const processor = summarize(samples.map((sample) => sample.processor)).median;
  const used = Number.isNaN(processor) ? '-' : `${processor.toFixed(0)} ms`;
  return [`${median.toFixed(0)} ms`, `±${(spread * 100).toFixed(0)} %`, used];
}

if (existsSync(CLI)) {
  printTable(
    'Process start',
    ['median of 10', 'time', 'spread', 'processor time'],
    [
      ['Node with an empty program', ...(await repeated(timeEmptyProcess))],
      ['start to first answer', ...(await repeated(timeStart))],
    ],
  );
} else {
  console.log('\nProcess start: dist/cli.js is not there, skipped.');
}
