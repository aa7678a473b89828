import type { Language } from '../../../core/reason.ts';
import { type CalendarDay, type CalendarRow, calendarDays } from '../../calendar-days.ts';
import { CALENDAR_WORDS } from '../../calendar-words.ts';
import { describeDay } from '../../year-calendar.tsx';
import { BREAK_WORDS } from './break-words.ts';
import { weekdayIndex } from './date-ranges.ts';

export interface BreakStripProps {
  readonly rows: readonly CalendarRow[];
  readonly language: Language;
  readonly today: string;
  /** Whether an open date is about to be closed. */
  readonly isChosen: (date: string) => boolean;
}

/** The dates of a break and beside it, one after the other. */
export function BreakStrip({ rows, language, today, isChosen }: BreakStripProps) {
  return (
    <ol class="strip" aria-label={BREAK_WORDS[language].dates}>
      {calendarDays(rows, language).map((day, index) => (
        <StripDay
          key={day.date}
          isMonthTold={index === 0 || day.date.endsWith('-01')}
          isChosen={day.spans.length > 0 && isChosen(day.date)}
          {...{ day, language, today }}
        />
      ))}
    </ol>
  );
}

interface StripDayProps {
  readonly day: CalendarDay;
  readonly language: Language;
  readonly today: string;
  readonly isMonthTold: boolean;
  readonly isChosen: boolean;
}

function StripDay({ day, language, today, isMonthTold, isChosen }: StripDayProps) {
  const words = CALENDAR_WORDS[language];
  const weekday = weekdayIndex(day.date);
  const { mark } = words.kinds[day.kind];
  const [, month, date] = day.date.split('-').map(Number);
  const hatched = day.isProjected ? ' hatched' : '';
  return (
    <li class={`day ${day.kind.replace('_', '-')}${hatched}${isChosen ? ' chosen' : ''}`}>
      <span class="visually-hidden">
        {describeDay(day, { language, today })}
        {isChosen && ` ${BREAK_WORDS[language].willClose}`}
      </span>
      <span aria-hidden="true">
        <small>{words.weekdays[weekday]?.[0]}</small>
        <span>{isMonthTold ? `${month}/${date}` : date}</span>
        <small class="kind">{isChosen ? BREAK_WORDS[language].willCloseMark : mark}</small>
      </span>
    </li>
  );
}
