import type { Language } from '../core/reason.ts';

type Part = 'now' | 'hours' | 'week' | 'year' | 'coming' | 'day' | 'caller';
/** Why a date or a year that was asked for is not shown. */
export type DateFault = 'bad_date' | 'date_out_of_range' | 'never_happened';

/** What the page of a line says. */
interface LineWords {
  readonly parts: string;
  /** On paper: when what it says was so. */
  readonly printedOn: (date: string) => string;
  readonly titles: Readonly<Record<Part, string>>;
  /** What an override makes of a line. */
  readonly states: Readonly<Record<'open' | 'closed', string>>;
  readonly until: (moment: string) => string;
  readonly from: (moment: string) => string;
  readonly neverOpens: string;
  readonly neverCloses: string;
  readonly call: string;
  readonly online: string;
  readonly lastKnown: (moment: string) => string;
  readonly override: string;
  readonly currentBreak: string;
  readonly upcomingBreak: string;
  readonly period: (from: string, until: string) => string;
  readonly days: (count: number) => string;
  readonly reopens: (moment: string) => string;
  readonly bridges: (dates: readonly string[]) => string;
  readonly editionFrom: (date: string) => string;
  readonly today: string;
  readonly closed: string;
  readonly unknownDate: string;
  readonly otherYears: string;
  readonly year: (year: number) => string;
  readonly skipCalendar: string;
  readonly legend: string;
  readonly count: (days: number) => string;
  readonly namedDays: (year: number) => string;
  readonly noNamedDays: string;
  readonly subscribe: string;
  readonly nothingComing: string;
  readonly exceptions: string;
  readonly more: (count: number) => string;
  readonly breaks: string;
  readonly overrides: string;
  readonly active: string;
  readonly date: string;
  readonly show: string;
  readonly dayFaults: Readonly<Record<DateFault, (asked: string) => string>>;
  readonly yearFault: (asked: string) => string;
  readonly hoursLong: (hours: number) => string;
  readonly reasons: string;
  readonly bar: (spans: readonly string[]) => string;
}

const JA: LineWords = {
  parts: 'このページの内容',
  printedOn: (date) => `${date}現在`,
  titles: {
    now: 'いまの状況',
    hours: '営業時間',
    week: '今週の予定',
    year: '年間カレンダー',
    coming: '今後の予定',
    day: '日付を調べる',
    caller: 'この時刻に電話すると？',
  },
  states: { open: '臨時営業', closed: '臨時休業' },
  until: (moment) => `${moment}まで`,
  from: (moment) => `次の受付は${moment}から`,
  neverOpens: '再開の予定は未定です',
  neverCloses: '24時間受け付けています',
  call: '電話番号',
  online: 'ウェブでできるお手続き',
  lastKnown: (moment) => `${moment} 時点の情報です。最新の状況を確認できていません。`,
  override: '臨時変更中',
  currentBreak: '長期休業中',
  upcomingBreak: '長期休業のお知らせ',
  period: (from, until) => (from === until ? from : `${from}〜${until}`),
  days: (count) => `${count}日間`,
  reopens: (moment) => `営業再開は ${moment}`,
  bridges: (dates) => `前後の営業日：${dates.join('、')}`,
  editionFrom: (date) => `${date}から`,
  today: '本日',
  closed: '休業',
  unknownDate: 'この日付はありません',
  otherYears: 'ほかの年',
  year: (year) => `${year}年`,
  skipCalendar: 'カレンダーを飛ばす',
  legend: '凡例',
  count: (days) => `${days}日`,
  namedDays: (year) => `${year}年の祝日・休業・変更`,
  noNamedDays: 'ありません。',
  subscribe: 'カレンダーアプリに登録（iCal）',
  nothingComing: '今後1年間に、休業や変更の予定はありません。',
  exceptions: '特別日程',
  more: (count) => `ほか${count}件`,
  breaks: '長期休業',
  overrides: '臨時変更',
  active: '実施中',
  date: '日付',
  show: '表示する',
  dayFaults: {
    bad_date: (asked) =>
      `「${asked}」は日付として読み取れません。2026-11-24 のようにご入力ください。`,
    date_out_of_range: () => '1970年から2100年までの日付をご入力ください。',
    never_happened: (asked) => `この窓口の地域には、${asked} という日はありませんでした。`,
  },
  yearFault: (asked) =>
    `「${asked}」は表示できません。1970から2100までの西暦でご指定ください。代わりに次の年を表示しています。`,
  hoursLong: (hours) => `時計の切り替えがあるため、この日は${hours}時間です。`,
  reasons: '時間帯と理由',
  bar: (spans) => (spans.length === 0 ? '終日休業' : `営業時間 ${spans.join('、')}`),
};

const EN: LineWords = {
  parts: 'On this page',
  printedOn: (date) => `As of ${date}`,
  titles: {
    now: 'Now',
    hours: 'Opening hours',
    week: 'This week',
    year: 'Year calendar',
    coming: 'Coming up',
    day: 'Look up a date',
    caller: 'What would a caller get at…?',
  },
  states: { open: 'Open', closed: 'Closed' },
  until: (moment) => `until ${moment}`,
  from: (moment) => `opens ${moment}`,
  neverOpens: 'No next opening is planned',
  neverCloses: 'Open around the clock',
  call: 'Phone',
  online: 'What you can do online',
  lastKnown: (moment) => `As known at ${moment}; the latest state could not be confirmed.`,
  override: 'Changed at short notice',
  currentBreak: 'Closed for a long break',
  upcomingBreak: 'Long break ahead',
  period: (from, until) => (from === until ? from : `${from} – ${until}`),
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  reopens: (moment) => `Reopens ${moment}`,
  bridges: (dates) => `Working days beside it: ${dates.join(', ')}`,
  editionFrom: (date) => `From ${date}`,
  today: 'Today',
  closed: 'Closed',
  unknownDate: 'There is no such date',
  otherYears: 'Other years',
  year: (year) => `${year}`,
  skipCalendar: 'Skip the calendar',
  legend: 'Legend',
  count: (days) => (days === 1 ? '1 day' : `${days} days`),
  namedDays: (year) => `Holidays, breaks and changes in ${year}`,
  noNamedDays: 'There are none.',
  subscribe: 'Subscribe in a calendar app (iCal)',
  nothingComing: 'No closures or changes are planned for the coming year.',
  exceptions: 'Special days',
  more: (count) => `${count} more`,
  breaks: 'Long breaks',
  overrides: 'Changes at short notice',
  active: 'In force',
  date: 'Date',
  show: 'Show',
  dayFaults: {
    bad_date: (asked) => `“${asked}” is not a date. Please write it like 2026-11-24.`,
    date_out_of_range: () => 'Please give a date from 1970 to 2100.',
    never_happened: (asked) => `There was no ${asked} where this line is.`,
  },
  yearFault: (asked) =>
    `“${asked}” cannot be shown. Please give a year from 1970 to 2100. Shown instead:`,
  hoursLong: (hours) => `The clocks change on this date: it has ${hours} hours.`,
  reasons: 'Times and reasons',
  bar: (spans) => (spans.length === 0 ? 'Closed all day' : `Open ${spans.join(', ')}`),
};

export const LINE_WORDS: Readonly<Record<Language, LineWords>> = { ja: JA, en: EN };
