import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import {
  browserIsMissing,
  expectAccessible,
  type PageOptions,
  shoot,
  TestBrowser,
} from '../support/browser.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { makeKey } from '../support/make-key.ts';
import { until } from '../support/until.ts';

const BANNER = 'dist/assets/banner.js';
const MAX_BYTES = 6 * 1024;
const AWAY = /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|status of 404/;

const DAY = 86_400_000;

const HOLIDAY = '2026-11-23T10:00:00+09:00';
const OPEN = '2026-11-24T10:00:00+09:00';
const BEFORE_CLOSING = '2026-11-24T17:29:50+09:00';

const browser = new TestBrowser(t);
const options = { skip: browserIsMissing };

t.test('the banner is small', async (t) => {
  const bytes = gzipSync(readFileSync(BANNER), { level: 9 }).length;
  t.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
});

/** A service on a port, whose answers are dated by its own clock. */
interface Service extends TestApp {
  readonly port: number;
  readonly url: string;
  /** The timetables that were asked for, by line. */
  readonly asked: readonly string[];
  /** How many streams were asked for. */
  readonly streams: () => number;
  /** From now on something on the way answers all that is asked, with 200; `null`: no more. */
  intercept(body: string | null): void;
}

async function startService(t: Test, given: TestOptions & { port?: number } = {}) {
  const { port = 0, ...options } = given;
  let now = options.now ?? OPEN;
  const service = await buildTestApp(t, { ...options, now });
  const asked: string[] = [];
  let streams = 0;
  let intercepted: string | null = null;
  service.app.addHook('onRequest', async ({ url }, reply) => {
    const line = /^\/v1\/lines\/(.+)\/timetable$/.exec(url)?.[1];
    if (line) asked.push(line);
    const isStream = url.startsWith('/v1/stream');
    if (isStream) streams += 1;
    if (intercepted === null || !url.startsWith('/v1/')) return undefined;
    return reply.type(isStream ? 'text/event-stream' : 'application/json').send(intercepted);
  });
  service.app.addHook('onSend', async (_request, reply) => {
    reply.header('date', new Date(now).toUTCString());
  });
  await service.app.listen({ host: '127.0.0.1', port });
  const { port: taken } = service.app.server.address() as AddressInfo;
  const setClock = (iso: string) => {
    now = iso;
    service.setClock(iso);
  };
  return {
    ...service,
    asked,
    streams: () => streams,
    intercept: (body) => {
      intercepted = body;
    },
    setClock,
    port: taken,
    url: `http://127.0.0.1:${taken}`,
  } satisfies Service;
}

/** A page of another origin with the strictest policy that lets the banner in. */
async function servePortal(t: Test, service: Pick<Service, 'url'>, body: string): Promise<string> {
  const { url } = service;
  const policy =
    `default-src 'none'; script-src 'self' ${url}; connect-src ${url}; style-src 'none'; ` +
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  const server = createServer((request, response) => {
    const isScript = request.url === '/banner.js';
    response.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`);
    response.setHeader('content-security-policy', policy);
    response.end(isScript ? readFileSync(BANNER) : body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function portal({ url }: Pick<Service, 'url'>, body = '', { lang = 'ja', head = '' } = {}): string {
  const banner = body || `<script src="${url}/banner.js" data-line="phone-pin"></script>`;
  const meta = '<meta name="viewport" content="width=device-width">';
  const title = `<title>Portal</title>${meta}${head}`;
  return `<!doctype html><html lang="${lang}"><head>${title}</head>
    <body><main><h1>Portal</h1>${banner}</main></body></html>`;
}

interface Visit extends PageOptions {
  readonly body?: string;
  readonly lang?: string;
  readonly head?: string;
  /** What the clock of the device says; as at the service without it. */
  readonly deviceTime?: string;
}

/** A page with the banner, before it says anything. */
async function visit(t: Test, service: Service, now: string, given: Visit = {}): Promise<Page> {
  const { body = '', lang = 'ja', head = '', deviceTime = now, ...options } = given;
  const url = await servePortal(t, service, portal(service, body, { lang, head }));
  const page = await browser.page(t, options);
  await page.clock.install({ time: new Date(deviceTime) });
  await page.goto(url);
  return page;
}

function text(page: Page, part: string): Promise<string | null> {
  const found = page.locator(`eigyochu-banner .${part}`).first();
  return found.isVisible().then((isVisible) => (isVisible ? found.textContent() : null));
}

function says(page: Page, part: string, wanted: string | RegExp | null): Promise<string | null> {
  return until(
    () => text(page, part),
    (found) => (wanted instanceof RegExp ? wanted.test(found ?? '') : found === wanted),
    8_000,
  );
}

async function override(service: TestApp, body: object): Promise<void> {
  const { headers } = await makeKey(service.ledger);
  const sent = { method: 'POST', url: '/v1/overrides', headers, body } as const;
  const { statusCode } = await service.app.inject(sent);
  if (statusCode !== 201) throw new Error(`an override was answered with ${statusCode}`);
}

t.test('closed on a holiday, in both languages, at two widths', options, async (t) => {
  const service = await startService(t, { now: HOLIDAY });
  const cases = [
    ['ja', 'phone', '受付時間外', '次の受付は明日 9:00から', '勤労感謝の日', /休業しております/],
    ['en', 'desk', 'Closed', 'opens tomorrow at 9:00', 'Labor Thanksgiving Day', /We are closed/],
  ] as const;
  for (const [lang, width, status, when, reason, message] of cases) {
    const page = await visit(t, service, HOLIDAY, { lang, width });
    await says(page, 'status', status);
    t.equal(await text(page, 'until'), when);
    t.equal(await text(page, 'reason'), reason);
    t.match(await text(page, 'message'), message);
    t.equal(await page.locator('.phone-link').getAttribute('href'), 'tel:+81300000000');
    const link = page.locator('.alternative-link');
    t.equal(await link.getAttribute('href'), 'https://example.com/reset');
    t.equal(await page.locator('.announcement').textContent(), '', 'nothing is announced yet');
    await expectAccessible(t, page);
    await shoot(t, page, `banner-holiday-${lang}-${width}`);
  }
});

t.test('open, on light pages and dark ones, with a break that comes', options, async (t) => {
  const now = '2026-12-24T10:00:00+09:00';
  const service = await startService(t, { now });
  const head = '<meta name="color-scheme" content="light dark">';
  const cases = [
    ['ja', 'desk', 'dark', '受付中', '17:30まで', /年末年始　12月29日（火）〜2027年1月3日（日）/],
    ['en', 'phone', 'light', 'Open', 'until 17:30', /Tue 29 Dec – Sun 3 Jan 2027/],
  ] as const;
  for (const [lang, width, colorScheme, status, when, notice] of cases) {
    const page = await visit(t, service, now, { lang, width, colorScheme, head });
    await says(page, 'status', status);
    t.equal(await text(page, 'until'), when);
    t.match(await text(page, 'notice'), notice);
    await expectAccessible(t, page);
    await shoot(t, page, `banner-open-${lang}-${width}-${colorScheme}`);
  }
});

t.test('it flips at the transition by itself, without asking, and says so', options, async (t) => {
  const service = await startService(t, { now: BEFORE_CLOSING });
  const page = await visit(t, service, BEFORE_CLOSING);
  await says(page, 'status', '受付中');
  t.equal(await text(page, 'until'), '17:30まで（まもなく終了）');
  await page.clock.runFor(11_000);
  await says(page, 'status', '受付時間外');
  t.same(service.asked, ['phone-pin'], 'once, at first');
  t.equal(await text(page, 'until'), '次の受付は明日 9:00から');
  t.match(await page.locator('.announcement').textContent(), /受付時間外.*おかけ直し/);
  await page.clock.runFor(11_000);
  t.equal(await page.locator('.announcement').textContent(), '', 'and not twice');
  service.setClock('2026-11-25T00:00:12+09:00');
  await page.clock.fastForward('06:30:00');
  await until(
    () => text(page, 'until'),
    (found) => found === '次の受付は9:00から',
  );
  t.equal(await page.locator('.announcement').textContent(), '', 'a new date is no change');
});

t.test('a clock of the device that is wrong by hours is corrected', options, async (t) => {
  const service = await startService(t, { now: BEFORE_CLOSING });
  for (const deviceTime of ['2026-11-24T03:00:00+09:00', '2026-11-25T22:10:00+09:00']) {
    const page = await visit(t, service, BEFORE_CLOSING, { deviceTime });
    await says(page, 'status', '受付中');
    t.equal(await text(page, 'as-of'), null);
    await page.clock.runFor(5_000);
    t.equal(await text(page, 'status'), '受付中', deviceTime);
    await page.clock.runFor(7_000);
    await says(page, 'status', '受付時間外');
  }
});

t.test('an override is shown at once, and the timetable asked for again', options, async (t) => {
  const service = await startService(t);
  const twice = `<script src="${service.url}/banner.js" data-line="phone-pin"></script>`;
  const page = await visit(t, service, OPEN, { body: `${twice}${twice}` });
  await says(page, 'status', '受付中');
  t.same(service.asked, ['phone-pin'], 'once for both');
  await until(
    () =>
      service.app.inject('/metrics').then(({ body }) => /^eigyochu_streams (.+)/m.exec(body)?.[1]),
    (streams) => streams === '1',
  );
  await override(service, { all: true, state: 'closed', until: 'PT2H', reason: 'disaster' });
  await says(page, 'reason', '災害');
  t.equal(await text(page, 'until'), '次の受付は12:00から');
  await until(
    () => page.clock.runFor(6_000).then(() => service.asked.length),
    (count) => count >= 2,
  );
  t.equal(service.asked.length, 2, 'and once more');
  t.same(await page.locator('.status').allTextContents(), ['受付時間外', '受付時間外']);
});

t.test('the service goes away: the answer stays, and still flips', options, async (t) => {
  const service = await startService(t, { now: BEFORE_CLOSING });
  const body = `<eigyochu-banner line="phone-pin" src="${service.url}"></eigyochu-banner>
    <script src="/banner.js"></script>`;
  const page = await visit(t, service, BEFORE_CLOSING, { body, mayLog: AWAY });
  await says(page, 'status', '受付中');
  await service.app.close();
  // Not through every moment: what is asked would be given up unanswered, and out of the cache.
  await page.clock.fastForward(11_000);
  await says(page, 'status', '受付時間外');
  await page.clock.fastForward(12 * 60_000);
  await says(page, 'as-of', /^17:(29|30)現在の情報です$/);
  await shoot(t, page, 'banner-away');
  t.comment('the page is loaded again meanwhile');
  const again = await page.context().newPage();
  await again.clock.install({ time: new Date('2026-11-24T18:00:00+09:00') });
  await again.goto(page.url());
  await says(again, 'status', '受付時間外');
  await says(again, 'as-of', /現在の情報です$/);

  const later = '2026-11-24T17:45:00+09:00';
  const { port } = service;
  const configuration = { ...callCentre, revision: 'another' };
  const back = await startService(t, { now: later, port, configuration });
  await override(back, { all: true, state: 'open', until: 'PT1H', reason: 'other' });
  await until(
    () => page.clock.runFor(5_000).then(() => text(page, 'status')),
    (found) => found === '受付中',
  );
  await says(page, 'as-of', null);
});

t.test('what was never known is the content of the page, without errors', options, async (t) => {
  const service = await startService(t);
  const body = `<eigyochu-banner line="nothing"><p class="own">03-0000-0000</p></eigyochu-banner>
    <eigyochu-banner><p>no line</p></eigyochu-banner>
    <script type="module" src="${service.url}/banner.js"></script>`;
  const page = await visit(t, service, OPEN, { body, mayLog: AWAY });
  await page.waitForFunction('customElements.get("eigyochu-banner")');
  await until(
    () => service.asked,
    (asked) => asked.includes('nothing'),
  );
  t.ok(await page.locator('.own').isVisible());
  t.equal(await text(page, 'banner'), null);
  t.equal(
    (await page.locator('main').innerText()).replace(/\s+/g, ' '),
    'Portal 03-0000-0000 no line',
  );
  await expectAccessible(t, page);
  await page.evaluate(
    "document.querySelector('eigyochu-banner').setAttribute('line', 'phone-pin')",
  );
  await says(page, 'status', '受付中');
  t.notOk(await page.locator('.own').isVisible());
  await page.evaluate("document.querySelector('eigyochu-banner').setAttribute('lang', 'en')");
  await says(page, 'status', 'Open');
  service.setClock('2026-12-20T00:00:00+09:00');
  await service.app.close();
  await page.clock.fastForward(40 * DAY);
  await says(page, 'status', null);
  t.ok(await page.locator('.own').isVisible(), 'again, when nothing is known any more');
});

t.test('JSON of something on the way changes nothing', options, async (t) => {
  const service = await startService(t);
  const page = await visit(t, service, OPEN, { mayLog: AWAY });
  await says(page, 'status', '受付中');
  for (const body of ['{}', 'null', '{"entries":[{"until":"2099-01-01T00:00:00Z"}]}']) {
    service.intercept(body);
    const asked = service.asked.length;
    await until(
      () => page.clock.runFor(60_000).then(() => service.asked.length),
      (count) => count > asked,
    );
    t.equal(await text(page, 'status'), '受付中', body);
  }
  await page.clock.runFor(12 * 60_000);
  await says(page, 'as-of', '10:00現在の情報です');
});

t.test('streams that are cut at once are opened less and less often', options, async (t) => {
  const service = await startService(t);
  const page = await visit(t, service, OPEN, { mayLog: AWAY });
  await says(page, 'status', '受付中');
  service.intercept(': cut\n\n');
  for (let second = 0; second < 120; second += 2) await page.clock.runFor(2_000);
  const streams = service.streams();
  t.ok(streams > 1 && streams < 12, `${streams} in two minutes`);
});

t.test('what is moved about, removed and put back asks once', options, async (t) => {
  const service = await startService(t);
  const page = await visit(t, service, OPEN);
  await says(page, 'status', '受付中');
  const seen = await page.evaluate(`(async () => {
    const banner = document.querySelector('eigyochu-banner');
    const status = () => banner.shadowRoot.querySelector('.status').checkVisibility();
    const seen = [];
    for (let i = 0; i < 20; i += 1) {
      banner.remove();
      await new Promise((done) => setTimeout(done, 5));
      document.querySelector(i % 2 ? 'main' : 'body').append(banner);
      seen.push(status());
      await new Promise((done) => setTimeout(done, 5));
    }
    return seen;
  })()`);
  t.same(seen, Array(20).fill(true), 'what is known is there at once');
  const settled = () => page.clock.runFor(2_000).then(() => service.streams());
  await until(settled, (streams) => streams === 1);
  t.same(service.asked, ['phone-pin']);
});

t.test('a browser that cannot draw it leaves the content of the page', options, async (t) => {
  const service = await startService(t);
  const body = `<eigyochu-banner line="phone-pin"><p class="own">03-0000-0000</p></eigyochu-banner>
    <script src="${service.url}/banner.js" data-line="phone-pin"></script>`;
  const page = await browser.page(t);
  await page.addInitScript('delete Document.prototype.adoptedStyleSheets');
  await page.goto(await servePortal(t, service, portal(service, body)));
  t.ok(await page.locator('.own').isVisible());
  t.same(service.asked, []);
});

t.test('scripts say where the banner goes, however they are loaded', options, async (t) => {
  const service = await startService(t);
  const src = `src="${service.url}/banner.js" data-line="phone-pin"`;
  const body = `<div id="a"><script ${src} defer></script></div>
    <div id="b"><script ${src} async data-lang="en"></script></div>
    <div id="c"><script ${src} type="module"></script></div>
    <div id="d"><script ${src} type="module" data-lang="en"></script></div>`;
  const page = await visit(t, service, OPEN, { body, head: `<script ${src}></script>` });
  const places = ['#a', '#b', '#c', '#d', 'body'].map((place) => `${place} > eigyochu-banner`);
  for (const place of places) await page.locator(`${place} .status`).waitFor();
  const found = places.map((place) => page.locator(`${place} .status`).allTextContents());
  t.same(await Promise.all(found), [['受付中'], ['Open'], ['受付中'], ['Open'], ['受付中']]);
});

t.test('hostile names and messages are text', options, async (t) => {
  const long = '長い名前'.repeat(125);
  const markup = `<img src=x onerror=alert(1)>"'\u202e${long}<script>alert(1)</script>`;
  const all = [markup, ...Object.values(HOSTILE_TEXTS).map((each) => each.slice(0, 600))].join(' ');
  const name = { ja: markup, en: markup };
  const lines = callCentre.lines.map((line) => {
    return { ...line, name, messages: { open: { ja: all.replace(/[{}]/g, ''), en: markup } } };
  });
  const urls = ['javascript:alert(1)', 'data:text/html,x', 'https://example.com/"><b>'];
  const purposes = urls.map((url, index) => {
    const channels = [{ kind: 'web', url } as const, { kind: 'line', line: 'phone-pin' } as const];
    return { id: `p${index}`, name, channels };
  });
  const service = await startService(t, { configuration: { ...callCentre, lines, purposes } });
  const page = await visit(t, service, OPEN, { width: 'phone' });
  await says(page, 'status', '受付中');
  t.equal(await text(page, 'name'), markup);
  t.equal(await page.locator('eigyochu-banner img, eigyochu-banner script').count(), 0);
  t.equal(await page.locator('.alternative-link').count(), 1, 'and only the web is linked to');
  await expectAccessible(t, page);
  await shoot(t, page, 'banner-hostile');
});

t.test('pages theme it, and what people prefer is honoured', options, async (t) => {
  const service = await startService(t);
  const page = await visit(t, service, OPEN, { forcedColors: 'active', reducedMotion: 'reduce' });
  await says(page, 'status', '受付中');
  await expectAccessible(t, page);
  await shoot(t, page, 'banner-forced-colours');
  t.equal(
    await page.evaluate(
      "document.querySelector('eigyochu-banner').shadowRoot.getAnimations().length",
    ),
    0,
  );
  await page.emulateMedia({ forcedColors: 'none' });
  const themed = await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'eigyochu-banner{--eigyochu-paper:rgb(1,2,3)} eigyochu-banner::part(status){color:rgb(4,5,6)}' +
      'html{font-size:62.5%} body{font-size:1.6rem;text-transform:uppercase;letter-spacing:1em}'
    );
    document.adoptedStyleSheets = [sheet];
    const { shadowRoot } = document.querySelector('eigyochu-banner');
    const style = (name) => getComputedStyle(shadowRoot.querySelector(name));
    const { backgroundColor, fontSize, textTransform, letterSpacing } = style('.banner');
    return [
      backgroundColor, style('.status').color, fontSize, textTransform, letterSpacing,
    ];
  })()`);
  t.same(themed, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)', '16px', 'none', 'normal']);
  await page.emulateMedia({ media: 'print' });
  await shoot(t, page, 'banner-print');
});

t.test('a banner that has gone asks no more', options, async (t) => {
  const service = await startService(t);
  const page = await visit(t, service, OPEN);
  await says(page, 'status', '受付中');
  await page.evaluate("document.querySelector('eigyochu-banner').remove()");
  await page.clock.runFor(30 * 60_000);
  t.same(service.asked, ['phone-pin']);
});
