/** The lines that the files in `test/scenarios` are about, by the name in their header. */

import { createJapanCalendar } from '../../src/calendars/japan.ts';
import type { CompiledSchedule } from '../../src/core/compiled-schedule.ts';
import { closedOn, compile, daily, scheduleOf, week, weekdays, YEAR_END } from './schedules.ts';

const japan = createJapanCalendar('jp', null);

/** The real case: weekdays 09:00-17:30, closed on national holidays and 12-29 to 01-03. */
const cardIssuer = scheduleOf(weekdays('09:00-17:30'), {
  holidays: [closedOn(japan)],
  longBreaks: [YEAR_END],
});

/** Evenings until midnight, Fridays and Saturdays until two; closed on national holidays. */
const overnightDesk = scheduleOf(
  week({
    mon: '20:00-24:00',
    tue: '20:00-24:00',
    wed: '20:00-24:00',
    thu: '20:00-24:00',
    fri: '22:00-26:00',
    sat: '22:00-26:00',
  }),
  { holidays: [closedOn(japan)] },
);

/** Opens in the hour that March leaves out, and closes in the one that November repeats. */
const newYorkNights = scheduleOf(daily('02:30-06:00 22:00-25:30'));

export const SCENARIO_LINES: Readonly<Record<string, CompiledSchedule>> = {
  'card-issuer': compile(cardIssuer, 'Asia/Tokyo'),
  'overnight-desk': compile(overnightDesk, 'Asia/Tokyo'),
  'new-york-nights': compile(newYorkNights, 'America/New_York'),
};
