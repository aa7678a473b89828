import type { Calendar, Holiday, ListedDate } from '../core/calendar.ts';
import { type CivilDay, civilDayOf, FIRST_YEAR, LAST_YEAR, yearOf } from '../core/civil.ts';
import type { Names } from '../core/reason.ts';

type Year = ReadonlyMap<CivilDay, Holiday>;

const NO_HOLIDAYS: readonly Holiday[] = Object.freeze([]);

/**
 * The operator's own dates, known for every year. Where two entries name a date, the first does.
 * Years that no answer can touch have no holidays: one on each side of 1970–2100 is consulted.
 */
export function createListedCalendar(id: string, entries: readonly ListedDate[]): Calendar {
  const years = new Map<number, { byDay: Year; inOrder: readonly Holiday[] }>();

  function yearWith(year: number) {
    if (year < FIRST_YEAR - 1 || year > LAST_YEAR + 1) return null;
    const known = years.get(year);
    if (known) return known;
    const byDay = holidaysOf(entries, year);
    const inOrder = Object.freeze([...byDay.values()].sort((a, b) => a.day - b.day));
    const made = { byDay, inOrder };
    years.set(year, made);
    return made;
  }

  return {
    id,
    holidayOn: (day) => yearWith(yearOf(day))?.byDay.get(day) ?? null,
    holidaysIn: (year) => yearWith(year)?.inOrder ?? NO_HOLIDAYS,
    knowledgeOf: () => 'local',
    officialThrough: null,
    layOfficial: null,
    layFeed: null,
  };
}

function holidaysOf(entries: readonly ListedDate[], year: number): Year {
  const holidays = new Map<CivilDay, Holiday>();
  for (const entry of entries) {
    const day = dayIn(year, entry);
    if (day !== null && !holidays.has(day)) holidays.set(day, listedHoliday(day, entry.name));
  }
  return holidays;
}

function dayIn(year: number, entry: ListedDate): CivilDay | null {
  if ('day' in entry) return yearOf(entry.day) === year ? entry.day : null;
  return civilDayOf(year, entry.monthDay.month, entry.monthDay.day);
}

function listedHoliday(day: CivilDay, name: Names): Holiday {
  return { day, name, kind: 'listed', provenance: 'local', officialName: name.ja };
}
