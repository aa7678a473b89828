/** Hours as a document of our own format has them. */
import type { WeekdayHours } from '../config/schema-schedule.ts';
import type { WrittenHours } from '../config/schema-values.ts';
import { WEEKDAYS } from '../core/civil.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';

export function writeHours(hours: Hours): WrittenHours {
  return hours.length === 0 ? 'closed' : hours.map(formatSpan);
}

/** Hours of seven weekdays, Monday first; neighbours that are alike become a range. */
export function writeWeek(week: readonly Hours[]): WeekdayHours {
  const written: WeekdayHours = {};
  for (let first = 0; first < WEEKDAYS.length; first++) {
    const hours = writeHours(week[first] ?? []);
    let last = first;
    while (last < 6 && String(writeHours(week[last + 1] ?? [])) === String(hours)) last++;
    if (hours !== 'closed') written[keyOf(first, last)] = hours;
    first = last;
  }
  return Object.keys(written).length === 0 ? { daily: 'closed' } : written;
}

function keyOf(first: number, last: number): string {
  if (first === 0 && last === 6) return 'daily';
  return first === last ? `${WEEKDAYS[first]}` : `${WEEKDAYS[first]}-${WEEKDAYS[last]}`;
}
