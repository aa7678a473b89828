import type { Language } from '../core/reason.ts';
import type { CalendarRow } from './calendar-days.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import { linkToDate } from './line-week.tsx';
import { LINE_WORDS } from './line-words.ts';
import { NamedDays } from './named-days.tsx';
import { type CalendarDay, calendarDays, DAY_KINDS, YearCalendar } from './year-calendar.tsx';

export interface ShownYear {
  readonly year: number;
  readonly rows: readonly CalendarRow[];
  /** The years around it that can be shown. */
  readonly previous: number | null;
  readonly next: number | null;
  /** What was asked for instead and is no year. */
  readonly refused: string | null;
  /** The feed that calendar programs follow. */
  readonly feed: string;
}

export interface LineYearProps {
  readonly shown: ShownYear;
  readonly language: Language;
  readonly today: string;
}

/** The year as twelve months, what their colours mean, and the days with a name. */
export function LineYear({ shown, language, today }: LineYearProps) {
  const words = LINE_WORDS[language];
  const days = calendarDays(shown.rows, language);
  return (
    <section class="line-year" id="year" aria-labelledby="year-title">
      <YearTitle shown={shown} language={language} />
      {shown.refused !== null && (
        <p class="fault" role="alert">
          {words.yearFault(shown.refused)} {shown.year}
        </p>
      )}
      <Legend days={days} language={language} />
      <a class="skip-part" href="#named-days">
        {words.skipCalendar}
      </a>
      <YearCalendar
        year={shown.year}
        days={days}
        language={language}
        today={today}
        linkTo={(date) => linkToDate(date, language)}
      />
      <h3 id="named-days" tabindex={-1}>
        {words.namedDays(shown.year)}
      </h3>
      <NamedDays rows={shown.rows} language={language} />
      <p class="feed">
        <a href={shown.feed}>{words.subscribe}</a>
      </p>
    </section>
  );
}

function YearTitle({ shown, language }: Pick<LineYearProps, 'shown' | 'language'>) {
  const words = LINE_WORDS[language];
  const link = (year: number) => `?year=${year}&lang=${language}#year`;
  return (
    <div class="year-title">
      <h2 id="year-title">
        {words.titles.year} <span class="year">{shown.year}</span>
      </h2>
      <nav aria-label={words.otherYears}>
        {shown.previous !== null && (
          <a class="button" rel="prev" href={link(shown.previous)}>
            <span aria-hidden="true">← </span>
            {words.year(shown.previous)}
          </a>
        )}
        {shown.next !== null && (
          <a class="button" rel="next" href={link(shown.next)}>
            {words.year(shown.next)}
            <span aria-hidden="true"> →</span>
          </a>
        )}
      </nav>
    </div>
  );
}

interface DaysProps {
  readonly days: readonly CalendarDay[];
  readonly language: Language;
}

function Legend({ days, language }: DaysProps) {
  const { kinds, projected } = CALENDAR_WORDS[language];
  const words = LINE_WORDS[language];
  const counts = DAY_KINDS.map((kind) => days.filter((day) => day.kind === kind).length);
  const projectedDays = days.filter(({ isProjected }) => isProjected).length;
  return (
    <ul class="legend" aria-label={words.legend}>
      {DAY_KINDS.map((kind, index) => (
        <li key={kind}>
          <span class={`swatch day ${kind.replace('_', '-')}`} aria-hidden="true">
            {kinds[kind].mark}
          </span>
          {kinds[kind].name} <span class="muted">{words.count(counts[index] ?? 0)}</span>
        </li>
      ))}
      <li>
        <span class="swatch day holiday hatched" aria-hidden="true">
          {kinds.holiday.mark}
        </span>
        {projected} <span class="muted">{words.count(projectedDays)}</span>
      </li>
    </ul>
  );
}
