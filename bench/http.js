/**
 * What an answer over HTTP costs, with everything on that runs in production, beside bare Fastify and
 * beside what one would write instead. One core for the server, the other for `wrk`. Counted is the
 * processor time of the server per request: it is steadier than requests per second.
 */
import { once } from 'node:events';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startServer } from './http/start-server.js';
import { ask, hasWrk } from './http/wrk.js';
import { printTable, summarize } from './measure.js';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = 2;
const CONNECTIONS = 32;
/** Callers that come and go on their own, for the latency at a part of the full load. */
const CALLERS = 200;
const LOAD = 0.7;

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
/** The settings of production, but for limits that `wrk` alone would reach at once. */
const PRODUCTION = { HOST: '127.0.0.1', EIGYOCHU_READS_PER_MINUTE: '100000000' };
const LINE = '/v1/lines/phone-pin/decision';

const SERVERS = {
  raw: [file('http/raw.js')],
  bare: [file('http/bare-fastify.js')],
  eigyochu: [file('../dist/cli.js'), 'serve'],
  naive: [file('http/naive-luxon.js')],
  hours: [file('http/opening-hours.js')],
};

const CONTENDERS = [
  { name: 'bare Fastify, a constant string', server: 'bare', path: `${LINE}.word` },
  { name: 'node:http, a fixed buffer', server: 'raw', path: LINE },
  { name: 'eigyochu, word', server: 'eigyochu', path: `${LINE}.word` },
  { name: 'eigyochu, text', server: 'eigyochu', path: `${LINE}.text` },
  { name: 'eigyochu, JSON', server: 'eigyochu', path: LINE },
  { name: 'eigyochu, JSON, 304', server: 'eigyochu', path: LINE, isKnown: true },
  { name: 'Fastify + opening_hours', server: 'hours', path: LINE },
  { name: 'Fastify + luxon + holiday_jp', server: 'naive', path: LINE },
];

if (hasWrk) await run();
else console.log('\nHTTP: there is no wrk (Debian package wrk), skipped.');

async function run() {
  const servers = {};
  for (const [name, words] of Object.entries(SERVERS)) {
    servers[name] = await startServer(words, name === 'eigyochu' ? PRODUCTION : {});
  }
  try {
    const entrants = [];
    for (const { server, path, isKnown = false, name } of CONTENDERS) {
      const url = `http://127.0.0.1:${servers[server].port}${path}`;
      const headers = isKnown ? [`If-None-Match: ${await tagOf(url)}`] : [];
      entrants.push({ name, url, headers, server: servers[server] });
    }
    await compare('An answer over HTTP, connections kept', entrants);
    const closing = entrants.map((each) => ({
      ...each,
      headers: [...each.headers, 'Connection: close'],
    }));
    await compare('The same, a connection for each request, as switches do', closing);
    await compareLatency(entrants);
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

/** All take turns in each round; ratios are to bare Fastify in the same round. */
async function compare(title, entrants) {
  for (const entrant of entrants) await costOf(entrant, 1);
  const samples = entrants.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, entrant] of entrants.entries())
      samples[at].push(await costOf(entrant, SECONDS));
  }
  const rows = entrants.map(({ name }, at) => {
    const { median, spread } = summarize(samples[at].map(({ all }) => all));
    const ratio = (part) => {
      const ratios = samples[at].map((sample, round) => sample[part] / samples[0][round][part]);
      return `${summarize(ratios).median.toFixed(2)} ×`;
    };
    const { median: perSecond } = summarize(samples[at].map((sample) => sample.perSecond));
    return [
      name,
      `${median.toFixed(1)} µs`,
      `±${(spread * 100).toFixed(0)} %`,
      ratio('all'),
      ratio('own'),
      Math.round(perSecond).toLocaleString('en'),
    ];
  });
  const header = ['', 'processor time', 'spread', 'ratio', 'without kernel', 'requests/s'];
  printTable(title, header, rows);
}

/** Microseconds of processor time per request, with the kernel's and without. */
async function costOf({ url, headers, server }, seconds) {
  const before = server.cpu();
  const { requests, perSecond } = await ask(url, { seconds, connections: CONNECTIONS, headers });
  const after = server.cpu();
  const perRequest = (part) => ((after[part] - before[part]) / requests) * 1e6;
  return { all: perRequest('all'), own: perRequest('own'), perSecond };
}

/** The same rate for all: 70 % of what bare Fastify can do at most. */
async function compareLatency(entrants) {
  const [bare, ...others] = entrants;
  const { perSecond } = await ask(bare.url, { seconds: SECONDS, connections: CONNECTIONS });
  const meanPauseMs = (CALLERS / (LOAD * perSecond)) * 1_000;
  const contenders = [bare, ...others.filter(({ name }) => name.startsWith('eigyochu'))];
  const samples = contenders.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, { url, headers }] of contenders.entries()) {
      const paced = { seconds: SECONDS, connections: CALLERS, headers, meanPauseMs };
      samples[at].push(await ask(url, paced));
    }
  }
  const rows = contenders.map(({ name }, at) => {
    const p99 = samples[at].map(({ p99Ms }) => p99Ms);
    const ratios = p99.map((each, round) => each / samples[0][round].p99Ms);
    const { median: rate } = summarize(samples[at].map((sample) => sample.perSecond));
    return [
      name,
      `${summarize(p99).median.toFixed(2)} ms`,
      `${summarize(ratios).median.toFixed(2)} ×`,
      Math.round(rate).toLocaleString('en'),
    ];
  });
  printTable('At 70 % of what bare Fastify can do', ['', 'p99', 'ratio', 'requests/s'], rows);
}

async function tagOf(url) {
  const [response] = await once(get(url), 'response');
  response.resume();
  return response.headers.etag;
}
