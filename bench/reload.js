/**
 * A service of 100,000 lines that reads another configuration: how long that takes, for how long
 * the event loop is held meanwhile, how long the slowest decision waits, and what stays in memory.
 * JSON ten times, to see whether memory grows, then YAML once.
 */
import './tokyo.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentOf, formatYaml, LINES } from './many-lines.js';
import { printTable } from './measure.js';

const RELOADS = 10;
const HEADER = ['', 'reload', 'held, CPU', 'held, clock', 'slowest answer', 'answers', 'per line'];

const root = fileURLToPath(new URL('..', import.meta.url));
const probe = new URL('loop-probe.js', import.meta.url).href;

/** The same lines; odd turns close all of them half an hour later. */
function textOf(turn, format) {
  const text = format(documentOf(LINES));
  return turn % 2 === 0 ? text : text.replaceAll('-16:00', '-16:30');
}

/** The service, and its log until now. */
async function start(folder) {
  const listening = { HOST: '127.0.0.1', PORT: '0', EIGYOCHU_READS_PER_MINUTE: '0' };
  const environment = { ...listening, EIGYOCHU_DATA: join(folder, 'data') };
  const words = ['--expose-gc', `--import=${probe}`, join(root, 'dist/cli.js'), 'serve'];
  const env = { ...process.env, ...environment, EIGYOCHU_CONFIG: join(folder, 'config') };
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'];
  const child = spawn(process.execPath, words, { env, stdio });
  const service = { child, log: '', port: 0 };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    service.log += text;
  });
  await logged(service, /answering from revision/);
  service.port = Number(/127\.0\.0\.1:(\d+)/.exec(service.log)?.[1]);
  return service;
}

async function logged(service, pattern) {
  while (!pattern.test(service.log)) {
    if (service.child.exitCode !== null) throw new Error(`the service ended: ${service.log}`);
    await once(service.child.stdout, 'data');
  }
}

async function ask(child, question) {
  const [[answer]] = await Promise.all([once(child, 'message'), child.send(question)]);
  return answer;
}

/** One decision after the other over one connection; gives how many, and the longest wait. */
async function askAlways(port, isOver) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const told = { count: 0, slowest: 0 };
  while (!isOver()) {
    const begun = performance.now();
    const path = `/v1/lines/desk-${String(told.count++ % LINES).padStart(6, '0')}/decision`;
    const status = await new Promise((resolve, reject) => {
      const finish = (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      };
      get({ host: '127.0.0.1', port, path, agent }, finish).on('error', reject);
    });
    if (status !== 200) throw new Error(`answered with ${status}`);
    told.slowest = Math.max(told.slowest, performance.now() - begun);
  }
  agent.destroy();
  return told;
}

/** Writes another configuration and waits until it answers and everything about it was told. */
async function reload(name, service, { file, text, heapBefore }) {
  await ask(service.child, 'reset');
  service.log = '';
  writeFileSync(`${file}.new`, text);
  let isOver = false;
  const asking = askAlways(service.port, () => isOver);
  const begun = performance.now();
  renameSync(`${file}.new`, file);
  await logged(service, /configuration (reloaded|refused)/);
  const seconds = (performance.now() - begun) / 1_000;
  if (service.log.includes('refused')) throw new Error(service.log);
  await logged(service, /instead of/);
  isOver = true;
  const { count, slowest } = await asking;
  const { held } = await ask(service.child, 'held');
  const { heapUsed } = await ask(service.child, 'heap');
  return [
    name,
    `${seconds.toFixed(2)} s`,
    `${held.processor.toFixed(0)} ms`,
    `${held.clock.toFixed(0)} ms`,
    `${slowest.toFixed(0)} ms`,
    `${count}`,
    `${((heapUsed - heapBefore) / LINES).toFixed(0)} B`,
  ];
}

/** What a service takes that has one line. */
async function heapOfOneLine(folder, file) {
  writeFileSync(file, JSON.stringify(documentOf(1)));
  const service = await start(folder);
  const { heapUsed } = await ask(service.child, 'heap');
  service.child.kill('SIGKILL');
  await once(service.child, 'exit');
  return heapUsed;
}

const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
const file = join(folder, 'config');
try {
  const heapBefore = await heapOfOneLine(folder, file);
  writeFileSync(file, textOf(0, JSON.stringify));
  const service = await start(folder);
  const rows = [];
  for (let turn = 1; turn <= RELOADS; turn++) {
    const text = textOf(turn, JSON.stringify);
    rows.push(await reload(`JSON, reload ${turn}`, service, { file, text, heapBefore }));
  }
  const text = textOf(RELOADS + 1, formatYaml);
  rows.push(await reload('YAML', service, { file, text, heapBefore }));
  service.child.kill('SIGKILL');
  await once(service.child, 'exit');
  printTable('A service of 100,000 lines that reads another configuration', HEADER, rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
