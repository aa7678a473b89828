import type { Page, Request } from 'playwright-core';
import t, { type Test } from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import { addDays } from '../../src/core/civil.ts';
import { invariant } from '../../src/core/invariant.ts';
import { browserIsMissing, expectAccessible, shoot, TestBrowser } from '../support/browser.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { makeKey } from '../support/make-key.ts';
import { linesWithEverything } from '../support/page-lines.ts';

const browser = new TestBrowser(t);
const IN_BROWSER = { skip: browserIsMissing };
const PIN = '/lines/phone-pin';
const EVERYTHING = linesWithEverything();

interface Shown extends TestApp {
  readonly url: string;
}

/** The service on a port of its own, with lines that have one of everything. */
async function serve(t: Test, options: TestOptions = {}): Promise<Shown> {
  const service = await buildTestApp(t, { configuration: EVERYTHING, ...options });
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...service, url };
}

t.test('the page reads well in both languages, narrow and wide', IN_BROWSER, async (t) => {
  const { url } = await serve(t, { now: '2026-12-18T17:25:00+09:00' });
  for (const language of ['ja', 'en'] as const) {
    for (const width of ['phone', 'desk'] as const) {
      const page = await browser.page(t, { width, language });
      await page.goto(`${url}${PIN}?date=2026-12-29&at=2026-12-28T13:10`);
      t.equal(await page.locator('html').getAttribute('lang'), language);
      await expectAccessible(t, page);
      await shoot(t, page, `line-${language}-${width}`);
    }
  }
});

t.test(
  'it is readable in the dark and in forced colours, and moves nothing',
  IN_BROWSER,
  async (t) => {
    const { url } = await serve(t);
    for (const [name, wish] of [
      ['dark', { colorScheme: 'dark' }],
      ['forced', { forcedColors: 'active', reducedMotion: 'reduce' }],
    ] as const) {
      const page = await browser.page(t, wish);
      await page.goto(`${url}${PIN}?year=2029&at=2026-11-24T12:30`);
      await expectAccessible(t, page);
      await shoot(t, page, `line-${name}`);
      const moving = await page.evaluate('document.getAnimations().length');
      t.equal(moving, 0, 'nothing moves');
    }
  },
);

t.test('the year calendar says of every date what the API says', IN_BROWSER, async (t) => {
  const { app, ledger, url } = await serve(t);
  const { headers } = await makeKey(ledger);
  const time = { from: '2027-03-02T07:00:00+09:00', until: '2027-03-02T12:00:00+09:00' };
  const closed = { state: 'closed', reason: 'disaster', name: { ja: '台風', en: 'Typhoon' } };
  const payload = { lines: ['phone-pin'], ...time, ...closed };
  await app.inject({ method: 'POST', url: '/v1/overrides', headers, payload });
  const page = await browser.page(t);
  await page.goto(`${url}${PIN}?year=2027&lang=en`);
  const { days } = await get(app, '/v1/lines/phone-pin/calendar?from=2027-01-01&until=2027-12-31');
  const shown = await cellsOf(page);
  t.equal(shown.size, 365);
  for (const { date, spans, layer, reason, reasonName, holiday, longBreak, adjustedBy } of days) {
    const { kind, text = '' } = shown.get(date) ?? {};
    if (adjustedBy.length > 0) continue;
    const isPlain = layer === 'regular';
    const closed = longBreak ? 'long-break' : reason === 'weekend' ? 'weekend' : 'closed';
    const expected = isPlain ? (spans.length > 0 ? 'open' : closed) : layer.replace('_', '-');
    const names = [
      ['exception', 'override'].includes(layer) ? reasonName.en : holiday?.name.en,
      expected === 'long-break' ? longBreak?.en : '',
    ];
    const hours = spans.map((span: string) => span.replace(/(^|-)0/g, '$1').replace('-', '–'));
    const isTold = [...names, ...hours].every((part) => text.includes(part ?? ''));
    if (kind !== expected || !isTold) t.fail(`${date}: ${kind} ${text}`);
    if (spans.length === 0 && !text.includes('closed')) t.fail(`${date} is closed: ${text}`);
  }
  const adjusted = days.filter(({ adjustedBy }: Json) => adjustedBy.length > 0);
  t.match(adjusted, [
    { date: '2027-03-02', layer: 'regular', adjustedBy: [{ reason: 'override_closed' }] },
    { date: '2027-09-06', layer: 'regular', adjustedBy: [{ reason: 'exception' }] },
  ]);
  t.strictSame(
    adjusted.map(({ date }: Json) => shown.get(date)),
    [
      {
        kind: 'override',
        text: 'Tue 2 Mar, Override for part of the day: Typhoon, 13:00–17:30',
      },
      {
        kind: 'exception',
        text: 'Mon 6 Sep, Special day for part of the day: Training, 9:00–12:00, 15:00–17:30',
      },
    ],
  );
  t.match(await page.locator('.named-days').innerText(), /Training[\s\S]*15:00–17:30/);
});

t.test('projected holidays are hatched, and told', IN_BROWSER, async (t) => {
  const { url } = await serve(t);
  const page = await browser.page(t);
  await page.goto(`${url}${PIN}?year=2026`);
  t.equal(await page.locator('.year-calendar .hatched').count(), 0, 'all of 2026 is published');
  await page.click('[rel=next]');
  t.match(page.url(), /year=2027/);
  await page.goto(`${url}${PIN}?year=2030`);
  const hatched = page.locator('.year-calendar .hatched');
  t.ok((await hatched.count()) > 12);
  const image = await hatched.first().evaluate((cell) => getComputedStyle(cell).backgroundImage);
  t.match(image, 'repeating-linear-gradient');
  t.match(await hatched.first().getAttribute('title'), '推定');
});

t.test('it prints on one sheet', IN_BROWSER, async (t) => {
  const { url } = await serve(t, { now: '2026-12-18T17:25:00+09:00' });
  const page = await browser.page(t);
  for (const asked of ['lang=ja', 'lang=en&at=2026-12-28T13:10', 'lang=en&year=2030']) {
    await page.goto(`${url}${PIN}?${asked}`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    t.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, asked);
  }
  const crowded = await serve(t, { configuration: withManyExceptions() });
  await page.goto(`${crowded.url}${PIN}`);
  t.equal(await page.locator('#coming .more li').count(), 54, 'the rest is there when asked for');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  t.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'sixty exceptions');
  await page.emulateMedia({ media: 'print' });
  for (const part of [
    'h1',
    '.printed-on',
    '.phone',
    '#hours',
    '.year-calendar',
    '.legend',
    '#coming',
  ]) {
    t.ok(await page.locator(part).first().isVisible(), `${part} is printed`);
  }
  for (const part of ['form', 'nav', '#caller', '#week']) {
    t.notOk(await page.locator(part).first().isVisible(), `${part} is not`);
  }
});

t.test('a date on which clocks change has 23 or 25 hours', IN_BROWSER, async (t) => {
  const { url } = await serve(t);
  const page = await browser.page(t, { language: 'en' });
  for (const [date, hours, open] of [
    ['2026-03-08', 23, 5],
    ['2026-11-01', 25, 7],
    ['2026-11-02', 24, 8],
  ] as const) {
    await page.goto(`${url}/lines/new-york?date=${date}`);
    const told = await page.locator('#day').innerText();
    t.equal(told.includes(`it has ${hours} hours`), hours !== 24);
    const width = await page.locator('#day rect.open').getAttribute('width');
    t.equal(Number.parseFloat(width ?? ''), Math.round((open / hours) * 100_000) / 1_000, date);
  }
  await page.goto(`${url}/lines/new-york?at=2026-03-08T02:30`);
  t.match(await page.locator('#caller').innerText(), 'read as 3:00 (-04:00)');
  await page.goto(`${url}/lines/new-york?at=2026-11-01T01:30`);
  t.match(await page.locator('#caller').innerText(), 'earlier one, 1:30 (-04:00)');
  await page.click('text=Ask about the later one');
  t.match(await page.locator('[data-format=json]').innerHTML(), '01:30:00-05:00');
});

t.test('a caller would get exactly what the routes answer', IN_BROWSER, async (t) => {
  const { app, url } = await serve(t);
  const page = await browser.page(t, { width: 'phone' });
  for (const [language, at] of [
    ['ja', '2026-11-24T10:00'],
    ['en', '2026-12-31T23:59'],
    ['ja', '2027-09-06T13:00'],
    ['en', '1999-04-30T17:25'],
  ]) {
    await page.goto(`${url}${PIN}?lang=${language}&at=${at}`);
    const formats = page.locator('pre[data-format]');
    t.equal(await formats.count(), 7);
    for (const shown of await formats.all()) {
      const format = await shown.getAttribute('data-format');
      const path = `/v1${PIN}/decision.${format}?at=${at}&lang=${language}`;
      const { body } = await app.inject(path);
      t.equal(await shown.textContent(), body, path);
    }
    const decision = await get(app, `/v1${PIN}/decision?at=${at}&lang=${language}&explain=true`);
    const told = await page.locator('#caller').innerText();
    t.match(told, decision.message.ja);
    t.match(told, decision.message.en);
    const won = decision.explanation.layers.find(({ outcome }: Json) => outcome === 'won');
    const first = page.locator('.layers li').first();
    t.equal(await first.getAttribute('data-layer'), won.layer, 'what decided comes first');
    for (const { layer, lostTo } of decision.explanation.layers) {
      const row = page.locator(`.layers [data-layer="${layer}"]`);
      if (lostTo === null) continue;
      t.match(await row.innerText(), language === 'ja' ? /「.+」を優先/ : /Gives way to: \w/);
    }
  }
});

t.test(
  'what cannot be read is told beside its input, and the rest is there',
  IN_BROWSER,
  async (t) => {
    const { url } = await serve(t);
    const page = await browser.page(t, { language: 'en' });
    await page.goto(`${url}${PIN}?at=soon&date=2026-02-30&year=20x6`);
    t.match(await page.locator('#at-fault').innerText(), '“soon” is not a date and time');
    t.match(await page.locator('#date-fault').innerText(), '“2026-02-30” is not a date');
    t.match(await page.locator('#year [role=alert]').innerText(), '“20x6” cannot be shown');
    t.equal(await page.locator('.year-calendar [data-date]').count(), 365);
    await expectAccessible(t, page);
    await page.goto(`${url}${PIN}?at=2102-01-01T00:00&date=1969-12-31&at=&year=2101`);
    t.match(await page.locator('#date-fault').innerText(), '1970 to 2100');
    t.match(await page.locator('#at-fault').innerText(), '1970 to 2100');
    for (const year of [1970, 2100]) {
      const answer = await page.goto(`${url}${PIN}?year=${year}&date=${year}-12-31`);
      t.equal(answer?.status(), 200);
      t.equal(await page.locator('#year nav a').count(), 1, 'there is nothing beyond');
    }
  },
);

t.test('it works without JavaScript, and with the keyboard', IN_BROWSER, async (t) => {
  const { url } = await serve(t);
  const plain = await browser.page(t, { javaScriptEnabled: false });
  await plain.goto(`${url}${PIN}`);
  await plain.fill('#at', '2026-11-23T10:00');
  await plain.click('#caller button');
  t.match(await plain.locator('.caller-answer').innerText(), '勤労感謝の日');
  await plain.fill('#date', '2026-12-28');
  await plain.click('#day button');
  t.match(await plain.locator('#day').innerText(), /9:00〜11:50[\s\S]*仕事納め/);
  await plain.click('[data-date="2026-12-29"] a');
  t.match(await plain.locator('#day h3').innerText(), '2026年12月29日');

  const page = await browser.page(t);
  await page.goto(`${url}${PIN}`);
  await page.locator('#year .button').last().focus();
  await page.keyboard.press('Tab');
  t.equal(await page.evaluate('document.activeElement.className'), 'skip-part');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  t.equal(await page.evaluate('document.activeElement.closest("p").className'), 'feed');
});

t.test('it turns at the transition by itself', IN_BROWSER, async (t) => {
  const service = await serve(t, { now: '2026-11-24T11:49:59+09:00' });
  const page = await browser.page(t, { width: 'phone' });
  const listening = page.waitForResponse(/\/v1\/stream/);
  await page.goto(`${service.url}${PIN}`);
  await listening;
  t.equal(await page.locator('main').getAttribute('data-state'), 'open');
  service.setClock('2026-11-24T11:50:00+09:00');
  service.watch.wake();
  await page.locator('main[data-state=closed]').waitFor({ timeout: 10_000 });
  t.match(await page.locator('#now').innerText(), '受付終了');
});

t.test('hostile names and messages stay what they are: text', IN_BROWSER, async (t) => {
  const { app, url } = await serve(t, { configuration: hostile() });
  const page = await browser.page(t);
  await page.goto(`${url}${PIN}?at=2026-11-23T10:00`);
  t.match(await page.locator('h1').innerText(), '</Say><Dial>');
  const jsonLd = await page.locator('script[type="application/ld+json"]').textContent();
  t.match(JSON.parse(jsonLd ?? '').name, '</Response>');
  t.equal(await page.locator('main :is(script, audio, iframe, Dial)').count(), 0);
  const { body } = await app.inject(`/v1${PIN}/decision.json?at=2026-11-23T10:00`);
  t.equal(await page.locator('[data-format=json]').textContent(), body);
});

t.test('all of it is small', IN_BROWSER, async (t) => {
  const { url } = await serve(t);
  const page = await browser.page(t, { width: 'phone' });
  const finished: Request[] = [];
  page.on('requestfinished', (request) => finished.push(request));
  await page.goto(`${url}${PIN}?at=2026-12-28T13:10`);
  const sizes = await Promise.all(finished.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize, 0);
  t.ok(finished.length >= 3, 'the page, its style and its script');
  t.comment(`${bytes} bytes`);
  t.ok(bytes < 45_000);
});

t.test('it is kept no longer than it is true, and tells nobody what is not theirs', async (t) => {
  const service = await buildTestApp(t, {
    configuration: EVERYTHING,
    now: '2026-11-24T11:49:50+09:00',
    isLocal: ({ headers }) => headers['x-local'] === 'yes',
  });
  const { app } = service;
  const page = await app.inject(PIN);
  t.match(page.headers['cache-control'], 'max-age=10, stale-if-error=0');
  const etag = String(page.headers.etag);
  const again = await app.inject({ url: PIN, headers: { 'if-none-match': etag } });
  t.equal(again.statusCode, 304);
  t.match(page.headers['content-security-policy'], "default-src 'none'");
  t.match(page.body, '<link rel="alternate" type="text/calendar"');
  t.match(page.body, '<link rel="alternate" hreflang="en"');
  const payload = { lines: ['phone-pin'], state: 'closed', until: 'PT4H', reason: 'disaster' };
  const secret = { note: 'only for us', author: 'Sato' };
  const headers = { 'x-local': 'yes' };
  const url = '/v1/overrides';
  await app.inject({ method: 'POST', url, headers, payload: { ...payload, ...secret } });
  const closed = await app.inject(PIN);
  t.match(closed.body, '災害');
  t.notMatch(closed.body, /only for us|Sato/);
  service.setClock('2026-11-24T12:10:00+09:00');
  const kept = await app.inject(PIN);
  service.setClock('2026-11-24T12:14:59+09:00');
  const still = await app.inject(PIN);
  t.equal(still.body, kept.body, 'a quarter of an hour long it is the same');
  t.match(still.headers['cache-control'], 'max-age=30');
  service.setClock('2026-11-24T12:15:00+09:00');
  t.match((await app.inject(PIN)).body, 'value="2026-11-24T12:15"');
  t.match((await app.inject(`${PIN}?lang=en`)).body, '<html lang="en">');
  t.match((await app.inject(`${PIN}?at=2026-11-24T10:00`)).body, 'value="2026-11-24T10:00"');
  const unknown = await app.inject({ url: '/lines/phone-pim?lang=en' });
  t.equal(unknown.statusCode, 404);
  t.match(unknown.body, 'phone-pin', 'the nearest line is named');
});

type Json = ReturnType<typeof JSON.parse>;

async function get(app: TestApp['app'], url: string): Promise<Json> {
  return (await app.inject(url)).json();
}

interface ShownCell {
  readonly kind: string;
  readonly text: string;
}

async function cellsOf(page: Page): Promise<ReadonlyMap<string, ShownCell>> {
  const rows: [string, ShownCell][] = await page.evaluate(`
    [...document.querySelectorAll('.year-calendar [data-date]')].map((cell) => [
      cell.dataset.date,
      { kind: cell.classList[1], text: cell.querySelector('a').getAttribute('aria-label') },
    ])`);
  return new Map(rows);
}

/** A line with an exception on sixty dates of the coming months. */
function withManyExceptions(): Configuration {
  const [line, ...others] = EVERYTHING.lines;
  invariant(line !== undefined, 'there are lines');
  const [rule] = line.schedule.exceptions;
  invariant(rule !== undefined, 'the line has exceptions');
  const exceptions = Array.from({ length: 60 }, (_, index) => {
    const day = addDays(rule.from, index * 3);
    const name = { ja: `設備点検その${index}`, en: `Maintenance no. ${index}` };
    return { ...rule, from: day, until: day, name };
  });
  const schedule = { ...line.schedule, exceptions };
  return { ...EVERYTHING, lines: [{ ...line, schedule }, ...others] };
}

/** The call centre, whose line is called everything that breaks documents. */
function hostile(): Configuration {
  const text = Object.values(HOSTILE_TEXTS).join(' ').slice(0, 4_000);
  const names = { ja: text, en: text };
  const [line] = callCentre.lines;
  invariant(line !== undefined, 'the call centre has lines');
  const { schedule } = line;
  const exceptions = schedule.exceptions.map((rule) => ({ ...rule, name: names }));
  const lines = [
    { ...line, name: names, messages: { holiday: names }, schedule: { ...schedule, exceptions } },
  ];
  return { ...callCentre, lines, purposes: [] };
}
