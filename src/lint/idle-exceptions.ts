import { addDays, type CivilDay, civilDayToDate, weekdayOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import { winningVerdict, type YearLayers } from '../core/layers.ts';
import type { DayLayers } from '../core/raw-days.ts';
import type { ExceptionRule, Hours, Schedule } from '../core/schedule.ts';
import { intersectHours } from '../core/span.ts';
import type { Finding } from './finding.ts';
import { DAYS_AHEAD, type LintContext } from './lint-context.ts';
import { itemOf, type SharedHours } from './shared-hours.ts';

/** The same hours with and without it: most often a wrong date. */
export function* checkIdle(hours: SharedHours, { today }: LintContext): Iterable<Finding> {
  const { schedule, plans } = hours.compiled;
  for (const [index, rule] of schedule.exceptions.entries()) {
    const days = comingDates(rule, today);
    if (isPin(rule, schedule)) continue;
    // Where another one decides, they overlap, which is told at any time.
    const decided = days.map(plans.layersOn).filter((layers) => isInForce(rule, index, layers));
    if (decided.length === 0 || decided.some((layers) => changesHours(rule, layers))) continue;
    const at = itemOf(hours.at, 'exceptions', index);
    yield { at, found: describe(rule, days), advice: 'correct the date, or remove it' };
  }
}

/** The dates that are not over; none where there are too many to look at all of them. */
function comingDates({ from, until }: Days, today: CivilDay): readonly CivilDay[] {
  const first = Math.max(from, today) as CivilDay;
  const count = until - first + 1;
  if (count > DAYS_AHEAD) return [];
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
}

/** An exception keeps a date open that would be bridged, whatever its hours are. */
function isPin({ change }: ExceptionRule, { detection }: Schedule): boolean {
  const isOpening = change.kind === 'hours' && change.hours.length > 0;
  return isOpening && detection.bridgeWithinDays > 0;
}

function isInForce(
  { change }: ExceptionRule,
  place: number,
  { layers, index }: DayLayers,
): boolean {
  const winner = layers.exception[index]?.rule;
  return (
    change.kind === 'closed_during' || (winner?.list === 'exceptions' && winner.index === place)
  );
}

function changesHours({ change }: ExceptionRule, { layers, index }: DayLayers): boolean {
  if (change.kind === 'hours') return !isSame(change.hours, hoursBelow(layers, index));
  return intersectHours(winningVerdict(layers, index).hours, change.spans).length > 0;
}

function hoursBelow(layers: YearLayers, index: number): Hours {
  return winningVerdict({ ...layers, exception: [] }, index).hours;
}

function isSame(a: Hours, b: Hours): boolean {
  return (
    a.length === b.length &&
    a.every(({ start, end }, index) => start === b[index]?.start && end === b[index]?.end)
  );
}

function describe({ change, name }: ExceptionRule, days: readonly CivilDay[]): string {
  const [first, others] = [days[0] as CivilDay, days.length - 1];
  const more = others === 0 ? '' : ` and the ${others} dates after it`;
  const dates = `${civilDayToDate(first)} (${weekdayOf(first)})${more}`;
  if (change.kind === 'closed_during') return `${name.ja} cuts nothing: not open then on ${dates}`;
  const what = change.hours.length === 0 ? 'closed' : 'open at these hours';
  return `${name.ja} changes nothing: ${what} without it too on ${dates}`;
}
