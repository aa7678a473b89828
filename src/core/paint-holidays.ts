/** Holidays and the days before them, painted onto a year. */
import type { Calendar, Holiday } from './calendar.ts';
import { addDays, type CivilDay } from './civil.ts';
import type { Days } from './date-range.ts';
import type { Painter } from './paint-ranges.ts';
import type { HolidayRule, Hours } from './schedule.ts';
import { intersectHours } from './span.ts';
import type { RuleId, Verdict } from './verdict.ts';

/** The first rule in the list that does not leave a date alone decides it. */
export function holidayPainter(rules: readonly HolidayRule[]): Painter<Verdict> {
  const ruled = rules.map(({ calendars, hours }, index) => ({
    calendars: calendars.toReversed(),
    verdictOf: hours === 'regular' ? null : sharedVerdicts(hours, ruleAt(index)),
  }));
  ruled.reverse();
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

/** The holiday of a date by the first of the calendars that knows one. */
export function firstHolidayOn(calendars: readonly Calendar[], day: CivilDay): Holiday | null {
  for (const calendar of calendars) {
    const holiday = calendar.holidayOn(day);
    if (holiday) return holiday;
  }
  return null;
}

/** What holidays say about one date, the strongest first; not what they say of the day before. */
export function holidaysOn(rules: readonly HolidayRule[], day: CivilDay): Verdict[] {
  return rules.flatMap(({ calendars, hours }, index) => {
    const holiday = hours === 'regular' ? null : firstHolidayOn(calendars, day);
    if (holiday === null || hours === 'regular') return [];
    return [holidayVerdict(holiday, hours, ruleAt(index))];
  });
}

/** A holiday of every year has one verdict, and so its dates share a plan. */
function sharedVerdicts(hours: Hours, rule: RuleId): (holiday: Holiday) => Verdict {
  const verdicts = new Map<string, Verdict>();
  return (holiday) => {
    const name = `${holiday.name.ja}\0${holiday.name.en}`;
    const verdict = verdicts.get(name) ?? holidayVerdict(holiday, hours, rule);
    verdicts.set(name, verdict);
    return verdict;
  };
}

function ruleAt(index: number, part: 'hours' | 'dayBefore' = 'hours'): RuleId {
  return { list: 'holidays', index, part };
}

function holidayVerdict({ name }: Holiday, hours: Hours, rule: RuleId): Verdict {
  const codes = { openCode: 'special_hours', closedCode: 'holiday' } as const;
  return { layer: 'holiday', rule, hours, ...codes, name, message: null };
}

interface EveContext {
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
  year: number,
  { days, regular, holiday: painted }: EveContext,
): (Verdict | undefined)[] {
  const narrowed: (Verdict | undefined)[] = [];
  for (const day of evesIn(rules, year, days)) {
    const index = day - days.from;
    const eve = eveOn(rules, day, regular[index] as Verdict);
    if (eve.narrowed) narrowed[index] = eve.narrowed;
    painted[index] ??= eve.closing[0];
  }
  return narrowed;
}

/** What the holidays of the next date do to regular hours. */
export interface Eve {
  /** The hours that are left of them; `null` where no rule has narrowed them. */
  readonly narrowed: Verdict | null;
  readonly narrowedBy: readonly RuleId[];
  /** What closes the date because nothing is left, the strongest first. */
  readonly closing: readonly Verdict[];
}

export function eveOn(rules: readonly HolidayRule[], day: CivilDay, regular: Verdict): Eve {
  let named: Holiday | null = null;
  let narrowed: Verdict | null = null;
  const narrowedBy: RuleId[] = [];
  const closing: Verdict[] = [];
  for (const [index, { calendars, dayBefore }] of rules.entries()) {
    const holiday = dayBefore && firstHolidayOn(calendars, addDays(day, 1));
    if (!dayBefore || !holiday) continue;
    named ??= holiday;
    const verdict: Verdict = narrowed ?? regular;
    const hours = intersectHours(verdict.hours, dayBefore);
    const rule = ruleAt(index, 'dayBefore');
    if (hours.length > 0) {
      narrowed = { ...verdict, hours };
      narrowedBy.push(rule);
    } else if (verdict.hours.length > 0) closing.push(holidayVerdict(named, [], rule));
  }
  return { narrowed, narrowedBy, closing };
}

/** The dates of the year before holidays whose rule has something to say about them. */
function evesIn(rules: readonly HolidayRule[], year: number, days: Days): ReadonlySet<CivilDay> {
  const eves = new Set<CivilDay>();
  for (const { calendars, dayBefore } of rules) {
    if (dayBefore === null) continue;
    for (const calendar of calendars) {
      for (const { day } of calendar.holidaysIn(year)) {
        if (day > days.from) eves.add(addDays(day, -1));
      }
      if (calendar.holidayOn(addDays(days.until, 1))) eves.add(days.until);
    }
  }
  return eves;
}
