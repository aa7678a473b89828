import { type CivilDay, formatMinute, monthDayOf, weekdayIndexOf, yearOf } from '../core/civil.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import { instantToWall, type Zone } from '../core/zone.ts';
import type { Language } from './template.ts';

const WEEKDAYS_JA = ['月', '火', '水', '木', '金', '土', '日'];
const WEEKDAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * An instant as a caller reads it, on the line's clock: `11月24日(火) 9:00`, `Tuesday 24 November,
 * 9:00`; with the year when it is not the year of `now`.
 */
export function formatMoment(
  instant: Instant,
  { zone, now }: { readonly zone: Zone; readonly now: Instant },
  language: Language,
): string {
  const wall = instantToWall(zone, instant);
  const day = Math.floor(wall / DAY) as CivilDay;
  const { month, day: dayOfMonth } = monthDayOf(day);
  const weekday = weekdayIndexOf(day);
  const time = formatMinute(Math.floor((wall - day * DAY) / MINUTE)).replace(/^0/, '');
  const year = yearOf(day);
  const isThisYear = year === yearOf(Math.floor(instantToWall(zone, now) / DAY) as CivilDay);
  if (language === 'ja') {
    const date = `${month}月${dayOfMonth}日(${WEEKDAYS_JA[weekday]})`;
    return `${isThisYear ? '' : `${year}年`}${date} ${time}`;
  }
  const date = `${WEEKDAYS_EN[weekday]} ${dayOfMonth} ${MONTHS_EN[month - 1]}`;
  return `${date}${isThisYear ? '' : ` ${year}`}, ${time}`;
}
