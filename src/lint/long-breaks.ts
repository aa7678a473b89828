import { type CivilDay, civilDayToDate, weekdayIndexOf, yearOf } from '../core/civil.ts';
import { stretchFrom } from '../core/closed-run.ts';
import { occurrencesOf } from '../core/date-range.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { itemOf, linesAre, nameLines, ruleOn, type SharedHours } from './shared-hours.ts';

const FRIDAY = 4;
/** With fewer days a week, a lone one is nothing special. */
const MIN_WORKING_WEEKDAYS = 5;

/**
 * A break that is written until a Friday: a line that is open on Saturdays reopens with half a
 * desk, and one that is not stays closed until Monday, which is what callers are told.
 */
export function* checkFridays(hours: SharedHours, context: LintContext): Iterable<Finding> {
  const { compiled, at } = hours;
  for (const [index, rule] of compiled.schedule.longBreaks.entries()) {
    if (rule.hours.length > 0) continue;
    const years = yearsOf(context);
    const ends = occurrencesOf(rule.range, years, context.ahead).map(({ until }) => until);
    const friday = ends.find((day) => day >= context.ahead.from && isLastDay(hours, day));
    if (friday === undefined) continue;
    yield { at: itemOf(at, 'longBreaks', index), ...describeFriday(hours, friday) };
  }
}

function yearsOf({ ahead }: LintContext): readonly number[] {
  const year = yearOf(ahead.from);
  return [year - 1, year, year + 1, year + 2];
}

/** A Friday on which the break is what closes the line. */
function isLastDay({ compiled: { plans } }: SharedHours, day: CivilDay): boolean {
  return weekdayIndexOf(day) === FRIDAY && plans.planOn(day)?.reason.code === 'long_break';
}

function describeFriday(hours: SharedHours, friday: CivilDay) {
  const run = hours.compiled.plans.closedRuns(friday);
  const lastDay = run?.until ?? friday;
  const date = civilDayToDate(friday);
  if (lastDay === friday) {
    const found = `it ends on Friday ${date}, and the Saturday is open again (${nameLines(hours)})`;
    return { found, advice: 'write until: the Sunday, unless somebody is there on that Saturday' };
  }
  const lasts = `with the weekend it lasts until ${civilDayToDate(lastDay)}`;
  const found = `it ends on Friday ${date}, and ${lasts}`;
  return { found, advice: 'write the last day that callers are to hear of, or suppress this' };
}

/** A day between the break and the weekend: nobody comes, or everybody calls. */
export function* checkLoneDays(hours: SharedHours, { ahead }: LintContext): Iterable<Finding> {
  const { compiled } = hours;
  if (countWorkingWeekdays(hours) < MIN_WORKING_WEEKDAYS) return;
  for (const found of compiled.longBreaks.beginningWithin(ahead)) {
    const search = { step: 1, isClosed: false, limit: 1 } as const;
    const { days, endedBy } = stretchFrom(compiled.plans, found.until, search);
    const [lone] = days;
    if (lone === undefined || days.length > 1 || endedBy === null) continue;
    // Said of the rule already.
    if (isLastDay(hours, found.until)) continue;
    yield describeLone(hours, found, lone);
  }
}

function describeLone(hours: SharedHours, { from, until, name }: LongBreak, lone: CivilDay) {
  const dates = `${civilDayToDate(from)} to ${civilDayToDate(until)}`;
  const open = `${linesAre(hours)} open for ${civilDayToDate(lone)} alone`;
  const found = `after ${name.ja} (${dates}) ${open}`;
  const advice = 'end the break later, set detectLongBreaks: { bridgeWithinDays: 1 }, or leave it';
  return { at: ruleOn(hours, until), found, advice };
}

function countWorkingWeekdays({ compiled }: SharedHours): number {
  const weekdays = compiled.schedule.editions.at(-1)?.weekdays ?? [];
  return weekdays.filter(({ length }) => length > 0).length;
}
