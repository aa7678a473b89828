/** Long breaks and exceptions: rules about ranges of dates, painted onto a year. */
import { type CivilDay, yearOf } from './civil.ts';
import { commonDays, countDays, type Days, occurrencesOf } from './date-range.ts';
import type { DateRange, ExceptionRule, LongBreakRule } from './schedule.ts';
import type { Cut, Verdict } from './verdict.ts';

/** Paints a year with what it is given for its dates; `undefined` where nothing is said. */
export type Painter<T> = (year: number, days: Days) => (T | undefined)[];

export function longBreakPainter(rules: readonly LongBreakRule[]): Painter<Verdict> {
  const entries = rules.map(longBreakEntry);
  return (year, days) => paintRanges(entries, year, days);
}

/** What long breaks say about one date, the strongest first. */
export function longBreaksOn(rules: readonly LongBreakRule[], day: CivilDay): Verdict[] {
  return rangesOn(rules.map(longBreakEntry), day);
}

export function exceptionPainter(rules: readonly ExceptionRule[]): Painter<Verdict> {
  const entries = rules.flatMap(exceptionEntries);
  return (year, days) => paintRanges(entries, year, days);
}

/** What exceptions say about one date, the strongest first; not what they cut. */
export function exceptionsOn(rules: readonly ExceptionRule[], day: CivilDay): Verdict[] {
  return rangesOn(rules.flatMap(exceptionEntries), day);
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

function longBreakEntry(written: LongBreakRule, index: number): RangeEntry {
  const { range, hours, name, message } = written;
  const rule = { list: 'longBreaks', index } as const;
  const codes = { openCode: 'special_hours', closedCode: 'long_break' } as const;
  return { range, verdict: { layer: 'long_break', rule, hours, ...codes, name, message } };
}

function exceptionEntries(written: ExceptionRule, index: number): RangeEntry[] {
  const { from, until, name, change } = written;
  if (change.kind !== 'hours') return [];
  const rule = { list: 'exceptions', index } as const;
  const codes = { openCode: 'special_hours', closedCode: 'exception' } as const;
  const { hours } = change;
  const verdict: Verdict = { layer: 'exception', rule, hours, ...codes, name, message: null };
  return [{ range: { kind: 'once', from, until }, verdict }];
}

/** Painted from the weakest, so that a stronger range paints over it. */
function paintRanges(entries: readonly RangeEntry[], year: number, days: Days) {
  const painted: (Verdict | undefined)[] = [];
  for (const { dates, verdict } of weakestFirst(entries, year, days)) {
    for (const index of indexesIn(days, dates)) painted[index] = verdict;
  }
  return painted;
}

function rangesOn(entries: readonly RangeEntry[], day: CivilDay): Verdict[] {
  const occurrences = weakestFirst(entries, yearOf(day), { from: day, until: day });
  return occurrences.map(({ verdict }) => verdict).reverse();
}

/** From the widest: the narrower range wins, and then the later one in the file. */
function weakestFirst(entries: readonly RangeEntry[], year: number, days: Days) {
  const occurrences = entries.flatMap(({ range, verdict }) =>
    occurrencesOf(range, [year - 1, year], days).map((dates) => ({ dates, verdict })),
  );
  return occurrences.sort((a, b) => countDays(b.dates) - countDays(a.dates));
}

/** The places in the year of the dates that both have. */
function* indexesIn(year: Days, days: Days): Iterable<number> {
  const common = commonDays(year, days);
  if (!common) return;
  for (let day = common.from; day <= common.until; day++) yield day - year.from;
}

type CutEntry = Days & Cut;

function cutEntries({ from, until, name, change }: ExceptionRule, index: number): CutEntry[] {
  if (change.kind !== 'closed_during') return [];
  const rule = { list: 'exceptions', index } as const;
  return [{ from, until, rule, name, spans: change.spans }];
}
