/** Weekdays, dates and ranges of dates as people write them. */
import { type CivilDay, type MonthDay, monthDayOf, WEEKDAYS, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Names } from '../core/reason.ts';
import type { DateRange, Nth } from '../core/schedule.ts';
import { enumerateEn } from './describe-spans.ts';
import { formatWeekday, MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_JA } from './moment.ts';

/** Weekdays (Monday is 0), in order: `平日（月〜金）`, `土日`, `月・水・金曜日`, `毎日`. */
export function describeWeekdays(weekdays: readonly number[]): Names {
  return { ja: weekdaysJa(weekdays), en: weekdaysEn(weekdays) };
}

/** `第2・第4土曜日`, `最終金曜日`. */
export function describeNth(nth: readonly Nth[], weekday: number): Names {
  const counts = nth.map((each) => (each === 'last' ? '最終' : `第${each}`));
  const ordinals = nth.map((each) => ORDINALS_EN[each]);
  return {
    ja: `${counts.join('・')}${WEEKDAYS_JA[weekday]}曜日`,
    en: `${enumerateEn(ordinals)} ${WEEKDAYS_EN[weekday]} of the month`,
  };
}

const ORDINALS_EN = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th', last: 'last' } as const;

function weekdaysJa(weekdays: readonly number[]): string {
  const [first = 0, last = first] = [weekdays[0], weekdays.at(-1)];
  if (weekdays.length === WEEKDAYS.length) return '毎日';
  if (isFrom(weekdays, 0, 4)) return '平日（月〜金）';
  if (isFrom(weekdays, 5, 6)) return '土日';
  const names = weekdays.map((weekday) => WEEKDAYS_JA[weekday]);
  const isLong = weekdays.length > 2 && isFrom(weekdays, first, last);
  return isLong ? `${names[0]}〜${names.at(-1)}曜日` : `${names.join('・')}曜日`;
}

function weekdaysEn(weekdays: readonly number[]): string {
  const [first = 0, last = first] = [weekdays[0], weekdays.at(-1)];
  if (weekdays.length === WEEKDAYS.length) return 'every day';
  if (weekdays.length > 2 && isFrom(weekdays, first, last)) {
    return `${WEEKDAYS_EN[first]} to ${WEEKDAYS_EN[last]}`;
  }
  return enumerateEn(weekdays.map((weekday) => WEEKDAYS_EN[weekday] as string));
}

function isFrom(weekdays: readonly number[], first: number, last: number): boolean {
  return weekdays[0] === first && weekdays.at(-1) === last && weekdays.length === last - first + 1;
}

/** `2027年4月1日`, `1 April 2027`. */
export function describeDate(day: CivilDay): Names {
  const { ja, en } = describeMonthDay(monthDayOf(day));
  return { ja: `${yearOf(day)}年${ja}`, en: `${en} ${yearOf(day)}` };
}

/** The same with its weekday: `2027年5月7日（金）`, `Friday 7 May 2027`. */
export function describeDateInWeek(day: CivilDay): Names {
  const { ja, en } = describeDate(day);
  const weekday = formatWeekday(day, 'ja').slice(0, 1);
  return { ja: `${ja}（${weekday}）`, en: `${formatWeekday(day, 'en')} ${en}` };
}

/** Both dates, or the one; a year that they share is said once: `2027年8月13日〜8月15日`. */
export function describeDates({ from, until }: Days): Names {
  const [first, last] = [describeDate(from), describeDate(until)];
  if (from === until) return first;
  if (yearOf(from) !== yearOf(until)) return between(first, last);
  const { en } = describeMonthDay(monthDayOf(from));
  const { ja } = describeMonthDay(monthDayOf(until));
  return between({ ja: first.ja, en }, { ja, en: last.en });
}

/** `12月29日〜1月3日` of every year, or dates with their years. */
export function describeRange(range: DateRange): Names {
  if (range.kind === 'once') return describeDates(range);
  const [from, until] = [describeMonthDay(range.from), describeMonthDay(range.until)];
  return from.ja === until.ja ? from : between(from, until);
}

function between(from: Names, until: Names): Names {
  return { ja: `${from.ja}〜${until.ja}`, en: `${from.en} to ${until.en}` };
}

function describeMonthDay({ month, day }: MonthDay): Names {
  return { ja: `${month}月${day}日`, en: `${day} ${MONTHS_EN[month - 1]}` };
}
