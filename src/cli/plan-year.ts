import { type HolidayKnowledge, knowledgeOfDays } from '../core/calendar.ts';
import { addDays, type CivilDay, civilDayOf, daysInMonth, firstDayOfYear } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { DayPlan } from '../core/day-plan.ts';
import { holidayOn } from '../core/explanation.ts';
import type { Names, Reason } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';

/** What a date is at a glance. */
export type DateKind =
  | 'open'
  | 'special_hours'
  | 'weekend'
  | 'regular_day_off'
  | 'holiday'
  | 'long_break'
  | 'exception'
  | 'override';

export interface PlannedDate {
  readonly day: CivilDay;
  /** `null` for a date that never happened. */
  readonly kind: DateKind | null;
}

/** A name that belongs beside the month: of a holiday, a long break, an exception, an override. */
export interface Note extends Days {
  readonly name: Names;
  /** The hours of these dates where they are not the regular ones; empty for closed dates. */
  readonly hours: Hours;
  /** Set for long breaks only: the dates in the whole run. */
  readonly breakDays: number | null;
}

export interface PlannedMonth extends Days {
  readonly dates: readonly PlannedDate[];
  readonly notes: readonly Note[];
}

/** A year at a glance. */
export interface PlannedYear {
  readonly year: number;
  readonly holidays: HolidayKnowledge;
  readonly months: readonly PlannedMonth[];
}

export function planYear(compiled: CompiledSchedule, year: number): PlannedYear {
  const days = { from: firstDayOfYear(year), until: addDays(firstDayOfYear(year + 1), -1) };
  const holidays = knowledgeOfDays(compiled.calendars, days);
  const months = Array.from({ length: 12 }, (_, index) => planMonth(compiled, year, index + 1));
  return { year, holidays, months };
}

function planMonth(compiled: CompiledSchedule, year: number, month: number): PlannedMonth {
  const from = civilDayOf(year, month, 1) as CivilDay;
  const until = addDays(from, daysInMonth(year, month) - 1);
  const days = daysOf({ from, until });
  const dates = days.map((day) => ({ day, kind: kindOf(compiled.plans.planOn(day)) }));
  const notes = [
    ...longBreakNotes(compiled, { from, until }),
    ...holidayNotes(compiled, days),
    ...deviationNotes(compiled, days),
  ];
  return { from, until, dates, notes: notes.sort((a, b) => a.from - b.from) };
}

function daysOf({ from, until }: Days): CivilDay[] {
  return Array.from({ length: until - from + 1 }, (_, index) => addDays(from, index));
}

function kindOf(plan: DayPlan | null): DateKind | null {
  if (!plan) return null;
  if (overrideOf(plan)) return 'override';
  if (plan.spans.length > 0) return deviationOf(plan) ? 'special_hours' : 'open';
  return plan.reason.code as Exclude<DateKind, 'open' | 'special_hours' | 'override'>;
}

/** Why a date was changed while the service runs; `null` where it was not. */
function overrideOf({ pieces }: DayPlan): Reason | null {
  return pieces.find(({ reason }) => reason.layer === 'override')?.reason ?? null;
}

/** Why a date has special hours, or time cut out of its hours; `null` where it has neither. */
function deviationOf({ reason, pieces }: DayPlan): Reason | null {
  const cut = pieces.find((piece) => piece.reason.code === 'exception');
  if (cut) return cut.reason;
  return reason.code === 'special_hours' ? reason : null;
}

/** The long breaks that touch a month, each with its whole length. */
function longBreakNotes({ longBreaks }: CompiledSchedule, month: Days): Note[] {
  const atStart = longBreaks.on(month.from);
  const beginning = longBreaks.beginningWithin(month).filter(({ from }) => from !== atStart?.from);
  return [...(atStart ? [atStart] : []), ...beginning].map(({ name, from, until, days }) => ({
    ...{ name, from, until },
    hours: [],
    breakDays: days,
  }));
}

function holidayNotes(compiled: CompiledSchedule, days: readonly CivilDay[]): Note[] {
  return days.flatMap((day) => {
    const holiday = holidayOn(compiled, day);
    const plan = compiled.plans.planOn(day);
    if (!holiday || !plan) return [];
    const hours = plan.layer === 'holiday' ? plan.spans : [];
    return { from: day, until: day, name: holiday.name, hours, breakDays: null };
  });
}

/** Consecutive dates that deviate for the same reason with the same hours are one note. */
function deviationNotes(compiled: CompiledSchedule, days: readonly CivilDay[]): Note[] {
  const notes: Note[] = [];
  for (const day of days) {
    const plan = compiled.plans.planOn(day);
    const reason = plan && unexplainedReason(plan, () => holidayOn(compiled, day) !== null);
    if (!reason) continue;
    const note = { from: day, until: day, name: reason.name, hours: plan.spans, breakDays: null };
    const last = notes.at(-1);
    if (last && last.until === day - 1 && isSame(last, note)) {
      notes[notes.length - 1] = { ...last, until: day };
    } else {
      notes.push(note);
    }
  }
  return notes;
}

/** Why a date deviates, unless the name of its holiday tells already: the eve of one has none. */
function unexplainedReason(plan: DayPlan, isHoliday: () => boolean): Reason | null {
  const override = overrideOf(plan);
  if (override) return override;
  const reason = plan.reason.code === 'holiday' ? plan.reason : deviationOf(plan);
  return reason?.layer === 'holiday' && isHoliday() ? null : reason;
}

function isSame(a: Note, b: Note): boolean {
  return a.name === b.name && JSON.stringify(a.hours) === JSON.stringify(b.hours);
}
