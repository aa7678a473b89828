import type { WrittenRegular } from '../config/schema-schedule.ts';
import { addDays, type CivilDay, civilDayToDate, LAST_YEAR, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours } from '../core/schedule.ts';
import type { Said } from './imported.ts';
import { writeWeek } from './written-hours.ts';

/** Hours of weekdays for a time. */
export interface Season {
  readonly days: Days;
  /** `null` for a weekday that stays as it always is. */
  readonly hoursOn: (weekday: number) => Hours | null;
}

export interface SeasonSurroundings {
  /** Dates that exceptions decide, so that their regular hours are of no matter. */
  readonly covered: readonly Days[];
  readonly said: Said;
}

/** Each begins and ends an edition, and a schedule has at most a hundred. */
const MAX_SEASONS = 200;

/** Regular hours with the seasons as editions; where two meet, the shorter one holds. */
export function writeSeasons(
  week: readonly Hours[],
  seasons: readonly Season[],
  { covered, said }: SeasonSurroundings,
): WrittenRegular {
  if (seasons.length === 0) return writeWeek(week);
  if (seasons.length > MAX_SEASONS) {
    const found = `${seasons.length} times with weekly hours of their own`;
    said.refuse({ code: 'too_many', place: '/', found, advice: `give at most ${MAX_SEASONS}` });
    return writeWeek(week);
  }
  const shortestFirst = seasons.toSorted((a, b) => lengthOf(a) - lengthOf(b));
  const weekOn = (day: CivilDay) => {
    const inForce = shortestFirst.filter(({ days }) => days.from <= day && day <= days.until);
    return week.map((hours, weekday) => {
      const saying = inForce.find((season) => season.hoursOn(weekday) !== null);
      return saying?.hoursOn(weekday) ?? hours;
    });
  };
  const editions: EditionWithText[] = [editionOf(null, week)];
  const dates = seasons.flatMap(({ days }) => [days.from, addDays(days.until, 1)]);
  const changes = [...new Set(dates)].sort((a, b) => a - b);
  for (const [index, from] of changes.entries()) {
    const next = changes[index + 1];
    if (yearOf(from) > LAST_YEAR) break;
    if (next !== undefined && isCovered({ from, until: addDays(next, -1) }, covered)) continue;
    const edition = editionOf(from, weekOn(from));
    if (edition.text !== editions.at(-1)?.text) editions.push(edition);
  }
  return editions.length === 1 ? writeWeek(week) : editions.map(({ written }) => written);
}

type EditionWithText = ReturnType<typeof editionOf>;

function editionOf(from: CivilDay | null, week: readonly Hours[]) {
  const hours = writeWeek(week);
  const written = { ...(from !== null && { from: civilDayToDate(from) }), hours };
  return { written, text: JSON.stringify(hours) };
}

function lengthOf({ days }: Season): number {
  return days.until - days.from;
}

/** Whether each of the dates is one of those covered. */
function isCovered({ from, until }: Days, covered: readonly Days[]): boolean {
  let day = from;
  for (;;) {
    const around = covered.find((days) => days.from <= day && day <= days.until);
    if (!around) return false;
    if (around.until >= until) return true;
    day = addDays(around.until, 1);
  }
}
