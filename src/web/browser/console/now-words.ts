import type { Language, State } from '../../../core/reason.ts';
import type { OverrideReason } from './desk.ts';

interface NowWords {
  readonly lead: string;
  readonly filter: string;
  readonly noMatch: string;
  readonly noLines: string;
  readonly others: string;
  readonly allLines: string;
  /** Within a sentence. */
  readonly everyLine: string;
  readonly states: Readonly<Record<State, string>>;
  /** Closed by somebody, whatever the hours. */
  readonly stopped: string;
  readonly until: (moment: string, left: string) => string;
  readonly opensAt: (moment: string, left: string) => string;
  readonly noChange: string;
  readonly override: string;
  readonly lastKnown: string;
  readonly unknown: string;
  /** What a button does, by the state it brings; `actsOn` says to what, too. */
  readonly acts: Readonly<Record<State, string>>;
  readonly actsOn: Readonly<Record<State, (name: string) => string>>;
  readonly groupActs: Readonly<Record<State, string>>;
  readonly count: (lines: number) => string;
  readonly done: Readonly<Record<State, (name: string) => string>>;
  readonly untilMoment: (moment: string) => string;
  readonly undo: string;
  readonly undone: string;
  readonly dismiss: string;
  readonly reasons: Readonly<Record<OverrideReason, string>>;
}

export const NOW_WORDS: Readonly<Record<Language, NowWords>> = {
  ja: {
    lead: '窓口を今すぐ閉める、または開けることができます。',
    filter: '窓口を探す',
    noMatch: '該当する窓口はありません。',
    noLines: 'このアクセスキーで扱える窓口はありません。',
    others: 'グループなし',
    allLines: 'すべての窓口',
    everyLine: 'すべての窓口',
    states: { open: '受付中', closed: '受付時間外' },
    stopped: '受付停止中',
    until: (moment, left) => `${moment} まで（あと${left}）`,
    opensAt: (moment, left) => `${moment} に受付開始（あと${left}）`,
    noChange: '変わる予定なし',
    override: '臨時変更中',
    lastKnown: '最新の状態を確認できていません（最後に確認できた内容です）',
    unknown: '確認しています…',
    acts: { open: '開ける', closed: '閉める' },
    actsOn: { open: (name) => `${name}を開ける`, closed: (name) => `${name}を閉める` },
    groupActs: { open: 'まとめて開ける', closed: 'まとめて閉める' },
    count: (lines) => `${lines}窓口`,
    done: {
      open: (name) => `${name}を開けました。`,
      closed: (name) => `${name}を閉めました。`,
    },
    untilMoment: (moment) => `${moment} まで`,
    undo: '元に戻す',
    undone: '元に戻しました。',
    dismiss: '閉じる',
    reasons: {
      disaster: '災害',
      system_trouble: 'システム障害',
      meeting: '会議',
      staffing: '人員不足',
      other: 'その他',
    },
  },
  en: {
    lead: 'Close or open lines at once.',
    filter: 'Find a line',
    noMatch: 'No line matches.',
    noLines: 'There are no lines that this access key is for.',
    others: 'In no group',
    allLines: 'All lines',
    everyLine: 'all lines',
    states: { open: 'Open', closed: 'Closed' },
    stopped: 'Closed',
    until: (moment, left) => `until ${moment} (${left} left)`,
    opensAt: (moment, left) => `opens ${moment} (in ${left})`,
    noChange: 'no change ahead',
    override: 'Override',
    lastKnown: 'Not confirmed now: this is the last that was known',
    unknown: 'Asking…',
    acts: { open: 'Open', closed: 'Close' },
    actsOn: { open: (name) => `Open ${name}`, closed: (name) => `Close ${name}` },
    groupActs: { open: 'Open all', closed: 'Close all' },
    count: (lines) => (lines === 1 ? '1 line' : `${lines} lines`),
    done: { open: (name) => `Opened ${name}.`, closed: (name) => `Closed ${name}.` },
    untilMoment: (moment) => `until ${moment}`,
    undo: 'Undo',
    undone: 'Undone.',
    dismiss: 'Dismiss',
    reasons: {
      disaster: 'Disaster',
      system_trouble: 'System trouble',
      meeting: 'Meeting',
      staffing: 'Staffing',
      other: 'Other',
    },
  },
};
