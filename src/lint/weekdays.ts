import { child, items, type Located } from '../config/located.ts';
import { parseWeekdays } from '../config/parse-weekdays.ts';
import type { WeekdayHours, WrittenRegular } from '../config/schema-schedule.ts';
import { WEEKDAYS } from '../core/civil.ts';
import type { Finding } from './finding.ts';
import type { SharedHours } from './shared-hours.ts';

const WORKING_WEEKDAYS = WEEKDAYS.slice(0, 5);

/** A working weekday that no key names is closed, which may be a slip: `mon-thu`. */
export function* checkWeekdays({ at }: SharedHours): Iterable<Finding> {
  const regular = child(at, 'regular');
  for (const hours of regular ? mapsOf(regular) : []) {
    const named = namedIn(hours);
    const unnamed = WORKING_WEEKDAYS.filter((weekday) => !named.has(weekday));
    if (unnamed.length === 0 || unnamed.length === WORKING_WEEKDAYS.length) continue;
    const days = unnamed.join(', ');
    const found = `${days} ${unnamed.length === 1 ? 'is' : 'are'} not named, and so closed`;
    yield { at: hours, found, advice: `write ${unnamed.join(',')}: closed if that is meant` };
  }
}

/** The hours of each edition. */
function mapsOf(regular: Located<WrittenRegular>): Located<WeekdayHours>[] {
  const { value } = regular;
  if (!Array.isArray(value)) return [regular as Located<WeekdayHours>];
  const editions = items(regular as Located<{ readonly hours: WeekdayHours }[]>);
  return editions.flatMap((edition) => child(edition, 'hours') ?? []);
}

function namedIn({ value }: Located<WeekdayHours>): ReadonlySet<string> {
  const named = Object.keys(value).flatMap((key) => {
    const weekdays = parseWeekdays(key);
    return 'code' in weekdays ? [] : weekdays;
  });
  return new Set(named.map(({ weekday }) => WEEKDAYS[weekday] ?? ''));
}
