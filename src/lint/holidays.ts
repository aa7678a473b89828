import { OFFICIAL_NOTICE_DAYS } from '../config/warn-ending-calendars.ts';
import { writtenCalendar } from '../config/written-configuration.ts';
import { addDays, civilDayToDate } from '../core/civil.ts';
import type { Finding } from './finding.ts';
import { isInJapan } from './is-in-japan.ts';
import type { LintContext } from './lint-context.ts';
import { linesAre, linesByHours, type SharedHours } from './shared-hours.ts';

const COMING_YEAR_DAYS = 365;

/** The lists for a year come out in February of the year before; `ending_calendar` tells later. */
export function* checkOfficial(context: LintContext): Iterable<Finding> {
  const { today, written } = context;
  const used = [...linesByHours(context).keys()].flatMap(({ calendars }) => calendars);
  for (const { id, officialThrough } of new Set(used)) {
    const at = writtenCalendar(written, id);
    if (!at || officialThrough === null) continue;
    if (officialThrough < addDays(today, OFFICIAL_NOTICE_DAYS)) continue;
    if (officialThrough >= addDays(today, COMING_YEAR_DAYS)) continue;
    const found = `holidays after ${civilDayToDate(officialThrough)} are projected, not official`;
    const advice = "lay the Cabinet Office's next list over it with officialList once it is out";
    yield { at, found, advice };
  }
}

/** Days off, and holidays are none: a desk that forgot them. */
export function* checkHolidayRule(hours: SharedHours): Iterable<Finding> {
  const { compiled, at, neverOpens } = hours;
  const { holidays, editions } = compiled.schedule;
  const hasDaysOff = editions.at(-1)?.weekdays.some(({ length }) => length === 0);
  if (neverOpens || holidays.length > 0 || !hasDaysOff || !isInJapan(compiled)) return;
  const found = `${linesAre(hours)} open on national holidays as on other days`;
  const advice =
    'add holidays: { calendars: [jp], hours: closed }, or hours: regular if it is meant';
  yield { at, found, advice };
}
