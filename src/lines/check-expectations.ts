import type { Configuration, Expectation } from '../config/configuration.ts';
import type { Comparison, Problem } from '../config/problem.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { countDays } from '../core/date-range.ts';
import { DAY } from '../core/instant.ts';
import { checkCount } from './expected-count.ts';
import { checkHours } from './expected-hours.ts';
import { checkState } from './expected-state.ts';
import type { Snapshot } from './snapshot.ts';

/** How an expectation is not met. */
export interface Unmet {
  /** After the line and the time: `is open, not closed`. */
  readonly found: string;
  /** Takes time, and is asked for where it will be shown. */
  readonly compare: () => Comparison;
}

/** Dates that all expectations may ask of all lines together: a second's work. */
export const MAX_CHECKED_DATES = 5_000_000;
const MAX_COMPARISONS = 20;
/** Those after them are only counted. */
const MAX_UNMET = 200;

/** A problem for each expectation that the compiled lines do not meet. */
export function checkExpectations(
  snapshot: Snapshot,
  { expectations }: Pick<Configuration, 'expectations'>,
): readonly Problem[] {
  const problems: Problem[] = [];
  let checked = 0;
  let untold = 0;
  for (const expectation of expectations) {
    for (const [compiled, lines] of sharedLines(snapshot, expectation)) {
      checked += datesOf(expectation);
      if (checked > MAX_CHECKED_DATES) return [...problems, tooMany(expectation)];
      const unmet = check(expectation, compiled);
      if (unmet && problems.length >= MAX_UNMET) untold++;
      else if (unmet) {
        problems.push(problemOf(expectation, { unmet, lines, told: problems.length }));
      }
    }
  }
  return untold > 0 ? [...problems, notTold(problems, untold)] : problems;
}

function notTold(problems: readonly Problem[], untold: number): Problem {
  const { file, line, column } = problems.at(-1) as Problem;
  const found = `${untold} more expectations that are not met`;
  const advice = 'correct the ones above and check again';
  const place = { file, line, column, pointer: '' };
  return { ...place, severity: 'error', code: 'too_many_problems', found, advice };
}

function check(expectation: Expectation, compiled: CompiledSchedule): Unmet | null {
  switch (expectation.kind) {
    case 'state':
      return checkState(expectation, compiled);
    case 'hours':
      return checkHours(expectation, compiled);
    case 'count':
      return checkCount(expectation, compiled);
  }
}

/** Lines with one schedule answer alike, and are asked once. */
function sharedLines({ lines }: Snapshot, expectation: Expectation) {
  const shared = new Map<CompiledSchedule, string[]>();
  for (const id of expectation.lines) {
    const compiled = lines.get(id)?.compiled;
    if (!compiled) continue;
    const ids = shared.get(compiled) ?? [];
    ids.push(id);
    shared.set(compiled, ids);
  }
  return shared;
}

function datesOf(expectation: Expectation): number {
  if (expectation.kind !== 'state') return countDays(expectation.days);
  return Math.ceil((expectation.until - expectation.from) / DAY);
}

interface Finding {
  readonly unmet: Unmet;
  readonly lines: readonly string[];
  /** How many problems have been told before. */
  readonly told: number;
}

function problemOf(expectation: Expectation, { unmet, lines, told }: Finding): Problem {
  const { when, note, place, pointer } = expectation;
  const why = note === null ? '' : ` (${note})`;
  return {
    ...place,
    pointer,
    severity: 'error',
    code: 'expectation_failed',
    found: `${nameOf(lines, expectation)} ${when} ${unmet.found}${why}`,
    advice: 'correct the hours, or the expectation if the hours are meant so',
    ...(told < MAX_COMPARISONS && { comparison: unmet.compare() }),
  };
}

function nameOf([first = '', ...others]: readonly string[], { group }: Expectation): string {
  if (group === null) return first;
  return `${first} ${others.length > 0 ? `and ${others.length} more ` : ''}of ${group}`;
}

function tooMany({ place, pointer }: Expectation): Problem {
  const found = `the expectations up to here ask for more than ${MAX_CHECKED_DATES} dates`;
  const advice = 'expect less of groups, or shorter ranges; those after it are not checked';
  return { ...place, pointer, severity: 'error', code: 'too_many', found, advice };
}
