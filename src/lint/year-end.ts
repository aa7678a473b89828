import { addDays, type CivilDay, civilDayToDate, firstDayOfYear, yearOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { Finding } from './finding.ts';
import { isInJapan } from './is-in-japan.ts';
import type { LintContext } from './lint-context.ts';
import { linesAre, ruleOn, type SharedHours } from './shared-hours.ts';

/** Nothing speaks of the days around New Year, on some of which the line is open. */
export function* checkYearEnd(hours: SharedHours, { ahead }: LintContext): Iterable<Finding> {
  const { compiled, at } = hours;
  if (!isInJapan(compiled)) return;
  for (const newYear of newYearsIn(ahead)) {
    const days = datesFrom(Math.max(addDays(newYear, -3), ahead.from), addDays(newYear, 2));
    const open = days.filter((day) => isOpen(compiled, day));
    // That it is open on the day itself is told by the other rule.
    if (open.length === 0 || open.includes(newYear)) continue;
    if (days.some((day) => isSpokenOf(compiled, day))) continue;
    const dates = open.map(civilDayToDate).join(', ');
    const found = `no rule for the year end (年末年始): ${linesAre(hours)} open on ${dates}`;
    yield { at, found, advice: 'add longBreaks: [{ preset: year-end }]' };
    return;
  }
}

/** Said of every line, in Japan or not: hardly anybody means it. */
export function* checkNewYear(hours: SharedHours, { ahead }: LintContext): Iterable<Finding> {
  const newYear = newYearsIn(ahead).find((day) => isOpen(hours.compiled, day));
  if (newYear === undefined) return;
  const found = `${linesAre(hours)} open on ${civilDayToDate(newYear)}`;
  const advice = 'add longBreaks: [{ preset: year-end }], or suppress this if it is meant';
  yield { at: ruleOn(hours, newYear), found, advice };
}

function newYearsIn({ from, until }: Days): readonly CivilDay[] {
  return [yearOf(from), yearOf(from) + 1, yearOf(from) + 2]
    .map(firstDayOfYear)
    .filter((day) => day >= from && day <= until);
}

function datesFrom(from: number, until: number): CivilDay[] {
  return Array.from({ length: until - from + 1 }, (_, index) => (from + index) as CivilDay);
}

function isOpen({ plans }: CompiledSchedule, day: CivilDay): boolean {
  return plans.happened(day) && !plans.isClosed(day);
}

function isSpokenOf({ plans }: CompiledSchedule, day: CivilDay): boolean {
  const { layers, index } = plans.layersOn(day);
  return [layers.exception, layers.longBreak, layers.cuts].some((said) => said[index]);
}
