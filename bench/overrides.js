/**
 * How long an acknowledged write on one replica takes until another replica answers by it, with
 * pub/sub and without, and how many commands Redis gets for reads. Two real processes and a real Redis.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { printTable } from './measure.js';
import {
  CLI,
  createKey,
  isInstalled,
  quantile,
  redisCli,
  startRedis,
  startService,
} from './processes/service.js';

const WRITES = 300;
const WRITES_WITHOUT_PUBSUB = 30;
const READS = 20_000;
const POLL_MILLISECONDS = 1_000;
const READER = 'reader';

function startReplica(folder, redisUrl) {
  const settings = {
    REDIS_URL: redisUrl,
    EIGYOCHU_POLL_MILLISECONDS: `${POLL_MILLISECONDS}`,
  };
  return startService(folder, { settings });
}

/** Closes a line on one replica; milliseconds until the other one answers so. */
async function timeSight({ writer, reader, key, number }) {
  const from = new Date(Date.now() + (number + 1) * 3_600_000).toISOString();
  const name = { ja: `試験${number}`, en: `Test ${number}` };
  const body = { lines: ['lost-card'], state: 'closed', from, until: 'PT1H', name };
  const response = await fetch(`${writer.url}/v1/overrides`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const written = await response.json();
  if (response.status !== 201) throw new Error(JSON.stringify(written));
  const acknowledged = performance.now();
  const question = `/v1/lines/lost-card/decision?at=${encodeURIComponent(written.from)}`;
  for (;;) {
    const answer = await (await fetch(reader.url + question)).json();
    if (answer.reasonName.en === name.en) return performance.now() - acknowledged;
  }
}

let number = 0;

async function timeSights(parts, times, restMilliseconds) {
  const samples = [];
  while (samples.length < times) {
    samples.push(await timeSight({ ...parts, number: ++number }));
    // So that writes do not fall on the beat of the poll.
    await delay((number * 61) % restMilliseconds);
  }
  samples.sort((a, b) => a - b);
  const at = (share) => `${quantile(samples, share).toFixed(1)} ms`;
  return [`${times}`, at(0.5), at(0.99), at(1)];
}

function commandsOf(port) {
  const text = redisCli(port, 'info', 'commandstats');
  const calls = [...text.matchAll(/cmdstat_(\S+?):calls=(\d+)/g)];
  const counted = calls.filter(([, name]) => !/^(info|command|config)/.test(name));
  return counted.reduce((sum, [, , count]) => sum + Number(count), 0);
}

/** Commands during reads, and in as much time without them. */
async function countCommands(redis, reader) {
  const before = commandsOf(redis.port);
  const begun = performance.now();
  for (let read = 0; read < READS / 50; read++) {
    const asked = Array.from({ length: 50 }, () =>
      fetch(`${reader.url}/v1/lines/phone-pin/decision`).then((response) => response.text()),
    );
    await Promise.all(asked);
  }
  const took = performance.now() - begun;
  const during = commandsOf(redis.port) - before;
  await delay(took);
  const idle = commandsOf(redis.port) - before - during;
  return [
    READS.toLocaleString('en'),
    `${during}`,
    `${idle}`,
    `${Math.round((during - idle) / READS)}`,
  ];
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
  const redis = await startRedis(folder);
  // May do everything but hear of changes.
  const rights = ['on', 'nopass', '~*', '+@all', 'resetchannels'];
  redisCli(redis.port, 'acl', 'setuser', READER, ...rights);
  const deaf = `redis://${READER}:none@127.0.0.1:${redis.port}`;
  const replicas = [];
  try {
    for (const [name, address] of [
      ['a', redis.url],
      ['b', redis.url],
      ['c', deaf],
    ]) {
      replicas.push(await startReplica(join(folder, name), address));
    }
    const [writer, listening, polling] = replicas;
    const key = createKey(writer);
    await delay(2 * POLL_MILLISECONDS);
    const heard = await timeSights({ writer, reader: listening, key }, WRITES, 40);
    const polled = await timeSights(
      { writer, reader: polling, key },
      WRITES_WITHOUT_PUBSUB,
      POLL_MILLISECONDS,
    );
    printTable(
      'From the acknowledged write on one replica to its sight on another',
      ['', 'writes', 'p50', 'p99', 'slowest'],
      [
        ['with pub/sub', ...heard],
        [`without, polling every ${POLL_MILLISECONDS} ms`, ...polled],
      ],
    );
    printTable(
      'Commands that Redis gets for reads',
      ['', 'reads', 'commands', 'as long without reads', 'per read'],
      [['GET /v1/lines/phone-pin/decision', ...(await countCommands(redis, listening))]],
    );
  } finally {
    for (const { child } of [...replicas, redis]) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(CLI)) console.log('\nOverrides: dist/cli.js is not there, skipped.');
else if (!isInstalled('redis-server')) console.log('\nOverrides: no redis-server, skipped.');
else await main();
