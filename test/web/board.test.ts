/** The status board in a real browser, and what of it is for whom. */
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { DEFAULT_STREAM_LIMITS } from '../../src/http/limits.ts';
import { formatCountdown } from '../../src/web/format-countdown.ts';
import { browserIsMissing, expectAccessible, shoot, TestBrowser } from '../support/browser.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { makeKey } from '../support/make-key.ts';
import { buildShippedService } from '../support/shipped-service.ts';

const browser = new TestBrowser(t);
const SKIP = { skip: browserIsMissing };

interface Board extends TestApp {
  readonly url: string;
  readonly port: number;
}

async function listening(t: Test, options: TestOptions = {}, port = 0): Promise<Board> {
  const service = await buildTestApp(t, options);
  await service.app.listen({ host: '127.0.0.1', port });
  const { port: taken } = service.app.server.address() as { port: number };
  return { ...service, port: taken, url: `http://127.0.0.1:${taken}/` };
}

/** Two days before the year's end, ten minutes before the last call of one line. */
const EVENTFUL = '2026-12-24T11:40:00+09:00';
const TYPHOON = {
  lines: ['lost-card'],
  state: 'closed',
  until: '2026-12-25T09:00:00+09:00',
  reason: 'disaster',
  name: { ja: '台風接近', en: 'Typhoon' },
  note: 'a note to ourselves',
  author: 'A. Supervisor',
};

async function override({ app, ledger }: TestApp, payload: object): Promise<void> {
  const { headers } = await makeKey(ledger);
  const answer = await app.inject({ method: 'POST', url: '/v1/overrides', headers, payload });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}

/** Opens the board and waits until it keeps itself up to date. */
async function openLive(page: Page, url: string): Promise<void> {
  const isFollowed = page.waitForResponse(/\/v1\/stream/);
  await page.goto(url);
  await isFollowed;
  await page.locator('.countdown time', { hasText: /\d/ }).first().waitFor();
}

function stateOf(page: Page, line: string, state: 'open' | 'closed') {
  return page.locator(`[data-line="${line}"][data-state="${state}"]`);
}

const SAID = {
  ja: ['5窓口中3窓口が受付中', 'まもなく終了', '台風接近', '明日 9:00まで', '年末年始', '6日間'],
  en: [
    '3 of 5 lines open',
    'Closing soon',
    'Typhoon',
    'until tomorrow 9:00',
    'Sun 3 Jan',
    '6 days',
  ],
};

for (const language of ['ja', 'en'] as const) {
  for (const width of ['phone', 'desk'] as const) {
    t.test(`the board is shown in ${language} at the width of a ${width}`, SKIP, async (t) => {
      const service = await listening(t, { now: EVENTFUL });
      await override(service, TYPHOON);
      const page = await browser.page(t, { language, width });
      await openLive(page, service.url);
      const text = await page.locator('main').innerText();
      for (const each of SAID[language]) t.match(text, each);
      t.notMatch(text, /A\. Supervisor|a note to ourselves/);
      await shoot(t, page, `board-${language}-${width}`);
      await expectAccessible(t, page);
    });
  }
}

t.test('in dark and forced colours, and without motion, it says the same', SKIP, async (t) => {
  const service = await listening(t, { now: EVENTFUL });
  await override(service, TYPHOON);
  const dark = await browser.page(t, { colorScheme: 'dark', width: 'phone' });
  await openLive(dark, service.url);
  await shoot(t, dark, 'board-dark');
  await expectAccessible(t, dark);
  const forced = await browser.page(t, { forcedColors: 'active', reducedMotion: 'reduce' });
  await openLive(forced, service.url);
  await shoot(t, forced, 'board-forced-colors');
  await expectAccessible(t, forced);
  service.setClock('2026-12-24T11:50:00+09:00');
  service.watch.wake();
  await stateOf(forced, 'shop-desk', 'closed').waitFor();
  const moving = 'document.getAnimations().length';
  t.equal(await forced.evaluate(moving), 0, 'nothing moves');
});

t.test('without JavaScript it is a plain page with everything on it', SKIP, async (t) => {
  const { url } = await listening(t, { now: EVENTFUL });
  const page = await browser.page(t, { javaScriptEnabled: false, width: 'phone' });
  await page.goto(url);
  const text = await page.locator('main').innerText();
  t.match(text, /5窓口中4窓口が受付中/);
  t.match(text, /17:30まで受付/);
  t.notMatch(text, /あと/, 'nothing counts');
  t.equal(await page.locator('a[href="tel:+81300000000"]').count(), 1);
  t.equal(await page.locator('meta[http-equiv=refresh]').getAttribute('content'), '60');
  await shoot(t, page, 'board-plain');
  await page.getByRole('link', { name: 'shops' }).click();
  t.match(await page.locator('main').innerText(), /ただいま受付中です/);
});

t.test(
  'a line that closes is shown and told at once, and nothing else is lost',
  SKIP,
  async (t) => {
    const service = await listening(t, { now: '2026-11-24T17:29:30+09:00' });
    const page = await browser.page(t, { width: 'phone' });
    await openLive(page, service.url);
    await page.locator('#line-shop-desk a').first().focus();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    service.setClock('2026-11-24T17:30:00+09:00');
    service.watch.wake();
    await stateOf(page, 'phone-pin', 'closed').waitFor();
    await page.getByText('電話用暗証番号デスク: 受付を終了しました。').waitFor();
    t.match(await page.title(), /^受付状況：5窓口中/);
    t.match(await page.locator('#line-phone-pin').innerText(), /受付終了[\s\S]*明日 9:00から受付/);
    t.equal(await page.evaluate('document.activeElement.closest("li").id'), 'line-shop-desk');

    await override(service, { ...TYPHOON, until: 'PT4H' });
    await stateOf(page, 'lost-card', 'closed').waitFor();
    t.match(
      await page.locator('.notices').innerText(),
      /台風接近[\s\S]*紛失・盗難デスク[\s\S]*21:30まで/,
    );
    t.ok(asked.length <= 4, `it asks once or twice per change: ${asked}`);
  },
);

t.test('it counts down by the clock of the service, whatever the browser says', SKIP, async (t) => {
  const { url } = await listening(t, { now: '2026-11-24T16:29:20+09:00' });
  const page = await browser.page(t);
  await page.clock.install({ time: new Date('2020-01-01T00:00:00Z') });
  await openLive(page, url);
  const countdown = page.locator('#line-phone-pin .countdown');
  t.equal(await countdown.innerText(), 'あと1時間');
  await page.clock.fastForward(60_000);
  await countdown.filter({ hasText: /^あと59分\d\d秒$/ }).waitFor();
  const shown = await page.locator('#line-lost-card .when').innerText();
  t.equal(shown, '24時間受付', 'what never ends counts nothing');
});

t.test('while the service is away the board stays, says so, and catches up', SKIP, async (t) => {
  const first = await listening(t, { now: '2026-11-24T10:32:00+09:00' });
  const page = await browser.page(t, { mayLog: /Failed to load resource/ });
  await openLive(page, first.url);
  await first.app.close();
  const told = page.getByRole('status').filter({ hasText: '接続が切れています' });
  await told.waitFor();
  t.equal(await told.innerText(), '接続が切れています。10:32現在の情報です。');
  t.equal(await stateOf(page, 'phone-pin', 'open').count(), 1, 'what was known stays');
  await shoot(t, page, 'board-away');
  await expectAccessible(t, page);

  await listening(t, { now: '2026-11-24T18:00:00+09:00' }, first.port);
  await stateOf(page, 'phone-pin', 'closed').waitFor();
  await told.waitFor({ state: 'detached' });
});

t.test('a page that the stream is refused to asks by itself', SKIP, async (t) => {
  const streamLimits = { ...DEFAULT_STREAM_LIMITS, maxStreams: 0 };
  const service = await listening(t, { streamLimits });
  const page = await browser.page(t, { mayLog: /503/ });
  await page.clock.install();
  await openLive(page, service.url);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  service.setClock('2026-11-24T17:30:00+09:00');
  await page.clock.fastForward('00:40');
  await stateOf(page, 'phone-pin', 'closed').waitFor();
  service.setClock('2026-11-25T09:00:00+09:00');
  await page.clock.fastForward('00:40');
  await stateOf(page, 'phone-pin', 'open').waitFor();
  t.ok(asked.length <= 8, `it does not insist: ${asked}`);
});

t.test('a page that nobody sees asks nothing, and catches up when it is seen', SKIP, async (t) => {
  const service = await listening(t);
  const page = await browser.page(t);
  await openLive(page, service.url);
  const turn = (isHidden: boolean) =>
    page.evaluate(`Object.defineProperty(document, 'hidden', {
      configurable: true, get: () => ${isHidden}
    }); document.dispatchEvent(new Event('visibilitychange'))`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await turn(true);
  service.setClock('2026-11-24T17:30:00+09:00');
  service.watch.wake();
  await override(service, TYPHOON);
  t.same(asked, []);
  await turn(false);
  await stateOf(page, 'phone-pin', 'closed').waitFor();
  t.same(asked.length > 0 && asked.every((url) => /\/$|\/v1\/stream$/.test(url)), true);
});

t.test('what is half typed, opened or focused survives a renewal', SKIP, async (t) => {
  const service = await listening(t, { configuration: withManyGroups() });
  const page = await browser.page(t);
  await openLive(page, service.url);
  await page.locator('#group').selectOption('group-3');
  const { lines: _, ...all } = TYPHOON;
  await override(service, { ...all, all: true, until: 'PT4H' });
  await stateOf(page, 'phone-pin', 'closed').waitFor();
  t.equal(await page.locator('#group').inputValue(), 'group-3');
  await page.getByRole('button', { name: '表示' }).click();
  await page.waitForURL(/group=group-3/);
  t.equal(await page.locator('[data-line]').count(), 1);
});

function withManyGroups(): Configuration {
  const { lines } = withManyLines(20);
  const grouped = lines.map((line, index) => ({ ...line, groups: [`group-${index}`] }));
  return { ...callCentre, lines: grouped };
}

t.test('hostile names are shown as they are and do nothing', SKIP, async (t) => {
  const [first] = callCentre.lines;
  const names = [
    ...Object.values(HOSTILE_TEXTS),
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
  ];
  const lines = first
    ? names.map((ja, index) => ({ ...first, id: `line-${index}`, name: { ja, en: ja } }))
    : [];
  const service = await listening(t, { configuration: { ...callCentre, lines, purposes: [] } });
  const page = await browser.page(t, { width: 'phone' });
  await openLive(page, service.url);
  t.equal(await page.locator('[data-line]').count(), names.length);
  const name = { ja: '<img src=x onerror=alert(1)>', en: '"><script>alert(1)</script>' };
  await override(service, { ...TYPHOON, lines: [`line-${names.length - 1}`], until: 'PT1H', name });
  await page.locator('.notices strong').filter({ hasText: name.ja }).waitFor();
  await page.getByText(`${names.at(-1)}: 受付を終了しました。`).waitFor();
  t.equal(await page.locator('main script, main img').count(), 0);
  await shoot(t, page, 'board-hostile');
});

t.test('it is small, and the second visit loads next to nothing', SKIP, async (t) => {
  const app = await buildShippedService(t, Date.parse('2027-04-20T11:00:00+09:00') as Instant);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const page = await browser.page(t, { width: 'phone' });
  const debug = await page.context().newCDPSession(page);
  await debug.send('Network.enable');
  let bytes = 0;
  debug.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await openLive(page, `${url}/`);
  t.ok(bytes > 5_000 && bytes < 40_000, `${bytes} bytes over the wire`);
  const text = await page.locator('.breaks').innerText();
  t.match(text, /ゴールデンウィーク[\s\S]*前後の営業日: 4月30日（金）/);
  await shoot(t, page, 'board-shipped');
  bytes = 0;
  await page.getByRole('link', { name: '受付状況' }).click();
  await page.waitForURL(/lang=ja/);
  const sizes = await page.evaluate<number[]>(
    `performance.getEntriesByType('resource').filter(({ name }) => /[.](js|css)$/.test(name))
      .map(({ transferSize }) => transferSize)`,
  );
  t.same(sizes, [0, 0], 'scripts and styles are there already');
  const { headers } = await app.inject('/');
  const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } });
  t.equal(again.statusCode, 304);
});

t.test('the keyboard goes through it in the order of reading', SKIP, async (t) => {
  const { url } = await listening(t);
  const page = await browser.page(t);
  await openLive(page, url);
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  await page.keyboard.press('Tab');
  t.equal(await focused(), '本文へ');
  await page.keyboard.press('Enter');
  const order: string[] = [];
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  t.same(order, [
    'すべて',
    'cards',
    'shops',
    '電話用暗証番号デスク',
    '+81-3-0000-0000',
    '紛失・盗難デスク',
  ]);
});

t.test(
  'more than a hundred lines come in pages, each of which is kept up to date',
  SKIP,
  async (t) => {
    const service = await listening(t, { configuration: withManyLines(120) });
    const page = await browser.page(t, { width: 'phone' });
    await page.goto(`${service.url}?group=many`);
    t.match(await page.locator('main').innerText(), /全120窓口のうち1〜100件目/);
    const isFollowed = page.waitForResponse(/\/v1\/stream\?line=line-100&/);
    await page.getByRole('link', { name: '次のページ' }).click();
    await isFollowed;
    t.equal(await page.locator('[data-line]').count(), 20);
    t.match(await page.locator('h1').innerText(), /このページの20窓口中20窓口が受付中/);
    await override(service, { ...TYPHOON, lines: ['line-119'], until: 'PT1H' });
    await stateOf(page, 'line-119', 'closed').waitFor();
    await shoot(t, page, 'board-page-2');
    await expectAccessible(t, page);
  },
);

t.test('whoever needs a key to read is sent to where to sign in', SKIP, async (t) => {
  const { url } = await listening(t, { reads: 'keyed' });
  const page = await browser.page(t, { mayLog: /401/ });
  const answer = await page.goto(url);
  t.equal(answer?.status(), 401);
  const link = page.getByRole('main').getByRole('link', { name: 'サインイン' });
  t.equal(await link.getAttribute('href'), '/console?lang=ja');
  await expectAccessible(t, page);
});

t.test('who decided, why, and what is planned is told to operators alone', async (t) => {
  const service = await buildTestApp(t, { now: EVENTFUL });
  const { app, ledger } = service;
  const planned = { from: '2026-12-28T09:00:00+09:00', until: '2026-12-28T12:00:00+09:00' };
  await override(service, TYPHOON);
  await override(service, {
    ...TYPHOON,
    ...planned,
    name: { ja: '秘密の計画', en: 'A secret plan' },
  });
  const read = await makeKey(ledger, { scopes: ['read'] });
  for (const headers of [{}, read.headers]) {
    const { body } = await app.inject({ url: '/', headers });
    t.match(body, '台風接近');
    for (const secret of ['A. Supervisor', 'a note to ourselves', '秘密の計画']) {
      t.notMatch(body, secret);
    }
  }
  const operator = await app.inject({ url: '/', headers: (await makeKey(ledger)).headers });
  t.match(operator.body, '決定: A. Supervisor · 災害 · a note to ourselves');
  t.notMatch(operator.body, '秘密の計画', 'what is only planned is in the console');
  t.match(operator.headers['cache-control'], /^private, /);
  t.match(operator.headers.vary, /cookie/);
});

t.test('a key with limits sees its own lines and what concerns them', async (t) => {
  const service = await buildTestApp(t, { now: EVENTFUL });
  await override(service, TYPHOON);
  const { headers } = await makeKey(service.ledger, { lines: ['shop-desk'], groups: null });
  const { body } = await service.app.inject({ url: '/?lang=en', headers });
  t.match(body, 'The line is open');
  t.notMatch(body, /Typhoon|Lost card|Phone PIN/);
});

t.test('caches keep it until the first boundary of what is shown', async (t) => {
  const service = await buildTestApp(t, { now: '2026-12-24T11:49:50+09:00' });
  const { app } = service;
  const first = await app.inject('/');
  t.equal(first.headers['cache-control'], 'public, max-age=10, stale-if-error=0');
  t.equal(first.headers.date, 'Thu, 24 Dec 2026 02:49:50 GMT', 'the clock of the answers');
  service.setClock('2026-12-24T11:49:59+09:00');
  t.equal((await app.inject('/')).headers.etag, first.headers.etag, 'until then it is the same');
  service.setClock('2026-12-24T11:50:00+09:00');
  t.not((await app.inject('/')).headers.etag, first.headers.etag);
  service.setClock('2026-12-24T12:00:00+09:00');
  await override(service, { ...TYPHOON, lines: ['never-open'], until: 'PT1M' });
  service.setClock('2026-12-24T12:00:50+09:00');
  t.match(
    (await app.inject('/?group=shops')).headers['cache-control'],
    /max-age=10,/,
    'of overrides too',
  );
});

t.test('how sure the overrides are is told, and a wrong address is', async (t) => {
  const { app, keeper } = await buildTestApp(t);
  const asOf = Date.parse('2026-11-24T00:50:00Z') as Instant;
  keeper.judge({ freshness: 'last-known', asOf }, asOf);
  t.match((await app.inject('/')).body, '9:50時点の内容を表示しています');
  keeper.judge({ freshness: 'last-known', asOf: null }, asOf);
  t.match((await app.inject('/?lang=en')).body, 'What was known last is shown.');
  const unknown = await app.inject('/?group=<nobody>&page=99&utm=1');
  t.equal(unknown.statusCode, 200);
  t.match(unknown.body, '「&lt;nobody>」というグループは見つかりませんでした');
  t.match(unknown.body, '5窓口中');
});

t.test('a board without lines is still a page', async (t) => {
  const bare = { ...callCentre, lines: [], purposes: [] };
  const { app } = await buildTestApp(t, { configuration: bare });
  t.match((await app.inject('/')).body, '表示できる窓口はありません');
});

t.test('a countdown has two units and ends when nothing is left', async (t) => {
  const minutes = (count: number) => count * 60_000;
  const expected: readonly [number, string, string][] = [
    [minutes(26 * 60 + 5), 'あと1日2時間', 'in 1 d 2 h'],
    [minutes(24 * 60), 'あと1日', 'in 1 d'],
    [minutes(133), 'あと2時間13分', 'in 2 h 13 min'],
    [minutes(60), 'あと1時間', 'in 1 h'],
    [minutes(60) - 1_000, 'あと59分59秒', 'in 59 min 59 s'],
    [61_000, 'あと1分01秒', 'in 1 min 01 s'],
    [1, 'あと1秒', 'in 1 s'],
    [0, 'まもなく', 'any moment'],
    [-5_000, 'まもなく', 'any moment'],
  ];
  for (const [milliseconds, ja, en] of expected) {
    t.equal(formatCountdown(milliseconds, 'ja'), ja);
    t.equal(formatCountdown(milliseconds, 'en'), en);
  }
});
