import { describeValue } from '../config/describe-value.ts';
import type { Said } from './imported.ts';
import { nameOf } from './json-ld-nodes.ts';
import type { Specification } from './json-ld-specification.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SHORTEST = 2;

export type DayNames = Pick<Specification, 'weekdays' | 'isOfHolidays'>;

/** The weekdays of a `dayOfWeek`: names or URLs, one or a list; `null` where one is none. */
export function readDayNames(value: unknown, place: string, { refuse }: Said): DayNames | null {
  if (value === undefined || value === null) return { weekdays: null, isOfHolidays: false };
  const weekdays: number[] = [];
  let [isOfHolidays, isGood] = [false, true];
  for (const each of [value].flat()) {
    const given = dayNameOf(each);
    const name = typeof given === 'string' ? nameOf(given.trim()) : '';
    const weekday = weekdayNamed(name);
    if (/^publicholidays?$/i.test(name)) isOfHolidays = true;
    else if (weekday === null) {
      const advice = 'write Monday … Sunday, or PublicHolidays';
      refuse({
        code: 'bad_weekday',
        place: `${place}/dayOfWeek`,
        found: describeValue(given),
        advice,
      });
      isGood = false;
    } else weekdays.push(weekday);
  }
  return isGood ? { weekdays, isOfHolidays } : null;
}

/** Monday is 0; two letters of its English name are enough. */
export function weekdayNamed(name: string): number | null {
  const plain = name.toLowerCase();
  const weekday = DAYS.findIndex((day) => plain.length >= SHORTEST && day.startsWith(plain));
  return weekday < 0 ? null : weekday;
}

function dayNameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '@id' in value ? value['@id'] : value;
}
