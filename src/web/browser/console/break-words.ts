import type { Language, Names } from '../../../core/reason.ts';
import { formatDate } from '../../moments.ts';
import type { BreakRun, Closing } from './break-runs.ts';
import { GENERIC_NAMES } from './sheet-words.ts';

interface BreakHead {
  readonly kind: string;
  readonly period: string;
  readonly days: string;
  /** Where it is a break that the service knows. */
  readonly known: string | null;
}

interface BreakWords {
  readonly loading: string;
  readonly noLines: string;
  readonly lead: string;
  readonly line: string;
  readonly allLines: string;
  readonly year: (year: number) => string;
  readonly previousYear: string;
  readonly nextYear: string;
  readonly none: string;
  readonly period: (from: string, until: string) => string;
  readonly days: (count: number) => string;
  /** What kind of break it is, when, how long, and how sure. */
  readonly head: (told: BreakHead) => string;
  readonly detected: string;
  readonly offered: string;
  readonly provenances: Readonly<Record<string, string>>;
  readonly dates: string;
  readonly gaps: string;
  readonly gap: (dates: readonly string[]) => string;
  readonly closing: (closing: Closing) => string;
  readonly chooseGap: string;
  readonly noGaps: string;
  readonly over: string;
  readonly close: (workingDays: number) => string;
  readonly confirm: string;
  readonly cancel: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly saved: string;
  readonly saving: string;
  readonly registered: (name: string, period: string) => string;
  readonly undo: string;
  readonly undoOf: (name: string) => string;
  readonly undone: string;
  readonly willClose: string;
  readonly willCloseMark: string;
}

export const BREAK_WORDS: Readonly<Record<Language, BreakWords>> = {
  ja: {
    loading: '読み込んでいます…',
    noLines: '対象の窓口がありません。',
    lead: '祝日と休日に挟まれた営業日を、まとめて休みにできます。',
    line: '窓口',
    allLines: 'すべての窓口',
    year: (year) => `${year}年`,
    previousYear: '前の年',
    nextYear: '次の年',
    none: 'この年に長い休みはありません。',
    period: (from, until) => `${formatDate(from, 'ja')}〜${formatDate(until, 'ja')}`,
    days: (count) => `${count}日間`,
    head: ({ kind, period, days, known }) =>
      `${kind}：${period}の${days}${known === null ? '' : `（${known}）`}`,
    detected: '長期休業',
    offered: '休日が近い時期',
    provenances: {
      official: '祝日は公表済み',
      projected: '祝日は推定・公表前',
      local: '自社の休日',
      unknown: '祝日は未確認',
    },
    dates: '日付',
    gaps: '休みにする営業日',
    gap: (dates) =>
      `${dates.map((date) => formatDate(date, 'ja')).join('・')}（${dates.length}営業日）`,
    closing: ({ workingDays, days }) =>
      workingDays === 0
        ? `${days}連休になっています。`
        : `${workingDays}営業日を休みにして、${days}連休にします。`,
    chooseGap: '前後の営業日を選ぶと、さらに長い連休にできます。',
    noGaps: '間に挟まれた営業日はありません。',
    over: 'この休みは終わりました。',
    close: (workingDays) =>
      workingDays > 0 ? `この${workingDays}営業日を休みにする` : '営業日を休みにする',
    confirm: 'この内容で休みにする',
    cancel: 'やめる',
    nameJa: 'お客様に伝える名称（日本語）',
    nameEn: 'お客様に伝える名称（英語）',
    saved: '休業を登録しました。',
    saving: '保存しています…',
    registered: (name, period) => `登録済みの休業：${name}　${period}`,
    undo: '取り消す',
    undoOf: (name) => `${name}の登録を取り消す`,
    undone: '休業を取り消しました。',
    willClose: '休みにする',
    willCloseMark: '→休',
  },
  en: {
    loading: 'Loading…',
    noLines: 'There are no lines.',
    lead: 'Working days between holidays can be closed in one step.',
    line: 'Line',
    allLines: 'All lines',
    year: (year) => String(year),
    previousYear: 'Previous year',
    nextYear: 'Next year',
    none: 'There are no long breaks in this year.',
    period: (from, until) => `${formatDate(from, 'en')} – ${formatDate(until, 'en')}`,
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    head: ({ kind, period, days, known }) =>
      `${kind}: ${period}, ${days}${known === null ? '' : ` (${known})`}`,
    detected: 'Long break',
    offered: 'Holidays near each other',
    provenances: {
      official: 'holidays as published',
      projected: 'holidays projected, not yet published',
      local: 'holidays of our own',
      unknown: 'holidays not known',
    },
    dates: 'Dates',
    gaps: 'Working days to close',
    gap: (dates) =>
      `${dates.map((date) => formatDate(date, 'en')).join(', ')} (${workingDaysEn(dates.length)})`,
    closing: ({ workingDays, days }) =>
      workingDays === 0
        ? `It is ${days} days off in a row.`
        : `Closing ${workingDaysEn(workingDays)} makes ${days} days off in a row.`,
    chooseGap: 'Choose working days beside it to make it longer.',
    noGaps: 'There are no working days between.',
    over: 'This break is over.',
    close: (workingDays) =>
      workingDays === 1
        ? 'Close this working day'
        : workingDays > 1
          ? `Close these ${workingDays} working days`
          : 'Close working days',
    confirm: 'Close these dates',
    cancel: 'Cancel',
    nameJa: 'What callers are told it is called, in Japanese',
    nameEn: 'What callers are told it is called, in English',
    saved: 'The closure was saved.',
    saving: 'Saving…',
    registered: (name, period) => `Closure planned: ${name}, ${period}`,
    undo: 'Undo',
    undoOf: (name) => `Undo ${name}`,
    undone: 'The closure was taken back.',
    willClose: 'to be closed',
    willCloseMark: '→off',
  },
};

function workingDaysEn(count: number): string {
  return count === 1 ? '1 working day' : `${count} working days`;
}

/** What a break is called: as the service has it, else what its dates are known as. */
export function breakName({ detected, rows, from, until }: BreakRun): Names {
  if (detected) return detected.name;
  const season = SEASONS.find(({ days }) =>
    rows.some(({ date }) => date >= from && date <= until && days.test(date)),
  );
  return season?.name ?? UNNAMED;
}

const UNNAMED: Names = { ja: '連休', en: 'Holidays' };

const SEASONS: readonly { readonly days: RegExp; readonly name: Names }[] = [
  { days: /-08-1[3-6]$/, name: { ja: 'お盆', en: 'Obon' } },
  { days: /-05-0[345]$/, name: { ja: 'ゴールデンウィーク', en: 'Golden Week' } },
  { days: /-(12-31|01-01)$/, name: { ja: '年末年始', en: 'Year-end and New Year' } },
  { days: /-09-2[0-3]$/, name: { ja: 'シルバーウィーク', en: 'Silver Week' } },
];

/** `ゴールデンウィーク休業`, `Golden Week closure`; without a name of its own a plain one. */
export function closureName(name: Names): Names {
  if (name === UNNAMED) return GENERIC_NAMES.closed;
  const { ja, en } = name;
  return {
    ja: /休業?$/.test(ja) ? ja : `${ja}休業`,
    en: /closure$/i.test(en) ? en : `${en} closure`,
  };
}
