import type { Language } from '../../../core/reason.ts';
import { formatDate } from '../../moments.ts';
import type { DateRange } from './date-ranges.ts';
import type { PlanEffect } from './plan-draft.ts';

interface PlanWords {
  readonly loading: string;
  readonly noLines: string;
  readonly lines: string;
  readonly all: string;
  readonly group: (name: string) => string;
  readonly filter: string;
  readonly chosenLines: (count: number) => string;
  readonly chooseLines: string;
  readonly calendar: string;
  readonly calendarOf: (line: string) => string;
  readonly year: (year: number) => string;
  readonly previousYear: string;
  readonly nextYear: string;
  readonly howMouse: string;
  readonly howTouch: string;
  readonly howKeys: string;
  readonly from: string;
  readonly until: string;
  readonly add: string;
  readonly reversed: string;
  readonly pastDate: string;
  readonly dates: string;
  readonly noDates: string;
  readonly tooMany: (most: number) => string;
  readonly range: (range: DateRange) => string;
  readonly days: (count: number) => string;
  readonly fromNow: string;
  readonly remove: (range: string) => string;
  readonly removeShort: string;
  readonly clear: string;
  readonly zones: (line: string, zone: string) => string;
  readonly toForm: (days: number) => string;
  readonly content: string;
  readonly effect: string;
  readonly effects: Readonly<Record<PlanEffect, string>>;
  readonly hours: string;
  readonly hoursHint: string;
  readonly span: (number: number) => string;
  readonly addSpan: string;
  readonly removeSpan: (number: number) => string;
  readonly reason: string;
  readonly name: string;
  readonly nameHint: string;
  readonly message: string;
  readonly messageHint: string;
  readonly note: string;
  readonly noteHint: string;
  readonly ja: string;
  readonly en: string;
  readonly more: string;
  readonly preview: string;
  readonly incomplete: string;
  readonly asking: string;
  readonly ready: string;
  readonly refused: string;
  readonly refusedRanges: (ranges: readonly string[]) => string;
  readonly retry: string;
  readonly save: (count: number) => string;
  readonly saving: string;
  readonly told: (saved: number, others: number) => string;
  readonly outcomes: Readonly<Record<'saving' | 'saved' | 'failed' | 'unsure', string>>;
  readonly results: string;
  readonly toOverrides: string;
}

export const PLAN_WORDS: Readonly<Record<Language, PlanWords>> = {
  ja: {
    loading: '読み込んでいます…',
    noLines: '変更できる窓口がありません。',
    lines: '1. 窓口を選ぶ',
    all: 'すべての窓口',
    group: (name) => `グループ「${name}」`,
    filter: '窓口名で絞り込む',
    chosenLines: (count) => `${count}窓口が対象です`,
    chooseLines: '対象の窓口を選んでください。',
    calendar: '2. 日付を選ぶ',
    calendarOf: (line) => `「${line}」の年間カレンダー`,
    year: (year) => `${year}年`,
    previousYear: '前の年',
    nextYear: '次の年',
    howMouse: 'マウスでは、日付の上をドラッグして選びます。もう一度なぞると解除します。',
    howTouch: 'タッチ画面では、タップで1日ずつ選びます。長押ししてからなぞると、続けて選べます。',
    howKeys:
      'キーボードでは、矢印キーで移動、スペースキーで選択、Shift＋矢印キーで範囲を広げます。',
    from: '開始日',
    until: '終了日',
    add: '期間を追加',
    reversed: '終了日は開始日以降にしてください。',
    pastDate: '今日以降の日付を入力してください。',
    dates: '選んだ期間',
    noDates: 'まだ選ばれていません。',
    tooMany: (most) => `一度に登録できるのは${most}期間までです。`,
    range: ({ from, until }) => {
      const first = formatDate(from, 'ja', { withYear: true });
      if (from === until) return first;
      const withYear = from.slice(0, 4) !== until.slice(0, 4);
      return `${first}〜${formatDate(until, 'ja', { withYear })}`;
    },
    days: (count) => `${count}日間`,
    fromNow: '本日は、保存した時点から始まります。',
    remove: (range) => `${range}を外す`,
    removeShort: '外す',
    clear: 'すべて外す',
    zones: (line, zone) =>
      `タイムゾーンの違う窓口が含まれています。日付は「${line}」の時刻（${zone}）で区切ります。`,
    toForm: (days) => `${days}日を選択中　内容の入力へ`,
    content: '3. 内容を決める',
    effect: '選んだ期間の受付',
    effects: { closed: '終日休業', hours: '時間を変更', open: '終日営業' },
    hours: '受付時間',
    hoursHint: '「09:00-12:00」のように入力します。それ以外の時間は休業になります。',
    span: (number) => `時間帯${number}`,
    addSpan: '時間帯を追加',
    removeSpan: (number) => `時間帯${number}を削除`,
    reason: '理由',
    name: 'お客様に伝える名称（任意）',
    nameHint: '例：社内研修、臨時休業。日本語と英語の両方を入力してください。',
    message: 'お客様へのご案内文（任意）',
    messageHint: '空欄なら標準のご案内になります。{opensAt} などの差し込みも使えます。',
    note: '社内メモ（任意）',
    noteHint: 'お客様には伝わりません。',
    ja: '日本語',
    en: '英語',
    more: 'ご案内文と社内メモ',
    preview: '4. 確認して保存',
    incomplete: '窓口と日付、受付の内容がそろうと、変わる時間帯とご案内をここで確認できます。',
    asking: '変わる内容を確認しています…',
    ready: '保存すると、次のとおり変わります。',
    refused: 'このままでは保存できません。入力内容をご確認ください。',
    refusedRanges: (ranges) =>
      `保存できない期間があります：${ranges.join('、')}。日付を直すか、その期間を外してください。`,
    retry: 'もう一度確認する',
    save: (count) => (count > 1 ? `${count}期間を保存` : '保存'),
    saving: '保存しています…',
    told: (saved, others) => {
      if (others === 0) return saved > 1 ? `${saved}期間を保存しました。` : '保存しました。';
      return `${saved}期間を保存しました。${others}期間は保存できていません。`;
    },
    outcomes: {
      saving: '保存中',
      saved: '保存済み',
      failed: '保存できませんでした',
      unsure: '保存できたか不明です。もう一度保存しても、二重には登録されません。',
    },
    results: '保存の結果',
    toOverrides: '臨時変更の一覧を見る',
  },
  en: {
    loading: 'Loading…',
    noLines: 'There is no line that you may change.',
    lines: '1. Choose lines',
    all: 'All lines',
    group: (name) => `Group “${name}”`,
    filter: 'Filter by name',
    chosenLines: (count) => (count === 1 ? '1 line chosen' : `${count} lines chosen`),
    chooseLines: 'Choose the lines that it is for.',
    calendar: '2. Choose dates',
    calendarOf: (line) => `Year calendar of ${line}`,
    year: (year) => String(year),
    previousYear: 'Previous year',
    nextYear: 'Next year',
    howMouse: 'With a mouse, drag over dates; drag over them again to take them away.',
    howTouch: 'On a touch screen, tap dates one by one, or press long and then drag.',
    howKeys: 'With the keyboard, arrow keys move, Space selects, Shift with arrows extends.',
    from: 'First date',
    until: 'Last date',
    add: 'Add these dates',
    reversed: 'The last date must not be before the first.',
    pastDate: 'Give dates from today on.',
    dates: 'Chosen dates',
    noDates: 'None yet.',
    tooMany: (most) => `At most ${most} stretches can be planned at once.`,
    range: ({ from, until }) => {
      const last = formatDate(until, 'en', { withYear: true });
      if (from === until) return last;
      const withYear = from.slice(0, 4) !== until.slice(0, 4);
      return `${formatDate(from, 'en', { withYear })} – ${last}`;
    },
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    fromNow: 'Today counts from the moment of saving.',
    remove: (range) => `Remove ${range}`,
    removeShort: 'Remove',
    clear: 'Remove all',
    zones: (line, zone) =>
      `The lines are in several time zones. Dates begin and end on the clock of ${line} (${zone}).`,
    toForm: (days) => `${days === 1 ? '1 day' : `${days} days`} chosen: go on`,
    content: '3. What happens',
    effect: 'On these dates',
    effects: { closed: 'Closed all day', hours: 'Other hours', open: 'Open all day' },
    hours: 'Hours',
    hoursHint: 'Write them like 09:00-12:00. It is closed outside them.',
    span: (number) => `Span ${number}`,
    addSpan: 'Add a span',
    removeSpan: (number) => `Remove span ${number}`,
    reason: 'Reason',
    name: 'What callers are told it is called (optional)',
    nameHint: 'Such as Staff training. Write it in both languages.',
    message: 'Announcement to callers (optional)',
    messageHint: 'Left empty, the usual one is told. {opensAt} and the like may stand in it.',
    note: 'Internal note (optional)',
    noteHint: 'Callers are not told.',
    ja: 'Japanese',
    en: 'English',
    more: 'Announcement and internal note',
    preview: '4. Check and save',
    incomplete: 'Once there are lines, dates and hours, what would change is shown here.',
    asking: 'Looking at what would change…',
    ready: 'Saving changes the following.',
    refused: 'It cannot be saved like this. Please check what you entered.',
    refusedRanges: (ranges) =>
      `These dates are refused: ${ranges.join('; ')}. Change or remove them, then save.`,
    retry: 'Check again',
    save: (count) => (count > 1 ? `Save ${count} stretches` : 'Save'),
    saving: 'Saving…',
    told: (saved, others) => {
      if (others === 0) return saved > 1 ? `${saved} stretches were saved.` : 'Saved.';
      return `Saved: ${saved}. Not saved: ${others}.`;
    },
    outcomes: {
      saving: 'saving',
      saved: 'saved',
      failed: 'not saved',
      unsure: 'Not known whether it was saved. Save again: it is not made twice.',
    },
    results: 'What was saved',
    toOverrides: 'See all overrides',
  },
};
