import {
  type CivilDay,
  civilDayToDate,
  monthDayOf,
  WEEKDAYS,
  weekdayIndexOf,
} from '../core/civil.ts';
import { formatSpan } from '../core/span.ts';
import type { Line } from '../lines/snapshot.ts';
import { alignColumns } from './align-columns.ts';
import { formatNames } from './format-names.ts';
import type { Colour, Paint } from './paint.ts';
import type { DateKind, Note, PlannedDate, PlannedMonth, PlannedYear } from './plan-year.ts';

/** How each kind of date looks: a letter for every terminal, a colour where there is one. */
const LOOKS: Readonly<Record<DateKind, { letter: string; colour: Colour; meaning: string }>> = {
  open: { letter: ' ', colour: 'green', meaning: 'open' },
  special_hours: { letter: 'S', colour: 'cyan', meaning: 'special hours' },
  weekend: { letter: 'W', colour: 'dim', meaning: 'weekend' },
  regular_day_off: { letter: 'D', colour: 'dim', meaning: 'regular day off' },
  holiday: { letter: 'H', colour: 'red', meaning: 'holiday' },
  long_break: { letter: 'B', colour: 'magenta', meaning: 'long break' },
  exception: { letter: 'X', colour: 'yellow', meaning: 'exception' },
  override: { letter: '!', colour: 'yellow', meaning: 'override' },
};

const DAYS_PER_WEEK = 7;
const BLANK = ' '.repeat(4);
const MARGIN = ' '.repeat(8);

/** A year at a glance: a block per month, Monday first, and the names beside it. */
export function formatYear(line: Line, planned: PlannedYear, paint: Paint): string {
  const { year, holidays, months } = planned;
  const heading = [
    paint('bold', `${line.id}  ${formatNames(line.name)}`),
    `${year}, ${line.compiled.zone.name}, holidays: ${holidays}`,
  ];
  const blocks = months.map((month) => formatMonth(month, paint));
  const parts = [heading, ...blocks, [formatLegend(paint)]];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function formatMonth(month: PlannedMonth, paint: Paint): string[] {
  const weeks = weeksOf(month).map((week) => week.map((date) => formatDate(date, paint)).join(''));
  const notes = alignColumns(month.notes.map(noteCells));
  const title = `${civilDayToDate(month.from).slice(0, 7)} ${WEEKDAYS.map(weekdayTitle).join('')}`;
  const rows = Array.from({ length: Math.max(weeks.length, notes.length) }, (_, index) => {
    const week = weeks[index] ?? BLANK.repeat(DAYS_PER_WEEK);
    return `${MARGIN}${week}  ${notes[index] ?? ''}`.trimEnd();
  });
  return [paint('bold', title.trimEnd()), ...rows];
}

function weekdayTitle(weekday: string): string {
  return ` ${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1, 2)} `;
}

/** The month cut into weeks; `null` before its first date and after its last. */
function weeksOf({ from, dates }: PlannedMonth): (PlannedDate | null)[][] {
  const before = Array.from({ length: weekdayIndexOf(from) }, () => null);
  const all = [...before, ...dates];
  const weeks: (PlannedDate | null)[][] = [];
  for (let start = 0; start < all.length; start += DAYS_PER_WEEK) {
    const week = all.slice(start, start + DAYS_PER_WEEK);
    weeks.push([...week, ...Array.from({ length: DAYS_PER_WEEK - week.length }, () => null)]);
  }
  return weeks;
}

function formatDate(date: PlannedDate | null, paint: Paint): string {
  if (!date?.kind) return BLANK;
  const { letter, colour } = LOOKS[date.kind];
  const number = String(monthDayOf(date.day).day);
  return ' '.repeat(BLANK.length - 1 - number.length) + paint(colour, number + letter);
}

function noteCells({ from, until, name, hours, breakDays }: Note): string[] {
  const dates = from === until ? monthDay(from) : `${monthDay(from)}..${monthDay(until)}`;
  const details = breakDays === null ? hours.map(formatSpan).join(', ') : `${breakDays} days`;
  return [dates, formatNames(name), details];
}

function monthDay(day: CivilDay): string {
  return civilDayToDate(day).slice(5);
}

function formatLegend(paint: Paint): string {
  const looks = Object.values(LOOKS).map(
    ({ letter, colour, meaning }) => `${paint(colour, `12${letter}`.trimEnd())} ${meaning}`,
  );
  return looks.join('   ');
}
