import type { Language, ReasonCode } from '../core/reason.ts';

/** What the board says, in one language. Moments come written: `17:30`, `明日 9:00`. */
export interface BoardWords {
  readonly title: string;
  readonly summary: (counts: Counts) => string;
  readonly summaryOfPage: (counts: Counts) => string;
  readonly part: (part: { first: number; last: number; all: number }) => string;
  readonly noLines: string;
  readonly asOf: (date: string) => string;
  readonly lastKnown: (moment: string | null) => string;
  readonly states: Readonly<Record<ReasonCode | 'closing_soon', string>>;
  readonly openUntil: (moment: string) => string;
  readonly alwaysOpen: string;
  readonly opensAt: (moment: string) => string;
  readonly neverOpens: string;
  readonly staffedUntil: (time: string) => string;
  readonly localTime: (zone: string) => string;
  readonly lines: string;
  readonly otherLines: string;
  readonly allLines: string;
  readonly moreLines: (count: number) => string;
  readonly and: string;
  readonly overrides: string;
  readonly effects: Readonly<Record<'open' | 'closed' | 'hours', string>>;
  /** Of spans as they are written: `09:00-12:00`. */
  readonly hours: (spans: readonly string[]) => string;
  readonly until: (moment: string) => string;
  readonly moreOverrides: (count: number) => string;
  readonly decidedBy: (by: string) => string;
  readonly causes: Readonly<Record<string, string>>;
  readonly breaks: string;
  readonly days: (count: number) => string;
  readonly reopens: (moment: string) => string;
  readonly bridges: (dates: string) => string;
  readonly groups: string;
  readonly group: string;
  readonly allGroups: string;
  readonly show: string;
  readonly unknownGroup: (name: string) => string;
  readonly pages: string;
  readonly previous: string;
  readonly next: string;
  readonly page: (page: number, pages: number) => string;
}

interface Counts {
  readonly open: number;
  readonly all: number;
}

const CLOSED_JA = '休業中';
const CLOSED_EN = 'Closed';

export const BOARD_WORDS: Readonly<Record<Language, BoardWords>> = {
  ja: {
    title: '受付状況',
    summary: ({ open, all }) => {
      if (all === 1) return open === 1 ? 'ただいま受付中です' : 'ただいま受け付けておりません';
      return `${grouped(all)}窓口中${grouped(open)}窓口が受付中`;
    },
    summaryOfPage: ({ open, all }) => `このページの${all}窓口中${open}窓口が受付中`,
    part: ({ first, last, all }) =>
      `全${grouped(all)}窓口のうち${grouped(first)}〜${grouped(last)}件目を表示しています`,
    noLines: '表示できる窓口はありません。',
    asOf: (date) => `${date}現在`,
    lastKnown: (moment) =>
      moment === null
        ? '最新の変更を確認できていません。最後に確認できた内容を表示しています。'
        : `最新の変更を確認できていません。${moment}時点の内容を表示しています。`,
    states: {
      regular_hours: '受付中',
      special_hours: '受付中',
      override_open: '受付中',
      closing_soon: 'まもなく終了',
      before_opening: '受付前',
      midday_break: '休憩中',
      after_closing: '受付終了',
      last_call: '受付終了',
      weekend: CLOSED_JA,
      regular_day_off: CLOSED_JA,
      holiday: CLOSED_JA,
      long_break: CLOSED_JA,
      exception: CLOSED_JA,
      override_closed: '受付停止中',
    },
    openUntil: (moment) => `${moment}まで受付`,
    alwaysOpen: '24時間受付',
    opensAt: (moment) => `${moment}から受付`,
    neverOpens: '再開の予定は未定',
    staffedUntil: (time) => `お電話中のお客さまへの応対は${time}まで`,
    localTime: (zone) => `時刻は現地時間（${zone}）`,
    lines: '窓口',
    otherLines: 'その他の窓口',
    allLines: 'すべての窓口',
    moreLines: (count) => `ほか${grouped(count)}窓口`,
    and: '、',
    overrides: '臨時の変更',
    effects: { open: '臨時営業', closed: '臨時休業', hours: '営業時間の変更' },
    hours: (spans) => spans.map((span) => span.replace('-', '〜')).join('、'),
    until: (moment) => `${moment}まで`,
    moreOverrides: (count) => `ほかに${grouped(count)}件の変更があります。`,
    decidedBy: (by) => `決定: ${by}`,
    causes: {
      disaster: '災害',
      system_trouble: 'システム障害',
      meeting: '会議・研修',
      staffing: '要員の都合',
      other: 'その他',
    },
    breaks: '休業のお知らせ',
    days: (count) => `${count}日間`,
    reopens: (moment) => `受付再開: ${moment}`,
    bridges: (dates) => `前後の営業日: ${dates}`,
    groups: 'グループで絞り込む',
    group: 'グループ',
    allGroups: 'すべて',
    show: '表示',
    unknownGroup: (name) =>
      `「${name}」というグループは見つかりませんでした。すべての窓口を表示しています。`,
    pages: 'ページの移動',
    previous: '前のページ',
    next: '次のページ',
    page: (page, pages) => `${grouped(page)} / ${grouped(pages)}ページ`,
  },
  en: {
    title: 'Lines now',
    summary: ({ open, all }) => {
      if (all === 1) return open === 1 ? 'The line is open' : 'The line is closed';
      return `${grouped(open)} of ${grouped(all)} lines open`;
    },
    summaryOfPage: ({ open, all }) => `${open} of ${all} lines on this page open`,
    part: ({ first, last, all }) =>
      `Lines ${grouped(first)} to ${grouped(last)} of ${grouped(all)}`,
    noLines: 'There are no lines to show.',
    asOf: (date) => date,
    lastKnown: (moment) =>
      moment === null
        ? 'The latest changes could not be confirmed. What was known last is shown.'
        : `The latest changes could not be confirmed. This was known at ${moment}.`,
    states: {
      regular_hours: 'Open',
      special_hours: 'Open',
      override_open: 'Open',
      closing_soon: 'Closing soon',
      before_opening: CLOSED_EN,
      midday_break: 'On a break',
      after_closing: CLOSED_EN,
      last_call: CLOSED_EN,
      weekend: CLOSED_EN,
      regular_day_off: CLOSED_EN,
      holiday: CLOSED_EN,
      long_break: CLOSED_EN,
      exception: CLOSED_EN,
      override_closed: CLOSED_EN,
    },
    openUntil: (moment) => `Open until ${moment}`,
    alwaysOpen: 'Open around the clock',
    opensAt: (moment) => `Opens ${moment}`,
    neverOpens: 'No opening is planned',
    staffedUntil: (time) => `Calls already taken go on until ${time}`,
    localTime: (zone) => `Times are local (${zone})`,
    lines: 'Lines',
    otherLines: 'Other lines',
    allLines: 'All lines',
    moreLines: (count) => `${grouped(count)} more`,
    and: ', ',
    overrides: 'Changes in force',
    effects: { open: 'Special opening', closed: 'Temporary closure', hours: 'Changed hours' },
    hours: (spans) => spans.map((span) => span.replace('-', '–')).join(', '),
    until: (moment) => `until ${moment}`,
    moreOverrides: (count) => `${grouped(count)} more in force.`,
    decidedBy: (by) => `Decided by ${by}`,
    causes: {
      disaster: 'Disaster',
      system_trouble: 'Technical problems',
      meeting: 'Meeting or training',
      staffing: 'Staffing',
      other: 'Other',
    },
    breaks: 'Long breaks',
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    reopens: (moment) => `Opens again ${moment}`,
    bridges: (dates) => `Working days beside it: ${dates}`,
    groups: 'Show one group',
    group: 'Group',
    allGroups: 'All',
    show: 'Show',
    unknownGroup: (name) => `There is no group “${name}”. All lines are shown.`,
    pages: 'Pages',
    previous: 'Previous page',
    next: 'Next page',
    page: (page, pages) => `Page ${grouped(page)} of ${grouped(pages)}`,
  },
};

function grouped(count: number): string {
  return count.toLocaleString('en');
}
