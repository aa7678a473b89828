import { type CivilDay, weekdayIndexOf } from '../core/civil.ts';
import type { Nth, Schedule } from '../core/schedule.ts';
import type { RuleId } from '../core/verdict.ts';
import { allEntries, child, items, type Located, pathOf, withValue } from './located.ts';
import { parseWeekdays } from './parse-weekdays.ts';
import type { Place } from './problem.ts';
import type { WeekdayHours, WrittenSchedule } from './schema-schedule.ts';
import { formatPointer } from './source-document.ts';

export interface PlacedRule extends Place {
  /** RFC 6901. */
  readonly pointer: string;
}

/** A rule of a schedule, and the date about which it has said something. */
export interface SpeakingRule {
  readonly rule: RuleId;
  readonly schedule: Schedule;
  readonly day: CivilDay;
}

/**
 * Where a rule is written: the exception, the long break, the key of a holiday rule, the key of the
 * weekday. A weekday that is not named, and so closed, has the place of the map that lacks it.
 */
export function placeOfRule(at: Located<WrittenSchedule>, speaking: SpeakingRule): PlacedRule {
  const found = locateRule(at, speaking) ?? at;
  const path = pathOf(found);
  // An item of a list has no key; what stands behind one is found by it.
  const part = typeof found.key === 'number' ? 'value' : 'key';
  return { ...found.document.placeOf(path, part), pointer: formatPointer(path) };
}

function locateRule(at: Located<WrittenSchedule>, speaking: SpeakingRule): Located<unknown> | null {
  const { rule } = speaking;
  switch (rule.list) {
    case 'exceptions':
    case 'longBreaks': {
      const list = child(at, rule.list);
      return list && (items<unknown>(list)[rule.index] ?? null);
    }
    case 'holidays': {
      const written = listed(child(at, 'holidays'))[rule.index];
      return (written && child(written, rule.part)) ?? written ?? null;
    }
    case 'editions':
      return locateRegular(at, speaking, rule);
    case 'detection': {
      const detection = child(at, 'detectLongBreaks');
      return (detection && child(detection, 'bridgeWithinDays')) ?? detection;
    }
  }
}

/** One, or a list of them. */
function listed<T extends object>(at: Located<T | readonly T[]> | null): readonly Located<T>[] {
  if (!at) return [];
  const { value } = at;
  return isList(value) ? items(withValue(at, value)) : [withValue(at, value)];
}

function isList<T extends object>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function locateRegular(
  at: Located<WrittenSchedule>,
  { schedule, day }: SpeakingRule,
  rule: RuleId & { readonly list: 'editions' },
): Located<unknown> | null {
  const regular = child(at, 'regular');
  const hours = regular && hoursOf(regular, rule.index);
  if (!hours) return regular;
  const { nthWeekday } = rule;
  const nthWeekdays = schedule.editions[rule.index]?.nthWeekdays ?? [];
  const nth = nthWeekday === null ? null : (nthWeekdays[nthWeekday]?.nth ?? null);
  return keyOf(hours, { nth, weekday: weekdayIndexOf(day) }) ?? hours;
}

function hoursOf(
  at: Located<WrittenSchedule['regular']>,
  index: number,
): Located<WeekdayHours> | null {
  const { value } = at;
  if (!Array.isArray(value)) return withValue(at, value as WeekdayHours);
  const editions = withValue<readonly { readonly hours: WeekdayHours }[]>(at, value);
  const edition = items(editions)[index];
  return edition ? child(edition, 'hours') : null;
}

interface WantedWeekday {
  readonly nth: Nth | null;
  readonly weekday: number;
}

function keyOf(at: Located<WeekdayHours>, { nth, weekday }: WantedWeekday) {
  return allEntries(at).find(({ key }) => {
    const named = parseWeekdays(String(key));
    return !('code' in named) && named.some((it) => it.nth === nth && it.weekday === weekday);
  });
}
