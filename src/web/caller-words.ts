import type { InstantFault } from '../core/parse-instant.ts';
import type { Language, Layer } from '../core/reason.ts';

/** What the page says about "what would a caller get at…?". */
interface CallerWords {
  readonly lead: string;
  readonly instant: (zone: string) => string;
  readonly ask: string;
  readonly faults: Readonly<Record<InstantFault, (asked: string) => string>>;
  /** The clock skips the time that was asked for, or reads it twice. */
  readonly skipped: (read: string) => string;
  readonly repeated: (read: string) => string;
  readonly askLater: (later: string) => string;
  readonly decision: string;
  readonly at: string;
  readonly reason: string;
  readonly since: string;
  readonly until: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly retryAt: string;
  readonly destination: string;
  readonly announcement: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly reading: string;
  readonly speech: string;
  readonly formats: string;
  readonly formatNames: Readonly<Record<string, string>>;
  readonly explanation: string;
  /** The layers come strongest first. */
  readonly explanationLead: (date: string, layers: readonly string[]) => string;
  readonly layers: Readonly<Record<Layer, string>>;
  readonly won: string;
  readonly silent: (layers: readonly string[]) => string;
  readonly lostTo: (layer: string) => string;
  readonly saidClosed: string;
  readonly cut: (name: string, spans: string) => string;
  readonly narrowed: string;
  readonly bridged: string;
  readonly holiday: (name: string) => string;
}

const JA: CallerWords = {
  lead: '日時を指定すると、その時刻に電話をかけた方への応答と、その理由を確認できます。',
  instant: (zone) => `日時（${zone} の時刻）`,
  ask: '確認する',
  faults: {
    not_iso: (asked) =>
      `「${asked}」は日時として読み取れません。2026-11-24T09:00 のようにご入力ください。`,
    no_such_date: (asked) => `「${asked}」は存在しない日付または時刻です。`,
    needs_offset: (asked) => `「${asked}」には時差の指定が必要です。`,
    out_of_range: () => '1970年から2100年までの日時をご入力ください。',
  },
  skipped: (read) =>
    `ご指定の時刻は、時計が進められるため存在しません。切り替わった直後の ${read} としてお答えしています。`,
  repeated: (read) =>
    `ご指定の時刻は、時計が戻されるため2回あります。早いほうの ${read} としてお答えしています。`,
  askLater: (later) => `遅いほう（${later}）を確認する`,
  decision: '判定',
  at: '日時',
  reason: '理由',
  since: 'この状態の始まり',
  until: 'この状態の終わり',
  opensAt: '受付開始',
  closesAt: '受付終了',
  retryAt: 'おかけ直しのご案内',
  destination: '転送先',
  announcement: 'ご案内の文章',
  languages: { ja: '日本語', en: '英語' },
  reading: '画面用',
  speech: '音声用',
  formats: 'IVR が受け取る内容',
  formatNames: {
    word: '1語',
    text: '1行のテキスト',
    form: 'フォーム形式',
    flat: '平らな JSON',
    json: 'JSON',
    twiml: 'TwiML（Twilio）',
    vxml: 'VoiceXML',
  },
  explanation: '判定の理由',
  explanationLead: (date, layers) =>
    `${date}の営業時間は、次の優先順位で決まります：${layers.join(' ＞ ')}`,
  layers: {
    override: '臨時変更',
    exception: '特別日程',
    long_break: '長期休業',
    holiday: '祝日',
    regular: '通常の営業時間',
  },
  won: '採用',
  silent: (layers) => `この日の指定がないもの：${layers.join('、')}`,
  lostTo: (layer) => `「${layer}」を優先`,
  saidClosed: '休業',
  cut: (name, spans) => `「${name}」により ${spans} を除いています。`,
  narrowed: '翌日が祝日のため、営業時間を短縮しています。',
  bridged: '休業日に挟まれているため、休業としています。',
  holiday: (name) => `この日は「${name}」です。`,
};

const EN: CallerWords = {
  lead: 'Choose a date and time to see what a caller would get then, and why.',
  instant: (zone) => `Date and time (in ${zone})`,
  ask: 'Ask',
  faults: {
    not_iso: (asked) => `“${asked}” is not a date and time. Please write it like 2026-11-24T09:00.`,
    no_such_date: (asked) => `“${asked}” is a date or time that does not exist.`,
    needs_offset: (asked) => `“${asked}” needs an offset.`,
    out_of_range: () => 'Please give a date and time from 1970 to 2100.',
  },
  skipped: (read) =>
    `The clock goes forward and skips that time. It is read as ${read}, right after the change.`,
  repeated: (read) =>
    `The clock goes back, so it reads that time twice. It is read as the earlier one, ${read}.`,
  askLater: (later) => `Ask about the later one (${later})`,
  decision: 'Decision',
  at: 'At',
  reason: 'Reason',
  since: 'Since',
  until: 'Until',
  opensAt: 'Opens',
  closesAt: 'Closes',
  retryAt: 'Call again from',
  destination: 'Destination',
  announcement: 'Announcement',
  languages: { ja: 'Japanese', en: 'English' },
  reading: 'To read',
  speech: 'To hear',
  formats: 'As the IVR receives it',
  formatNames: {
    word: 'One word',
    text: 'One line of text',
    form: 'Form fields',
    flat: 'Flat JSON',
    json: 'JSON',
    twiml: 'TwiML (Twilio)',
    vxml: 'VoiceXML',
  },
  explanation: 'Why, layer by layer',
  explanationLead: (date, layers) =>
    `The hours of ${date} come from the first of these that has a say: ${layers.join(' › ')}.`,
  layers: {
    override: 'Override',
    exception: 'Special day',
    long_break: 'Long break',
    holiday: 'Holiday',
    regular: 'Regular hours',
  },
  won: 'Decides',
  silent: (layers) => `With nothing to say about this date: ${layers.join(', ')}.`,
  lostTo: (layer) => `Gives way to: ${layer}`,
  saidClosed: 'Closed',
  cut: (name, spans) => `${spans} is taken out by “${name}”.`,
  narrowed: 'Hours are shortened because the next day is a holiday.',
  bridged: 'Closed because it lies between closed days.',
  holiday: (name) => `The date is a holiday: ${name}.`,
};

export const CALLER_WORDS: Readonly<Record<Language, CallerWords>> = { ja: JA, en: EN };
