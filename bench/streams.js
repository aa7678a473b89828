/**
 * 10,000 clients of `/v1/stream` on one process: memory of each, how long a change takes to the last
 * of them, what heartbeats cost, and when a client that does not read is dropped.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { printTable } from './measure.js';
import {
  CLI,
  createKey,
  monotonic,
  quantile,
  startService,
  stop,
  writeOverride,
} from './processes/service.js';

const CLIENTS = Number(process.env.CLIENTS ?? 10_000);
const WRITES = 10;
const HEARTBEAT_SECONDS = 15;
/** A hundred lines in one group: one write is a hundred events for who follows it. */
const LINES = 100;
const MAX_SLOW_WRITES = 200;
const SLOW_PATH = '/v1/stream?group=desks';
const PATH = '/v1/stream?line=front';

function writeConfiguration(folder) {
  const names = Array.from({ length: LINES }, (_, index) => `desk-${index}`);
  const line = (name, groups) => ({ name: { ja: name, en: name }, schedule: 'always', groups });
  const document = {
    version: 1,
    zone: 'Asia/Tokyo',
    schedules: { always: { regular: { daily: ['00:00-24:00'] } } },
    lines: {
      front: line('front', []),
      ...Object.fromEntries(names.map((name) => [name, line(name, ['desks'])])),
    },
  };
  const file = join(folder, 'lines.json');
  writeFileSync(file, JSON.stringify(document));
  return file;
}

function startClients() {
  const file = fileURLToPath(new URL('processes/stream-clients.js', import.meta.url));
  const child = fork(file, { execArgv: ['--max-old-space-size=1024'] });
  const tell = async (task, options = {}) => {
    child.send({ task, ...options });
    const [{ result, error }] = await once(child, 'message');
    if (error) throw new Error(error);
    return result;
  };
  return { child, tell };
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const milliseconds = (value) => `${value.toFixed(1)} ms`;

async function measureMemory(service, clients) {
  const begun = performance.now();
  // What the first stream loads and compiles belongs to no client.
  await clients.tell('open', { count: 100, port: service.port, path: PATH });
  await delay(500);
  const before = await service.ask('memory');
  const count = await clients.tell('open', {
    count: CLIENTS - 100,
    port: service.port,
    path: PATH,
  });
  const opened = performance.now() - begun;
  await delay(500);
  const after = await service.ask('memory');
  const each = (name) => kilobytes((after[name] - before[name]) / (CLIENTS - 100));
  printTable(
    'Idle clients of one line',
    ['', 'clients', 'memory (RSS) each', 'heap each', 'memory of the process', 'opened in'],
    [
      [
        '/v1/stream?line=',
        `${count}`,
        each('rss'),
        each('heap'),
        `${Math.round(after.rss / 2 ** 20)} MB`,
        `${(opened / 1_000).toFixed(1)} s`,
      ],
    ],
  );
}

/** From the answer to a write until clients have its event; some have it before the answer. */
async function measureSight(service, clients, key) {
  const [firsts, medians, p99s, lasts, work] = [[], [], [], [], []];
  for (let round = 0; round < WRITES; round++) {
    await clients.tell('arm');
    const { cpuMilliseconds } = await service.ask('usage');
    const { answeredAt } = await writeOverride(service, key, { lines: ['front'] });
    const arrivals = await clients.tell('arrivals', { count: CLIENTS, seconds: 10 });
    if (arrivals.length < CLIENTS) throw new Error(`only ${arrivals.length} clients were told`);
    const after = (share) => quantile(arrivals, share) - answeredAt;
    firsts.push(arrivals[0] - answeredAt);
    medians.push(after(0.5));
    p99s.push(after(0.99));
    lasts.push(after(1));
    work.push((await service.ask('usage')).cpuMilliseconds - cpuMilliseconds);
  }
  const median = (samples) =>
    milliseconds(
      quantile(
        samples.toSorted((a, b) => a - b),
        0.5,
      ),
    );
  printTable(
    `From a write's answer until ${CLIENTS.toLocaleString('en')} clients have its event`,
    ['', 'first', 'p50', 'p99', 'last', 'processor time'],
    [
      [
        'median of 10 writes',
        median(firsts),
        median(medians),
        median(p99s),
        median(lasts),
        median(work),
      ],
      [
        'the slowest',
        ...[firsts, medians, p99s, lasts, work].map((all) => milliseconds(Math.max(...all))),
      ],
    ],
  );
}

async function measureHeartbeats(service, clients) {
  await clients.tell('arm');
  const seconds = [];
  const begun = await service.ask('usage');
  let last = begun.cpuMilliseconds;
  for (let second = 0; second < HEARTBEAT_SECONDS; second++) {
    await delay(1_000);
    const { cpuMilliseconds } = await service.ask('usage');
    seconds.push(cpuMilliseconds - last);
    last = cpuMilliseconds;
  }
  const bytes = await clients.tell('bytes');
  const total = last - begun.cpuMilliseconds;
  printTable(
    `A round of heartbeats, ${HEARTBEAT_SECONDS} s`,
    ['', 'processor time', 'busiest second', 'bytes each'],
    [
      [
        `${CLIENTS.toLocaleString('en')} clients`,
        milliseconds(total),
        milliseconds(Math.max(...seconds)),
        (bytes / CLIENTS).toFixed(1),
      ],
    ],
  );
}

/** What a client that never reads is sent until it is dropped; the kernel keeps most of it. */
async function measureSlowReader(service, key) {
  const open = () => {
    const socket = connect(service.port, '127.0.0.1');
    socket.write(`GET ${SLOW_PATH} HTTP/1.1\r\nhost: 127.0.0.1:${service.port}\r\n\r\n`);
    return socket.on('error', () => {});
  };
  const [keen, lazy] = [open(), open()];
  lazy.pause();
  let bytes = 0;
  keen.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await delay(1_000);
  let writes = 0;
  const begun = monotonic();
  for (; writes < MAX_SLOW_WRITES && (await areBothOpen(service)); writes++) {
    await writeOverride(service, key, { groups: ['desks'] });
    await delay(50);
  }
  const took = monotonic() - begun;
  const isDropped = writes < MAX_SLOW_WRITES;
  keen.destroy();
  lazy.destroy();
  printTable(
    'A client that does not read',
    ['', 'events', 'bytes of events', 'dropped after'],
    [
      [
        isDropped ? 'dropped' : 'not dropped',
        `${LINES * (writes + 1)}`,
        kilobytes(bytes),
        `${(took / 1_000).toFixed(1)} s`,
      ],
    ],
  );
}

async function areBothOpen({ url }) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, count] = text.match(/^eigyochu_streams(?:\{[^}]*\})? (\d+)$/m) ?? [];
  return Number(count) > CLIENTS + 1;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
  const settings = {
    EIGYOCHU_CONFIG: writeConfiguration(folder),
    EIGYOCHU_MAX_STREAMS: `${CLIENTS + 100}`,
  };
  const service = await startService(join(folder, 'data'), { settings });
  const clients = startClients();
  try {
    const key = createKey(service);
    await measureMemory(service, clients);
    await measureSight(service, clients, key);
    await measureHeartbeats(service, clients);
    await measureSlowReader(service, key);
  } finally {
    await stop([clients, service]);
    rmSync(folder, { recursive: true, force: true });
  }
}

if (existsSync(CLI)) await main();
else console.log('\nStreams: dist/cli.js is not there, skipped.');
