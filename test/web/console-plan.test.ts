/** The planning views of the console in a real browser over a real store. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import type { NewKey } from '../../src/access/create-key.ts';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { overridesOf } from '../../src/overrides/overrides-of.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import {
  browserIsMissing,
  expectAccessible,
  type PageOptions,
  shoot,
  TestBrowser,
} from '../support/browser.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { type ListeningApp, startTestApp } from '../support/listening-app.ts';
import { makeKey } from '../support/make-key.ts';
import { closedOn, scheduleOf, weekdays, YEAR_END } from '../support/schedules.ts';
import { until } from '../support/until.ts';

const browser = new TestBrowser(t);
const SKIP = { skip: browserIsMissing };
/** What a browser says of every answer that is a refusal, or none. */
const REFUSED = /Failed to load resource/;
const NOW = '2026-11-24T10:00:00+09:00';

/** The call centre with every holiday that is known, listening. */
function place(t: Test): Promise<ListeningApp> {
  const jp = createJapanCalendar('jp', null);
  const schedule = scheduleOf(weekdays('09:00-17:30'), {
    holidays: [closedOn(jp)],
    longBreaks: [YEAR_END],
  });
  const configuration: Configuration = {
    ...callCentre,
    calendars: [jp],
    lines: callCentre.lines.map((line) => (line.id === 'phone-pin' ? { ...line, schedule } : line)),
  };
  return startTestApp(t, { now: NOW, configuration });
}

interface Visit extends PageOptions {
  readonly view: 'plan' | 'breaks' | 'holidays' | 'audit';
  readonly key?: Partial<NewKey>;
}

/** A view as somebody who is signed in has it before them. */
async function visit(t: Test, { origin, ledger }: ListeningApp, { key, view, ...options }: Visit) {
  const made = await makeKey(ledger, { name: 'desk', ...key });
  const page = await browser.page(t, { mayLog: REFUSED, ...options });
  page.setDefaultTimeout(10_000);
  const data = { key: made.key };
  const answer = await page.request.post(`${origin}/v1/session`, { data, headers: { origin } });
  t.equal(answer.status(), 201);
  await page.goto(`${origin}/console?lang=${options.language ?? 'ja'}#${view}`);
  await page.locator('.tabs').waitFor();
  return page;
}

function stored({ ledger }: ListeningApp) {
  return overridesOf(ledger.state as StoreState);
}

/** The spans of dates as the service answers them. */
async function spansOf({ app }: ListeningApp, from: string, last: string, line = 'phone-pin') {
  const url = `/v1/lines/${line}/calendar?from=${from}&until=${last}`;
  const { days } = (await app.inject(url)).json<{ days: { spans: string[] }[] }>();
  return days.map(({ spans }) => spans.join());
}

function cell(page: Page, date: string): Locator {
  return page.locator(`[data-date="${date}"]`);
}

/** Where the middle of a date is, once it is in sight. */
async function middleOf(page: Page, date: string) {
  const found = cell(page, date);
  await found.scrollIntoViewIfNeeded();
  const box = await found.boundingBox();
  if (!box) throw new Error(`${date} is not shown`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: string, to: string): Promise<void> {
  await cell(page, to).scrollIntoViewIfNeeded();
  const start = await middleOf(page, from);
  const end = await middleOf(page, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

async function chosenDates(page: Page): Promise<readonly string[]> {
  const cells = await page.locator('[data-date][aria-selected="true"]').all();
  return Promise.all(cells.map(async (each) => (await each.getAttribute('data-date')) ?? ''));
}

function label(page: Page, text: string): Locator {
  return page.getByLabel(text, { exact: true });
}

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true });
}

const DEC_9 = { from: '2026-12-09T00:00', until: '2026-12-10T00:00' };

t.test(
  'special hours are planned by dragging, seen before they are saved, and then hold',
  SKIP,
  async (t) => {
    const at = await place(t);
    const page = await visit(t, at, { view: 'plan' });
    await label(page, '電話用暗証番号デスク').check();
    await drag(page, '2026-12-01', '2026-12-03');
    t.same(await chosenDates(page), ['2026-12-01', '2026-12-02', '2026-12-03']);
    t.match(
      await page.locator('.plan-ranges li').innerText(),
      /2026年12月1日（火）〜12月3日（木）\s*3日間/,
    );
    await label(page, '時間を変更').check();
    await label(page, '時間帯1').fill('９：００〜１２：００');
    await label(page, '日本語').first().fill('社内研修');
    await label(page, '英語').first().fill('Staff training');
    const preview = page.locator('.preview-change');
    await preview.waitFor();
    const told = await preview.innerText();
    t.match(told, /「電話用暗証番号デスク」/);
    t.match(told, /12月1日（火）\s*12:00〜17:30\s*受付 →\s*から\s*受付停止/);
    t.match(told, /社内研修/, 'callers hear why in Japanese');
    t.match(told, /Staff training/, 'and in English');
    await expectAccessible(t, page);
    await shoot(t, page, 'console-plan-desk-ja');
    t.equal(stored(at).length, 0, 'nothing was changed by looking');
    await button(page, '保存').click();
    await page.getByText('保存済み').waitFor();
    t.same(await spansOf(at, '2026-11-30', '2026-12-04'), [
      '09:00-17:30',
      ...['09:00-12:00', '09:00-12:00', '09:00-12:00'],
      '09:00-17:30',
    ]);
    await page.locator('[data-date="2026-12-02"].override').waitFor();
    t.same(await chosenDates(page), [], 'the form is ready for the next');
    t.equal(await page.evaluate('document.activeElement.textContent'), '保存の結果');
    const { headers } = await makeKey(at.ledger, { name: '鈴木' });
    const payload = { ...{ lines: ['phone-pin'], state: 'closed', reason: 'other' }, ...DEC_9 };
    await at.app.inject({ method: 'POST', url: '/v1/overrides', headers, payload });
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.locator('[data-date="2026-12-09"].override').waitFor();
  },
);

t.test('several separate ranges become several overrides', SKIP, async (t) => {
  const at = await place(t);
  const page = await visit(t, at, { view: 'plan', language: 'en' });
  await label(page, 'All lines').check();
  await drag(page, '2026-12-07', '2026-12-08');
  await cell(page, '2026-12-10').click();
  await drag(page, '2026-12-14', '2026-12-18');
  await drag(page, '2026-12-16', '2026-12-18');
  t.same((await chosenDates(page)).length, 5, 'dragging over chosen dates takes them away');
  await page.locator('.preview-change').first().waitFor();
  await page.locator('.warning').waitFor();
  await shoot(t, page, 'console-plan-ranges-desk-en');
  await button(page, 'Save 3 stretches').click();
  await page.getByText('3 stretches were saved.').waitFor({ state: 'attached' });
  t.same(
    stored(at).map(({ all, from, until }) => [all, from, until]),
    [
      [true, '2026-12-06T15:00:00.000Z', '2026-12-08T15:00:00.000Z'],
      [true, '2026-12-09T15:00:00.000Z', '2026-12-10T15:00:00.000Z'],
      [true, '2026-12-13T15:00:00.000Z', '2026-12-15T15:00:00.000Z'],
    ],
    'on the clock of the first of the lines, which are in two zones',
  );
});

t.test('dates are chosen by keys alone, and by two fields', SKIP, async (t) => {
  const page = await visit(t, await place(t), { view: 'plan' });
  const today = cell(page, '2026-11-24');
  await today.waitFor();
  t.equal(await page.locator('[data-date][tabindex="0"]').count(), 1, 'Tab reaches one date');
  await today.focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'Space', 'Shift+ArrowRight', 'Shift+ArrowDown']) {
    await page.keyboard.press(key);
  }
  t.same((await chosenDates(page)).at(0), '2026-12-02');
  t.same((await chosenDates(page)).at(-1), '2026-12-10');
  await page.keyboard.press('Shift+ArrowUp');
  t.same(await chosenDates(page), ['2026-12-02', '2026-12-03'], 'a range shrinks again');
  await page.keyboard.press('End');
  t.equal(await page.evaluate('document.activeElement.dataset.date'), '2026-12-06');
  await label(page, '開始日').fill('2026-12-21');
  await label(page, '終了日').fill('2026-12-20');
  await button(page, '期間を追加').click();
  await page.getByText('終了日は開始日以降にしてください。').waitFor();
  await label(page, '終了日').fill('2026-12-22');
  await button(page, '期間を追加').click();
  t.equal((await chosenDates(page)).length, 4);
  await button(page, '2026年12月2日（水）〜12月3日（木）を外す').click();
  t.same(await chosenDates(page), ['2026-12-21', '2026-12-22']);
});

t.test(
  'a finger scrolls the page, selects by tapping, and drags after a long press',
  SKIP,
  async (t) => {
    const page = await visit(t, await place(t), {
      ...{ view: 'plan', width: 'phone', hasTouch: true, isMobile: true },
    } as const);
    await cell(page, '2026-12-01').waitFor();
    await cell(page, '2026-12-01').tap();
    t.same(await chosenDates(page), ['2026-12-01']);
    const start = await middleOf(page, '2026-12-15');
    const end = await middleOf(page, '2026-12-17');
    const touch = await touchscreen(page.context(), page);
    await touch('touchStart', start);
    await until(
      () => chosenDates(page),
      (dates) => dates.includes('2026-12-15'),
    );
    await touch('touchMove', { x: (start.x + end.x) / 2, y: start.y });
    await touch('touchMove', end);
    await touch('touchEnd');
    t.same(await chosenDates(page), ['2026-12-01', '2026-12-15', '2026-12-16', '2026-12-17']);
    const before = await page.evaluate('scrollY');
    await touch('touchStart', { x: 200, y: 600 });
    await touch('touchMove', { x: 200, y: 450 });
    await touch('touchMove', { x: 200, y: 300 });
    await touch('touchEnd');
    await until(
      () => page.evaluate('scrollY'),
      (after) => Number(after) > Number(before),
    );
    t.equal((await chosenDates(page)).length, 4, 'scrolling selects nothing');
    await label(page, '電話用暗証番号デスク').check();
    await page.locator('.preview-change').first().waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, 'console-plan-phone-ja');
  },
);

/** Touches as the screen reports them. */
async function touchscreen(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page);
  return async (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    point?: { x: number; y: number },
  ) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
  };
}

const FAULTS = {
  ja: [
    ...['時間を変更', '時間帯1', '「09:00-12:00」のように入力してください。'],
    ...['日本語', '日本語と英語の両方を入力してください。', 'ご案内文と社内メモ'],
    'このままでは保存できません。入力内容をご確認ください。',
  ],
  en: [
    ...['Other hours', 'Span 1', 'Write it like 09:00-12:00.'],
    ...['Japanese', 'Please write it in both languages.', 'Announcement and internal note'],
    'It cannot be saved like this. Please check what you entered.',
  ],
} as const;

for (const language of ['ja', 'en'] as const) {
  t.test(
    `what the service has against a plan stands beside its field, in ${language}`,
    SKIP,
    async (t) => {
      const page = await visit(t, await place(t), { view: 'plan', language, width: 'phone' });
      const [effect, span, badSpan, japanese, both, more, refused] = FAULTS[language];
      await page.locator('.choices input').last().check();
      await cell(page, '2026-12-01').click();
      await label(page, effect).check();
      await label(page, span).fill('9-25');
      await label(page, japanese).first().fill('研修');
      await page.getByText(more).click();
      await label(page, japanese).last().fill('{nobody}');
      await page.getByText(refused).waitFor();
      const texts = await page.locator('.field-fault').allInnerTexts();
      t.match(texts.join('\n'), badSpan);
      t.equal(
        texts.filter((text) => text.includes(both)).length,
        2,
        'both languages of both texts',
      );
      t.equal(await label(page, span).getAttribute('aria-invalid'), 'true');
      await expectAccessible(t, page);
      await shoot(t, page, `console-plan-faults-phone-${language}`);
    },
  );
}

t.test('a plan outlives a reload and a lost connection, and is saved once', SKIP, async (t) => {
  const at = await place(t);
  const page = await visit(t, at, { view: 'plan', key: { lines: ['phone-pin'] } });
  await cell(page, '2026-12-01').click();
  t.same(await page.locator('.plan-lines label').allInnerTexts(), ['電話用暗証番号デスク']);
  t.ok(await label(page, '電話用暗証番号デスク').isChecked(), 'the only line of the key is chosen');
  await label(page, '日本語').first().fill('研修');
  await label(page, '英語').first().fill('Training');
  await page.reload();
  await page.locator('.preview-change').waitFor();
  t.equal(await label(page, '日本語').first().inputValue(), '研修');
  t.same(await chosenDates(page), ['2026-12-01']);
  // The answer is lost, not the request.
  await page.route('**/v1/overrides', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await button(page, '保存').click();
  await page.getByText('保存できたか不明です').waitFor();
  t.equal(await label(page, '日本語').first().inputValue(), '研修', 'nothing is lost');
  await page.unroute('**/v1/overrides');
  await page.reload();
  // One range that is refused keeps the other from being saved: it is named.
  await button(page, /次の年/).click();
  await cell(page, '2027-12-30').click();
  await page.getByText('保存できない期間があります：2027年12月30日（木）').waitFor();
  t.ok(await button(page, '2期間を保存').isDisabled());
  await button(page, '2027年12月30日（木）を外す').click();
  await button(page, '保存').click();
  await page.getByText('保存済み').waitFor();
  t.equal(stored(at).length, 1);
});

t.test('Golden Week is closed in one step, and opened again', SKIP, async (t) => {
  const at = await place(t);
  const page = await visit(t, at, { view: 'breaks' });
  await button(page, /次の年/).click();
  const card = page.locator('.break', { hasText: 'ゴールデンウィーク' });
  await card.waitFor();
  t.match(await card.innerText(), /4月30日（金）（1営業日）/);
  t.match(await card.innerText(), /1営業日を休みにして、7連休にします。/);
  await expectAccessible(t, page);
  await shoot(t, page, 'console-breaks-desk-ja');
  await card.getByRole('button', { name: 'この1営業日を休みにする' }).click();
  await card.locator('.preview-change').waitFor();
  t.match(await card.innerText(), /4月30日（金）\s*9:00〜17:30\s*受付 →\s*から\s*受付停止/);
  await shoot(t, page, 'console-breaks-preview-desk-ja');
  await card.getByRole('button', { name: 'この内容で休みにする' }).click();
  await card.locator('.registered').waitFor();
  const [override] = stored(at);
  t.same(override?.name, { ja: 'ゴールデンウィーク休業', en: 'Golden Week closure' });
  t.same(
    [override?.from, override?.until],
    ['2027-04-28T15:00:00.000Z', '2027-05-05T15:00:00.000Z'],
  );
  await shoot(t, page, 'console-breaks-closed-desk-ja');
  t.same(await spansOf(at, '2027-04-28', '2027-05-06'), [
    '09:00-17:30',
    ...Array.from({ length: 7 }, () => ''),
    '09:00-17:30',
  ]);
  await button(page, 'ゴールデンウィーク休業の登録を取り消す').click();
  await card.locator('.registered').waitFor({ state: 'detached' });
  t.same(await spansOf(at, '2027-04-30', '2027-04-30'), ['09:00-17:30']);
});

for (const language of ['ja', 'en'] as const) {
  t.test(`holidays are told with how they are known, in ${language}`, SKIP, async (t) => {
    const page = await visit(t, await place(t), { view: 'holidays', language, width: 'phone' });
    const next = button(page, language === 'ja' ? /次の年/ : /Next year/);
    await page.locator('.provenance.official').nth(1).waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, `console-holidays-phone-${language}`);
    for (let year = 2027; year <= 2031; year++) await next.click();
    await page.locator('tbody .provenance.projected').first().waitFor();
    t.match(
      await page.locator('.holidays').innerText(),
      language === 'ja' ? /内閣府が公表した祝日です/ : /as published by the Cabinet Office/,
    );
  });
}

for (const language of ['ja', 'en'] as const) {
  t.test(`the trail tells who changed what, in ${language}`, SKIP, async (t) => {
    const at = await place(t);
    const headers = (await makeKey(at.ledger, { name: 'desk' })).headers;
    const name = { ja: '台風', en: 'Typhoon' };
    const body = { all: true, state: 'closed', until: 'PT2H', author: '山田', name };
    const made = await at.app.inject({
      method: 'POST',
      url: '/v1/overrides',
      headers,
      payload: body,
    });
    const { id } = made.json<{ id: string }>();
    await at.app.inject({
      ...{ method: 'PATCH', url: `/v1/overrides/${id}`, payload: { until: 'PT3H' } },
      headers: { ...headers, 'if-match': '*' },
    });
    const page = await visit(t, at, { view: 'audit', language, width: 'phone' });
    const records = page.locator('.trail > li');
    await records.nth(1).waitFor();
    t.equal(await records.count(), 2, 'keys and sessions are for admins');
    t.match(
      await records.nth(1).innerText(),
      language === 'ja'
        ? '山田（desk）が「台風」ですべての窓口を休業に設定：2026年11月24日（火） 10:00〜12:00'
        : '山田 (desk) set all lines to closed for “Typhoon”: Tue 24 Nov 2026 10:00 – 12:00',
    );
    await records.first().locator('summary').click();
    t.match(await records.first().locator('table').innerText(), /12:00[\s\S]*13:00/);
    await expectAccessible(t, page);
    await shoot(t, page, `console-audit-phone-${language}`);
  });
}

t.test('what an operator may not see of the trail does not hide the rest', SKIP, async (t) => {
  const at = await place(t);
  const { headers } = await makeKey(at.ledger);
  const name = { ja: '台風', en: 'Typhoon' };
  const payload = { all: true, state: 'closed', until: 'PT2H', name };
  await at.app.inject({ method: 'POST', url: '/v1/overrides', headers, payload });
  // More than are looked through for one page.
  for (let count = 0; count < 600; count++) await makeKey(at.ledger, { name: 'x' });
  const page = await visit(t, at, { view: 'audit' });
  await page.getByText('「台風」ですべての窓口を休業に設定').waitFor();
});

t.test('texts that are meant to do harm stay texts', SKIP, async (t) => {
  const at = await place(t);
  const headers = (await makeKey(at.ledger)).headers;
  const harm = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  for (const text of [harm, HOSTILE_TEXTS['a CDATA end'], HOSTILE_TEXTS['bidi overrides']]) {
    const name = { ja: text, en: text };
    const payload = {
      lines: ['phone-pin'],
      state: 'closed',
      from: '2026-12-29T00:00',
      until: 'PT24H',
      name,
    };
    await at.app.inject({ method: 'POST', url: '/v1/overrides', headers, payload });
  }
  const page = await visit(t, at, { view: 'audit', key: { name: harm } });
  await page.getByText(harm).first().waitFor();
  await page.goto(`${at.origin}/console?lang=ja#breaks`);
  await page.locator('.break', { hasText: harm }).first().waitFor();
  await page.goto(`${at.origin}/console?lang=ja#plan`);
  await label(page, '電話用暗証番号デスク').check();
  await cell(page, '2026-12-29').click();
  await label(page, '終日営業').check();
  await page.locator('.preview-change').waitFor();
});

t.test('dark, and in the colours that the system forces', SKIP, async (t) => {
  const at = await place(t);
  const dark = await visit(t, at, { view: 'plan', colorScheme: 'dark', language: 'en' });
  await drag(dark, '2026-12-01', '2026-12-03');
  await label(dark, 'Phone PIN desk').check();
  await dark.locator('.preview-change').waitFor();
  await expectAccessible(t, dark);
  await shoot(t, dark, 'console-plan-dark-desk-en');
  const forced = await visit(t, at, {
    ...{ view: 'breaks', forcedColors: 'active', language: 'en', width: 'phone' },
  } as const);
  await forced.locator('.break').first().waitFor();
  await expectAccessible(t, forced);
  await shoot(t, forced, 'console-breaks-forced-phone-en');
});
