import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import type { Test } from 'tap';
import { invariant } from '../../src/core/invariant.ts';

/** Where screenshots are left for whoever wants to look. */
const ARTIFACTS = '.artifacts';
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];
/** As root there is no sandbox; the rest keeps it from small shared memory and absent graphics. */
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

const WIDTHS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
} as const;

export interface PageOptions extends BrowserContextOptions {
  readonly width?: keyof typeof WIDTHS;
  readonly language?: 'ja' | 'en';
  /** What may be said on the console all the same, such as a request that is meant to fail. */
  readonly mayLog?: RegExp;
}

/** For tap's `skip`: `false`, or loudly what is left out and why. */
export const browserIsMissing: string | false = PROGRAMS.some(isOnPath)
  ? false
  : 'NO PAGE IS TESTED: there is no chromium on the PATH; install the package chromium';

/** Opens pages in one real browser, which fail their test when anything goes wrong in them. */
export class TestBrowser {
  #browser: Promise<Browser> | null = null;

  /** The browser of a file: starts with its first page, ends with the file's own test. */
  constructor(t: Test) {
    t.teardown(async () => (await this.#browser)?.close());
  }

  /** A page in a context of its own; closed after the test, which then knows what it complained of. */
  async page(t: Test, options: PageOptions = {}): Promise<Page> {
    const { width = 'desk', language = 'ja', mayLog = /^$/, ...rest } = options;
    this.#browser ??= launch();
    const browser = await this.#browser;
    const context = await browser.newContext({
      viewport: WIDTHS[width],
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      // Far from every line: nothing may hang on the clock of whoever looks.
      timezoneId: 'America/New_York',
      ...rest,
    });
    const complaints = watchComplaints(context, mayLog);
    const page = await context.newPage();
    t.teardown(async () => {
      await context.close();
      // Too late to assert: what a teardown throws fails the test.
      if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join('; ')}`);
    });
    return page;
  }
}

function launch(): Promise<Browser> {
  const executablePath = PROGRAMS.find(isOnPath);
  invariant(executablePath !== undefined, 'tests with a browser are skipped without one');
  return chromium.launch({ executablePath: pathOf(executablePath), args: FLAGS });
}

function isOnPath(program: string): boolean {
  return pathOf(program) !== '';
}

function pathOf(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
}

/** Errors, dialogs, and violations of the policy, which Chromium tells on the console too. */
function watchComplaints(context: BrowserContext, mayLog: RegExp): string[] {
  const complaints: string[] = [];
  const add = (text: string) => {
    if (!mayLog.test(text)) complaints.push(text);
  };
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) add(message.text());
  });
  context.on('weberror', (error) => add(String(error.error())));
  context.on('dialog', (dialog) => {
    add(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Asserts that axe has nothing against what is shown now. */
export async function expectAccessible(t: Test, page: Page): Promise<void> {
  // In the world of the debugger, which the policy of the page does not bind.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(`axe.run({ runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'
  ] }).then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
  t.same(violations, [], 'axe finds nothing');
}

/** Asserts that nothing is wider than the window, and leaves a picture of the whole page. */
export async function shoot(t: Test, page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  t.equal(overflow, 0, `${name} needs no scrolling sideways`);
}
