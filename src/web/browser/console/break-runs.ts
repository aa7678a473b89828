import type { Names } from '../../../core/reason.ts';
import type { CalendarRow } from '../../calendar-days.ts';
import { weekdayIndex } from './date-ranges.ts';

/** A long break as the service lists it, as far as it is shown. */
export interface ListedBreak {
  readonly name: Names;
  readonly from: string;
  readonly until: string;
  readonly days: number;
  readonly provenance: string;
}

/** Open dates between two closed runs. */
export interface Gap {
  readonly dates: readonly string[];
  /** Where the closed run before it begins, and that after it ends. */
  readonly from: string;
  readonly until: string;
  /** Between two runs of holidays, not between one and a plain weekend. */
  readonly isInner: boolean;
}

/** A break, or holidays with few working days between, and what lies beside it. */
export interface BreakRun {
  readonly from: string;
  readonly until: string;
  /** What the service detected in it; `null`: only holidays that are near each other. */
  readonly detected: ListedBreak | null;
  readonly gaps: readonly Gap[];
  /** Everything to be shown, in order. */
  readonly rows: readonly CalendarRow[];
}

/** More open dates than these are no bridge; beside a plain weekend it takes fewer. */
const MAX_INNER_DATES = 3;
const MAX_OUTER_DATES = 2;

/** A stretch of the calendar in which all dates are open, or none is. */
interface Stretch {
  readonly rows: readonly CalendarRow[];
  readonly isOpen: boolean;
  /** Whether a date is closed on which there would be regular hours. */
  readonly isLost: boolean;
}

/**
 * The breaks of a calendar, with the open dates between and beside them: those that the service
 * detected, and runs of holidays with at most three open dates between.
 */
export function breakRuns(
  rows: readonly CalendarRow[],
  detected: readonly ListedBreak[],
): readonly BreakRun[] {
  const stretches = stretchesOf(rows);
  const runs: BreakRun[] = [];
  for (let first = 0; first < stretches.length; ) {
    const last = lastOfChain(stretches, first);
    const run = runOf(stretches, { first, last, detected });
    if (run) runs.push(run);
    first = last + 1;
  }
  return runs;
}

function stretchesOf(rows: readonly CalendarRow[]): Stretch[] {
  const regular = new Set(rows.filter(isRegularlyOpen).map(({ date }) => weekdayIndex(date)));
  const isLost = ({ date, layer, spans }: CalendarRow) =>
    spans.length === 0 && layer !== 'regular' && regular.has(weekdayIndex(date));
  const stretches: Stretch[] = [];
  for (const row of rows) {
    const isOpen = row.spans.length > 0;
    const last = stretches.at(-1);
    if (last?.isOpen !== isOpen) stretches.push({ rows: [row], isOpen, isLost: isLost(row) });
    else {
      const all = [...last.rows, row];
      stretches[stretches.length - 1] = { rows: all, isOpen, isLost: last.isLost || isLost(row) };
    }
  }
  return stretches;
}

function isRegularlyOpen({ layer, spans }: CalendarRow): boolean {
  return layer === 'regular' && spans.length > 0;
}

/** The last of the closed stretches that are chained to this one by bridges. */
function lastOfChain(stretches: readonly Stretch[], first: number): number {
  let last = first;
  while (stretches[last]?.isLost && stretches[last + 2]?.isLost) {
    if ((stretches[last + 1]?.rows.length ?? 0) > MAX_INNER_DATES) break;
    last += 2;
  }
  return last;
}

interface Chain {
  readonly first: number;
  readonly last: number;
  readonly detected: readonly ListedBreak[];
}

function runOf(stretches: readonly Stretch[], { first, last, detected }: Chain): BreakRun | null {
  const own = stretches.slice(first, last + 1).flatMap(({ rows }) => rows);
  const [from, until] = [own[0]?.date ?? '', own.at(-1)?.date ?? ''];
  const listed = detected.filter((each) => each.from <= until && each.until >= from);
  const isBreak = !stretches[first]?.isOpen && (listed.length > 0 || last > first);
  if (!isBreak) return null;
  const gaps = gapsOf(stretches, first, last);
  const longest = [...listed].sort((a, b) => b.days - a.days)[0] ?? null;
  const outside = { from: min(from, gaps[0]?.from), until: max(until, gaps.at(-1)?.until) };
  const around = stretches
    .flatMap(({ rows }) => rows)
    .filter(({ date }) => {
      return date >= outside.from && date <= outside.until;
    });
  return { from, until, detected: longest, gaps, rows: around };
}

function min(a: string, b = a): string {
  return a < b ? a : b;
}

function max(a: string, b = a): string {
  return a > b ? a : b;
}

/** The bridges in a chain, and the few open dates before and after it. */
function gapsOf(stretches: readonly Stretch[], first: number, last: number): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let index = first - 1; index <= last + 1; index += 2) {
    const isInner = index > first && index < last;
    const most = isInner ? MAX_INNER_DATES : MAX_OUTER_DATES;
    const [before, open, after] = [stretches[index - 1], stretches[index], stretches[index + 1]];
    const from = before?.rows[0]?.date;
    const until = after?.rows.at(-1)?.date;
    if (!open || from === undefined || until === undefined || open.rows.length > most) continue;
    gaps.push({ dates: open.rows.map(({ date }) => date), from, until, isInner });
  }
  return gaps;
}

/** What closing some of the gaps makes: one run over all of them, and the working days in it. */
export interface Closing {
  readonly from: string;
  readonly until: string;
  readonly workingDays: number;
  readonly days: number;
}

/** The gaps from the first to the last chosen one, as one run; `null` where none is chosen. */
export function closingOf({ gaps, rows }: BreakRun, chosen: readonly number[]): Closing | null {
  const [first, last] = [gaps[Math.min(...chosen)], gaps[Math.max(...chosen)]];
  if (!first || !last) return null;
  const { from } = first;
  const { until } = last;
  const own = rows.filter(({ date }) => date >= from && date <= until);
  const workingDays = own.filter(({ spans }) => spans.length > 0).length;
  return { from, until, workingDays, days: own.length };
}

/** The gaps that are closed where nobody says which: those between holidays. */
export function innerGaps({ gaps }: BreakRun): readonly number[] {
  return gaps.flatMap(({ isInner }, index) => (isInner ? [index] : []));
}
