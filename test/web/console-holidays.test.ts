/** The console's view of holidays in a real browser over a real store: the list, and patches. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import type { NewKey } from '../../src/access/create-key.ts';
import { runtimeHolidaysOf } from '../../src/holidays/runtime-holidays.ts';
import type { StoreState } from '../../src/store/store-state.ts';
import {
  browserIsMissing,
  expectAccessible,
  type PageOptions,
  shoot,
  TestBrowser,
} from '../support/browser.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { type ListeningApp, startTestApp } from '../support/listening-app.ts';
import { makeKey } from '../support/make-key.ts';
import { linesWithEverything } from '../support/page-lines.ts';

const browser = new TestBrowser(t);
const SKIP = { skip: browserIsMissing };
/** What a browser says of every answer that is a refusal, or none. */
const REFUSED = /Failed to load resource/;

const OFFICIAL = readFileSync('test/fixtures/syukujitsu.csv');
const OFFICIAL_TEXT = new TextDecoder('shift_jis').decode(OFFICIAL);
const NEW_LIST = `${OFFICIAL_TEXT.trim()}\r\n2027/6/10,臨時の祝日\r\n`.replace(
  '2027/10/11,スポーツの日',
  '2027/10/12,スポーツの日',
);

function place(t: Test): Promise<ListeningApp> {
  return startTestApp(t, { configuration: linesWithEverything() });
}

interface Visit extends PageOptions {
  readonly scopes?: NewKey['scopes'];
}

/** The view as somebody who is signed in has it before them. */
async function visit(
  t: Test,
  { origin, ledger }: ListeningApp,
  { scopes, ...options }: Visit = {},
) {
  const { key } = await makeKey(ledger, { name: '佐藤', scopes: scopes ?? ['admin'] });
  const page = await browser.page(t, { mayLog: REFUSED, ...options });
  page.setDefaultTimeout(10_000);
  const answer = await page.request.post(`${origin}/v1/session`, {
    ...{ data: { key }, headers: { origin } },
  });
  t.equal(answer.status(), 201);
  await page.goto(`${origin}/console?lang=${options.language ?? 'ja'}#holidays`);
  await page.locator('.provenance').first().waitFor();
  return page;
}

/** What is stored of holidays. */
function stored({ ledger }: ListeningApp) {
  return runtimeHolidaysOf(ledger.state as StoreState);
}

interface NewPatch {
  readonly date: string;
  readonly note?: string;
  readonly name?: { readonly ja: string; readonly en: string };
}

const SPECIAL = { ja: '臨時の祝日', en: 'Special holiday' };

async function add(
  t: Test,
  { app, ledger }: ListeningApp,
  { date, note, name = SPECIAL }: NewPatch,
) {
  const { headers } = await makeKey(ledger, { name: '鈴木', scopes: ['admin'] });
  const payload = { kind: 'add', date, name, note: note ?? '令和9年法律第1号' };
  const answer = await app.inject({ method: 'POST', url: '/v1/holidays', headers, payload });
  t.equal(answer.statusCode, 201);
}

async function pick(page: Page, text: string | Buffer, name = 'syukujitsu.csv'): Promise<void> {
  const buffer = typeof text === 'string' ? Buffer.from(text) : text;
  const file = { name, mimeType: 'text/csv', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
}

function label(page: Page, text: string): Locator {
  return page.getByLabel(text, { exact: true });
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

t.test('a new official list shows what it changes, and is then in force', SKIP, async (t) => {
  const at = await place(t);
  await add(t, at, { date: '2027-06-10' });
  await add(t, at, { date: '2027-09-01', name: { ja: '創業の日', en: 'Our day' } });
  const page = await visit(t, at);
  await page.getByText('取り込んだデータはありません。').waitFor();
  await pick(page, NEW_LIST);
  const changes = page.locator('.list-changes');
  await changes.waitFor();
  const told = await changes.innerText();
  t.match(
    told,
    /1955年から2027年までの祝日データです。\s*この期間の祝日は、年ごとすべてこのデータに/,
  );
  t.match(told, /増える祝日（2日）\s*2027年10月12日（火） スポーツの日\s*2027年6月10日/);
  t.match(told, /なくなる祝日（1日）\s*2027年10月11日（月） スポーツの日/);
  t.match(
    told,
    /以後はデータの名称でご案内します。\s*2027年6月10日（木）を祝日「臨時の祝日」にする/,
  );
  t.match(told, /食い違っています。[^。]*。[^。]*。\s*2027年9月1日（水）を祝日「創業の日」にする/);
  t.equal(stored(at).official, null, 'nothing was changed by looking');
  await expectAccessible(t, page);
  await shoot(t, page, 'console-holidays-upload-desk-ja');
  await button(page, 'この内容で取り込む').click();
  await page.getByText('取り込んだデータ（1955年〜2027年）を使っています。').waitFor();
  t.match(await page.locator('.official-list').innerText(), /2026年11月24日（火） 10:00　佐藤/);
  await page.getByText('臨時の祝日').waitFor({ state: 'detached' });
  t.same(
    stored(at).patches.map(({ date }) => date),
    ['2027-09-01'],
  );
  t.equal(await page.evaluate('document.activeElement.id'), 'official');
  await button(page, '取り込んだデータを外す').click();
  await page.getByText('受付時間が変わることがあります。').waitFor();
  await button(page, 'データを外す').click();
  await page.getByText('取り込んだデータはありません。').waitFor();
  t.equal(stored(at).official, null);
});

const WRONG_FILES = {
  ja: {
    page: /CSVではなくウェブページ（HTML）です/,
    rows: [
      /\d+行目：「2027\/1\/32」という日付はありません。/,
      /\d+行目：「春分の日」が2027年3月21日（日）なのに、2027年3月22日（月）の振替休日がありません/,
    ],
    old: /いま使っているデータより早い年で終わっています/,
    force: '期間が短くなることを確認したうえで取り込む',
    covers: /1955年から2026年までの祝日データです。/,
  },
  en: {
    page: /This is a web page \(HTML\), not CSV/,
    rows: [/line \d+: "2027\/1\/32"; write a date/, /on Sunday, 2027-03-21, but no 休日 on 2027/],
    old: /It ends in an earlier year than the list in use/,
    force: 'Use it although it ends earlier',
    covers: /Holidays from 1955 to 2026\./,
  },
} as const;

for (const language of ['ja', 'en'] as const) {
  t.test(`a file that cannot be used is told by its lines, in ${language}`, SKIP, async (t) => {
    const at = await place(t);
    const width = language === 'ja' ? 'phone' : 'desk';
    const page = await visit(t, at, { language, width, colorScheme: 'dark' });
    const wrong = WRONG_FILES[language];
    const fault = page.locator('.official-list .fault');
    await pick(page, '<!DOCTYPE html><html><title>404</title></html>');
    await page.locator('.fault', { hasText: wrong.page }).waitFor();
    await pick(
      page,
      OFFICIAL_TEXT.replace('2027/1/1,', '2027/1/32,').replace('2027/3/22,休日\r\n', ''),
    );
    await page.locator('.fault', { hasText: wrong.rows[1] }).waitFor();
    t.match(await fault.innerText(), wrong.rows[0]);
    await expectAccessible(t, page);
    await shoot(t, page, `console-holidays-refused-${width}-${language}`);
    await pick(page, OFFICIAL_TEXT.replace(/2027\/.*\r\n/g, ''));
    await page.locator('.fault', { hasText: wrong.old }).waitFor();
    await label(page, wrong.force).check();
    await page.locator('.list-changes', { hasText: wrong.covers }).waitFor();
    t.equal(stored(at).official, null);
  });
}

t.test('a file is dropped on the field, as published in Shift_JIS', SKIP, async (t) => {
  const page = await visit(t, await place(t));
  const box = await page.locator('input[type=file]').boundingBox();
  if (!box) throw new Error('the field is not shown');
  const session = await page.context().newCDPSession(page);
  const place_ = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const files = [new URL('../fixtures/syukujitsu.csv', import.meta.url).pathname];
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...place_, data });
  }
  await page.locator('.list-changes').waitFor();
  t.match(await page.locator('.list-changes').innerText(), /祝日の日付と名称は変わりません。/);
});

t.test(
  'a date becomes a holiday with a reason, is seen at once, and is taken back',
  SKIP,
  async (t) => {
    const at = await place(t);
    const page = await visit(t, at, { width: 'phone' });
    await button(page, '祝日の変更を登録').click();
    await label(page, '祝日にする日').fill('2026-11-23');
    await page.getByText('この日は「勤労感謝の日」です。').waitFor();
    await label(page, '名称（日本語）').fill('臨時の祝日');
    await label(page, '名称（英語）').fill('Special holiday');
    await label(page, '理由（社内用）').fill('令和9年法律第1号');
    await page.getByText('この日はすでに祝日です。').waitFor();
    await page.getByText('入力の誤りを直すと、').waitFor();
    t.ok(await button(page, '登録する').isDisabled());
    await expectAccessible(t, page);
    await page.reload();
    await label(page, '祝日にする日').fill('2026-12-10');
    await page.locator('.preview-change').waitFor();
    t.match(
      await page.locator('.patch-form').innerText(),
      /12月10日（木）\s*9:00〜11:50\s*受付 →\s*から\s*受付停止 臨時の祝日/,
    );
    t.equal(stored(at).patches.length, 0);
    await expectAccessible(t, page);
    await shoot(t, page, 'console-holidays-patch-phone-ja');
    // The answer is lost, not the request.
    await page.route(
      '**/v1/holidays',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await button(page, '登録する').click();
    const item = page.locator('.patch');
    await item.waitFor();
    t.match(await item.innerText(), /2026年12月10日（木）を祝日「臨時の祝日」にする 有効/);
    t.match(await item.innerText(), /令和9年法律第1号[\s\S]*佐藤/);
    t.equal(stored(at).patches.length, 1, 'made once');
    await page.locator('tr', { hasText: '臨時登録' }).waitFor();
    await item.getByRole('button').click();
    await page.getByText('この登録を取り消しますか。').waitFor();
    await expectAccessible(t, page);
    await shoot(t, page, 'console-holidays-remove-phone-ja');
    await button(page, '登録を取り消す').click();
    await item.waitFor({ state: 'detached' });
    t.equal(stored(at).patches.length, 0);
    t.equal(await page.evaluate('document.activeElement.id'), 'patches');
    await page.getByRole('link', { name: '変更履歴' }).click();
    const what = '2026年12月10日（木）を祝日「臨時の祝日」にする';
    await page.getByText(`佐藤が祝日を臨時登録：${what}`).waitFor();
    await page.getByText(`佐藤が祝日の臨時登録を取り消し：${what}`).waitFor();
  },
);

t.test('a holiday is moved, in English', SKIP, async (t) => {
  const at = await place(t);
  const page = await visit(t, at, { language: 'en' });
  await button(page, 'Patch a holiday').click();
  await label(page, 'Move a holiday').check();
  await label(page, 'Date it has now').fill('2027-07-19');
  await page.getByText('This is Marine Day.').waitFor();
  await label(page, 'New date').fill('2029-07-22');
  await label(page, 'Why (internal)').fill('Special act');
  await page.getByText('A holiday moves by at most 400 days.').waitFor();
  await label(page, 'New date').fill('2027-07-22');
  await page.locator('.preview-change').waitFor();
  await shoot(t, page, 'console-holidays-move-desk-en');
  await button(page, 'Save').click();
  await page.getByText('Move Marine Day from Mon 19 Jul 2027 to Thu 22 Jul 2027').waitFor();
  t.match(stored(at).patches, [{ kind: 'move', date: '2027-07-19', to: '2027-07-22' }]);
});

t.test(
  'whoever may not change holidays sees them, and with override the patches',
  SKIP,
  async (t) => {
    const at = await place(t);
    const name = `${HOSTILE_TEXTS['an end tag']}${'国際博覧会開催記念日'.repeat(8)}`;
    await add(t, at, { date: '2026-12-10', name: { ja: name, en: name }, note: 'あ'.repeat(900) });
    const page = await visit(t, at, { scopes: ['override'], width: 'phone' });
    await page.locator('.patch').waitFor();
    t.ok((await page.locator('.patch').innerText()).includes(name));
    t.equal(await page.locator('.holiday-changes :is(button, input)').count(), 0);
    const tag = page.locator('td .provenance');
    const heights = await tag.evaluateAll((tags) => tags.map((each) => each.clientHeight));
    t.equal(new Set(heights).size, 1, 'a long name leaves the tags on one line');
    t.ok(Math.max(...heights) < 40);
    await expectAccessible(t, page);
    await shoot(t, page, 'console-holidays-override-phone-ja');
    const reader = await visit(t, at, { scopes: ['read'] });
    await reader.getByText('取り込んだデータはありません。').waitFor();
    t.equal(await reader.locator('.patches').count(), 0);
  },
);
