import {
  addDays,
  type CivilDay,
  formatMinute,
  MINUTES_PER_DAY,
  monthDayOf,
  weekdayIndexOf,
  yearOf,
} from '../core/civil.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { instantToDay, instantToWall, type Zone } from '../core/zone.ts';

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

/** On whose clock a caller reads, and when. */
export interface Reader {
  readonly zone: Zone;
  readonly now: Instant;
}

/**
 * An instant as a caller reads it, on the line's clock: `11月24日(火) 9:00`, `Tuesday 24 November,
 * 9:00`; with the year when it is not the year of `now`.
 */
export function formatMoment(instant: Instant, reader: Reader, language: Language): string {
  const wall = instantToWall(reader.zone, instant);
  const day = Math.floor(wall / DAY) as CivilDay;
  const minute = Math.floor((wall - day * DAY) / MINUTE);
  const date = formatDate(day, language, isInYearOf(day, reader) ? null : yearOf(day));
  const time = formatMinute(minute).replace(/^0/, '');
  return language === 'ja' ? `${date} ${time}` : `${date}, ${time}`;
}

/** The same for an instant at which something ends: midnight belongs to the date that it ends. */
export function formatEnd(instant: Instant, reader: Reader, language: Language): string {
  const wall = instantToWall(reader.zone, instant);
  if (wall % DAY !== 0) return formatMoment(instant, reader, language);
  const day = addDays((wall / DAY) as CivilDay, -1);
  const date = formatDate(day, language, isInYearOf(day, reader) ? null : yearOf(day));
  const midnight = formatMinute(MINUTES_PER_DAY);
  return language === 'ja' ? `${date} ${midnight}` : `midnight at the end of ${date}`;
}

/** From here on a date without its year might be taken for another one. */
const FAR_OFF_DAYS = 300;

/** A date of a long break that is on or near: without the year, as people say it. */
export function formatBreakDate(day: CivilDay, { zone, now }: Reader, language: Language): string {
  const isNear = Math.abs(day - instantToDay(zone, now)) < FAR_OFF_DAYS;
  return formatDate(day, language, isNear ? null : yearOf(day));
}

function formatDate(day: CivilDay, language: Language, year: number | null): string {
  const { month, day: dayOfMonth } = monthDayOf(day);
  const weekday = weekdayIndexOf(day);
  if (language === 'ja') {
    const date = `${month}月${dayOfMonth}日(${WEEKDAYS_JA[weekday]})`;
    return year === null ? date : `${year}年${date}`;
  }
  const date = `${WEEKDAYS_EN[weekday]} ${dayOfMonth} ${MONTHS_EN[month - 1]}`;
  return year === null ? date : `${date} ${year}`;
}

function isInYearOf(day: CivilDay, { zone, now }: Reader): boolean {
  return yearOf(day) === yearOf(instantToDay(zone, now));
}
