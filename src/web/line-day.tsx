import type { Language } from '../core/reason.ts';
import { BOARD_WORDS } from './board-words.ts';
import { type BarInterval, DayBar, type DayHours } from './day-bar.tsx';
import { type DateFault, LINE_WORDS } from './line-words.ts';
import { formatDate, formatTime } from './moments.ts';

/** The date that is shown hour by hour. */
export interface ChosenDay {
  readonly date: string;
  readonly hours: DayHours;
  /** What was asked for instead, and why it is not shown. */
  readonly refused: { readonly asked: string; readonly fault: DateFault } | null;
}

export interface LineDayProps {
  readonly chosen: ChosenDay;
  readonly language: Language;
}

/** Any date, hour by hour. */
export function LineDay({ chosen, language }: LineDayProps) {
  const words = LINE_WORDS[language];
  const { date, hours, refused } = chosen;
  const length = hours.minutes / 60;
  const open = hours.intervals.filter(({ state }) => state === 'open');
  const label = words.bar(open.map((interval) => periodOf(interval, date, language)));
  return (
    <section class="line-day" id="day" aria-labelledby="day-title">
      <h2 id="day-title">{words.titles.day}</h2>
      <DateForm chosen={chosen} language={language} />
      <h3>{formatDate(date, language, { withYear: true })}</h3>
      {refused === null && length !== 24 && <p>{words.hoursLong(length)}</p>}
      <DayBar day={hours} label={label} hasScale />
      <ol class="intervals" aria-label={words.reasons}>
        {hours.intervals.map((interval) => (
          <li key={interval.from} class={interval.state}>
            <span class="period">{periodOf(interval, date, language)}</span>
            <span class={`state ${interval.state}`}>
              {BOARD_WORDS[language].states[interval.reason]}
            </span>
            <span>{interval.name[language]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function DateForm({ chosen, language }: LineDayProps) {
  const words = LINE_WORDS[language];
  const { date, refused } = chosen;
  return (
    <form method="get" action="#day">
      <input type="hidden" name="lang" value={language} />
      <label for="date">{words.date}</label>
      <input
        type="date"
        id="date"
        name="date"
        min="1970-01-01"
        max="2100-12-31"
        value={date}
        aria-invalid={refused !== null}
        aria-describedby={refused ? 'date-fault' : undefined}
      />
      <button type="submit">{words.show}</button>
      {refused && (
        <p class="fault" id="date-fault" role="alert">
          {words.dayFaults[refused.fault](refused.asked)}
        </p>
      )}
    </form>
  );
}

/** `9:00〜17:30`; where a clock reads a time twice, or skips it, with the offset. */
function periodOf({ start, end }: BarInterval, date: string, language: Language): string {
  const isShifted = start.slice(19) !== end.slice(19);
  const offset = (iso: string) => (isShifted ? ` (${iso.slice(19)})` : '');
  const endTime = end.slice(0, 10) > date && formatTime(end) === '0:00' ? '24:00' : formatTime(end);
  const [from, until] = [`${formatTime(start)}${offset(start)}`, `${endTime}${offset(end)}`];
  return language === 'ja' ? `${from}〜${until}` : `${from}–${until}`;
}
