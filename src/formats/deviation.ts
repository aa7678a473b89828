/** What differs from the regular week and is worth a person's attention: not every weekend. */
import { addDays, type CivilDay } from '../core/civil.ts';
import { type CompiledSchedule, compileSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { DayPlan } from '../core/day-plan.ts';
import { holidayOn } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { Names } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, uniteHours } from '../core/span.ts';
import { civilToInstant } from '../core/zone.ts';
import { overridesWithin } from './deviating-overrides.ts';

/** Whole civil dates, or time to the minute. */
export type Deviation = DatesDeviation | TimeDeviation;

export interface DatesDeviation extends Days {
  readonly kind: 'long_break' | 'holiday' | 'exception' | 'special_hours';
  readonly name: Names;
  /** None: closed. */
  readonly hours: Hours;
  /** The holiday is computed ahead of the law, and may still move. */
  readonly isProjected: boolean;
}

/** Half-open. */
export interface TimeDeviation {
  readonly kind: 'closed_during' | 'override';
  readonly name: Names;
  readonly start: Instant;
  readonly end: Instant;
  /** `null` for time that is cut out or closed; a whole day where all of it is open. */
  readonly hours: Hours | null;
}

/**
 * The deviations that touch the dates, each whole, in order. Those of the configuration are what
 * they are without overrides, which are deviations of their own: one more does not move another.
 */
export function deviationsWithin(compiled: CompiledSchedule, days: Days): readonly Deviation[] {
  const { schedule, zone } = compiled;
  const configured = compileSchedule(schedule, zone);
  return [
    ...datesWithin(configured, days),
    ...cutsWithin(configured, days),
    ...overridesWithin(compiled, days),
  ];
}

function datesWithin(compiled: CompiledSchedule, { from, until }: Days): DatesDeviation[] {
  const found: DatesDeviation[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const deviation = breakOn(compiled, day) ?? runOn(compiled, day);
    if (deviation === null) continue;
    found.push(deviation);
    day = deviation.until;
  }
  return found;
}

function breakOn({ longBreaks }: CompiledSchedule, day: CivilDay): DatesDeviation | null {
  const longBreak = longBreaks.on(day);
  if (longBreak === null) return null;
  const { name, from, until, knowledge } = longBreak;
  const isProjected = knowledge === 'projected';
  return { kind: 'long_break', from, until, name, hours: [], isProjected };
}

/** The run of dates next to each other that deviate alike. */
function runOn(compiled: CompiledSchedule, day: CivilDay): DatesDeviation | null {
  const deviation = deviationOn(compiled, day);
  if (deviation === null) return null;
  const edgeOf = (step: 1 | -1) => {
    let edge = day;
    while (isAlike(deviation, deviationOn(compiled, addDays(edge, step))))
      edge = addDays(edge, step);
    return edge;
  };
  return { ...deviation, from: edgeOf(-1), until: edgeOf(1) };
}

type OneDate = Omit<DatesDeviation, 'from' | 'until'>;

function isAlike(a: OneDate, b: OneDate | null): boolean {
  if (b === null || a.kind !== b.kind || keyOf(a.hours) !== keyOf(b.hours)) return false;
  return a.name.ja === b.name.ja && a.name.en === b.name.en;
}

function deviationOn(compiled: CompiledSchedule, day: CivilDay): OneDate | null {
  const { plans, longBreaks } = compiled;
  const plan = plans.planOn(day);
  if (plan === null || longBreaks.on(day) !== null) return null;
  const { layers, index } = plans.layersOn(day);
  const regular = layers.regular[index]?.hours ?? [];
  const isProjected = holidayOn(compiled, day)?.provenance === 'projected';
  const said = { name: nameOf(compiled, day, plan), hours: plan.spans, isProjected };
  if (plan.spans.length === 0) return regular.length === 0 ? null : { kind: kindOf(plan), ...said };
  const decided = (layers.narrowed[index] ?? layers.regular[index])?.hours ?? [];
  const before = plan.layer === 'regular' ? decided : plan.spans;
  return keyOf(before) === keyOf(regular) ? null : { kind: 'special_hours', ...said };
}

function kindOf({ reason }: DayPlan): 'long_break' | 'holiday' | 'exception' {
  const { code } = reason;
  return code === 'long_break' || code === 'holiday' ? code : 'exception';
}

const CHANGED_HOURS: Names = { ja: '営業時間の変更', en: 'Changed hours' };

/** Hours that are narrowed are so because of the next date's holiday. */
function nameOf(compiled: CompiledSchedule, day: CivilDay, { layer, reason }: DayPlan): Names {
  if (layer !== 'regular' || reason.code === 'exception') return reason.name;
  const name = holidayOn(compiled, addDays(day, 1))?.name;
  return name ? { ja: `${name.ja}の前日`, en: `Day before ${name.en}` } : CHANGED_HOURS;
}

function keyOf(hours: Hours): string {
  return uniteHours(hours).map(formatSpan).join();
}

/** Time that exceptions cut out of dates that keep some hours. */
function cutsWithin({ plans, zone }: CompiledSchedule, { from, until }: Days): TimeDeviation[] {
  const cuts: TimeDeviation[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const plan = plans.planOn(day);
    if (plan === null || plan.spans.length === 0) continue;
    for (const { start, end, reason } of plan.pieces) {
      if (reason.code !== 'exception') continue;
      const time = {
        start: civilToInstant(zone, { day, minute: start }, 'earlier'),
        end: civilToInstant(zone, { day, minute: end }, 'later'),
      };
      // What the clock skips is no time; events of it would share a beginning.
      if (time.start >= time.end) continue;
      cuts.push({ kind: 'closed_during', name: reason.name, ...time, hours: null });
    }
  }
  return cuts;
}
