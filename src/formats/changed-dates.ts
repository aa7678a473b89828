import { addDays, type CivilDay, LAST_YEAR, MINUTES_PER_DAY, yearOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { SEARCH_DAYS } from '../core/opening.ts';
import type { Names } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import { uniteHours } from '../core/span.ts';
import { keyOf } from './writable-hours.ts';

/** Dates next to each other, both ends inclusive, with the same hours and name. */
export interface ChangedDates extends Days {
  readonly hours: Hours;
  readonly name: Names;
}

interface PlannedDate {
  readonly day: CivilDay;
  readonly hours: Hours;
  readonly name: Names;
  /** As the regular hours in force say. */
  readonly isRegular: boolean;
}

/**
 * The dates of the coming 400 that are not as the regular hours in force say, with the hours they
 * have; yesterday among them when it has, or has lost, a night that reaches into today. A weekend
 * inside a break belongs to it, the one that it begins or ends with does not.
 */
export function changedDates(compiled: CompiledSchedule, today: CivilDay): ChangedDates[] {
  const changed: ChangedDates[] = [];
  const until = addDays(today, SEARCH_DAYS);
  let previous: PlannedDate | null = null;
  let isOfLast = false;
  for (let day = firstDay(compiled, today); day <= until; day = addDays(day, 1)) {
    const date = yearOf(day) <= LAST_YEAR ? dateOf(compiled, day) : null;
    // Dates that never happen are in no way of a run.
    if (date === null) continue;
    isOfLast &&= previous !== null && isAlike(previous, date);
    previous = date;
    if (date.isRegular) continue;
    const last = isOfLast ? changed.pop() : undefined;
    const { hours, name } = date;
    changed.push({ from: last?.from ?? day, until: day, hours, name });
    isOfLast = true;
  }
  return changed;
}

function dateOf(compiled: CompiledSchedule, day: CivilDay): PlannedDate | null {
  const plan = compiled.plans.planOn(day);
  if (plan === null) return null;
  const hours = uniteHours(plan.spans);
  const name = compiled.longBreaks.on(day)?.name ?? plan.reason.name;
  return { day, hours, name, isRegular: keyOf(hours) === keyOf(regularHoursOn(compiled, day)) };
}

function regularHoursOn({ plans }: CompiledSchedule, day: CivilDay): Hours {
  const { layers, index } = plans.layersOn(day);
  return uniteHours(layers.regular[index]?.hours ?? []);
}

function isAlike(a: PlannedDate, b: PlannedDate): boolean {
  return keyOf(a.hours) === keyOf(b.hours) && a.name.ja === b.name.ja && a.name.en === b.name.en;
}

function firstDay(compiled: CompiledSchedule, today: CivilDay): CivilDay {
  const yesterday = addDays(today, -1);
  const planned = compiled.plans.planOn(yesterday)?.spans ?? [];
  const ends = [...planned, ...regularHoursOn(compiled, yesterday)].map(({ end }) => end);
  return Math.max(0, ...ends) > MINUTES_PER_DAY ? yesterday : today;
}
