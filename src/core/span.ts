import { formatMinute } from './civil.ts';
import type { Hours, Span } from './schedule.ts';

/**
 * So many dates before a day may still reach into it: a span may end 48 hours after its midnight,
 * and a zone may move it by some more.
 */
export const REACH_DAYS = 3;

/** `09:00-17:30`; an end past midnight goes on counting: `22:00-26:00`. */
export function formatSpan({ start, end }: Span): string {
  return `${formatMinute(start)}-${formatMinute(end)}`;
}

/** The time both have. */
export function intersectHours(a: Hours, b: Hours): Hours {
  const common: Span[] = [];
  for (const { start, end } of a) {
    for (const other of b) {
      const span = { start: Math.max(start, other.start), end: Math.min(end, other.end) };
      if (span.start < span.end) common.push(span);
    }
  }
  return common.sort((x, y) => x.start - y.start);
}

/** The time of `a` outside `b`. */
export function subtractHours(a: Hours, b: Hours): Hours {
  return b.reduce<Hours>((rest, cut) => rest.flatMap((span) => subtractSpan(span, cut)), a);
}

/** The same time in order, as the fewest spans; those that end before they start are left out. */
export function uniteHours(spans: Hours): Hours {
  const united: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (start >= end) continue;
    if (last && start <= last.end) {
      united[united.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else {
      united.push({ start, end });
    }
  }
  return united;
}

function subtractSpan(span: Span, cut: Span): Span[] {
  const before = { start: span.start, end: Math.min(span.end, cut.start) };
  const after = { start: Math.max(span.start, cut.end), end: span.end };
  return [before, after].filter(({ start, end }) => start < end);
}
