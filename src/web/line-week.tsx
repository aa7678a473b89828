import type { Language } from '../core/reason.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import { DayBar, type DayHours } from './day-bar.tsx';
import { LINE_WORDS } from './line-words.ts';
import { formatDate } from './moments.ts';
import type { CalendarDay } from './year-calendar.tsx';

/** A date of a week; one that never happened has no day. */
export interface WeekDay {
  readonly date: string;
  readonly day: CalendarDay | null;
  readonly hours: DayHours;
}

export interface LineWeekProps {
  readonly week: readonly WeekDay[];
  readonly language: Language;
  readonly today: string;
}

/** Seven dates with their hours, drawn and written. */
export function LineWeek({ week, language, today }: LineWeekProps) {
  const words = LINE_WORDS[language];
  return (
    <section class="line-week" id="week" aria-labelledby="week-title">
      <h2 id="week-title">{titleOf(week, { language, today })}</h2>
      <ol>
        {week.map((each) => (
          <li key={each.date} aria-current={each.date === today ? 'date' : undefined}>
            <a href={linkToDate(each.date, language)}>
              {formatDate(each.date, language)}
              {each.date === today && <span class="tag">{words.today}</span>}
            </a>
            <Day {...each} language={language} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where a date is shown hour by hour. */
export function linkToDate(date: string, language: Language): string {
  return `?date=${date}&lang=${language}#day`;
}

function titleOf(week: readonly WeekDay[], { language, today }: Omit<LineWeekProps, 'week'>) {
  const words = LINE_WORDS[language];
  const [first, last] = [week[0], week.at(-1)];
  if (!first || !last || week.some(({ date }) => date === today)) return words.titles.week;
  return words.period(
    formatDate(first.date, language, { withYear: true }),
    formatDate(last.date, language, { withYear: true }),
  );
}

function Day({ day, hours, language }: WeekDay & { readonly language: Language }) {
  const words = LINE_WORDS[language];
  if (!day) return <span class="muted">{words.unknownDate}</span>;
  const spans = day.spans.map(CALENDAR_WORDS[language].span);
  const kind = CALENDAR_WORDS[language].kinds[day.kind].name;
  return (
    <>
      <DayBar day={hours} label={words.bar(spans)} />
      <span class="spans">{spans.join(language === 'ja' ? '、' : ', ') || words.closed}</span>
      <span class={`why ${day.kind}`}>
        {day.label || (day.kind === 'open' ? '' : kind)}
        {day.isProjected && ` ${CALENDAR_WORDS[language].projectedBriefly}`}
      </span>
    </>
  );
}
