import type { Language } from '../core/reason.ts';
import type { DayKind } from './calendar-days.ts';

interface DayInWords {
  readonly date: string;
  readonly kind: string;
  readonly label: string;
  readonly hours: readonly string[];
  /** Only a part of the date is of the kind. */
  readonly isPartial: boolean;
  readonly isProjected: boolean;
  readonly isToday: boolean;
}

interface CalendarWords {
  /** Monday first: as written in a column, and as read out. */
  readonly weekdays: readonly (readonly [short: string, long: string])[];
  readonly months: readonly string[];
  /** The year around the name of a month, for who does not see the page. */
  readonly yearBefore: (year: string) => string;
  readonly yearAfter: (year: string) => string;
  /** A kind's name, and the mark beside the colour. */
  readonly kinds: Readonly<Record<DayKind, { readonly name: string; readonly mark: string }>>;
  readonly projected: string;
  /** The same beside the name of a holiday. */
  readonly projectedBriefly: string;
  /** `09:00-17:30` for people. */
  readonly span: (span: string) => string;
  readonly day: (day: DayInWords) => string;
}

const WEEKDAYS_JA = ['月', '火', '水', '木', '金', '土', '日'];
const WEEKDAYS_EN = ['Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur', 'Sun'];
const MONTHS_EN = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

export const CALENDAR_WORDS: Readonly<Record<Language, CalendarWords>> = {
  ja: {
    weekdays: WEEKDAYS_JA.map((short) => [short, `${short}曜日`]),
    months: MONTHS_EN.map((_, index) => `${index + 1}月`),
    yearBefore: (year) => `${year}年`,
    yearAfter: () => '',
    kinds: {
      open: { name: '営業日', mark: '' },
      weekend: { name: '週末の休業日', mark: '' },
      closed: { name: '定休日', mark: '休' },
      holiday: { name: '祝日', mark: '祝' },
      long_break: { name: '長期休業', mark: '連' },
      exception: { name: '特別日程', mark: '特' },
      override: { name: '臨時変更', mark: '臨' },
    },
    projected: '未公表（推定）',
    projectedBriefly: '（推定）',
    span: (span) => span.split('-').map(clockJa).join('〜'),
    day({ date, kind, label, hours, isPartial, isProjected, isToday }) {
      const whole = isPartial ? `${kind}（一部の時間）` : kind;
      const named = label === '' ? whole : `${whole}「${label}」`;
      const state = hours.join('、') || '休業';
      return [
        ...(isToday ? ['本日'] : []),
        `${date}${named}${isProjected ? '（推定）' : ''}`,
        state,
      ].join('、');
    },
  },
  en: {
    weekdays: WEEKDAYS_EN.map((name) => [name.slice(0, 2), `${name}day`]),
    months: MONTHS_EN,
    yearBefore: () => '',
    yearAfter: (year) => ` ${year}`,
    kinds: {
      open: { name: 'Open', mark: '' },
      weekend: { name: 'Weekend', mark: '' },
      closed: { name: 'Day off', mark: '–' },
      holiday: { name: 'Holiday', mark: 'H' },
      long_break: { name: 'Long break', mark: 'B' },
      exception: { name: 'Special day', mark: 'S' },
      override: { name: 'Override', mark: '!' },
    },
    projected: 'Projected, not yet published',
    projectedBriefly: '(projected)',
    span: (span) => span.split('-').map(clockEn).join('–'),
    day({ date, kind, label, hours, isPartial, isProjected, isToday }) {
      const whole = isPartial ? `${kind} for part of the day` : kind;
      const named = label === '' ? whole : `${whole}: ${label}`;
      const state = hours.join(', ') || 'closed';
      const knowledge = isProjected ? ' (projected)' : '';
      return `${date}${isToday ? ' (today)' : ''}, ${named}${knowledge}, ${state}`;
    },
  },
};

/** `9:00`; past midnight `翌6:00`, as hours are written in Japan. */
function clockJa(time: string): string {
  const [hour = 0, minute = '00'] = partsOf(time);
  return hour > 24 || (hour === 24 && minute !== '00')
    ? `翌${hour - 24}:${minute}`
    : `${hour}:${minute}`;
}

function clockEn(time: string): string {
  const [hour = 0, minute = '00'] = partsOf(time);
  return hour > 24 || (hour === 24 && minute !== '00')
    ? `${hour - 24}:${minute} next day`
    : `${hour}:${minute}`;
}

function partsOf(time: string): readonly [hour: number, minute: string] {
  const [hour, minute = '00'] = time.split(':');
  return [Number(hour), minute];
}
