import { useEffect, useState } from 'preact/hooks';
import type { DateRange } from './date-ranges.ts';
import type { Desk, LineJson } from './desk.ts';
import { type PlanPeriod, wholeDates } from './plan-draft.ts';
import { asFault } from './use-answer.ts';

interface PeriodsQuestion {
  readonly ranges: readonly DateRange[];
  readonly lines: readonly LineJson[];
  /** On the clock of the lines. */
  readonly today: string;
}

/**
 * Whole dates as periods of overrides, in the order of the ranges; `null` while it is not known.
 * For lines in one zone they have no offset: the service reads them on the clock of the lines. In
 * several zones they have the offset of the first line, for which the service is asked.
 */
export function usePeriods(
  desk: Pick<Desk, 'api' | 'epoch'>,
  { ranges, lines, today }: PeriodsQuestion,
): readonly PlanPeriod[] | null {
  const [first] = lines;
  const isShared = new Set(lines.map(({ zone }) => zone)).size <= 1;
  const local = ranges.map((range) => wholeDates(range, today));
  const wanted = isShared || !first ? null : `${first.line} ${JSON.stringify(local)}`;
  const [known, setKnown] = useState<{ wanted: string; periods: readonly PlanPeriod[] } | null>(
    null,
  );
  useEffect(() => {
    let isStale = false;
    if (wanted === null || !first) return;
    Promise.all(local.map((period) => withOffset(desk, first.line, period))).then(
      (periods) => !isStale && setKnown({ wanted, periods }),
      asFault,
    );
    return () => {
      isStale = true;
    };
  }, [wanted, desk.epoch]);
  if (wanted === null) return local;
  return known?.wanted === wanted ? known.periods : null;
}

async function withOffset(
  { api }: Pick<Desk, 'api'>,
  line: string,
  { from, until }: PlanPeriod,
): Promise<PlanPeriod> {
  const asked = new URLSearchParams({ until, ...(from !== undefined && { from }) });
  const path = `/v1/lines/${encodeURIComponent(line)}/timeline?${asked}`;
  const { value } = await api.get<{ from: string; until: string }>(path);
  return from === undefined ? { until: value.until } : { from: value.from, until: value.until };
}
