import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { DESK } from '../support/desk-configuration.ts';
import { RunningService } from '../support/processes.ts';

const SHIM = pathToFileURL('scripts/at-time.js');
const NEW_YEAR = '2027-01-01T03:00:00Z';

/** Runs a program under the shim and gives what it printed, read as JSON. */
async function printed(program: string, { TZ = 'UTC', instant = NEW_YEAR } = {}) {
  const env = { PATH: process.env.PATH, TZ, NODE_OPTIONS: `--import=${SHIM}?${instant}` };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env });
  return JSON.parse(stdout);
}

t.test('the shim moves the clock of a process, and it goes on from there', async (t) => {
  const start = Date.parse(NEW_YEAR);
  const [now, constructed, later, text] = await printed(`
    const [now, constructed, begun] = [Date.now(), new Date().getTime(), performance.now()];
    while (performance.now() - begun < 20);
    console.log(JSON.stringify([now, constructed, Date.now(), Date()]));
  `);
  t.ok(now >= start && now < start + 60_000, 'Date.now()');
  t.ok(constructed >= now && constructed < start + 60_000, 'new Date()');
  t.ok(later >= now + 19, 'it runs');
  t.match(text, /^Fri Jan 01 2027 03:00/, 'Date() without new');
});

t.test('dates that are given stay as they are', async (t) => {
  const given = await printed(`
    const { types } = require('node:util');
    const date = new Date(2026, 0, 2, 3);
    console.log(JSON.stringify([
      date, new Date(0), new Date('2026-11-23'), Date.UTC(2026, 0), Date.parse('1970-01-01'),
      date instanceof Date, types.isDate(date), structuredClone(date) instanceof Date,
      date.constructor === Date,
    ]));
  `);
  t.same(given, [
    '2026-01-02T03:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '2026-11-23T00:00:00.000Z',
    Date.UTC(2026, 0),
    0,
    true,
    true,
    true,
    true,
  ]);
});

t.test('it reaches the processes that a process starts', async (t) => {
  const year = await printed(
    `
    const { execFileSync } = require('node:child_process');
    const program = 'console.log(new Date().getUTCFullYear())';
    console.log(String(execFileSync(process.execPath, ['-e', program])));
  `,
    { instant: '2033-07-01T00:00:00Z' },
  );
  t.equal(year, 2033);
});

t.test(
  'a service under a moved clock answers for that moment, in any zone of the host',
  async (t) => {
    const config = t.testdir({ 'lines.yaml': DESK });
    const environment = { TZ: 'America/New_York', NODE_OPTIONS: `--import=${SHIM}?${NEW_YEAR}` };
    const service = await RunningService.start(config, environment);
    t.teardown(() => service.stop());
    const response = await service.get('/v1/lines/phone-pin/decision');
    t.match(await response.json(), {
      at: null,
      reason: 'long_break',
      reasonName: { ja: '年末年始' },
    });
  },
);
