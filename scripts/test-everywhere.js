/**
 * Runs the suite in three zones, each with the clock in January and in July, since no answer may
 * depend on the zone and the clock of the host. Coverage is off and the property tests are shorter:
 * the plain run has both. Tests about time run in all six, the others once more where the host is as
 * unlike Japan as can be.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const ZONES = ['UTC', 'Asia/Tokyo', 'America/New_York'];
const INSTANTS = ['2027-01-15T20:00:00Z', '2027-07-15T20:00:00Z'];

/** What asks for a date or a time of day in many ways, and so would show a dependence first. */
const ABOUT_TIME = [
  ...['test/core/', 'test/calendars/', 'test/lines/', 'test/messages/', 'test/formats/formats.'],
  ...['test/http/routes.', 'test/http/caching.', 'test/http/purposes.', 'test/cli/outputs.'],
];
/** Stores and their servers know no zone, and take as long as all others together. */
const STORES = ['test/faults/', 'test/store/', 'test/cli/store-commands.'];

const ALL = testFiles();
const MOST = ALL.filter((file) => !STORES.some((part) => file.startsWith(part)));
const SENSITIVE = ALL.filter((file) => ABOUT_TIME.some((part) => file.startsWith(part)));

function testFiles() {
  const names = readdirSync('test', { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
}

function testIn(zone, instant, isLast) {
  const clock = new URL(`at-time.js?${instant}`, import.meta.url);
  const env = {
    PROPERTY_RUNS: '30',
    ...process.env,
    TZ: zone,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${clock}`.trim(),
  };
  const wanted = process.argv.slice(2);
  const files = wanted.length > 0 ? wanted : isLast ? MOST : SENSITIVE;
  console.log(`\n# ${files.length} test files in ${zone}, at ${instant}`);
  const words = ['node_modules/tap/dist/esm/run.mjs', '--disable-coverage', ...files];
  return spawnSync(process.execPath, words, { env, stdio: 'inherit' }).status === 0;
}

const pairs = ZONES.flatMap((zone) => INSTANTS.map((instant) => [zone, instant]));
const passed = pairs.map(([zone, instant], index) =>
  testIn(zone, instant, index === pairs.length - 1),
);
process.exitCode = passed.every(Boolean) ? 0 : 1;
