/** The console in a real browser over a real store: the way in, now, overrides, what goes wrong. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';
import t, { type Test } from 'tap';
import type { NewKey } from '../../src/access/create-key.ts';
import { buildApp } from '../../src/app.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { ERRORS } from '../../src/errors.ts';
import type { App } from '../../src/http/ports.ts';
import { loadAssets } from '../../src/load-assets.ts';
import { overridesOf } from '../../src/overrides/overrides-of.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import { withOffset } from '../../src/web/browser/console/clock.ts';
import { FAULT_WORDS } from '../../src/web/browser/console/fault-words.ts';
import { OVERRIDE_WORDS } from '../../src/web/browser/console/override-words.ts';
import {
  browserIsMissing,
  expectAccessible,
  type PageOptions,
  shoot,
  TestBrowser,
} from '../support/browser.ts';
import { buildTestApp, type TestApp, type TestOptions } from '../support/build-app.ts';
import { callCentre, withManyLines } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { makeKey, revoke } from '../support/make-key.ts';
import { until } from '../support/until.ts';

const browser = new TestBrowser(t);
const SKIP = { skip: browserIsMissing };
/** What browsers say of every answer that is a refusal, or none. */
const REFUSED = /Failed to load resource/;
const HOUR = 3_600_000;
const PATIENCE = 10_000;
const NOW = '2026-11-24T10:00:00+09:00';

interface Place extends TestApp {
  readonly url: string;
  readonly port: number;
  readonly clock: () => Instant;
}

/** A service that listens, whose answers are dated by the clock of the test. */
async function place(t: Test, options: TestOptions = {}): Promise<Place> {
  let instant = Date.parse(NOW) as Instant;
  const built = await buildTestApp(t, { now: NOW, ...options });
  const clock = () => instant;
  const port = await listen(built.app, clock, 0);
  const setClock = (iso: string) => {
    instant = Date.parse(iso) as Instant;
    built.setClock(iso);
    built.watch.wake();
  };
  return { ...built, clock, port, setClock, url: `http://127.0.0.1:${port}/console` };
}

async function listen(app: App, clock: () => Instant, port: number): Promise<number> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', new Date(clock()).toUTCString());
  });
  await app.listen({ host: '127.0.0.1', port });
  return (app.server.address() as { port: number }).port;
}

interface Visit extends PageOptions {
  readonly key?: Partial<NewKey>;
  readonly view?: string;
  /** Whether the clock of the browser goes as the test says. */
  readonly isClockOurs?: boolean;
}

/** The console as somebody who is signed in has it before them. */
async function visit(
  t: Test,
  { url, ledger }: Place,
  { key, view = '', isClockOurs = false, ...options }: Visit = {},
) {
  const made = await makeKey(ledger, { name: '佐藤', ...key });
  const page = await browser.page(t, { mayLog: REFUSED, ...options });
  page.setDefaultTimeout(PATIENCE);
  if (isClockOurs) await page.clock.install({ time: NOW });
  const origin = new URL(url).origin;
  const data = { key: made.key };
  const answer = await page.request.post(`${origin}/v1/session`, { data, headers: { origin } });
  t.equal(answer.status(), 201);
  await page.goto(`${url}?lang=${options.language ?? 'ja'}${view}`);
  await page.locator('.tabs').waitFor();
  return { page, ...made };
}

function stored({ ledger }: TestApp) {
  return overridesOf(ledger.state as StoreState);
}

async function decision({ app }: TestApp, line: string) {
  return (await app.inject(`/v1/lines/${line}/decision`)).json();
}

/** Another client, with a key of its own. */
async function other({ app, ledger }: TestApp, name = '鈴木') {
  const { headers } = await makeKey(ledger, { name });
  return async (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
    const all = { ...headers, 'if-match': '*' };
    const answer = await app.inject({
      method,
      url: path,
      headers: all,
      ...(payload && { payload }),
    });
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };
}

const TYPHOON = {
  lines: ['phone-pin'],
  state: 'closed',
  until: 'PT2H',
  reason: 'disaster',
  name: { ja: '台風', en: 'Typhoon' },
};

function row(page: Page, line: string) {
  return page.locator(`[data-line="${line}"]`);
}

function sheet(page: Page) {
  return page.locator('dialog.close-sheet');
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click();
}

t.test(
  'whoever has no valid key is told why in words, and whoever has one comes in',
  SKIP,
  async (t) => {
    const here = await place(t);
    const words = {
      ja: [
        'サインイン',
        'アクセスキー',
        'アクセスキーの形式',
        '登録されていません',
        '無効に',
        '有効期限',
        '現在の状況',
      ],
      en: [
        'Sign in',
        'Access key',
        'not an access key',
        'is not known',
        'was revoked',
        'has expired',
        'Now',
      ],
    } as const;
    const page = await browser.page(t, { mayLog: REFUSED, width: 'phone' });
    await page.goto(here.url);
    await page.getByLabel('アクセスキー').fill('eig_none');
    await page.getByLabel('アクセスキー').press('Enter');
    await page.getByText('eigyochu keys create').waitFor();
    await expectAccessible(t, page);
    const valid = await makeKey(here.ledger, { name: '佐藤' });
    const revoked = await makeKey(here.ledger);
    await revoke(here.ledger, revoked.id);
    const expired = await makeKey(here.ledger, { expires: (here.clock() + HOUR) as Instant });
    here.setClock('2026-11-24T12:00:00+09:00');
    for (const language of ['ja', 'en'] as const) {
      const [signIn, label, unlike, unknown, isRevoked, isExpired, now] = words[language];
      await page.goto(`${here.url}?lang=${language}`);
      const field = page.getByLabel(label);
      const attempts = [
        ['eig_x', unlike],
        [`${valid.key.slice(0, -1)}${valid.key.endsWith('0') ? '1' : '0'}`, unknown],
        [revoked.key, isRevoked],
        [expired.key, isExpired],
      ] as const;
      for (const [key, told] of attempts) {
        await field.fill(key);
        await press(page, signIn);
        await page.getByRole('alert').getByText(told).waitFor();
      }
      t.equal(await field.getAttribute('type'), 'password');
      t.equal(await field.getAttribute('autocomplete'), 'current-password');
      await expectAccessible(t, page);
      await shoot(t, page, `console-sign-in-${language}-phone`);
      await field.fill(valid.key);
      await field.press('Enter');
      await page.getByRole('heading', { level: 1, name: now }).waitFor();
      t.match(await page.title(), now);
      const kept = await page.evaluate(
        'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])',
      );
      t.equal(String(kept).includes('eig_'), false, 'the page keeps no key');
      await press(page, language === 'ja' ? 'サインアウト' : 'Sign out');
      await field.waitFor();
    }
  },
);

t.test(
  'two taps on a phone close a line; the next decision says so; one more undoes it',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page } = await visit(t, here, { width: 'phone', hasTouch: true });
    const line = row(page, 'phone-pin');
    await line.getByText('受付中').waitFor();
    await shoot(t, page, 'console-now-ja-phone');
    await expectAccessible(t, page);
    await line.getByRole('button', { name: '閉める' }).tap();
    await sheet(page).locator('.preview').waitFor();
    await shoot(t, page, 'console-sheet-ja-phone');
    await expectAccessible(t, page);
    await sheet(page).getByRole('button', { name: '閉める', exact: true }).click();
    await page.getByText('電話用暗証番号デスクを閉めました。').first().waitFor();
    t.match(await decision(here, 'phone-pin'), { state: 'closed', reason: 'override_closed' });
    await line.getByText('臨時変更中').waitFor();
    await shoot(t, page, 'console-closed-ja-phone');
    await expectAccessible(t, page);
    await press(page, '元に戻す');
    await line.getByText('受付中').waitFor();
    t.match(await page.evaluate('document.activeElement.textContent'), '閉める');
    t.equal((await decision(here, 'phone-pin')).state, 'open');
    t.equal(stored(here).length, 1);
  },
);

t.test(
  'the sheet takes a reason, an end, a name and a note, with the keyboard alone',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page } = await visit(t, here, { language: 'en', colorScheme: 'dark' });
    await row(page, 'phone-pin').getByText('until').waitFor();
    await shoot(t, page, 'console-now-en-desk-dark');
    const opener = row(page, 'phone-pin').getByRole('button').first();
    await opener.focus();
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    t.equal(await opener.evaluate((node) => node === document.activeElement), true);
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    await sheet(page).getByLabel('Disaster').press('Space');
    await sheet(page).getByLabel('Until a time').press('Space');
    await sheet(page).getByText('Enter the date and time').waitFor();
    await sheet(page).getByLabel('Date and time of the end').fill('2026-11-24T15:30');
    await sheet(page).getByText('Name for callers, note').press('Enter');
    await sheet(page).getByRole('button', { name: 'Typhoon' }).press('Enter');
    t.equal(await sheet(page).getByLabel('Name for callers (Japanese)').inputValue(), '台風');
    await sheet(page).getByLabel('Note').fill('7:00, Sato');
    await sheet(page).locator('.preview').getByText('Typhoon').first().waitFor();
    await shoot(t, page, 'console-sheet-en-desk-dark');
    await expectAccessible(t, page);
    await page.reload();
    t.equal(
      await sheet(page).getByLabel('Note').inputValue(),
      '7:00, Sato',
      'a reload loses nothing',
    );
    await sheet(page).getByRole('button', { name: 'Close', exact: true }).press('Enter');
    await page.getByText('Closed Phone PIN desk.').first().waitFor();
    t.match(stored(here)[0], {
      reason: 'disaster',
      name: { ja: '台風', en: 'Typhoon' },
      note: '7:00, Sato',
      until: '2026-11-24T06:30:00.000Z',
      author: '佐藤',
    });
  },
);

/** A planned override begins while somebody writes about it, and is called off afterwards. */
async function beginWhileWriting(
  t: Test,
  here: Place,
  page: Page,
  words: (typeof OVERRIDE_WORDS)['ja'],
): Promise<void> {
  const planned = page.locator('.override', { hasText: words.phases.planned });
  await planned.getByRole('button', { name: words.endings.planned.act }).click();
  await planned.getByRole('button', { name: words.endings.planned.keep }).click();
  await planned.getByRole('button', { name: words.edit }).click();
  const note = page.getByLabel(words.fields.note);
  await note.fill('長引く');
  here.setClock('2026-11-24T18:01:00+09:00');
  await page.clock.fastForward('00:20');
  const begun = page.locator('.override.active');
  await begun.waitFor();
  t.equal(await note.inputValue(), '長引く');
  t.equal(await note.evaluate((node) => node === document.activeElement), true);
  await begun.getByRole('button', { name: words.save, exact: true }).click();
  await begun.getByRole('button', { name: words.extend[30] }).waitFor();
  t.equal(stored(here).at(-1)?.note, '長引く');
}

const WIDTHS = { ja: 'phone', en: 'desk' } as const;
const LONGER = {
  ja: ['あと2時間', 'あと2時間30分', 'あと2時間20分'],
  en: ['2 h left', '2 h 30 min left', '2 h 20 min left'],
} as const;

for (const language of ['ja', 'en'] as const) {
  const words = OVERRIDE_WORDS[language];
  const [before, extended, later] = LONGER[language];
  const name = `${language}-${WIDTHS[language]}`;

  t.test(
    `an override is extended, edited and ended, and counts down (${name})`,
    SKIP,
    async (t) => {
      const here = await place(t);
      const act = await other(here);
      await act('POST', '/v1/overrides', TYPHOON);
      await act('POST', '/v1/overrides', {
        ...{ groups: ['cards'], state: 'open', reason: 'other' },
        ...{ from: '2026-11-24T18:00', until: '2026-11-24T19:00' },
      });
      const look = { view: '#overrides', width: WIDTHS[language], isClockOurs: true, language };
      const { page } = await visit(t, here, look);
      const card = page.locator('.override.active');
      await card.getByText(before).waitFor();
      await card.getByText(words.heard).click();
      await card.locator('blockquote', { hasText: /台風/ }).waitFor();
      await shoot(t, page, `console-overrides-${name}`);
      await expectAccessible(t, page);
      await card.getByRole('button', { name: words.extend[30] }).click();
      await card.getByText(extended).waitFor();
      const focused = () => page.evaluate('document.activeElement.textContent');
      t.match(await focused(), words.phases.active, 'the focus stays at the card');
      here.setClock('2026-11-24T10:10:00+09:00');
      await page.clock.fastForward('10:00');
      await card.getByText(later).waitFor();
      await card.getByRole('button', { name: words.edit }).click();
      await card.getByLabel(words.fields.until).fill('2026-11-24T16:00');
      await card.getByLabel(words.fields.messageJa).fill('台風のため本日は休業しています。');
      await card.getByLabel(words.fields.messageEn).fill('Closed today because of the typhoon.');
      await shoot(t, page, `console-edit-${name}`);
      await expectAccessible(t, page);
      await card.getByRole('button', { name: words.save, exact: true }).click();
      await card.getByRole('button', { name: words.extend[30] }).waitFor();
      t.match(stored(here)[0], { until: '2026-11-24T07:00:00.000Z', message: { ja: /^台風/ } });
      await card.getByRole('button', { name: words.endings.active.act, exact: true }).click();
      await card.locator('.preview').waitFor();
      await expectAccessible(t, page);
      await card.getByRole('button', { name: words.endings.active.confirm }).click();
      await page.getByText(words.none.active).waitFor();
      t.equal(await focused(), words.headings.active, 'and where the card was');
      t.equal((await decision(here, 'phone-pin')).state, 'open');
      await page.getByText(words.showPast).click();
      await page.locator('.override.past').getByText('佐藤').first().waitFor();
      await expectAccessible(t, page);
      await beginWhileWriting(t, here, page, words);
      const [link] = language === 'ja' ? ['English'] : ['日本語'];
      await page.getByRole('link', { name: link }).click();
      const there = OVERRIDE_WORDS[language === 'ja' ? 'en' : 'ja'];
      await page.getByRole('heading', { name: there.headings.planned }).waitFor();
    },
  );

  t.test(
    `of two who change the same, both see both, and either can stay (${name})`,
    SKIP,
    async (t) => {
      const here = await place(t);
      // In UTC it is still the date before.
      here.setClock('2026-11-24T06:50:00+09:00');
      const act = await other(here);
      const { id } = await act('POST', '/v1/overrides', TYPHOON);
      const look = { view: '#overrides', width: WIDTHS[language], language };
      const { page } = await visit(t, here, look);
      const card = page.locator('.override.active');
      const edit = async (note: string, meanwhile: () => Promise<unknown>) => {
        await card.getByRole('button', { name: words.edit }).click();
        await card.getByLabel(words.fields.note).fill(note);
        await meanwhile();
        await card.getByRole('button', { name: words.save, exact: true }).click();
      };
      const patch = (change: object) => () => act('PATCH', `/v1/overrides/${id}`, change);
      const conflict = card.locator('.conflict');
      await edit('私のメモ', patch({ note: '鈴木のメモ', until: 'PT3H' }));
      await conflict.getByText('鈴木').first().waitFor();
      t.same(await conflict.locator('tr.differs mark').allInnerTexts(), ['私のメモ', '鈴木のメモ']);
      t.ok(await conflict.getByRole('cell', { name: '9:50', exact: true }).count(), 'today');
      await expectAccessible(t, page);
      await shoot(t, page, `console-conflict-${name}`);
      await conflict.getByRole('button', { name: words.overwrite }).click();
      await conflict.waitFor({ state: 'detached' });
      t.match(stored(here)[0], { note: '私のメモ', until: '2026-11-24T00:50:00.000Z' });

      await edit('もう一つのメモ', patch({ note: '残すメモ' }));
      await conflict.getByRole('button', { name: words.keepTheirs }).click();
      await card.getByText('残すメモ').waitFor();
      t.equal(stored(here)[0]?.note, '残すメモ');

      await edit('間に合わないメモ', () => act('DELETE', `/v1/overrides/${id}`));
      await page.getByText(words.conflictOver).waitFor();
      t.equal(await page.getByRole('button', { name: words.overwrite }).count(), 0);
      await expectAccessible(t, page);
    },
  );
}

t.test(
  'an answer that is lost on its way leaves one override, and the form until it is known',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page } = await visit(t, here);
    let isLost = true;
    await page.route('**/v1/overrides', async (route) => {
      if (!isLost || route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await row(page, 'phone-pin').getByRole('button', { name: '閉める' }).click();
    await sheet(page).getByText('案内の名称とメモ').click();
    await sheet(page).getByLabel('メモ').fill('停電');
    await sheet(page).getByRole('button', { name: '閉める', exact: true }).click();
    await sheet(page).getByText('保存できたか確認しています').waitFor();
    await page.getByText('接続できません。').waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, 'console-doubt-ja-desk');
    t.equal(await sheet(page).getByLabel('メモ').inputValue(), '停電');
    await page.reload();
    await sheet(page).getByText('保存できたか確認しています').waitFor();
    isLost = false;
    await sheet(page).getByRole('button', { name: '今すぐ確認' }).click();
    await page.getByText('電話用暗証番号デスクを閉めました。').first().waitFor();
    t.match(stored(here), [{ note: '停電', lines: ['phone-pin'] }]);
    t.equal(stored(here).length, 1, 'exactly one');
  },
);

t.test(
  'a service that stops and starts again finds the form as it was, and saves once',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page } = await visit(t, here, { language: 'en' });
    await row(page, 'phone-pin').getByText('Open').first().waitFor();
    await here.app.close();
    await page.getByText('No connection. What you have typed is still here.').waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, 'console-lost-en-desk');
    await row(page, 'phone-pin').getByRole('button').first().click();
    await sheet(page).getByRole('button', { name: 'Close', exact: true }).click();
    await sheet(page).getByText('Checking whether it was saved').waitFor();
    const { keeper, ledger, clock } = here;
    const drain = new AbortController().signal;
    const again = await buildApp({ keeper, ledger, clock, drain });
    t.teardown(() => again.close());
    await listen(again, clock, here.port);
    await page.getByText('Closed Phone PIN desk.').first().waitFor();
    t.equal(stored(here).length, 1);
    await row(page, 'phone-pin').getByText('Override').waitFor();
  },
);

t.test(
  'without the store nothing is saved, what was known last is marked, and a doubt may be left',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page } = await visit(t, here, { width: 'phone' });
    await row(page, 'phone-pin').getByText('受付中').waitFor();
    const close = row(page, 'phone-pin').getByRole('button', { name: '閉める' });
    const save = sheet(page).getByRole('button', { name: '閉める', exact: true });
    await close.click();
    await page.context().setOffline(true);
    await save.click();
    await sheet(page).getByText('保存できたか確認しています').waitFor();
    await press(page, '確認せずに閉じる');
    await sheet(page).waitFor({ state: 'detached' });
    await page.context().setOffline(false);
    await page.getByText('接続が回復しました').waitFor();
    t.equal(stored(here).length, 0, 'it was never sent, and is not sent later');
    await close.click();
    here.keeper.judge({ freshness: 'last-known', asOf: null }, here.clock());
    await here.ledger.close();
    await save.click();
    await sheet(page).getByText('何も変更されていません。').first().waitFor();
    t.equal(await save.isEnabled(), true, 'it can be tried again');
    await expectAccessible(t, page);
    await shoot(t, page, 'console-store-away-ja-phone');
    await press(page, 'やめる');
    await page.reload();
    await row(page, 'phone-pin').getByText('最新の状態を確認できていません').waitFor();
  },
);

t.test(
  'a session that ends in the middle keeps the form, and goes on after signing in',
  SKIP,
  async (t) => {
    const here = await place(t);
    const { page, key } = await visit(t, here, { width: 'phone' });
    await row(page, 'phone-pin').getByRole('button', { name: '閉める' }).click();
    await sheet(page).getByText('案内の名称とメモ').click();
    const isLastPreview = (request: Request) => !!request.postData()?.includes('途中のメモ');
    const previewed = page.waitForResponse((response) => isLastPreview(response.request()));
    await sheet(page).getByLabel('メモ').fill('途中のメモ');
    // Or the preview would be what finds that the session is over.
    await previewed;
    await page.context().clearCookies();
    await sheet(page).getByRole('button', { name: '閉める', exact: true }).click();
    const again = page.locator('dialog', { hasText: 'もう一度サインインしてください' });
    await again.waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, 'console-sign-in-again-ja-phone');
    await press(page, 'あとで');
    await sheet(page).getByText('サインインが必要です').first().waitFor();
    t.equal(await sheet(page).getByLabel('メモ').inputValue(), '途中のメモ');
    await sheet(page).getByRole('button', { name: '閉める', exact: true }).click();
    await again.getByLabel('アクセスキー').fill(key);
    await again.getByRole('button', { name: 'サインイン' }).click();
    await page.getByText('電話用暗証番号デスクを閉めました。').first().waitFor();
    t.match(stored(here), [{ note: '途中のメモ' }]);
  },
);

t.test('hostile names and notes are text and nothing else', SKIP, async (t) => {
  const [first = callCentre.lines[0], ...lines] = callCentre.lines;
  const hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
  const configuration = {
    ...callCentre,
    lines: [{ ...first, name: { ja: hostile, en: hostile } }, ...lines],
  } as Configuration;
  const here = await place(t, { configuration });
  const act = await other(here, hostile);
  const isStorable = (text: string) => !/[\p{Cs}\0]/u.test(text) && text.length <= 1_000;
  for (const note of Object.values(HOSTILE_TEXTS).filter(isStorable)) {
    await act('POST', '/v1/overrides', { ...TYPHOON, note, author: hostile.slice(0, 100) });
  }
  const { page } = await visit(t, here, { key: { name: hostile }, width: 'phone' });
  await page.getByRole('heading', { name: hostile }).waitFor();
  await page.goto(`${here.url}#overrides`);
  await page.locator('.override').first().waitFor();
  t.equal(await page.locator('#console :is(img, script, iframe)').count(), 0);
  await shoot(t, page, 'console-hostile-phone');
});

t.test(
  'a key for some lines sees those, and one that can only read changes nothing',
  SKIP,
  async (t) => {
    const here = await place(t);
    const act = await other(here);
    await act('POST', '/v1/overrides', { ...TYPHOON, lines: ['lost-card'] });
    const { page } = await visit(t, here, { key: { groups: ['shops'] } });
    await row(page, 'shop-desk').waitFor();
    t.equal(await page.locator('[data-line]').count(), 1);
    t.equal(await page.getByText('すべての窓口').count(), 0);
    await page.getByRole('button', { name: 'まとめて閉める' }).click();
    await sheet(page).getByRole('button', { name: '閉める', exact: true }).click();
    await page.getByText('shopsを閉めました。').first().waitFor();
    await page.getByRole('link', { name: '臨時変更' }).click();
    await page.locator('.override.active').waitFor();
    t.equal(await page.locator('.override').count(), 1);
    t.equal(await page.evaluate('document.activeElement.textContent'), '臨時変更');
    const reader = await visit(t, here, { key: { scopes: ['read'] }, language: 'en' });
    await reader.page.getByText('This access key can only look.').waitFor();
    await row(reader.page, 'phone-pin').waitFor();
    t.same(await reader.page.locator('.tabs a').allInnerTexts(), ['Now', 'Holidays']);
    t.equal(
      await reader.page.getByRole('button').count(),
      1,
      'signing out is all there is to press',
    );
    await expectAccessible(t, reader.page);
  },
);

t.test(
  'many lines are found by name, and forced colours and little motion leave all in sight',
  SKIP,
  async (t) => {
    const here = await place(t, { configuration: withManyLines(110) });
    const { page } = await visit(t, here, { forcedColors: 'active', reducedMotion: 'reduce' });
    await row(page, 'line-100').getByText('受付中').waitFor();
    await page.getByLabel('窓口を探す').fill('暗証');
    await until(
      () => page.locator('[data-line]').count(),
      (count) => count === 1,
    );
    await page.getByLabel('窓口を探す').fill('ＰＨＯＮＥ');
    t.equal(await page.locator('[data-line]').count(), 1, 'in either language, however typed');
    await row(page, 'phone-pin').getByRole('button', { name: '閉める' }).click();
    await sheet(page).locator('.preview').waitFor();
    await shoot(t, page, 'console-forced-colors-desk');
    await expectAccessible(t, page);
  },
);

t.test('every refusal that the console can meet has words of its own', async (t) => {
  const codes = Object.keys(ERRORS).filter((code) => !NEVER_MET.has(code));
  for (const words of Object.values(FAULT_WORDS)) {
    t.same(
      codes.filter((code) => words[code] === undefined),
      [],
    );
  }
});

/** Of other routes, of headers and bodies that the page does not write, or of signing in alone. */
const NEVER_MET = new Set([
  ...['bad_request', 'bad_json', 'bad_signature', 'bad_date', 'bad_duration', 'invalid_header'],
  ...['duplicate_parameter', 'header_too_large', 'uri_too_long', 'unsupported_media_type'],
  ...['no_keys', 'too_many_keys', 'unknown_key', 'unknown_calendar', 'unknown_purpose'],
  ...['unknown_webhook', 'too_many_lines', 'not_expressible', 'bad_configuration'],
]);

t.test('a time on a clock has the offset of its own hours, also where clocks change', async (t) => {
  const offset = (wall: string) => withOffset(wall, 'America/New_York').slice(-6);
  t.same(
    ['2027-03-14T01:59', '2027-03-14T03:00', '2027-11-07T00:30', '2027-11-07T02:30'].map(offset),
    ['-05:00', '-04:00', '-04:00', '-05:00'],
  );
  t.equal(withOffset('2026-11-24T00:00', 'Asia/Tokyo'), '2026-11-24T00:00:00+09:00');
});

t.test('the console is small, and no cache keeps it', SKIP, async (t) => {
  const { app } = await buildTestApp(t);
  const answer = await app.inject('/console');
  t.equal(answer.headers['cache-control'], 'no-store');
  t.match(answer.body, /<noscript>/);
  const { folder, names } = loadAssets();
  const script = readFileSync(join(folder, names['console.js'] ?? ''));
  t.ok(gzipSync(script).length <= 60 * 1_024, `${gzipSync(script).length} bytes`);
});
