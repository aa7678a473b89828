import type { ExpectedHours } from '../config/configuration.ts';
import { addDays, type CivilDay, civilDayToDate, MINUTES_PER_DAY } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { DayPlan } from '../core/day-plan.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, uniteHours } from '../core/span.ts';
import type { Unmet } from './check-expectations.ts';
import { MAX_ROWS, planOn, type WrittenPiece, writePieces, writeRow } from './write-dates.ts';

/** How dates do not have the expected hours; `null` where all do. */
export function checkHours(expected: ExpectedHours, compiled: CompiledSchedule): Unmet | null {
  const failing: CivilDay[] = [];
  const { from, until } = expected.days;
  for (let day = from; day <= until && failing.length <= MAX_ROWS; day = addDays(day, 1)) {
    if (!isMet(expected, compiled.plans.planOn(day))) failing.push(day);
  }
  const [first] = failing;
  if (first === undefined) return null;
  const plan = compiled.plans.planOn(first);
  const on = from === until ? '' : ` on ${civilDayToDate(first)}`;
  const found = `${plan ? `is ${tell(plan)}` : 'never happened'}${on}, not ${wordsOf(expected)}`;
  return { found, compare: () => compare(expected, compiled, failing) };
}

/** Spans that adjoin are one opening, however they are written. */
function isMet({ hours, reason }: ExpectedHours, plan: DayPlan | null): boolean {
  if (plan === null || (reason !== null && plan.reason.code !== reason)) return false;
  return writeHours(plan.spans) === writeHours(hours);
}

function tell({ spans, reason }: DayPlan): string {
  return `${writeHours(spans)}, ${reason.code} (${reason.name.ja})`;
}

function wordsOf({ hours, reason }: ExpectedHours): string {
  return [writeHours(hours), reason].filter(Boolean).join(', ');
}

function writeHours(hours: Hours): string {
  const spans = uniteHours(hours).map(formatSpan).join(', ');
  return spans === '' ? 'closed' : `open ${spans}`;
}

function compare(
  { hours, reason }: ExpectedHours,
  compiled: CompiledSchedule,
  failing: readonly CivilDay[],
) {
  const shown = failing.slice(0, MAX_ROWS);
  const rest = failing.length > MAX_ROWS ? ['…'] : [];
  const pieces = writePieces(piecesOf(hours, reason));
  return {
    expected: [...shown.map((day) => writeRow(day, pieces)), ...rest],
    actual: [...shown.map((day) => writeRow(day, planOn(compiled, day))), ...rest],
  };
}

/** The hours as pieces of a date; the reason stands where the expectation gives one. */
function piecesOf(hours: Hours, reason: string | null): WrittenPiece[] {
  const why = reason === null ? '' : `(${reason})`;
  if (hours.length === 0) return [{ start: 0, end: MINUTES_PER_DAY, text: `closed${why}` }];
  const pieces: WrittenPiece[] = [];
  let end = 0;
  for (const span of uniteHours(hours)) {
    if (span.start > end) pieces.push({ start: end, end: span.start, text: 'closed' });
    pieces.push({ ...span, text: `open${why}` });
    end = span.end;
  }
  if (end < MINUTES_PER_DAY) pieces.push({ start: end, end: MINUTES_PER_DAY, text: 'closed' });
  return pieces;
}
