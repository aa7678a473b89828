/**
 * Runs the whole suite in other zones and seasons, since no answer may depend on the zone and the
 * clock of the host. Coverage is off and the property tests are shorter: the plain run has both.
 */
import { spawnSync } from 'node:child_process';

const JANUARY = '2027-01-15T20:00:00Z';
const JULY = '2027-07-15T20:00:00Z';

const SURROUNDINGS = [
  { zone: 'Asia/Tokyo', instant: JULY },
  { zone: 'America/New_York', instant: JANUARY },
  { zone: 'UTC', instant: JULY },
  { zone: 'UTC', instant: JANUARY },
];

function testIn({ zone, instant }) {
  const clock = new URL(`at-time.js?${instant}`, import.meta.url);
  const env = {
    PROPERTY_RUNS: '30',
    ...process.env,
    TZ: zone,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${clock}`.trim(),
  };
  console.log(`\n# the suite in ${zone}, at ${instant}`);
  const words = [
    'node_modules/tap/dist/esm/run.mjs',
    '--disable-coverage',
    ...process.argv.slice(2),
  ];
  return spawnSync(process.execPath, words, { env, stdio: 'inherit' }).status === 0;
}

const passed = SURROUNDINGS.map(testIn);
process.exitCode = passed.every(Boolean) ? 0 : 1;
