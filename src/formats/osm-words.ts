/** The words of the tag `opening_hours` of OpenStreetMap. */
import { type MonthDay, monthDayOf, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours, Nth } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { clockKey } from './clock-dates.ts';

const WEEKDAY_WORDS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTH_WORDS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

export function writeOsmHours(hours: Hours): string {
  return hours.length === 0 ? 'off' : hours.map(formatSpan).join(',');
}

/** `Mo-We,Fr`: weekdays in order, Monday is 0. */
export function writeOsmWeekdays(weekdays: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < weekdays.length; index++) {
    const first = weekdays[index] as number;
    while (weekdays[index + 1] === (weekdays[index] as number) + 1) index++;
    const last = weekdays[index] as number;
    const to = last === first ? '' : `${last === first + 1 ? ',' : '-'}${WEEKDAY_WORDS[last]}`;
    parts.push(`${WEEKDAY_WORDS[first]}${to}`);
  }
  return parts.join(',');
}

/** `We[3]`, `Fr[-1]`. */
export function writeOsmNth(weekday: number, nth: Nth): string {
  return `${WEEKDAY_WORDS[weekday]}[${nth === 'last' ? -1 : nth}]`;
}

/** `2026 Nov 23`, `2026 Nov 23-25`, `2026 Dec 29-2027 Jan 03`. */
export function writeOsmDates({ from, until }: Days): string {
  const [first, last] = [monthDayOf(from), monthDayOf(until)];
  const start = `${yearOf(from)} ${writeMonthDay(first)}`;
  if (from === until) return start;
  if (yearOf(from) === yearOf(until) && first.month === last.month) {
    return `${start}-${twoDigits(last.day)}`;
  }
  return `${start}-${yearOf(until)} ${writeMonthDay(last)}`;
}

/** `Dec 29-Jan 03`, of every year. */
export function writeOsmYearly(from: MonthDay, until: MonthDay): string {
  const start = writeMonthDay(from);
  const end = writeMonthDay(until);
  return start === end ? start : `${start}-${end}`;
}

/** Weekdays (Monday is 0) with the same hours together. */
export function groupWeekdays(weekdays: ReadonlyMap<number, Hours>) {
  const groups = new Map<string, { hours: Hours; days: number[] }>();
  for (const [weekday, hours] of [...weekdays].sort(([a], [b]) => a - b)) {
    const group = groups.get(clockKey(hours)) ?? { hours, days: [] };
    group.days.push(weekday);
    groups.set(clockKey(hours), group);
  }
  return [...groups.values()];
}

function writeMonthDay({ month, day }: MonthDay): string {
  return `${MONTH_WORDS[month - 1]} ${twoDigits(day)}`;
}

function twoDigits(day: number): string {
  return String(day).padStart(2, '0');
}
