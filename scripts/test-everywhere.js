/**
 * Runs tests in three zones, each with the clock in January and in July, since no answer may depend
 * on the zone and the clock of the host: those of the core and of what is said of dates, or the
 * files that are named. Coverage is off and the property tests are shorter: the plain run has both.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const ZONES = ['UTC', 'Asia/Tokyo', 'America/New_York'];
const INSTANTS = ['2027-01-15T20:00:00Z', '2027-07-15T20:00:00Z'];

/** Where civil time becomes instants and words; all else goes through these. */
const ABOUT_TIME = ['test/core/', 'test/messages/messages.', 'test/http/routes.'];

const SENSITIVE = testFiles().filter((file) => ABOUT_TIME.some((part) => file.startsWith(part)));

function testFiles() {
  const names = readdirSync('test', { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
}

function testIn(zone, instant) {
  const clock = new URL(`at-time.js?${instant}`, import.meta.url);
  const env = {
    PROPERTY_RUNS: '10',
    ...process.env,
    TZ: zone,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${clock}`.trim(),
  };
  const wanted = process.argv.slice(2);
  const files = wanted.length > 0 ? wanted : SENSITIVE;
  console.log(`\n# ${files.length} test files in ${zone}, at ${instant}`);
  const words = ['node_modules/tap/dist/esm/run.mjs', '--disable-coverage', ...files];
  return spawnSync(process.execPath, words, { env, stdio: 'inherit' }).status === 0;
}

const pairs = ZONES.flatMap((zone) => INSTANTS.map((instant) => [zone, instant]));
const passed = pairs.map(([zone, instant]) => testIn(zone, instant));
process.exitCode = passed.every(Boolean) ? 0 : 1;
