/**
 * Dates and times for people, cut from what the service writes: `2026-11-24T09:00:00+09:00` is
 * already on the clock of the line, so that no zone is needed here.
 */
import type { Language } from '../core/reason.ts';

const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** `2026-11-24` of a date or of an instant as the service writes it. */
export function dateOf(iso: string): string {
  return iso.slice(0, 10);
}

/** `11月24日（火）`, `Tue 24 Nov`; with the year where asked for. */
export function formatDate(
  iso: string,
  language: Language,
  { withYear = false }: { readonly withYear?: boolean } = {},
): string {
  const [year = 0, month = 1, day = 1] = dateOf(iso).split('-').map(Number);
  const weekday = WEEKDAYS[language][new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  if (language === 'en') {
    return `${weekday} ${day} ${MONTHS[month - 1]}${withYear ? ` ${year}` : ''}`;
  }
  return `${withYear ? `${year}年` : ''}${month}月${day}日（${weekday}）`;
}

/** `9:00`; midnight at the end of a date is `24:00` only where the caller says so. */
export function formatTime(iso: string): string {
  return iso.slice(11, 16).replace(/^0/, '');
}

/** `9:00`, `明日 9:00`, `11月24日（火）9:00`: no more of a date than is needed beside today's. */
export function formatMoment(
  iso: string,
  { language, today }: { readonly language: Language; readonly today: string },
): string {
  const time = formatTime(iso);
  const date = dateOf(iso);
  if (date === today) return time;
  if (date === nextDate(today)) return language === 'ja' ? `明日 ${time}` : `tomorrow ${time}`;
  const withYear = date.slice(0, 4) !== today.slice(0, 4);
  const written = formatDate(date, language, { withYear });
  return language === 'ja' ? `${written}${time}` : `${written}, ${time}`;
}

/** The civil date after another. */
export function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** `2026年11月`, `November 2026`. */
export function formatMonth(month: string, language: Language): string {
  const [year, number = 1] = month.split('-').map(Number);
  return language === 'ja' ? `${year}年${number}月` : `${MONTHS[number - 1]} ${year}`;
}
