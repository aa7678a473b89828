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
  const before = stretchFrom(days, day, { step: -1, isClosed: true });
  const after = stretchFrom(days, day, { step: 1, isClosed: true });
  const run = [...before.days.toReversed(), day, ...after.days];
  return {
    from: run[0] ?? day,
    until: run.at(-1) ?? day,
    length: run.length,
    daysLost: run.filter((closed) => days.hasRegularHours(closed)).length,
  };
}

/** The nearest date before (-1) or after (1) that happened, or `null` at the edge. */
export function neighbourOf(days: PlannedDays, day: CivilDay, step: 1 | -1): CivilDay | null {
  for (let distance = 1; distance <= MAX_SKIPPED; distance++) {
    const next = addDays(day, step * distance);
    if (days.happened(next)) return next;
  }
  return null;
}

export interface StretchSearch {
  readonly step: 1 | -1;
  /** Whether to collect closed dates or open ones. */
  readonly isClosed: boolean;
  /** Stops after one date more than this. */
  readonly limit?: number;
}

/** Dates alike next to a date, the nearest first, and what ends them (`null`: the edge). */
export function stretchFrom(
  days: PlannedDays,
  day: CivilDay,
  { step, isClosed, limit = Number.POSITIVE_INFINITY }: StretchSearch,
) {
  const alike: CivilDay[] = [];
  let next = neighbourOf(days, day, step);
  while (next !== null && days.isClosed(next) === isClosed && alike.length <= limit) {
    alike.push(next);
    next = neighbourOf(days, next, step);
  }
  return { days: alike, endedBy: next };
}
