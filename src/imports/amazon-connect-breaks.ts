import type { WrittenLongBreak } from '../config/schema-long-break.ts';
import {
  type CivilDay,
  civilDayOf,
  MINUTES_PER_DAY,
  type MonthDay,
  monthDayOf,
  yearOf,
} from '../core/civil.ts';
import { type Days, isLater } from '../core/date-range.ts';
import type { ConnectOverride } from './amazon-connect-document.ts';
import { namesFor } from './names-for.ts';

/** Days next to each other that are closed every year, written as one long break. */
export interface YearlyBreak {
  readonly from: MonthDay;
  readonly until: MonthDay;
  readonly written: WrittenLongBreak;
}

/** The overrides that are long breaks, and those that have to be written out. */
export function yearlyBreaks(overrides: readonly ConnectOverride[], horizon: Days) {
  const yearly = overrides.filter((override) => isYearlyClosing(override, horizon));
  const expanded = overrides.filter((override) => !yearly.includes(override));
  const days = yearly
    .map(({ name, recurrence }) => ({ name, at: dayIn(recurrence?.month, recurrence?.day) }))
    .sort((a, b) => a.at - b.at);
  const runs: { name: string | null; first: CivilDay; last: CivilDay }[] = [];
  for (const { name, at } of days) {
    const run = runs.at(-1);
    // The day before 1 March is not 28 February every year.
    if (run && at - run.last <= 1 && at !== dayIn(3, 1)) run.last = at;
    else runs.push({ name, first: at, last: at });
  }
  joinNewYear(runs);
  return { breaks: runs.map(writeBreak), expanded };
}

export function isInBreak(breaks: readonly YearlyBreak[], day: CivilDay): boolean {
  const at = monthDayOf(day);
  return breaks.some(({ from, until }) => {
    const [isAfter, isBefore] = [!isLater(from, at), !isLater(at, until)];
    return isLater(from, until) ? isAfter || isBefore : isAfter && isBefore;
  });
}

/** All day on any weekday, every year from the next time on, for longer than is looked ahead. */
function isYearlyClosing(override: ConnectOverride, { from: today, until: horizon }: Days) {
  const { type, recurrence, week, from, until } = override;
  if (type !== 'CLOSED' || recurrence?.frequency !== 'YEARLY' || recurrence.interval > 1) {
    return false;
  }
  const { month, day } = recurrence;
  if (month === null || day === null) return false;
  const years = [yearOf(today), yearOf(today) + 1];
  const next = years.map((year) => civilDayOf(year, month, day)).find((at) => at && at >= today);
  // Neither 29 February nor the last day of a month is the same date every year.
  const isFixed = civilDayOf(YEAR, month, day) !== null && next != null && from <= next;
  const whole = [...week.values()].filter(([span, more]) => {
    return span?.start === 0 && span.end === MINUTES_PER_DAY && more === undefined;
  });
  return isFixed && (week.size === 0 || whole.length === 7) && until >= horizon;
}

/** In a common year: days that are next to each other there are so in every year, but February. */
function dayIn(month: number | null | undefined, day: number | null | undefined): CivilDay {
  return civilDayOf(YEAR, month ?? 1, day ?? 1) as CivilDay;
}

const YEAR = 2027;

/** What ends on 31 December and what begins on 1 January are one. */
function joinNewYear(runs: { name: string | null; first: CivilDay; last: CivilDay }[]): void {
  const [first, last] = [runs[0], runs.at(-1)];
  const isJoined =
    first !== undefined &&
    last !== undefined &&
    first !== last &&
    first.first === dayIn(1, 1) &&
    last.last === dayIn(12, 31);
  if (!isJoined) return;
  last.last = first.last;
  runs.shift();
}

function writeBreak({
  name,
  first,
  last,
}: {
  name: string | null;
  first: CivilDay;
  last: CivilDay;
}) {
  const [from, until] = [monthDayOf(first), monthDayOf(last)];
  const names = namesFor(name === null ? {} : { ja: name }, { isClosed: true });
  return { from, until, written: { name: names, from: textOf(from), until: textOf(until) } };
}

function textOf({ month, day }: MonthDay): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
