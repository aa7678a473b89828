/**
 * Several processes: one on one core and two on two under the same load, then up to eight over one
 * real Redis: what it is asked by idle replicas, by reads and by a write, and how fast all see that.
 * The load comes from the same machine, so on two cores `wrk` takes a part of the second.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { printTable } from './measure.js';
import {
  CLI,
  createKey,
  isInstalled,
  monotonic,
  quantile,
  redisCli,
  startRedis,
  startService,
  stop,
  writeOverride,
} from './processes/service.js';

const SECONDS = 5;
const RUNS = 3;
const CONNECTIONS = 32;
const QUESTION = '/v1/lines/lost-card/decision';
const MOST_REPLICAS = 8;
const IDLE_SECONDS = 10;
const WRITES = 40;
const CONFIGURATION = fileURLToPath(new URL('../config', import.meta.url));

/** Runs `wrk` against each service at once; how many requests were answered. */
async function load(services) {
  const runs = services.map(({ url }) => {
    const connections = CONNECTIONS / services.length;
    const child = spawn('wrk', ['-t1', `-c${connections}`, `-d${SECONDS}s`, url + QUESTION]);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    return once(child, 'close').then(() => Number(text.match(/(\d+) requests in/)?.[1]));
  });
  const requests = await Promise.all(runs);
  return requests.reduce((sum, each) => sum + each, 0);
}

async function cpuOf(services) {
  const uses = await Promise.all(services.map(({ ask }) => ask('usage')));
  return uses.reduce((sum, { cpuMilliseconds }) => sum + cpuMilliseconds, 0);
}

async function sample(services) {
  const before = await cpuOf(services);
  const requests = await load(services);
  return { requests, work: (await cpuOf(services)) - before };
}

/** The best of the runs, since neighbours only take away. */
function loadRow(name, samples) {
  const requests = Math.max(...samples.map((each) => each.requests)) / SECONDS;
  const work = Math.min(...samples.map((each) => each.work / each.requests));
  return [name, Math.round(requests).toLocaleString('en'), `${(work * 1_000).toFixed(1)} µs`];
}

async function compareCores(folder) {
  const settings = { EIGYOCHU_CONFIG: CONFIGURATION };
  const services = [];
  try {
    for (const core of [0, 1]) {
      services.push(await startService(join(folder, `core-${core}`), { settings, core }));
    }
    await load(services);
    const [alone, both] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      alone.push(await sample(services.slice(0, 1)));
      both.push(await sample(services));
    }
    printTable(
      `Processes under the same load: wrk on the same ${availableParallelism()} cores`,
      ['', 'requests per second', 'processor time per request'],
      [loadRow('one process on one core', alone), loadRow('two processes on two cores', both)],
    );
  } finally {
    await stop(services);
  }
}

/** What Redis has done: replicas send scripts, and the commands inside them are counted as well. */
function statsOf({ port }) {
  const text = redisCli(port, 'info', 'commandstats');
  const found = [...text.matchAll(/cmdstat_(\S+?):calls=(\d+),usec=(\d+)/g)];
  const counted = found.filter(([, name]) => !/^(info|config|command)/.test(name));
  const sum = (at) => counted.reduce((all, match) => all + Number(match[at]), 0);
  const bytes = redisCli(port, 'info', 'stats');
  const total = (name) => Number(bytes.match(new RegExp(`${name}:(\\d+)`))?.[1]);
  const asked = counted.filter(([, name]) => /^(eval|subscribe)/.test(name));
  return {
    commands: sum(2),
    sent: asked.reduce((all, [, , calls]) => all + Number(calls), 0),
    microseconds: sum(3),
    received: total('total_net_input_bytes'),
    told: total('total_net_output_bytes'),
  };
}

async function statsDuring(redis, work) {
  const before = statsOf(redis);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  const after = statsOf(redis);
  const grown = Object.keys(before).map((name) => [name, after[name] - before[name]]);
  return { seconds, ...Object.fromEntries(grown) };
}

const rate = (value, seconds) => (value / seconds).toFixed(1);

async function idleRow(redis, count) {
  const grown = await statsDuring(redis, () => delay(IDLE_SECONDS * 1_000));
  const { seconds, sent, commands, microseconds, received, told } = grown;
  return [
    `${count}`,
    rate(sent, seconds),
    rate(sent / count, seconds),
    rate(commands, seconds),
    `${rate(microseconds / 1_000, seconds)} ms`,
    `${rate((received + told) / 1_024, seconds)} KB`,
  ];
}

/** Reads of one replica, in parts of so many at once. */
async function read({ url }, times) {
  for (let done = 0; done < times; done += 50) {
    const part = Array.from({ length: 50 }, () => fetch(url + QUESTION).then((it) => it.text()));
    await Promise.all(part);
  }
}

async function readRow(redis, services) {
  const READS = 10_000;
  const [service] = services;
  const busy = await statsDuring(redis, () => read(service, READS));
  const idle = await statsDuring(redis, () => delay(busy.seconds * 1_000));
  const more = Math.max(0, busy.sent - idle.sent);
  return [READS.toLocaleString('en'), `${busy.sent}`, `${idle.sent}`, (more / READS).toFixed(4)];
}

/** A stream of one replica: the time of its last event. */
async function follow({ url }) {
  const response = await fetch(`${url}/v1/stream?line=lost-card`);
  const seen = { at: 0 };
  const listen = async () => {
    for await (const chunk of response.body) {
      if (Buffer.from(chunk).includes('event:decision')) seen.at = monotonic();
    }
  };
  void listen().catch(() => {});
  return seen;
}

async function measureWrites(redis, services) {
  const key = createKey(services[0]);
  await delay(2_000);
  const streams = await Promise.all(services.map(follow));
  await delay(500);
  const idle = await statsDuring(redis, () => delay(5_000));
  const [firsts, lasts] = [[], []];
  const grown = await statsDuring(redis, async () => {
    for (let count = 0; count < WRITES; count++) {
      const begun = monotonic();
      const { answeredAt } = await writeOverride(services[0], key, { lines: ['lost-card'] });
      while (streams.some(({ at }) => at < begun)) await delay(1);
      firsts.push(Math.max(0, streams[0].at - answeredAt));
      lasts.push(Math.max(0, ...streams.map(({ at }) => at - answeredAt)));
      await delay((count * 61) % 200);
    }
  });
  const each = (name) => (grown[name] - (idle[name] * grown.seconds) / idle.seconds) / WRITES;
  const at = (samples, share) =>
    `${quantile(
      samples.toSorted((a, b) => a - b),
      share,
    ).toFixed(1)} ms`;
  printTable(
    `A write with ${services.length} replicas`,
    [
      '',
      'sent to Redis',
      'commands in all',
      'its processor time',
      'bytes',
      'all see it: p50',
      'p99',
    ],
    [
      [
        `${WRITES} overrides`,
        each('sent').toFixed(1),
        each('commands').toFixed(1),
        `${each('microseconds').toFixed(0)} µs`,
        `${((each('received') + each('told')) / 1_024).toFixed(1)} KB`,
        at(lasts, 0.5),
        at(lasts, 0.99),
      ],
    ],
  );
}

async function measureRedis(folder) {
  const redis = await startRedis(folder);
  const services = [];
  try {
    const idle = [];
    while (services.length < MOST_REPLICAS) {
      const settings = { EIGYOCHU_CONFIG: CONFIGURATION, REDIS_URL: redis.url };
      services.push(await startService(join(folder, `${services.length}`), { settings }));
      const count = services.length;
      // Powers of two, once what starting asks is over.
      if ((count & (count - 1)) !== 0) continue;
      await delay(2_000);
      idle.push(await idleRow(redis, count));
    }
    printTable(
      'What Redis is asked by idle replicas, per second',
      ['replicas', 'sent', 'sent by each', 'commands in all', 'its processor time', 'bytes'],
      idle,
    );
    printTable(
      'What Redis is asked for reads',
      ['reads', 'sent meanwhile', 'sent in as long without', 'per read'],
      [await readRow(redis, services)],
    );
    await measureWrites(redis, services);
  } finally {
    await stop([...services, redis]);
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
  try {
    if (isInstalled('wrk') && isInstalled('taskset')) await compareCores(folder);
    else console.log('\nProcesses under load: wrk or taskset is not installed, skipped.');
    if (isInstalled('redis-server')) await measureRedis(folder);
    else console.log('\nReplicas: redis-server is not installed, skipped.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (existsSync(CLI)) await main();
else console.log('\nReplicas: dist/cli.js is not there, skipped.');
