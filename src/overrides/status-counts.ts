import { DAY, type Instant } from '../core/instant.ts';
import type { Override } from './override.ts';
import { LONG_DAYS } from './override-limits.ts';
import { phaseOf } from './phase-of.ts';

export interface StatusCounts {
  readonly active: number;
  readonly planned: number;
  /** Of both, those that last longer than {@link LONG_DAYS}. */
  readonly long: number;
}

/** How many overrides there are to know of. */
export function statusCounts(overrides: readonly Override[], now: Instant): StatusCounts {
  const counts = { active: 0, planned: 0, long: 0 };
  for (const override of overrides) {
    const phase = phaseOf(override, now);
    if (phase === 'past') continue;
    counts[phase]++;
    if (isLong(override)) counts.long++;
  }
  return counts;
}

function isLong({ from, until }: Override): boolean {
  return Date.parse(until) - Date.parse(from) > LONG_DAYS * DAY;
}
