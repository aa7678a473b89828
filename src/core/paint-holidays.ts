/** Holidays and the days before them, painted onto a year. */
import type { Holiday } from './calendar.ts';
import { addDays, type CivilDay } from './civil.ts';
import type { Days } from './date-range.ts';
import type { Painter } from './paint-ranges.ts';
import type { HolidayRule, Hours } from './schedule.ts';
import { intersectHours } from './span.ts';
import type { Verdict } from './verdict.ts';

/** The first rule in the list that does not leave a date alone decides it. */
export function holidayPainter(rules: readonly HolidayRule[]): Painter<Verdict> {
  const ruled = rules.toReversed().map(({ calendars, hours }) => ({
    calendars: calendars.toReversed(),
    verdictOf: hours === 'regular' ? null : sharedVerdicts(hours),
  }));
  return (year, days) => {
    const painted: (Verdict | undefined)[] = [];
    for (const { calendars, verdictOf } of ruled) {
      if (verdictOf === null) continue;
      for (const holiday of calendars.flatMap((calendar) => calendar.holidaysIn(year))) {
        painted[holiday.day - days.from] = verdictOf(holiday);
      }
    }
    return painted;
  };
}

/** A holiday of every year has one verdict, and so its dates share a plan. */
function sharedVerdicts(hours: Hours): (holiday: Holiday) => Verdict {
  const verdicts = new Map<string, Verdict>();
  return (holiday) => {
    const name = `${holiday.name.ja}\0${holiday.name.en}`;
    const verdict = verdicts.get(name) ?? holidayVerdict(holiday, hours);
    verdicts.set(name, verdict);
    return verdict;
  };
}

function holidayVerdict({ name }: Holiday, hours: Hours): Verdict {
  const codes = { openCode: 'special_hours', closedCode: 'holiday' } as const;
  return { layer: 'holiday', hours, ...codes, name, message: null };
}

interface EveContext {
  readonly year: number;
  readonly days: Days;
  readonly regular: readonly Verdict[];
  readonly holiday: (Verdict | undefined)[];
}

/**
 * Narrows regular hours on the day before holidays. Where nothing is left, it is the holiday that
 * closes the date, so the holiday layer says so (unless it has said something already).
 */
export function paintEves(
  rules: readonly HolidayRule[],
  context: EveContext,
): (Verdict | undefined)[] {
  const { year, days, regular, holiday: painted } = context;
  const narrowed: (Verdict | undefined)[] = [];
  const firstNamed: Holiday[] = [];
  for (const rule of rules) {
    if (rule.dayBefore === null) continue;
    for (const holiday of holidaysAfterDatesOf(rule, year, days)) {
      const index = holiday.day - 1 - days.from;
      firstNamed[index] ??= holiday;
      const verdict = narrowed[index] ?? (regular[index] as Verdict);
      const hours = intersectHours(verdict.hours, rule.dayBefore);
      if (hours.length > 0) narrowed[index] = { ...verdict, hours };
      else if (verdict.hours.length > 0) painted[index] ??= holidayVerdict(firstNamed[index], []);
    }
  }
  return narrowed;
}

/** The holidays of a rule whose day before lies in the year, each date once. */
function holidaysAfterDatesOf(rule: HolidayRule, year: number, days: Days): Iterable<Holiday> {
  const byDay = new Map<CivilDay, Holiday>();
  const nextNewYear = addDays(days.until, 1);
  for (const calendar of rule.calendars.toReversed()) {
    const holidays = [...calendar.holidaysIn(year), calendar.holidayOn(nextNewYear)];
    for (const holiday of holidays) {
      if (holiday && holiday.day > days.from) byDay.set(holiday.day, holiday);
    }
  }
  return byDay.values();
}
