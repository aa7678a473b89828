import { useEffect, useState } from 'preact/hooks';
import type { CalendarRow } from '../../calendar-days.ts';
import type { ApiFault } from './api.ts';
import { type BreakRun, breakRuns, type ListedBreak } from './break-runs.ts';
import type { Desk } from './desk.ts';
import { asFault } from './use-answer.ts';

/** Lines whose breaks are the same, and these. */
export interface LinesWithBreaks {
  readonly lines: readonly string[];
  readonly runs: readonly BreakRun[];
}

export interface Breaks {
  /** `null` while they are awaited. */
  readonly found: readonly LinesWithBreaks[] | null;
  readonly fault: ApiFault | null;
}

/** The breaks of lines that begin in a year, asked for again whenever `again` changes. */
export function useBreaks(
  { api, epoch }: Pick<Desk, 'api' | 'epoch'>,
  { lines, year, again }: { lines: readonly string[]; year: number | null; again: string },
): Breaks {
  const wanted = `${year} ${lines.join()}`;
  const [known, setKnown] = useState<Breaks & { wanted: string }>({ ...NOTHING, wanted: '' });
  useEffect(() => {
    let isStale = false;
    if (year === null) return;
    Promise.all(lines.map((line) => breaksOf({ api }, line, year))).then(
      (found) => !isStale && setKnown({ wanted, found: groupEqual(lines, found), fault: null }),
      (error: unknown) => {
        const fault = asFault(error);
        if (!isStale)
          setKnown((old) => ({ ...(old.wanted === wanted ? old : NOTHING), wanted, fault }));
      },
    );
    return () => {
      isStale = true;
    };
  }, [api, epoch, wanted, again]);
  return known.wanted === wanted ? known : NOTHING;
}

const NOTHING: Breaks = { found: null, fault: null };

/** With enough of the years beside it for breaks over New Year; 400 dates are answered at most. */
async function breaksOf(
  { api }: Pick<Desk, 'api'>,
  line: string,
  year: number,
): Promise<readonly BreakRun[]> {
  const id = encodeURIComponent(line);
  const rows = `/v1/lines/${id}/calendar?from=${year - 1}-12-22&until=${year + 1}-01-20`;
  const listed = `/v1/long-breaks?line=${id}&from=${year - 1}-12-22&until=${year + 1}-01-20`;
  const [calendar, breaks] = await Promise.all([
    api.get<{ days: readonly CalendarRow[] }>(rows),
    api.get<{ longBreaks: readonly ListedBreak[] }>(listed),
  ]);
  const runs = breakRuns(calendar.value.days, breaks.value.longBreaks);
  return runs.filter(({ from }) => from.startsWith(`${year}-`));
}

function groupEqual(
  lines: readonly string[],
  found: readonly (readonly BreakRun[])[],
): readonly LinesWithBreaks[] {
  const groups = new Map<string, { lines: string[]; runs: readonly BreakRun[] }>();
  for (const [index, line] of lines.entries()) {
    const runs = found[index] ?? [];
    const key = JSON.stringify(runs);
    const group = groups.get(key) ?? { lines: [], runs };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
}
