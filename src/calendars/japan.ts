import holidayJp from '@holiday-jp/holiday_jp';
import type { Calendar, Holiday, OfficialList, OfficialRow } from '../core/calendar.ts';
import { addDays, type CivilDay, firstDayOfYear, parseCivilDate, yearOf } from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import { mergeOfficialLists, yearsOf } from './merge-official-lists.ts';
import { nameNationalHoliday, REST_DAY } from './national-holiday.ts';

/**
 * The last year of the Cabinet Office's list that the library's data agree with: published on
 * 2026-02-02. It publishes another year each February.
 */
export const OFFICIAL_THROUGH_YEAR = 2027;

type Answers = Omit<Calendar, 'id' | 'layOfficial' | 'layFeed'>;

const NO_HOLIDAYS: readonly Holiday[] = Object.freeze([]);

let libraryAnswers: Answers | null = null;

/**
 * The national holidays of Japan: those of `@holiday-jp/holiday_jp`, and in the years that an
 * official list covers that list's alone. A list that ends earlier than
 * {@link OFFICIAL_THROUGH_YEAR} makes no later year less official: the library's own years through
 * it were published too.
 */
export function createJapanCalendar(id: string, officialList: OfficialList | null): Calendar {
  const layOfficial = (list: OfficialList) =>
    createJapanCalendar(id, mergeOfficialLists(officialList, list));
  const laying = { layOfficial, layFeed: null };
  if (officialList) return { id, ...createAnswers(readLibrary(), officialList), ...laying };
  libraryAnswers ??= createAnswers(readLibrary(), null);
  return { id, ...libraryAnswers, ...laying };
}

function createAnswers(library: OfficialList, officialList: OfficialList | null): Answers {
  const listed = yearsOf(officialList);
  const known = yearsOf(library);
  const isOfficial = (year: number) =>
    listed.has(year) || (known.has(year) && year <= OFFICIAL_THROUGH_YEAR);
  const { rows } = officialList ? mergeOfficialLists(library, officialList) : library;
  const holidays = createHolidays(rows, isOfficial);
  const byDay = new Map(holidays.map((holiday) => [holiday.day, holiday]));
  const byYear = groupByYear(holidays);
  return {
    holidayOn: (day) => byDay.get(day) ?? null,
    holidaysIn: (year) => byYear.get(year) ?? NO_HOLIDAYS,
    knowledgeOf(year) {
      if (isOfficial(year)) return 'official';
      return known.has(year) ? 'projected' : 'unknown';
    },
    officialThrough: lastDayOf(lastOfficialYear(isOfficial)),
  };
}

/** The library's days in the words of the official list, which calls every 振替休日 just 休日. */
function readLibrary(): OfficialList {
  // Typed as a literal of 1329 keys, which no caller can index.
  const days: Readonly<Record<string, { name: string }>> = holidayJp.holidays;
  const rows = Object.entries(days).map(([date, { name }]) => {
    const day = parseCivilDate(date);
    invariant(day !== null, 'the holiday library is keyed by civil dates');
    return { day, officialName: name.endsWith('振替休日') ? REST_DAY : name };
  });
  const [first, last] = [rows[0], rows.at(-1)];
  invariant(first !== undefined && last !== undefined, 'the holiday library is not empty');
  return { firstYear: yearOf(first.day), lastYear: yearOf(last.day), rows };
}

function createHolidays(
  rows: readonly OfficialRow[],
  isOfficial: (year: number) => boolean,
): readonly Holiday[] {
  const officialNames = new Map(rows.map(({ day, officialName }) => [day, officialName]));
  return rows.map(({ day, officialName }) => ({
    day,
    ...nameNationalHoliday(day, officialName, (other) => officialNames.get(other)),
    provenance: isOfficial(yearOf(day)) ? 'official' : 'projected',
    officialName,
  }));
}

function groupByYear(holidays: readonly Holiday[]): ReadonlyMap<number, readonly Holiday[]> {
  const years = new Map<number, Holiday[]>();
  for (const holiday of holidays) {
    const year = yearOf(holiday.day);
    const known = years.get(year);
    if (known) known.push(holiday);
    else years.set(year, [holiday]);
  }
  for (const year of years.values()) Object.freeze(year);
  return years;
}

/** Up to the first year that is not: a list of later years does not bridge the gap before it. */
function lastOfficialYear(isOfficial: (year: number) => boolean): number {
  let year = OFFICIAL_THROUGH_YEAR;
  while (isOfficial(year + 1)) year++;
  return year;
}

function lastDayOf(year: number): CivilDay {
  return addDays(firstDayOfYear(year + 1), -1);
}
