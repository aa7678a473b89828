import type { OfficialList } from '../core/calendar.ts';
import { yearOf } from '../core/civil.ts';

/**
 * The upper list, and the lower one's in the years that the upper leaves out. Whole years: the sum
 * of both would keep a holiday where it was before it was moved.
 */
export function mergeOfficialLists(lower: OfficialList | null, upper: OfficialList): OfficialList {
  if (lower === null) return upper;
  const covered = yearsOf(upper);
  const rest = lower.rows.filter(({ day }) => !covered.has(yearOf(day)));
  const rows = [...rest, ...upper.rows].sort((a, b) => a.day - b.day);
  const firstYear = Math.min(lower.firstYear, upper.firstYear);
  return { firstYear, lastYear: Math.max(lower.lastYear, upper.lastYear), rows };
}

/** The years that a list covers: those of its dates, since no year is without holidays. */
export function yearsOf(list: OfficialList | null): ReadonlySet<number> {
  return new Set(list?.rows.map(({ day }) => yearOf(day)));
}
