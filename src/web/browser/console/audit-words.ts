import type { Language } from '../../../core/reason.ts';
import type { OverrideField } from './audit-trail.ts';

/** What is told of an override, each in words already. */
export interface ToldOverride {
  readonly who: string;
  /** `すべての窓口`, `電話用暗証番号デスク`. */
  readonly scope: string;
  readonly effect: string;
  readonly name: string | null;
  readonly period: string;
}

interface AuditWords {
  readonly loading: string;
  readonly none: string;
  readonly older: string;
  readonly at: string;
  readonly who: (author: string | null, key: string) => string;
  readonly create: (told: ToldOverride) => string;
  readonly change: (told: ToldOverride) => string;
  readonly end: (told: ToldOverride) => string;
  readonly other: (action: string, who: string, name: string) => string;
  readonly all: string;
  readonly group: (name: string) => string;
  readonly join: (names: readonly string[]) => string;
  readonly effects: Readonly<Record<'open' | 'closed', string>>;
  readonly hours: (spans: readonly string[]) => string;
  readonly period: (from: string, until: string) => string;
  readonly details: string;
  readonly fields: Readonly<Record<OverrideField, string>>;
  readonly before: string;
  readonly after: string;
  readonly field: string;
  readonly empty: string;
  readonly yes: string;
  readonly no: string;
  readonly hash: string;
  readonly version: (version: number) => string;
}

const ACTIONS_JA: Readonly<Record<string, (who: string, name: string) => string>> = {
  'key.create': (who, name) => `${who}がアクセスキー「${name}」を発行`,
  'key.revoke': (who, name) => `${who}がアクセスキー「${name}」を無効化`,
  'session.start': (who) => `${who}がサインイン`,
  'session.end': (who) => `${who}がサインアウト`,
  'holiday.patch': (who, patch) => `${who}が祝日を臨時登録：${patch}`,
  'holiday.unpatch': (who, patch) => `${who}が祝日の臨時登録を取り消し：${patch}`,
  'holiday.official': (who) => `${who}が内閣府の祝日データを取り込み`,
  'holiday.unofficial': (who) => `${who}が祝日データの取り込みを取り消し`,
  'configuration.reload': () => '設定ファイルを読み込み',
  'calendar.fetch': () => '外部カレンダーの休日を更新',
};

const ACTIONS_EN: Readonly<Record<string, (who: string, name: string) => string>> = {
  'key.create': (who, name) => `${who} created the access key “${name}”`,
  'key.revoke': (who, name) => `${who} revoked the access key “${name}”`,
  'session.start': (who) => `${who} signed in`,
  'session.end': (who) => `${who} signed out`,
  'holiday.patch': (who, patch) => `${who} patched a holiday: ${patch}`,
  'holiday.unpatch': (who, patch) => `${who} took a patch of a holiday back: ${patch}`,
  'holiday.official': (who) => `${who} put an official list of holidays in force`,
  'holiday.unofficial': (who) => `${who} took the official list of holidays back`,
  'configuration.reload': () => 'The configuration was read',
  'calendar.fetch': () => 'The dates of a calendar elsewhere changed',
};

export const AUDIT_WORDS: Readonly<Record<Language, AuditWords>> = {
  ja: {
    loading: '読み込んでいます…',
    none: 'まだ記録はありません。',
    older: '以前の記録を表示',
    at: '日時',
    who: (author, key) => (author === null ? key : `${author}（${key}）`),
    create: ({ who, scope, effect, name, period }) =>
      `${who}が${name === null ? '' : `「${name}」で`}${scope}を${effect}に設定：${period}`,
    change: ({ who, scope, name, period }) =>
      `${who}が${scope}の臨時変更${name === null ? '' : `「${name}」`}を変更：${period}`,
    end: ({ who, scope, name, period }) =>
      `${who}が${scope}の臨時変更${name === null ? '' : `「${name}」`}を終了：${period}`,
    other: (action, who, name) => ACTIONS_JA[action]?.(who, name) ?? `${who}：${action}`,
    all: 'すべての窓口',
    group: (name) => `グループ「${name}」`,
    join: (names) => names.join('、'),
    effects: { open: '営業', closed: '休業' },
    hours: (spans) => `${spans.join('、')}の営業`,
    period: (from, until) => `${from}〜${until}`,
    details: '変更前と変更後',
    fields: {
      lines: '窓口',
      groups: 'グループ',
      all: 'すべての窓口',
      state: '受付',
      hours: '受付時間',
      from: '開始',
      until: '終了',
      reason: '理由',
      name: '名称',
      message: 'ご案内文',
      note: '社内メモ',
      author: '決定者',
    },
    before: '変更前',
    after: '変更後',
    field: '項目',
    empty: 'なし',
    yes: 'はい',
    no: 'いいえ',
    hash: 'ハッシュ',
    version: (version) => `記録 ${version}`,
  },
  en: {
    loading: 'Loading…',
    none: 'Nothing has been recorded yet.',
    older: 'Show older records',
    at: 'When',
    who: (author, key) => (author === null ? key : `${author} (${key})`),
    create: ({ who, scope, effect, name, period }) =>
      `${who} set ${scope} to ${effect}${name === null ? '' : ` for “${name}”`}: ${period}`,
    change: ({ who, scope, name, period }) =>
      `${who} changed the override${name === null ? '' : ` “${name}”`} of ${scope}: ${period}`,
    end: ({ who, scope, name, period }) =>
      `${who} ended the override${name === null ? '' : ` “${name}”`} of ${scope}: ${period}`,
    other: (action, who, name) => ACTIONS_EN[action]?.(who, name) ?? `${who}: ${action}`,
    all: 'all lines',
    group: (name) => `the group “${name}”`,
    join: (names) => names.join(', '),
    effects: { open: 'open', closed: 'closed' },
    hours: (spans) => `open ${spans.join(', ')}`,
    period: (from, until) => `${from} – ${until}`,
    details: 'Before and after',
    fields: {
      lines: 'Lines',
      groups: 'Groups',
      all: 'All lines',
      state: 'State',
      hours: 'Hours',
      from: 'From',
      until: 'Until',
      reason: 'Reason',
      name: 'Name',
      message: 'Announcement',
      note: 'Internal note',
      author: 'Decided by',
    },
    before: 'Before',
    after: 'After',
    field: 'What',
    empty: 'none',
    yes: 'yes',
    no: 'no',
    hash: 'Hash',
    version: (version) => `Record ${version}`,
  },
};
