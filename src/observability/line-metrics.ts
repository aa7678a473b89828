import { SECOND } from '../core/instant.ts';
import type { LinesNow } from './look-at-lines.ts';
import type { MetricMaker, Sample } from './metric-maker.ts';

/** Registers how the lines stand now; by name where anybody may read what they are. */
export function registerLineMetrics(
  maker: MetricMaker,
  now: () => LinesNow | null,
  reads: 'public' | 'keyed',
): void {
  const named = () => (reads === 'public' ? (now()?.named ?? []) : []);
  maker.gauges(
    { name: 'lines', help: 'Lines; unwatched: not looked at, beyond the bound', labels: ['state'] },
    () => countsOf(now()),
  );
  maker.gauges(
    { name: 'line_open', help: '1 when the line is open, of the first 500', labels: ['line'] },
    () => named().map(({ id, isOpen }) => [{ line: id }, Number(isOpen)] as const),
  );
  maker.gauges(
    {
      name: 'line_next_transition_timestamp_seconds',
      help: 'When state or reason next change, of the first 500 lines; never: absent',
      labels: ['line'],
    },
    () =>
      named().flatMap(({ id, nextAt }) => {
        return nextAt === null ? [] : [[{ line: id }, nextAt / SECOND] as const];
      }),
  );
  const soonest = 'When any line next changes; never: absent';
  maker.gauge('next_transition_timestamp_seconds', soonest, () => {
    const nextAt = now()?.nextAt ?? null;
    return nextAt === null ? null : nextAt / SECOND;
  });
}

function countsOf(now: LinesNow | null): Sample[] {
  if (!now) return [];
  const { open, closed, unwatched } = now;
  return Object.entries({ open, closed, unwatched }).map(([state, count]) => [{ state }, count]);
}
