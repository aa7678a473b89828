import { MAX_EXCEPTIONS } from '../config/configuration.ts';
import type { WrittenException, WrittenSchedule } from '../config/schema-schedule.ts';
import { addDays, type CivilDay, civilDayToDate, WEEKDAYS, weekdayIndexOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours } from '../core/schedule.ts';
import { uniteHours } from '../core/span.ts';
import type { Imported, Said } from './imported.ts';
import type { Specification } from './json-ld-specification.ts';
import { namesFor } from './names-for.ts';
import { type Season, writeSeasons } from './seasons.ts';
import { writeHours } from './written-hours.ts';

/** Weekdays of so many dates are exceptions; of more they are regular hours for a time. */
const LONGEST_EXCEPTION = 31;

type Dated = Specification & { readonly days: Days };

/**
 * A schedule of specifications: those without dates are the regular week, those with dates replace
 * it, as exceptions or, for weekdays of a longer time, as editions of it.
 */
export function scheduleOf(
  all: readonly Specification[],
  said: Said,
): Pick<Imported, 'calendars' | 'schedule'> {
  const always = all.filter((each) => each.days === null && isOfDates(each));
  const week = weekOf(always);
  const groups = groupsOf(all.filter((each): each is Dated => each.days !== null));
  const isSeason = ([first]: Group) => lengthOf(first.days) > LONGEST_EXCEPTION;
  const weekly = groups.filter(([{ weekdays }]) => weekdays !== null);
  const seasons = weekly.filter(isSeason);
  const exceptions = [
    ...groups.filter(([{ weekdays }]) => weekdays === null).flatMap(wholeOf),
    ...weekly.filter((group) => !isSeason(group)).flatMap(datesOf),
  ];
  if (exceptions.length > MAX_EXCEPTIONS) {
    const found = `${exceptions.length} exceptions, and at most ${MAX_EXCEPTIONS} are kept`;
    said.refuse({ code: 'too_many', place: '/', found, advice: 'leave the coming ones' });
    return { calendars: {}, schedule: {} };
  }
  const { holidays, calendars } = holidaysOf(all, said);
  const hasWeek = always.length > 0 || seasons.length > 0;
  const covered = exceptions.map(({ days }) => days);
  const schedule: Partial<WrittenSchedule> = {
    ...(hasWeek && { regular: writeSeasons(week, seasons.map(seasonOf), { covered, said }) }),
    ...(holidays && { holidays }),
    ...(exceptions.length > 0 && { exceptions: exceptions.map(({ written }) => written) }),
  };
  return { calendars, schedule };
}

/** Not only of public holidays. */
function isOfDates({ weekdays, isOfHolidays }: Specification): boolean {
  return weekdays === null || weekdays.length > 0 || !isOfHolidays;
}

/** Specifications of the same dates, all with weekdays or all without. */
type Group = readonly [Dated, ...Dated[]];

function groupsOf(dated: readonly Dated[]): Group[] {
  const groups = new Map<string, [Dated, ...Dated[]]>();
  for (const each of dated.filter(isOfDates)) {
    const key = `${each.days.from} ${each.days.until} ${each.weekdays === null}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

function weekOf(specifications: readonly Specification[]): Hours[] {
  return WEEKDAYS.map((_, weekday) => hoursOn(weekday, specifications) ?? []);
}

/** `null` where nothing is said about a weekday. */
function hoursOn(weekday: number, specifications: readonly Specification[]): Hours | null {
  const ofDay = specifications.filter(({ weekdays }) => weekdays?.includes(weekday) ?? true);
  return ofDay.length === 0 ? null : uniteHours(ofDay.flatMap(({ hours }) => hours));
}

interface Exception {
  readonly days: Days;
  readonly written: WrittenException;
}

function wholeOf(group: Group): Exception[] {
  const hours = uniteHours(group.flatMap((each) => each.hours));
  return [exceptionOf(group, group[0].days, hours)];
}

/** The dates that have one of the weekdays; those next to each other that are alike together. */
function datesOf(group: Group): Exception[] {
  const exceptions: { days: Days; hours: Hours }[] = [];
  const { from, until } = group[0].days;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const hours = hoursOn(weekdayIndexOf(day), group);
    if (hours === null) continue;
    const last = exceptions.at(-1);
    const isNext = last?.days.until === addDays(day, -1);
    if (last && isNext && String(writeHours(last.hours)) === String(writeHours(hours))) {
      last.days = { from: last.days.from, until: day };
    } else exceptions.push({ days: { from: day, until: day }, hours });
  }
  return exceptions.map(({ days, hours }) => exceptionOf(group, days, hours));
}

function exceptionOf(group: Group, days: Days, hours: Hours): Exception {
  const names = group.find((each) => Object.keys(each.names).length > 0)?.names ?? {};
  const [from, until] = [civilDayToDate(days.from), civilDayToDate(days.until)];
  const dates = days.from === days.until ? { date: from } : { from, until };
  const name = namesFor(names, { isClosed: hours.length === 0 });
  return { days, written: { ...dates, hours: writeHours(hours), name } };
}

function seasonOf(group: Group): Season {
  return { days: group[0].days, hoursOn: (weekday) => hoursOn(weekday, group) };
}

function lengthOf({ from, until }: Days): number {
  return (until - from + 1) as CivilDay;
}

/** Public holidays are those of Japan: a document does not say of which country. */
function holidaysOf(all: readonly Specification[], { lose }: Said) {
  const ofHolidays = all.filter(({ isOfHolidays }) => isOfHolidays);
  for (const { place } of ofHolidays.filter(({ days }) => days !== null)) {
    const advice = 'write exceptions for them';
    lose({ code: 'dated_holidays', place, found: 'public holidays of some dates only', advice });
  }
  const always = ofHolidays.filter(({ days }) => days === null);
  const [first] = always;
  if (!first) return { holidays: null, calendars: {} };
  const advice = 'taken for those of Japan; write another calendar where they are not';
  lose({ code: 'holidays_of_japan', place: first.place, found: 'public holidays', advice });
  const hours = writeHours(uniteHours(always.flatMap((each) => each.hours)));
  const calendars: Imported['calendars'] = { jp: { source: 'japan' } };
  return { holidays: { calendars: ['jp'], hours }, calendars };
}
