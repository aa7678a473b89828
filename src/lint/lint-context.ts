import type { Configuration } from '../config/configuration.ts';
import type { WrittenConfiguration } from '../config/written-configuration.ts';
import { addDays, type CivilDay, firstDayOfYear, LAST_YEAR } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Snapshot } from '../lines/snapshot.ts';

/** How far ahead rules look: a year, and what is planned around its end. */
export const DAYS_AHEAD = 400;
export const DEFAULT_MAX_CLOSED_DAYS = 10;

export interface LintInput {
  readonly snapshot: Snapshot;
  readonly configuration: Configuration;
  readonly written: WrittenConfiguration;
  readonly today: CivilDay;
  /** Longer runs of closed dates are told. */
  readonly maxClosedDays: number;
}

/** What rules look at. */
export interface LintContext extends LintInput {
  /** Today and the dates after it, {@link DAYS_AHEAD} in all, as far as there are answers. */
  readonly ahead: Days;
}

const LAST_DAY = addDays(firstDayOfYear(LAST_YEAR + 1), -2);

export function createLintContext(input: LintInput): LintContext {
  const from = Math.min(input.today, LAST_DAY) as CivilDay;
  const until = Math.min(addDays(from, DAYS_AHEAD - 1), LAST_DAY) as CivilDay;
  return { ...input, ahead: { from, until } };
}
