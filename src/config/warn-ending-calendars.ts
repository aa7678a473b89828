import { type Calendar, knowledgeOfDays } from '../core/calendar.ts';
import { addDays, type CivilDay, civilDayToDate, parseCivilDate, yearOf } from '../core/civil.ts';
import { calendarsOf, type Schedule } from '../core/schedule.ts';
import { child, type Located } from './located.ts';
import type { ProblemList } from './problem-list.ts';
import type { WrittenCalendar } from './schema.ts';

export const OFFICIAL_NOTICE_DAYS = 60;
const LISTED_NOTICE_DAYS = 365;
const UNKNOWN_NOTICE_DAYS = 400;
/** Rules without end have dates for so long. */
const YEARS_LOOKED_AT = 6;

/**
 * Warns of calendars that lines use and that soon run out of dates: the line would be open on a
 * holiday, and nothing else would tell.
 */
export function warnEndingCalendars(
  calendars: readonly Located<WrittenCalendar>[],
  schedules: Iterable<Schedule>,
  { today, problems }: { readonly today: CivilDay; readonly problems: ProblemList },
): void {
  const used = new Map<string, Calendar>();
  for (const schedule of schedules) {
    for (const calendar of calendarsOf(schedule)) used.set(calendar.id, calendar);
  }
  for (const at of calendars) {
    const calendar = used.get(String(at.key));
    if (!calendar) continue;
    if (at.value.source === 'listed') warnOfListed(at, today, problems);
    else if (at.value.source === 'japan') warnOfNational(at, { calendar, today, problems });
    else if (at.value.file !== undefined) warnOfFile(at, { calendar, today, problems });
  }
}

interface National {
  readonly calendar: Calendar;
  readonly today: CivilDay;
  readonly problems: ProblemList;
}

function warnOfNational(
  at: Located<WrittenCalendar>,
  { calendar, today, problems }: National,
): void {
  const code = 'ending_calendar';
  const advice = "lay the Cabinet Office's newest list over it with officialList";
  const next = { from: today, until: addDays(today, UNKNOWN_NOTICE_DAYS) };
  const { officialThrough } = calendar;
  if (knowledgeOfDays([calendar], next) === 'unknown') {
    const found = `nothing is known of holidays in ${UNKNOWN_NOTICE_DAYS} days`;
    problems.warn(at, { code, found, advice });
  } else if (officialThrough !== null && officialThrough < addDays(today, OFFICIAL_NOTICE_DAYS)) {
    const found = `holidays after ${civilDayToDate(officialThrough)} are projected, not official`;
    problems.warn(at, { code, found, advice });
  }
}

/** A calendar that is fetched is not there yet; of a file the years to come can be seen. */
function warnOfFile(at: Located<WrittenCalendar>, { calendar, today, problems }: National): void {
  const year = yearOf(today);
  const years = Array.from({ length: YEARS_LOOKED_AT }, (_, index) => year + index);
  const days = years.flatMap((each) => calendar.holidaysIn(each));
  const last = days.at(-1)?.day ?? null;
  if (last !== null && last >= addDays(today, LISTED_NOTICE_DAYS)) return;
  const found =
    last === null || last < today
      ? 'this calendar has no date from today on'
      : `the last date of this calendar is ${civilDayToDate(last)}`;
  const advice = "add the coming year's dates to the file";
  problems.warn(at, { code: 'ending_calendar', found, advice });
}

function warnOfListed(at: Located<WrittenCalendar>, today: CivilDay, problems: ProblemList): void {
  const dates = child(at, 'dates');
  const days = (dates?.value ?? []).map(({ date }) => parseCivilDate(date));
  // A day of every year, which is no full date, never ends.
  if (!dates || days.length === 0 || days.includes(null)) return;
  const last = days.reduce((a, b) => ((a ?? 0) >= (b ?? 0) ? a : b), null);
  if (last === null || last >= addDays(today, LISTED_NOTICE_DAYS)) return;
  const found = `the last date of this calendar is ${civilDayToDate(last)}`;
  const advice = "add the coming year's dates";
  problems.warn(dates, { code: 'ending_calendar', found, advice });
}
