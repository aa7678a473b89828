import type { Language } from '../../../core/reason.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';

export const EDITED_FIELDS = [
  'until',
  'reason',
  'nameJa',
  'nameEn',
  'messageJa',
  'messageEn',
  'note',
] as const;
export type EditedField = (typeof EDITED_FIELDS)[number];

interface EndingWords {
  readonly act: string;
  readonly question: string;
  readonly confirm: string;
  readonly keep: string;
  readonly done: string;
}

interface OverrideWords {
  readonly phases: Readonly<Record<OverrideJson['phase'], string>>;
  readonly headings: Readonly<Record<OverrideJson['phase'], string>>;
  readonly none: Readonly<Record<OverrideJson['phase'], string>>;
  readonly closes: (scope: string) => string;
  readonly opens: (scope: string) => string;
  readonly opensIn: (scope: string, hours: string) => string;
  readonly period: string;
  readonly reason: string;
  readonly name: string;
  readonly message: string;
  readonly note: string;
  readonly by: string;
  readonly changedBy: string;
  readonly endedBy: string;
  readonly span: (from: string, until: string) => string;
  readonly left: (duration: string) => string;
  readonly startsIn: (duration: string) => string;
  readonly byAt: (who: string, moment: string) => string;
  readonly heard: string;
  readonly unheard: string;
  readonly extend: Readonly<Record<30 | 60, string>>;
  readonly edit: string;
  /** What is active is ended, what is planned is called off. */
  readonly endings: Readonly<Record<'active' | 'planned', EndingWords>>;
  readonly save: string;
  readonly cancel: string;
  readonly saved: string;
  readonly fields: Readonly<Record<EditedField, string>>;
  readonly messageHint: string;
  readonly showPast: string;
  readonly more: string;
  readonly conflict: string;
  readonly conflictLead: (who: string, moment: string) => string;
  readonly conflictOver: string;
  readonly field: string;
  readonly mine: string;
  readonly theirs: string;
  readonly empty: string;
  readonly differs: string;
  readonly overwrite: string;
  readonly keepTheirs: string;
  readonly ending: string;
  readonly status: string;
}

export const OVERRIDE_WORDS: Readonly<Record<Language, OverrideWords>> = {
  ja: {
    phases: { active: '実施中', planned: '予定', past: '終了' },
    headings: { active: '実施中', planned: '予定', past: '終了したもの' },
    none: {
      active: '実施中の臨時変更はありません。',
      planned: '予定されている臨時変更はありません。',
      past: '終了した臨時変更はありません。',
    },
    closes: (scope) => `${scope}を閉める`,
    opens: (scope) => `${scope}を開ける`,
    opensIn: (scope, hours) => `${scope}を ${hours} に開ける`,
    period: '期間',
    reason: '理由',
    name: '案内する名称',
    message: '案内文',
    note: 'メモ（社内用）',
    by: '登録',
    changedBy: '最終変更',
    endedBy: '終了操作',
    span: (from, until) => `${from} 〜 ${until}`,
    left: (duration) => `あと${duration}`,
    startsIn: (duration) => `${duration}後に開始`,
    byAt: (who, moment) => `${who}（${moment}）`,
    heard: 'お客様への案内を見る',
    unheard: '対象の窓口がないため、案内はありません。',
    extend: { 30: '30分延長', 60: '1時間延長' },
    edit: '時刻指定・編集',
    endings: {
      active: {
        act: '終了する',
        question: '今すぐ終了すると、次のように変わります。終了したものは再開できません。',
        confirm: '今すぐ終了する',
        keep: '終了しない',
        done: '終了しました。',
      },
      planned: {
        act: '予定を取り消す',
        question: '取り消すと、次のように変わります。取り消した予定は元に戻せません。',
        confirm: '取り消す',
        keep: '取り消さない',
        done: '予定を取り消しました。',
      },
    },
    save: '保存',
    cancel: 'やめる',
    saved: '保存しました。',
    fields: {
      until: '終了日時',
      reason: '理由',
      nameJa: '案内する名称（日本語）',
      nameEn: '案内する名称（英語）',
      messageJa: '案内文（日本語）',
      messageEn: '案内文（英語）',
      note: 'メモ（社内用）',
    },
    messageHint:
      '空欄のときは、理由と再開時刻から案内文が作られます。入力するときは両方の言語が必要です。',
    showPast: '終了したものを表示',
    more: 'さらに表示',
    conflict: '変更が重なりました',
    conflictLead: (who, moment) =>
      `${who}さんが${moment}にこの臨時変更を書き換えました。内容を見比べて、どちらを残すか選んでください。`,
    conflictOver: 'すでに終了しているため、変更を保存できません。必要なら新しく作成してください。',
    field: '項目',
    mine: 'あなたの変更',
    theirs: '現在の内容（相手）',
    empty: '（なし）',
    differs: '違いあり',
    overwrite: '自分の変更を上書きして保存',
    keepTheirs: '相手の内容を残す',
    ending: '今すぐ終了',
    status: '状態',
  },
  en: {
    phases: { active: 'Active', planned: 'Planned', past: 'Over' },
    headings: { active: 'Active', planned: 'Planned', past: 'Over' },
    none: {
      active: 'No override is active.',
      planned: 'No override is planned.',
      past: 'No override is over.',
    },
    closes: (scope) => `Closes ${scope}`,
    opens: (scope) => `Opens ${scope}`,
    opensIn: (scope, hours) => `Opens ${scope} at ${hours}`,
    period: 'When',
    reason: 'Reason',
    name: 'Name for callers',
    message: 'Message',
    note: 'Note (for us)',
    by: 'Made by',
    changedBy: 'Last changed by',
    endedBy: 'Ended by',
    span: (from, until) => `${from} – ${until}`,
    left: (duration) => `${duration} left`,
    startsIn: (duration) => `begins in ${duration}`,
    byAt: (who, moment) => `${who} (${moment})`,
    heard: 'What callers hear',
    unheard: 'There is no line that it is for.',
    extend: { 30: '30 min longer', 60: '1 hour longer' },
    edit: 'Other end, edit',
    endings: {
      active: {
        act: 'End',
        question: 'Ending it now would change this. What is over cannot be resumed.',
        confirm: 'End it now',
        keep: 'Do not end it',
        done: 'Ended.',
      },
      planned: {
        act: 'Call off',
        question: 'Calling it off would change this. What is called off cannot be resumed.',
        confirm: 'Call it off',
        keep: 'Leave it planned',
        done: 'Called off.',
      },
    },
    save: 'Save',
    cancel: 'Cancel',
    saved: 'Saved.',
    fields: {
      until: 'End',
      reason: 'Reason',
      nameJa: 'Name for callers (Japanese)',
      nameEn: 'Name for callers (English)',
      messageJa: 'Message (Japanese)',
      messageEn: 'Message (English)',
      note: 'Note (for us)',
    },
    messageHint:
      'Left empty, it is made from the reason and the next opening. Else in both languages.',
    showPast: 'Show what is over',
    more: 'Show more',
    conflict: 'Somebody else changed this too',
    conflictLead: (who, moment) =>
      `${who} changed this override (${moment}). Compare the two, and choose which one stays.`,
    conflictOver:
      'It is over, so that nothing can be saved. If it is still needed, make a new one.',
    field: 'Part',
    mine: 'Your change',
    theirs: 'As it is now (theirs)',
    empty: '(none)',
    differs: 'differs',
    overwrite: 'Save mine over it',
    keepTheirs: 'Keep theirs',
    ending: 'ends now',
    status: 'Status',
  },
};
