import type { Language } from '../../../core/reason.ts';

export type Provenance = 'official' | 'projected' | 'local';
export type HolidayKind = 'national' | 'substitute' | 'in_between' | 'listed';

interface HolidayWords {
  readonly loading: string;
  readonly officialThrough: (date: string) => string;
  readonly nothingOfficial: string;
  readonly knownThrough: (date: string) => string;
  readonly year: (year: number) => string;
  readonly previousYear: string;
  readonly nextYear: string;
  readonly caption: (year: number) => string;
  readonly date: string;
  readonly name: string;
  readonly source: string;
  /** Where there are several calendars. */
  readonly kindOf: (kind: string, calendar: string) => string;
  readonly kinds: Readonly<Record<HolidayKind, string>>;
  readonly provenances: Readonly<Record<Provenance, string>>;
  readonly legend: readonly (readonly [Provenance, string])[];
  readonly none: string;
  readonly patched: string;
}

export const HOLIDAY_WORDS: Readonly<Record<Language, HolidayWords>> = {
  ja: {
    loading: '読み込んでいます…',
    officialThrough: (date) => `${date}までは、内閣府が公表した祝日です。`,
    nothingOfficial: '公表済みの祝日データはありません。',
    knownThrough: (date) => `${date}より先の祝日は、まだわかりません。`,
    year: (year) => `${year}年`,
    previousYear: '前の年',
    nextYear: '次の年',
    caption: (year) => `${year}年の祝日`,
    date: '日付',
    name: '名称と種類',
    source: '区分',
    kindOf: (kind, calendar) => `${kind}（暦：${calendar}）`,
    kinds: {
      national: '国民の祝日',
      substitute: '振替休日',
      in_between: '国民の休日',
      listed: '登録した休日',
    },
    provenances: { official: '公表済み', projected: '推定', local: '自社' },
    legend: [
      ['official', '内閣府が公表した祝日です。'],
      ['projected', '祝日法から推定した日付です。公表前のため、変わることがあります。'],
      ['local', '自社で登録した休日です。'],
    ],
    none: 'この年の祝日はありません。',
    patched: '臨時登録',
  },
  en: {
    loading: 'Loading…',
    officialThrough: (date) => `Until ${date}, these are as published by the Cabinet Office.`,
    nothingOfficial: 'There is no published holiday data.',
    knownThrough: (date) => `Holidays after ${date} are not known.`,
    year: (year) => String(year),
    previousYear: 'Previous year',
    nextYear: 'Next year',
    caption: (year) => `Holidays of ${year}`,
    date: 'Date',
    name: 'Name and kind',
    source: 'Source',
    kindOf: (kind, calendar) => `${kind} (${calendar})`,
    kinds: {
      national: 'National holiday',
      substitute: 'Substitute holiday',
      in_between: 'Day between holidays',
      listed: 'Listed holiday',
    },
    provenances: { official: 'Published', projected: 'Projected', local: 'Our own' },
    legend: [
      ['official', 'Published by the Cabinet Office.'],
      ['projected', 'Computed from the law; may still change until it is published.'],
      ['local', 'Entered by your company.'],
    ],
    none: 'There are no holidays in this year.',
    patched: 'Patched here',
  },
};
