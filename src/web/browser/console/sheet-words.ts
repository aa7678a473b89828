import type { Language, Names, State } from '../../../core/reason.ts';
import type { OverrideReason } from './desk.ts';

export const END_CHOICES = ['hour', 'noon', 'end-of-day', 'next-opening', 'time'] as const;
export type EndChoice = (typeof END_CHOICES)[number];

interface SheetWords {
  readonly titles: Readonly<Record<State, (name: string) => string>>;
  readonly reason: string;
  readonly end: string;
  readonly ends: Readonly<Record<EndChoice, string>>;
  readonly at: string;
  readonly more: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly nameHint: string;
  readonly suggestions: string;
  readonly note: string;
  readonly noteHint: string;
  readonly preview: string;
  readonly previewing: string;
  readonly save: Readonly<Record<State, string>>;
  readonly saving: string;
  readonly doubt: string;
  readonly retryNow: string;
  readonly cancel: string;
  /** While it is not known whether it was saved. */
  readonly leave: string;
  readonly needsTime: string;
}

export const SHEET_WORDS: Readonly<Record<Language, SheetWords>> = {
  ja: {
    titles: {
      open: (name) => `${name}を今すぐ開ける`,
      closed: (name) => `${name}を今すぐ閉める`,
    },
    reason: '理由',
    end: 'いつまで',
    ends: {
      hour: '1時間',
      noon: '正午まで',
      'end-of-day': '本日いっぱい',
      'next-opening': '次の営業開始まで',
      time: '時刻を指定',
    },
    at: '終了日時',
    more: '案内の名称とメモ（任意）',
    nameJa: '案内する名称（日本語）',
    nameEn: '案内する名称（英語）',
    nameHint: '例：台風。お客様には「台風のため…」のようにご案内します。',
    suggestions: '候補',
    note: 'メモ',
    noteHint: '社内用です。お客様には案内されません。',
    preview: '保存すると変わること',
    previewing: '確認しています…',
    save: { open: '開ける', closed: '閉める' },
    saving: '保存しています…',
    doubt:
      '保存できたか確認しています。入力した内容はそのまま残り、二重に保存されることはありません。',
    retryNow: '今すぐ確認',
    cancel: 'やめる',
    leave: '確認せずに閉じる',
    needsTime: '終了日時を入力してください。',
  },
  en: {
    titles: { open: (name) => `Open ${name} now`, closed: (name) => `Close ${name} now` },
    reason: 'Reason',
    end: 'Until when',
    ends: {
      hour: '1 hour',
      noon: 'Until noon',
      'end-of-day': 'Rest of the day',
      'next-opening': 'Until the next opening',
      time: 'Until a time',
    },
    at: 'Date and time of the end',
    more: 'Name for callers, note (optional)',
    nameJa: 'Name for callers (Japanese)',
    nameEn: 'Name for callers (English)',
    nameHint: 'For example: Typhoon. Callers hear it as the cause.',
    suggestions: 'Suggestions',
    note: 'Note',
    noteHint: 'For us; callers are not told.',
    preview: 'What saving would change',
    previewing: 'Asking…',
    save: { open: 'Open', closed: 'Close' },
    saving: 'Saving…',
    doubt: 'Checking whether it was saved. Nothing is lost, and nothing is saved twice.',
    retryNow: 'Check now',
    cancel: 'Cancel',
    leave: 'Leave without knowing',
    needsTime: 'Enter the date and time of the end.',
  },
};

/** What callers can be told it is called; what is not their business has none. */
export const NAME_SUGGESTIONS: Readonly<Record<OverrideReason, readonly Names[]>> = {
  disaster: [
    { ja: '台風', en: 'Typhoon' },
    { ja: '大雪', en: 'Heavy snow' },
    { ja: '地震', en: 'Earthquake' },
  ],
  system_trouble: [
    { ja: 'システム障害', en: 'Technical problems' },
    { ja: '電話回線の障害', en: 'Trouble with the telephone lines' },
  ],
  meeting: [],
  staffing: [],
  other: [{ ja: '設備点検', en: 'Maintenance' }],
};

/** Where somebody wrote a name in one language only. */
export const GENERIC_NAMES: Readonly<Record<State, Names>> = {
  open: { ja: '臨時営業', en: 'Special opening' },
  closed: { ja: '臨時休業', en: 'Temporary closure' },
};
