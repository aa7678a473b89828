/**
 * 100,000 lines on 64 schedules: a configuration made in code, then the same from a JSON file, then
 * a quarter of it from a YAML file, since YAML takes its time. One run each, as at a start.
 */
import './tokyo.js';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { decideLine } from '../dist/lines/line-decision.js';
import { buildSnapshot } from '../dist/lines/snapshot.js';
import { loadSnapshot } from '../dist/load-snapshot.js';
import { documentOf, formatYaml, hoursOf, LINES, numbers, SCHEDULES } from './many-lines.js';
import { printTable } from './measure.js';
import { calendar, scheduleWith, zone } from './real-line.js';

const YAML_LINES = 25_000;
const NOW = Date.UTC(2026, 10, 24, 1);
const HEADER = ['', 'lines', 'open', 'load', 'decide all', 'heap per line'];

function configurationInCode() {
  const schedules = Array.from({ length: SCHEDULES }, (_, index) => scheduleWith([hoursOf(index)]));
  const lines = numbers.map((number, index) => ({
    id: `desk-${number}`,
    name: { ja: `窓口 ${number}`, en: `Desk ${number}` },
    zone,
    schedule: schedules[index % SCHEDULES],
    phone: `+81-3-0000-${number}`,
    groups: [`office-${index % SCHEDULES}`],
    destinations: {},
    messages: {},
    retrySpreadMinutes: 30,
    onUnknown: 'unknown',
  }));
  const shared = { revision: '000000000000', zone, onUnknown: 'unknown', calendars: [calendar] };
  return { ...shared, lines, purposes: [], expectations: [], webhooks: [], warnings: [] };
}

/**
 * Loads what was prepared, decides every line once, and gives what both took and what stays in
 * memory for good: the input is let go, what the snapshot keeps of it counts.
 */
async function measureLoad(name, { prepare, load }) {
  const heapBefore = await heapInUse();
  let input = prepare();
  const started = performance.now();
  const snapshot = await load(input);
  const loaded = performance.now();
  input = null;
  let open = 0;
  for (const line of snapshot.lines.values()) {
    if (decideLine(line, NOW).decision.state === 'open') open++;
  }
  const decided = performance.now();
  const bytes = ((await heapInUse()) - heapBefore) / snapshot.lines.size;
  return [
    name,
    `${snapshot.lines.size}`,
    `${open}`,
    formatSeconds(loaded - started),
    formatSeconds(decided - loaded),
    `${Math.round(bytes)} B`,
  ];
}

async function heapInUse() {
  for (let times = 0; times < 3; times++) {
    await setImmediate();
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

function formatSeconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

async function loadFile(path) {
  const loaded = await loadSnapshot(path, NOW);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems.slice(0, 3), null, 2));
  return loaded.snapshot;
}

/** Written before the measuring starts, so that the text itself counts nowhere. */
function writeDocuments(folder) {
  const texts = {
    json: JSON.stringify(documentOf(LINES)),
    yaml: formatYaml(documentOf(YAML_LINES)),
  };
  return Object.entries(texts).map(([kind, text]) => {
    const path = join(folder, `lines.${kind}`);
    writeFileSync(path, text);
    const megabytes = (statSync(path).size / 1e6).toFixed(1);
    return { name: `from a ${kind.toUpperCase()} file of ${megabytes} MB`, path };
  });
}

if (!globalThis.gc) throw new Error('run with --expose-gc');
const folder = mkdtempSync(join(tmpdir(), 'eigyochu-bench-'));
try {
  const files = writeDocuments(folder);
  const inCode = { prepare: configurationInCode, load: (value) => buildSnapshot(value, NOW) };
  const rows = [await measureLoad('from a value in code', inCode)];
  for (const { name, path } of files) {
    rows.push(await measureLoad(name, { prepare: () => path, load: loadFile }));
  }
  printTable('Many lines on 64 schedules', HEADER, rows);
} finally {
  rmSync(folder, { recursive: true });
}
