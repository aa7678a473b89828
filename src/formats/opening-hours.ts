/**
 * Hours as schema.org has them. Entries without dates are the regular week; those with `validFrom`
 * and `validThrough` (both inclusive) replace it on their dates, and never meet each other. That,
 * `00:00–00:00` for closed, `00:00–23:59` for the whole day and `closes` before `opens` for a night
 * is how Google reads them (Search Central, "Local business", Business hours).
 */
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  MINUTES_PER_DAY,
  weekdayIndexOf,
} from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { SEARCH_DAYS } from '../core/opening.ts';
import type { Language, Names } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import { keyOf, writableHoursOn, writableWeek } from './writable-hours.ts';
import { specificationsOf, type Validity } from './write-specification.ts';

/** https://schema.org/OpeningHoursSpecification */
export interface OpeningHoursSpecification {
  readonly '@type': 'OpeningHoursSpecification';
  readonly name?: string;
  readonly dayOfWeek?: readonly string[];
  readonly opens: string;
  readonly closes: string;
  readonly validFrom?: string;
  readonly validThrough?: string;
}

interface Question {
  readonly today: CivilDay;
  readonly language: Language;
}

/** The regular week, and every date of the coming 400 that is not as it says. */
export function openingHours(
  compiled: CompiledSchedule,
  { today, language }: Question,
): OpeningHoursSpecification[] {
  const { editions } = compiled.schedule;
  const weeks = editions.map(({ from, weekdays }) => ({ from, weekdays: writableWeek(weekdays) }));
  const weekOn = (day: CivilDay) => {
    const index = weeks.findLastIndex(({ from }) => from === null || from <= day);
    return weeks[Math.max(index, 0)]?.weekdays ?? [];
  };
  const regular = weekOn(today);
  const until = addDays(today, SEARCH_DAYS);
  const from = firstDay(compiled, { today, regular });
  const stretches = stretchesOf(datesWithin(compiled, { from, until }, weekOn));
  return [
    ...specificationsOfWeek(regular, {}),
    ...stretches.flatMap((stretch) => {
      const { from, until } = stretch;
      const validity = { validFrom: civilDayToDate(from), validThrough: civilDayToDate(until) };
      if (stretch.kind === 'other') {
        const name = nameOf(compiled, stretch);
        return specificationsOf(stretch.hours, {
          ...validity,
          ...(name && { name: name[language] }),
        });
      }
      return stretch.week === regular ? [] : specificationsOfWeek(stretch.week, validity, stretch);
    }),
  ];
}

type Week = readonly Hours[];

interface PlannedDate {
  readonly day: CivilDay;
  readonly hours: Hours;
  /** The regular week in force. */
  readonly week: Week;
  readonly isRegular: boolean;
}

/** Yesterday where its night, or that of the regular week, reaches into today. */
function firstDay(
  { plans }: CompiledSchedule,
  { today, regular }: { readonly today: CivilDay; readonly regular: Week },
): CivilDay {
  const yesterday = addDays(today, -1);
  const planned = writableHoursOn(plans, yesterday) ?? [];
  const nights = [...planned, ...(regular[weekdayIndexOf(yesterday)] ?? [])];
  return nights.some(({ end }) => end > MINUTES_PER_DAY) ? yesterday : today;
}

/** The dates that happen. */
function datesWithin(
  compiled: CompiledSchedule,
  { from, until }: Days,
  weekOn: (day: CivilDay) => Week,
): PlannedDate[] {
  const dates: PlannedDate[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const hours = writableHoursOn(compiled.plans, day);
    if (hours === null) continue;
    const week = weekOn(day);
    const isRegular = keyOf(hours) === keyOf(week[weekdayIndexOf(day)] ?? []);
    dates.push({ day, hours, week, isRegular });
  }
  return dates;
}

/** Dates next to each other that are as their week says, or all have the same other hours. */
type Stretch = Days &
  (
    | { readonly kind: 'week'; readonly week: Week }
    | { readonly kind: 'other'; readonly hours: Hours }
  );

function stretchesOf(dates: readonly PlannedDate[]): Stretch[] {
  const others = otherStretches(dates);
  const stretches: Stretch[] = [...others];
  let [current, from, until]: [Week | null, CivilDay | null, CivilDay | null] = [null, null, null];
  const finish = () => {
    if (current && from !== null && until !== null) {
      stretches.push({ kind: 'week', week: current, from, until });
    }
    current = null;
  };
  for (const { day, week } of dates) {
    const isOther = others.some((other) => other.from <= day && day <= other.until);
    if (isOther || week !== current) finish();
    if (isOther) continue;
    if (current === null) [current, from] = [week, day];
    until = day;
  }
  finish();
  return stretches.sort((a, b) => a.from - b.from);
}

/** A weekend inside a break belongs to it, the one that it begins or ends with does not. */
function otherStretches(dates: readonly PlannedDate[]) {
  const stretches: (Days & { kind: 'other'; hours: Hours })[] = [];
  let lastAlike: PlannedDate | undefined;
  for (const date of dates) {
    const last = stretches.at(-1);
    const isAlike = lastAlike !== undefined && keyOf(lastAlike.hours) === keyOf(date.hours);
    if (!isAlike) lastAlike = undefined;
    if (date.isRegular) continue;
    if (isAlike && last) {
      stretches[stretches.length - 1] = { ...last, until: date.day };
    } else {
      stretches.push({ kind: 'other', from: date.day, until: date.day, hours: date.hours });
    }
    lastAlike = date;
  }
  return stretches;
}

/** What the dates are called, where it is one name. */
function nameOf({ plans, longBreaks }: CompiledSchedule, { from, until }: Days): Names | null {
  const names = new Map<string, Names>();
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const plan = plans.planOn(day);
    const isNamed = plan !== null && plan.layer !== 'regular';
    const name = longBreaks.on(day)?.name ?? (isNamed ? plan.reason.name : null);
    if (name) names.set(`${name.ja}\0${name.en}`, name);
  }
  const [name, more] = names.values();
  return more === undefined ? (name ?? null) : null;
}

const EVERY_DAY: Days = { from: 0 as CivilDay, until: 6 as CivilDay };

/** Weekdays with the same hours together; only those that the dates have. */
function specificationsOfWeek(week: Week, validity: Validity, days = EVERY_DAY) {
  const alike = new Map<string, { hours: Hours; weekdays: number[] }>();
  const present = new Set<number>();
  for (let day = days.from; day <= days.until && present.size < 7; day = addDays(day, 1)) {
    present.add(weekdayIndexOf(day));
  }
  for (const weekday of [...present].sort()) {
    const hours = week[weekday] ?? [];
    const group = alike.get(keyOf(hours)) ?? { hours, weekdays: [] };
    group.weekdays.push(weekday);
    alike.set(keyOf(hours), group);
  }
  return [...alike.values()].flatMap(({ hours, weekdays }) =>
    specificationsOf(hours, { ...validity, weekdays }),
  );
}
