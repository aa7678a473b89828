import type { Language } from '../core/reason.ts';
import type { CalendarDay, DayKind } from './calendar-days.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import { formatDate } from './moments.ts';

export { type CalendarDay, calendarDays, type DayKind } from './calendar-days.ts';

export interface YearCalendarProps {
  readonly year: number;
  /** Of the year, at least; a date that is not among them is left blank. */
  readonly days: readonly CalendarDay[];
  readonly language: Language;
  readonly today: string;
  /** Given: dates can be selected, and these are. */
  readonly selected?: ReadonlySet<string>;
  readonly linkTo?: (date: string) => string;
}

/** A year as twelve months, Monday first. What a date is, is told by colour, mark and name. */
export function YearCalendar({ year, days, ...rest }: YearCalendarProps) {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
    <div class="year-calendar">
      {MONTHS.map((month) => (
        <Month key={month} month={`${year}-${month}`} byDate={byDate} {...rest} />
      ))}
    </div>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

interface MonthProps extends Pick<YearCalendarProps, 'language' | 'today' | 'selected' | 'linkTo'> {
  /** `2026-11`. */
  readonly month: string;
  readonly byDate: ReadonlyMap<string, CalendarDay>;
}

function Month({ month, byDate, ...rest }: MonthProps) {
  const words = CALENDAR_WORDS[rest.language];
  const year = month.slice(0, 4);
  const number = Number(month.slice(5));
  return (
    <table class="month" {...(rest.selected && GRID)}>
      <caption>
        <span class="visually-hidden">{words.yearBefore(year)}</span>
        {words.months[number - 1]}
        <span class="visually-hidden">{words.yearAfter(year)}</span>
      </caption>
      <thead>
        <tr>
          {words.weekdays.map(([short, long]) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.join()}>
            {week.map((date, index) => (
              <Cell key={date ?? index} date={date} day={byDate.get(date ?? '')} {...rest} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const GRID = { role: 'grid', 'aria-multiselectable': true } as const;

interface CellProps extends Pick<MonthProps, 'language' | 'today' | 'selected' | 'linkTo'> {
  readonly date: string | null;
  readonly day: CalendarDay | undefined;
}

function Cell({ date, day, language, today, selected, linkTo }: CellProps) {
  if (date === null || !day) return <td class="blank" />;
  const text = describeDay(day, { language, today });
  const number = Number(date.slice(8));
  return (
    <td
      class={classesOf(day)}
      data-date={date}
      data-mark={CALENDAR_WORDS[language].kinds[day.kind].mark || undefined}
      title={text}
      {...(selected && { role: 'gridcell', 'aria-selected': selected.has(date) })}
      aria-current={date === today ? 'date' : undefined}
      aria-label={linkTo ? undefined : text}
    >
      {linkTo ? (
        <a href={linkTo(date)} aria-label={text}>
          {number}
        </a>
      ) : (
        <span class="number">{number}</span>
      )}
    </td>
  );
}

/** `day holiday hatched`: how the style sheet and others know the kind of a date. */
function classesOf({ kind, isProjected, isHatched }: CalendarDay): string {
  return `day ${kind.replace('_', '-')}${isProjected || isHatched ? ' hatched' : ''}`;
}

/** A date in words: `11月23日（月）祝日「勤労感謝の日」、休業`. */
export function describeDay(
  day: CalendarDay,
  { language, today }: { readonly language: Language; readonly today: string },
): string {
  const words = CALENDAR_WORDS[language];
  return words.day({
    date: formatDate(day.date, language),
    kind: words.kinds[day.kind].name,
    label: day.label,
    hours: day.spans.map(words.span),
    isPartial: day.isPartial ?? false,
    isProjected: day.isProjected,
    isToday: day.date === today,
  });
}

/** Every kind in the order of a legend. */
export const DAY_KINDS: readonly DayKind[] = [
  'open',
  'weekend',
  'closed',
  'holiday',
  'long_break',
  'exception',
  'override',
];

/** The weeks of a month; `null` where a week belongs to another month. */
function weeksOf(month: string): (string | null)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = new Date(0);
  first.setUTCFullYear(year, number - 1, 1);
  const before = (first.getUTCDay() + 6) % 7;
  const last = new Date(0);
  last.setUTCFullYear(year, number, 0);
  const length = last.getUTCDate();
  const weeks = Math.ceil((before + length) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = week * 7 + weekday - before + 1;
      return day < 1 || day > length ? null : `${month}-${String(day).padStart(2, '0')}`;
    }),
  );
}
