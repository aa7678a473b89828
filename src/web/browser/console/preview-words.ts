import type { Language, State } from '../../../core/reason.ts';

interface PreviewWords {
  readonly nothing: string;
  readonly truncated: string;
  readonly states: Readonly<Record<State, string>>;
  /** Hours in which the state stays, and only the announcement is another one. */
  readonly stays: (state: State) => string;
  readonly becomes: string;
  readonly span: (from: string, until: string) => string;
  readonly more: (names: readonly string[], others: number) => string;
  readonly moreDates: (count: number) => string;
  readonly moreTexts: (count: number, isRest: boolean) => string;
  readonly heard: string;
  readonly heardFrom: (moment: string) => string;
  readonly alsoReason: (count: number) => string;
  readonly hours: string;
  readonly after: string;
  readonly date: string;
}

export const PREVIEW_WORDS: Readonly<Record<Language, PreviewWords>> = {
  ja: {
    nothing: '変わる時間帯はありません。営業時間もご案内もいまのままです。',
    truncated:
      '変更が多いため、一部だけを表示しています。期間か窓口を分けると、すべて確認できます。',
    states: { open: '受付', closed: '受付停止' },
    stays: (state) => (state === 'open' ? '受付のまま' : '受付時間外のまま'),
    becomes: 'から',
    span: (from, until) => `${from}〜${until}`,
    more: (names, others) =>
      `${names.map((name) => `「${name}」`).join('')}${others > 0 ? ` ほか${others}窓口` : ''}`,
    moreDates: (count) => `残り${count}日を表示`,
    moreTexts: (count, isRest) => `${isRest ? 'ほか' : ''}${count}件のご案内を表示`,
    heard: 'お客様へのご案内',
    heardFrom: (moment) => `${moment}から`,
    alsoReason: (count) => `状態は同じで、ご案内の理由だけが変わる時間帯（${count}件）`,
    hours: '時間帯',
    after: '変更後',
    date: '日付',
  },
  en: {
    nothing: 'No hours would change: neither what is open nor what callers are told.',
    truncated: 'There is more than is shown. Choose fewer dates or lines to see all of it.',
    states: { open: 'open', closed: 'closed' },
    stays: (state) => (state === 'open' ? 'stays open' : 'stays closed'),
    becomes: 'becomes',
    span: (from, until) => `${from}–${until}`,
    more: (names, others) => `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`,
    moreDates: (count) => `Show ${count} more ${count === 1 ? 'date' : 'dates'}`,
    moreTexts: (count, isRest) =>
      `Show ${count}${isRest ? ' more' : ''} ${count === 1 ? 'announcement' : 'announcements'}`,
    heard: 'What callers will hear',
    heardFrom: (moment) => `from ${moment}`,
    alsoReason: (count) =>
      `Same state, other reason told (${count} ${count === 1 ? 'stretch' : 'stretches'})`,
    hours: 'Hours',
    after: 'After',
    date: 'Date',
  },
};
