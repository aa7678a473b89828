import { useRef } from 'preact/hooks';
import { type CalendarRow, calendarDays } from '../../calendar-days.ts';
import { YearCalendar } from '../../year-calendar.tsx';
import { shiftDate } from './date-ranges.ts';
import type { Desk, LineJson } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { PLAN_WORDS } from './plan-words.ts';
import { useAnswer } from './use-answer.ts';
import { useDateSelection } from './use-date-selection.ts';
import { YearSteps } from './year-steps.tsx';

/** The furthest date that an override may begin on. */
const MAX_AHEAD_DAYS = 400;

export interface PlanCalendarProps {
  readonly desk: Desk;
  /** Whose calendar it is. */
  readonly line: LineJson;
  readonly year: number;
  readonly today: string;
  readonly dates: readonly string[];
  /** Changes with what was saved, by whomever. */
  readonly again: string;
  readonly isOff: boolean;
  readonly onYear: (year: number) => void;
  readonly onDates: (dates: readonly string[]) => void;
}

/** The rest of a year of a line, on which dates are selected. */
export function PlanCalendar(props: PlanCalendarProps) {
  const { desk, line, year, today, dates, again, isOff, onYear, onDates } = props;
  const { language } = desk;
  const words = PLAN_WORDS[language];
  const { value, fault } = useAnswer<{ days: CalendarRow[] }>(
    desk,
    calendarPath(line.line, year, today),
    again,
  );
  const root = useRef<HTMLDivElement>(null);
  const selected = new Set(dates);
  const isFixed = (date: string) => isOff || date < today;
  const onSelect = (next: ReadonlySet<string>) => !isOff && onDates([...next].sort());
  useDateSelection(root, { selected, isFixed, onSelect }, value !== null);
  return (
    <>
      <YearSteps
        {...{ year, words, onYear }}
        first={Number(today.slice(0, 4))}
        last={Number(shiftDate(today, MAX_AHEAD_DAYS).slice(0, 4))}
      />
      <p class="muted">{words.calendarOf(line.name[language])}</p>
      {fault && <FaultNote fault={fault} language={language} />}
      {!value && !fault && <p class="muted">{words.loading}</p>}
      <div ref={root} class="plan-calendar">
        {value && (
          <YearCalendar
            {...{ year, language, today, selected }}
            days={calendarDays(value.days, language)}
          />
        )}
      </div>
    </>
  );
}

/** What is over is left out: nothing can be planned on it. */
function calendarPath(line: string, year: number, today: string): string {
  const first = `${year}-01-01`;
  const from = first > today ? first : today;
  return `/v1/lines/${encodeURIComponent(line)}/calendar?from=${from}&until=${year}-12-31`;
}
