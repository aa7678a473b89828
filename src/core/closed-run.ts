import { addDays, type CivilDay } from './civil.ts';
import type { Days } from './date-range.ts';

/** What runs of closed dates are made from. */
export interface PlannedDays {
  /** False for dates that never happened in the zone, and outside the planned years. */
  happened(day: CivilDay): boolean;
  /** True when no span starts on the date. */
  isClosed(day: CivilDay): boolean;
  /** Whether the regular layer alone would have given it hours. */
  hasRegularHours(day: CivilDay): boolean;
}

/** Consecutive civil dates with no span starting on them, as many as there are. */
export interface ClosedRun extends Days {
  /** Dates in the run; those that never happened do not count. */
  readonly length: number;
  /** Dates of the run that would have had regular hours. */
  readonly daysLost: number;
}

/** The closed run that a date belongs to, or `null` for a date with hours. */
export type ClosedRuns = (day: CivilDay) => ClosedRun | null;

/** Longer runs are remembered, so that a line that never opens is not walked at every question. */
const LONG_RUN = 60;

/** The most days next to each other that never happened: one, wherever it was seen. */
const MAX_SKIPPED = 2;

export function createClosedRuns(days: PlannedDays): ClosedRuns {
  const longRuns: ClosedRun[] = [];
  return (day) => {
    if (!days.happened(day) || !days.isClosed(day)) return null;
    const known = longRuns.find((run) => run.from <= day && day <= run.until);
    if (known) return known;
    const run = walkRun(days, day);
    if (run.length > LONG_RUN) longRuns.push(run);
    return run;
  };
}

function walkRun(days: PlannedDays, day: CivilDay): ClosedRun {
  let [length, daysLost] = [0, 0];
  const count = (visited: CivilDay) => {
    length++;
    if (days.hasRegularHours(visited)) daysLost++;
  };
  count(day);
  const from = walk(days, day, -1, count);
  const until = walk(days, day, 1, count);
  return { from, until, length, daysLost };
}

/** The last closed date in one direction. */
function walk(days: PlannedDays, start: CivilDay, step: 1 | -1, visit: (day: CivilDay) => void) {
  let last = start;
  for (;;) {
    const next = neighbourOf(days, last, step);
    if (next === null || !days.isClosed(next)) return last;
    visit(next);
    last = next;
  }
}

/** The nearest date before (-1) or after (1) that happened, or `null` at the edge. */
export function neighbourOf(days: PlannedDays, day: CivilDay, step: 1 | -1): CivilDay | null {
  for (let distance = 1; distance <= MAX_SKIPPED; distance++) {
    const next = addDays(day, step * distance);
    if (days.happened(next)) return next;
  }
  return null;
}

/** The stretch of open dates next to a day in one direction, nearest first, and what ends it. */
export function openStretch(days: PlannedDays, from: CivilDay, step: 1 | -1, limit: number) {
  const open: CivilDay[] = [];
  let next = neighbourOf(days, from, step);
  while (next !== null && !days.isClosed(next) && open.length <= limit) {
    open.push(next);
    next = neighbourOf(days, next, step);
  }
  const closedBy = next !== null && days.isClosed(next) ? next : null;
  return { open, closedBy };
}
