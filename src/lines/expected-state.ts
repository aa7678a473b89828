import type { ExpectedState } from '../config/configuration.ts';
import type { Comparison } from '../config/problem.ts';
import { addDays, type CivilDay, civilDayToDate } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import { type Reason, stateOf } from '../core/reason.ts';
import { type Interval, intervalsBetween } from '../core/timeline.ts';
import { instantToDay, startOfDay } from '../core/zone.ts';
import type { Unmet } from './check-expectations.ts';
import { MAX_ROWS, timelineOn, timeOf, writeReason, writeRow } from './write-dates.ts';

/** How a stretch is not of the expected state and reason throughout; `null` where it is. */
export function checkState(expected: ExpectedState, compiled: CompiledSchedule): Unmet | null {
  const { from, until } = expected;
  if (from >= until) return { found: 'never happened', compare: () => NOTHING };
  for (const interval of intervalsBetween(compiled.timeline, from, until)) {
    if (isMet(expected, interval.reason)) continue;
    const found = `is ${tell(interval, expected, compiled)}, not ${wordsOf(expected)}`;
    return { found, compare: () => compare(expected, compiled) };
  }
  return null;
}

const NOTHING: Comparison = { expected: [], actual: [] };

function isMet({ state, reason }: ExpectedState, actual: Reason): boolean {
  return (state ?? actual.state) === actual.state && (reason ?? actual.code) === actual.code;
}

function tell(interval: Interval, { from, until }: ExpectedState, { zone }: CompiledSchedule) {
  const { state, code, name } = interval.reason;
  const answer = `${state}, ${code} (${name.ja})`;
  const start = interval.start;
  if (isMoment({ from, until }) || start === null) return answer;
  return `${answer} at ${civilDayToDate(instantToDay(zone, start))}T${timeOf(zone, start)}`;
}

function wordsOf({ state, reason }: ExpectedState): string {
  return [state, reason].filter(Boolean).join(', ');
}

function isMoment({ from, until }: Pick<ExpectedState, 'from' | 'until'>): boolean {
  return until - from === 1;
}

/** The dates on which it is not met. */
function compare(expected: ExpectedState, compiled: CompiledSchedule): Comparison {
  const days = failingDays(expected, compiled);
  const shown = days.slice(0, MAX_ROWS);
  const rest = days.length > MAX_ROWS ? ['…'] : [];
  return {
    expected: [...shown.map((day) => writeRow(day, expectedOn(day, expected, compiled))), ...rest],
    actual: [...shown.map((day) => writeRow(day, timelineOn(compiled, day))), ...rest],
  };
}

/** One more than are shown, at most. */
function failingDays(expected: ExpectedState, { timeline, zone }: CompiledSchedule): CivilDay[] {
  const days = new Set<CivilDay>();
  for (const { start, end, reason } of intervalsBetween(timeline, expected.from, expected.until)) {
    if (isMet(expected, reason)) continue;
    const last = instantToDay(zone, (end - 1) as Instant);
    for (let day = instantToDay(zone, start); day <= last; day = addDays(day, 1)) {
      days.add(day);
      if (days.size > MAX_ROWS) return [...days];
    }
  }
  return [...days];
}

/** `…` stands for what nothing is expected of. */
function expectedOn(day: CivilDay, expected: ExpectedState, { zone }: CompiledSchedule): string {
  const { from, until, state, reason } = expected;
  const answer =
    reason === null ? (state ?? '') : writeReason({ state: stateOf(reason), code: reason });
  const isFromStart = from <= startOfDay(zone, day);
  const isToEnd = until >= startOfDay(zone, addDays(day, 1));
  const before = isFromStart ? '' : `… ${timeOf(zone, from)} `;
  if (isToEnd) return `${before}${answer}`;
  return isMoment(expected)
    ? `${before}${answer} …`
    : `${before}${answer} ${timeOf(zone, until)} …`;
}
