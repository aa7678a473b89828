/**
 * A small honest harness: every contender is warmed up, then all of them take turns for several
 * rounds, so that a busy moment of the machine hits all alike. The median counts.
 */
import { availableParallelism, loadavg } from 'node:os';

const ROUNDS = 11;
const WARM_UP_MS = 300;
const ROUND_MS = 40;

/** Takes every result, so that no compiler may leave the work out. */
let sink = 0;

/**
 * Runs contenders side by side and prints ns per operation, the spread, and the ratio to the first
 * of them. A contender is `{ name, run }`, where `run(times)` does so many operations and returns a
 * number that depends on their results.
 */
export function race(title, contenders) {
  const entrants = contenders.map((contender) => ({
    ...contender,
    times: calibrate(contender.run),
    samples: [],
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const entrant of entrants) entrant.samples.push(timePerOperation(entrant));
  }
  if (Number.isNaN(sink)) throw new Error('a contender returned no number');
  const results = entrants.map(({ name, samples }) => ({ name, ...summarize(samples) }));
  printResults(title, results);
  return results;
}

/** The same for contenders whose `run(times)` gives a promise of the number. */
export async function raceAsync(title, contenders) {
  const entrants = [];
  for (const contender of contenders) {
    const times = await calibrateAsync(contender.run);
    entrants.push({ ...contender, times, samples: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, times, samples } of entrants) {
      samples.push(((await timedAsync(() => run(times))) / times) * 1e6);
    }
  }
  const results = entrants.map(({ name, samples }) => ({ name, ...summarize(samples) }));
  printResults(title, results);
  return results;
}

async function calibrateAsync(run) {
  let [times, took] = [1, 0];
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end || took < ROUND_MS) {
    took = await timedAsync(() => run(times));
    if (took < ROUND_MS) times = Math.ceil(times * Math.min(10, (1.2 * ROUND_MS) / took));
  }
  return times;
}

async function timedAsync(work) {
  const start = process.cpuUsage();
  sink += await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** How many operations fill a round, found while warming up; at least one. */
function calibrate(run) {
  let [times, took] = [1, 0];
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end || took < ROUND_MS) {
    took = timed(() => run(times));
    if (took < ROUND_MS) times = Math.ceil(times * Math.min(10, (1.2 * ROUND_MS) / took));
  }
  return times;
}

function timePerOperation({ run, times }) {
  return (timed(() => run(times)) / times) * 1e6;
}

/**
 * Milliseconds of CPU time of the whole process, threads of the garbage collector and the compiler
 * included: on a shared machine the clock on the wall measures the neighbours.
 */
function timed(work) {
  const start = process.cpuUsage();
  sink += work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** The median, and half of the distance between the quartiles in percent of it. */
export function summarize(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / 2 / at(0.5) };
}

function printResults(title, results) {
  const ours = results[0].median;
  const rows = results.map(({ name, median, spread }) => [
    name,
    formatNanoseconds(median),
    `±${(spread * 100).toFixed(0)} %`,
    formatRatio(median / ours),
  ]);
  printTable(title, ['', 'per operation', 'spread', 'ratio'], rows);
}

export function formatNanoseconds(ns) {
  if (ns < 10_000) return `${ns.toFixed(ns < 100 ? 1 : 0)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(1)} µs`;
  return `${(ns / 1e6).toFixed(ns < 1e8 ? 2 : 0)} ms`;
}

function formatRatio(ratio) {
  return `${ratio < 100 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString('en')} ×`;
}

/** A Markdown table that also reads well in a terminal: the README takes it as it is. */
export function printTable(title, header, rows) {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => row[column].length)),
  );
  const pad = (cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]));
  const line = (row) => `| ${row.map(pad).join(' | ')} |`;
  const rule = widths.map((width, at) => (at ? ':'.padStart(width, '-') : '-'.repeat(width)));
  console.log([`\n### ${title}\n`, line(header), line(rule), ...rows.map(line)].join('\n'));
}

/** What the figures were taken on. */
export function describeMachine() {
  const load = loadavg()[0].toFixed(2);
  return `Node ${process.version}, ${availableParallelism()} cores, load average ${load}`;
}
