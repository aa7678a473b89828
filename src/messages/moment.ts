import {
  addDays,
  type CivilDay,
  MINUTES_PER_DAY,
  monthDayOf,
  weekdayIndexOf,
  yearOf,
} from '../core/civil.ts';
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { instantToDay, instantToWall, type Zone } from '../core/zone.ts';

export const WEEKDAYS_JA = ['月', '火', '水', '木', '金', '土', '日'];
export const WEEKDAYS_EN = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
export const MONTHS_EN = [
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

/** A moment as a caller reads it: whole, its date and its time of day. */
export interface Moment {
  readonly at: string;
  readonly day: string;
  readonly time: string;
}

/**
 * An instant on the line's clock: `明日24日(火) 午前9時`, `9:00 tomorrow, Tuesday 24 November`. Only
 * today goes without its weekday: who hears "tomorrow" about midnight can tell by it.
 */
export function formatMoment(instant: Instant, reader: Reader, language: Language): Moment {
  const { day, minute } = civilOf(instant, reader);
  return formatCivil(day, minute, { reader, language });
}

/** The same for an instant at which something ends: midnight belongs to the date that it ends. */
export function formatEnd(instant: Instant, reader: Reader, language: Language): Moment {
  const { day, minute } = civilOf(instant, reader);
  if (minute !== 0) return formatCivil(day, minute, { reader, language });
  return formatCivil(addDays(day, -1), MINUTES_PER_DAY, { reader, language });
}

function civilOf(instant: Instant, { zone }: Reader) {
  const wall = instantToWall(zone, instant);
  const day = Math.floor(wall / DAY) as CivilDay;
  return { day, minute: Math.floor((wall - day * DAY) / MINUTE) };
}

interface Telling {
  readonly reader: Reader;
  readonly language: Language;
}

function formatCivil(civilDay: CivilDay, minute: number, { reader, language }: Telling): Moment {
  const day = formatDay(civilDay, reader, language);
  if (language === 'ja') {
    const time = timeJa(minute);
    return { at: day.endsWith(')') ? `${day} ${time}` : `${day}${time}`, day, time };
  }
  const time = timeEn(minute);
  return { at: `${time} ${placeEn(civilDay, minute, reader)}`, day, time };
}

/** What follows a time in English: `today`, `on Tuesday 24 November`. */
function placeEn(civilDay: CivilDay, minute: number, reader: Reader): string {
  const day = formatDay(civilDay, reader, 'en');
  const daysAhead = daysUntil(civilDay, reader);
  if (minute === MINUTES_PER_DAY) return daysAhead === 0 ? 'tonight' : `at the end of ${day}`;
  if (minute === 0) return `at the start of ${day}`;
  return daysAhead === 0 || daysAhead === 1 ? day : `on ${day}`;
}

/** A date: `本日`, `明日24日(火)`, `11月25日(水)`; far off with its year. */
export function formatDay(day: CivilDay, reader: Reader, language: Language): string {
  const daysAhead = daysUntil(day, reader);
  if (daysAhead === 0) return language === 'ja' ? '本日' : 'today';
  const date = formatDate(day, reader, language);
  if (daysAhead !== 1) return date;
  return language === 'ja' ? `明日${withoutMonthOfToday(day, date)}` : `tomorrow, ${date}`;
}

/** The same without "tomorrow", whose comma does not suit `from … through …` in English. */
export function formatBoundary(day: CivilDay, reader: Reader, language: Language): string {
  const isDate = language === 'en' && daysUntil(day, reader) !== 0;
  return isDate ? formatDate(day, reader, language) : formatDay(day, reader, language);
}

/** `土曜日`, `Saturday`. */
export function formatWeekday(day: CivilDay, language: Language): string {
  const index = weekdayIndexOf(day);
  return (language === 'ja' ? `${WEEKDAYS_JA[index]}曜日` : WEEKDAYS_EN[index]) as string;
}

/** From here on a date without its year might be taken for another one. */
const FAR_OFF_DAYS = 300;

function formatDate(day: CivilDay, reader: Reader, language: Language): string {
  const { month, day: dayOfMonth } = monthDayOf(day);
  const year = Math.abs(daysUntil(day, reader)) < FAR_OFF_DAYS ? null : yearOf(day);
  if (language === 'ja') {
    const date = `${month}月${dayOfMonth}日(${WEEKDAYS_JA[weekdayIndexOf(day)]})`;
    return year === null ? date : `${year}年${date}`;
  }
  const date = `${formatWeekday(day, 'en')} ${dayOfMonth} ${MONTHS_EN[month - 1]}`;
  return year === null ? date : `${date} ${year}`;
}

function withoutMonthOfToday(tomorrow: CivilDay, date: string): string {
  return monthDayOf(tomorrow).day === 1 ? date : date.replace(/^\d+月/, '');
}

function daysUntil(day: CivilDay, { zone, now }: Reader): number {
  return day - instantToDay(zone, now);
}

/** `午前9時`, `正午`, `午後5時30分`; the end of a day is `24時`. */
function timeJa(minute: number): string {
  if (minute === MINUTES_PER_DAY) return '24時';
  if (minute === MINUTES_PER_DAY / 2) return '正午';
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  const minutes = rest === 0 ? '' : `${rest}分`;
  return `${hour < 12 ? '午前' : '午後'}${hour % 12}時${minutes}`;
}

/** `9:00`, `noon`, `17:30`, `midnight`. */
function timeEn(minute: number): string {
  if (minute % MINUTES_PER_DAY === 0) return 'midnight';
  if (minute === MINUTES_PER_DAY / 2) return 'noon';
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}
