import { type CivilDay, civilDayOf, civilDayToDate, FIRST_YEAR, LAST_YEAR } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Language } from '../core/reason.ts';
import type { Line } from '../lines/snapshot.ts';
import { calendarDays } from '../web/calendar-days.ts';
import type { WeekDay } from '../web/line-week.tsx';
import type { ShownYear } from '../web/line-year.tsx';
import { calendarRows } from './calendar.ts';
import { dayHours } from './line-page-day.ts';
import type { AskedYear } from './line-page-query.ts';

/** A year of a line's calendar, with the years around it. */
export function shownYear(
  { id, compiled }: Line,
  { year, refused }: AskedYear,
  language: Language,
): ShownYear {
  const from = civilDayOf(year, 1, 1) as CivilDay;
  const until = civilDayOf(year, 12, 31) as CivilDay;
  return {
    year,
    rows: calendarRows(compiled, { from, until }),
    previous: year > FIRST_YEAR ? year - 1 : null,
    next: year < LAST_YEAR ? year + 1 : null,
    refused,
    feed: `/v1/lines/${encodeURIComponent(id)}/calendar.ics?lang=${language}`,
  };
}

/** Dates of a week, each with its hours. */
export function weekDays(
  compiled: CompiledSchedule,
  days: readonly CivilDay[],
  language: Language,
): WeekDay[] {
  return days.map((day) => {
    const [shown = null] = calendarDays(
      calendarRows(compiled, { from: day, until: day }),
      language,
    );
    return { date: civilDayToDate(day), day: shown, hours: dayHours(compiled, day) };
  });
}
