/**
 * What the pages cost: their bytes over the wire, and the processor's time beside the JSON of the
 * same question. The shipped configuration, closed for a holiday.
 */
import './tokyo.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../dist/app.js';
import { Keeper, NO_OVERRIDES } from '../dist/lines/keeper.js';
import { loadSnapshot } from '../dist/load-snapshot.js';
import { printTable, raceAsync } from './measure.js';

const CONFIGURATION = fileURLToPath(new URL('../config', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../dist/assets/manifest.json', import.meta.url));
const HOLIDAY = Date.parse('2026-11-23T10:00:00+09:00');
const AN_HOUR = 3_600_000;

const loaded = loadSnapshot(CONFIGURATION, HOLIDAY);
if (!loaded.ok) throw new Error('the shipped configuration is not good');
const keeper = new Keeper();
keeper.accept(loaded.snapshot);
keeper.layOver(NO_OVERRIDES);
let asked = 0;
const app = await buildApp({
  keeper,
  ledger: null,
  drain: new AbortController().signal,
  clock: () => HOLIDAY + (asked++ % AN_HOUR),
  limits: { readsPerMinute: 0, writesPerMinute: 0 },
});

const names = JSON.parse(readFileSync(MANIFEST, 'utf8'));
const PATHS = [
  ['board', '/'],
  ['line page', '/lines/phone-pin'],
  ['timetable, 14 days', '/v1/lines/phone-pin/timetable'],
  ['live.js', `/assets/${names['live.js']}`],
  ['pages.css', `/assets/${names['pages.css']}`],
  ['console.js', `/assets/${names['console.js']}`],
  ['console-page.css', `/assets/${names['console-page.css']}`],
  ['banner.js', '/banner.js'],
];

async function bytesOf(url, encoding) {
  const { rawPayload } = await app.inject({ url, headers: { 'accept-encoding': encoding } });
  return rawPayload.length.toLocaleString('en');
}

const rows = [];
for (const [name, url] of PATHS) {
  const sizes = ['identity', 'gzip', 'br'].map((encoding) => bytesOf(url, encoding));
  rows.push([name, ...(await Promise.all(sizes))]);
}
printTable('Bytes of pages and what they load', ['', 'plain', 'gzip', 'brotli'], rows);

const asking = (path) => async (times) => {
  let sum = 0;
  for (let count = 0; count < times; count++) sum += (await app.inject(path)).body.length;
  return sum;
};
await raceAsync('Pages asked of the server, without compression', [
  { name: '/v1/decisions, JSON', run: asking('/v1/decisions') },
  { name: 'board', run: asking('/') },
  { name: 'line page', run: asking('/lines/phone-pin') },
  { name: 'timetable', run: asking('/v1/lines/phone-pin/timetable') },
]);
await app.close();
