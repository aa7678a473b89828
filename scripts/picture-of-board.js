/**
 * Writes `docs/images/board.png`, the picture in the README: the real board of the shipped
 * configuration in a real Chromium, on a Tuesday at 12:20 with a typhoon. `npm run build` first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const PICTURE = 'docs/images/board.png';
const NOW = '2026-11-24T12:20:00+09:00';
const TYPHOON = {
  ...{ lines: ['phone-pin'], state: 'closed', until: '2026-11-24T14:00:00+09:00' },
  ...{ reason: 'disaster', name: { ja: '台風10号', en: 'Typhoon No. 10' } },
};

const data = mkdtempSync(join(tmpdir(), 'board-'));
const environment = {
  ...{ PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', EIGYOCHU_DATA: data },
  NODE_OPTIONS: `--import=${pathToFileURL(resolve('scripts/at-time.js'))}?${NOW}`,
};
const service = spawn(process.execPath, ['dist/cli.js', 'serve'], { env: environment });
const browser = await chromium.launch({
  executablePath: spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim(),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
});
try {
  const origin = await listening();
  await closeForTyphoon(origin);
  const viewport = { width: 1120, height: 700 };
  const page = await browser.newPage({ viewport, colorScheme: 'light', locale: 'en-GB' });
  // Countdowns are told by the page: its clock stands still.
  await page.clock.setFixedTime(new Date(NOW));
  await page.goto(`${origin}/?lang=en`);
  await page.screenshot({ path: PICTURE, fullPage: true });
  console.log(`wrote ${PICTURE}`);
} finally {
  await browser.close();
  service.kill();
  await once(service, 'exit');
  rmSync(data, { recursive: true, force: true });
}

/** Where the service listens, once it does. */
async function listening() {
  let log = '';
  for await (const text of service.stdout.setEncoding('utf8')) {
    log += text;
    const [, origin] = /listening at (http:[^"]+)[\s\S]*answering from/.exec(log) ?? [];
    if (origin) return origin;
  }
  throw new Error(`the service did not start: ${log}`);
}

async function closeForTyphoon(origin) {
  const words = ['dist/cli.js', 'keys', 'create', '--name', 'duty desk', '--scope', 'override'];
  const { stdout } = spawnSync(process.execPath, words, { env: environment, encoding: 'utf8' });
  const { ok, status } = await fetch(`${origin}/v1/overrides`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stdout.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify(TYPHOON),
  });
  if (!ok) throw new Error(`the line could not be closed: ${status}`);
}
