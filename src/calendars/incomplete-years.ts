import type { ListFault } from '../core/calendar.ts';
import { yearOf } from '../core/civil.ts';
import type { ParsedRow } from './official-row.ts';

/** What the years 1949 to 1965 had (1959 one more), the fewest; laws have only added since. */
export const FEWEST_HOLIDAYS_PER_YEAR = 9;

/**
 * A fault for each year that lacks dates. A list replaces whole years, so what it leaves out would
 * be lost unnoticed: by a cut-off download, a file of changes only, a mistyped year.
 */
export function findIncompleteYears(rows: readonly ParsedRow[]): ListFault[] {
  const years = [...countByYear(rows)];
  return years.flatMap(([year, { line, count }], index) => {
    const faults: ListFault[] = [];
    const previous = years[index - 1]?.[0] ?? year - 1;
    if (previous !== year - 1) {
      const advice = 'list every year between the first and the last';
      faults.push({ line, found: `${year} after ${previous}`, advice });
    }
    if (count < FEWEST_HOLIDAYS_PER_YEAR) {
      const advice = `list the whole year, ${FEWEST_HOLIDAYS_PER_YEAR} dates or more`;
      faults.push({ line, found: `only ${count} in ${year}`, advice });
    }
    return faults;
  });
}

/** The first line of each year, and how many dates it has, in the order of the rows. */
function countByYear(rows: readonly ParsedRow[]): Map<number, { line: number; count: number }> {
  const years = new Map<number, { line: number; count: number }>();
  for (const { day, line } of rows) {
    const year = yearOf(day);
    const known = years.get(year);
    years.set(year, { line: known?.line ?? line, count: (known?.count ?? 0) + 1 });
  }
  return years;
}
