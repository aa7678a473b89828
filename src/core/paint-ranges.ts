/** Long breaks and exceptions: rules about ranges of dates, painted onto a year. */
import { commonDays, countDays, type Days, occurrencesOf } from './date-range.ts';
import type { DateRange, ExceptionRule, LongBreakRule } from './schedule.ts';
import type { Cut, Verdict } from './verdict.ts';

/** Paints a year with what it is given for its dates; `undefined` where nothing is said. */
export type Painter<T> = (year: number, days: Days) => (T | undefined)[];

export function longBreakPainter(rules: readonly LongBreakRule[]): Painter<Verdict> {
  const entries = rules.map(longBreakEntry);
  return (year, days) => paintRanges(entries, year, days);
}

export function exceptionPainter(rules: readonly ExceptionRule[]): Painter<Verdict> {
  const entries = rules.flatMap(exceptionEntries);
  return (year, days) => paintRanges(entries, year, days);
}

/** The cuts of each date, in the order of the file. */
export function cutPainter(rules: readonly ExceptionRule[]): Painter<readonly Cut[]> {
  const entries = rules.flatMap(cutEntries);
  return (_year, days) => {
    const painted: (readonly Cut[] | undefined)[] = [];
    for (const entry of entries) {
      for (const index of indexesIn(days, entry)) {
        painted[index] = [...(painted[index] ?? []), entry];
      }
    }
    return painted;
  };
}

interface RangeEntry {
  readonly range: DateRange;
  readonly verdict: Verdict;
}

function longBreakEntry(rule: LongBreakRule): RangeEntry {
  const { range, hours, name, message } = rule;
  const codes = { openCode: 'special_hours', closedCode: 'long_break' } as const;
  return { range, verdict: { layer: 'long_break', hours, ...codes, name, message } };
}

function exceptionEntries(rule: ExceptionRule): RangeEntry[] {
  const { from, until, name, change } = rule;
  if (change.kind !== 'hours') return [];
  const codes = { openCode: 'special_hours', closedCode: 'exception' } as const;
  const { hours } = change;
  const verdict: Verdict = { layer: 'exception', hours, ...codes, name, message: null };
  return [{ range: { kind: 'once', from, until }, verdict }];
}

/** Painted from the widest, so that the narrower range wins, and then the later one in the file. */
function paintRanges(entries: readonly RangeEntry[], year: number, days: Days) {
  const painted: (Verdict | undefined)[] = [];
  const occurrences = entries.flatMap(({ range, verdict }) =>
    occurrencesOf(range, [year - 1, year], days).map((dates) => ({ dates, verdict })),
  );
  occurrences.sort((a, b) => countDays(b.dates) - countDays(a.dates));
  for (const { dates, verdict } of occurrences) {
    for (const index of indexesIn(days, dates)) painted[index] = verdict;
  }
  return painted;
}

/** The places in the year of the dates that both have. */
function* indexesIn(year: Days, days: Days): Iterable<number> {
  const common = commonDays(year, days);
  if (!common) return;
  for (let day = common.from; day <= common.until; day++) yield day - year.from;
}

type CutEntry = Days & Cut;

function cutEntries(rule: ExceptionRule): CutEntry[] {
  const { from, until, name, change } = rule;
  return change.kind === 'closed_during' ? [{ from, until, name, spans: change.spans }] : [];
}
