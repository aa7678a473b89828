/**
 * Hours with their overrides as a schedule. What competes on a date is settled as Amazon Connect
 * does: what is closed every so often, then what is open, then temporary hours, then the week
 * (Administrator Guide, "Dates with competing overrides").
 */
import type { WrittenException, WrittenSchedule } from '../config/schema-schedule.ts';
import { addDays, type CivilDay, civilDayToDate, WEEKDAYS, weekdayIndexOf } from '../core/civil.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, subtractHours, uniteHours } from '../core/span.ts';
import { isInBreak, yearlyBreaks } from './amazon-connect-breaks.ts';
import type { ConnectHours, ConnectOverride } from './amazon-connect-document.ts';
import { recursOn } from './amazon-connect-recurrence.ts';
import type { Lost } from './imported.ts';
import { namesFor } from './names-for.ts';
import { writeHours, writeWeek } from './written-hours.ts';

/** What comes again is written out for so many days. */
const RECURRENCE_DAYS = 400;
/** Temporary hours, which come once, for three years. */
const TEMPORARY_DAYS = 1_100;
/** Spans of overrides that hold on one date are compared each with each; so many times in all. */
const MAX_COMPARED = 2_000_000;

interface Source {
  readonly hours: ConnectHours | null;
  readonly overrides: readonly ConnectOverride[];
  readonly today: CivilDay;
}

export function connectSchedule(source: Source) {
  const { hours, overrides, today } = source;
  const faults = hours ? [] : overrides.flatMap(needsHours);
  const coming = overrides.filter(({ until }) => until >= today);
  const { breaks, expanded } = yearlyBreaks(coming, {
    from: today,
    until: addDays(today, RECURRENCE_DAYS),
  });
  const ordinaryOn = (day: CivilDay): Hours | null => {
    if (isInBreak(breaks, day)) return [];
    return hours && (hours.week.get(weekdayIndexOf(day)) ?? []);
  };
  const decided = decidedDates({ ...source, overrides: coming }, ordinaryOn);
  if (decided === null) return { schedule: {}, faults: [...faults, TOO_MANY], lost: [] };
  const exceptions = exceptionsOf(decided);
  const schedule: Partial<WrittenSchedule> = {
    ...(hours && { regular: writeWeek(WEEKDAYS.map((_, day) => hours.week.get(day) ?? [])) }),
    ...(breaks.length > 0 && { longBreaks: breaks.map(({ written }) => written) }),
    ...(exceptions.length > 0 && { exceptions }),
  };
  return { schedule, faults, lost: lostOf({ overrides, expanded, today }) };
}

const TOO_MANY: Lost = {
  ...{ code: 'too_many', place: '/', found: 'too many hours for the same dates' },
  advice: 'give fewer overrides that hold at the same time',
};

/** Where the week is not there, nobody knows what is added to, or taken away from. */
function needsHours({ place, type }: ConnectOverride): Lost[] {
  if (type === 'STANDARD') return [];
  const found = 'an override that changes hours which are not there';
  const advice = 'add HoursOfOperation, as describe-hours-of-operation prints it';
  return [{ code: 'no_hours', place, found, advice }];
}

function lostOf({
  overrides,
  expanded,
  today,
}: Omit<Source, 'hours'> & { expanded: readonly ConnectOverride[] }): Lost[] {
  const lost: Lost[] = [];
  for (const { place, until } of overrides) {
    if (until >= today) continue;
    const advice = 'nothing needs to be done';
    lost.push({ code: 'past', place, found: 'an override that is over', advice });
  }
  for (const { place, recurrence, until } of expanded) {
    const last = addDays(today, recurrence ? RECURRENCE_DAYS : TEMPORARY_DAYS);
    if (until <= last) continue;
    const found = `it goes on after ${civilDayToDate(last)}, until which it is written out`;
    lost.push({ code: 'later', place, found, advice: 'import it again before that' });
  }
  return lost;
}

interface DecidedDate {
  readonly day: CivilDay;
  readonly hours: Hours;
  readonly name: string | null;
  readonly isOrdinary: boolean;
}

/** Dates next to each other with the same hours and name are one exception. */
function exceptionsOf(dates: readonly DecidedDate[]): WrittenException[] {
  const runs: DecidedDate[][] = [];
  for (const date of dates) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isAlike = last && keyOf(last.hours) === keyOf(date.hours) && last.name === date.name;
    if (run && isAlike && last.day === date.day - 1) run.push(date);
    else if (!date.isOrdinary) runs.push([date]);
  }
  return runs.map(writeRun);
}

/** A run may end in dates that are as they would be anyway. */
function writeRun(run: readonly DecidedDate[]): WrittenException {
  const [first, last] = [run[0], run.findLast(({ isOrdinary }) => !isOrdinary)] as [
    DecidedDate,
    DecidedDate,
  ];
  const { hours, name } = first;
  const [from, until] = [civilDayToDate(first.day), civilDayToDate(last.day)];
  return {
    ...(from === until ? { date: from } : { from, until }),
    hours: writeHours(hours),
    name: namesFor(name === null ? {} : { ja: name }, { isClosed: hours.length === 0 }),
  };
}

/** The dates that some override holds on; `null` where far too much does. */
function decidedDates(
  { hours: regular, overrides, today }: Source,
  ordinaryOn: (day: CivilDay) => Hours | null,
): DecidedDate[] | null {
  const dates: DecidedDate[] = [];
  let compared = 0;
  const ends = overrides.map(({ until }) => until);
  const last = Math.min(Math.max(today, ...ends), addDays(today, TEMPORARY_DAYS)) as CivilDay;
  for (let day = today; day <= last; day = addDays(day, 1)) {
    const holding = overrides.filter((override) => holdsOn(override, day, today));
    if (holding.length === 0) continue;
    const week = regular?.week.get(weekdayIndexOf(day)) ?? [];
    compared += countSpans(holding, day) ** 2;
    if (compared > MAX_COMPARED) return null;
    const { hours, by } = settle(holding, day, week);
    const ordinary = ordinaryOn(day);
    const isOrdinary = ordinary !== null && keyOf(ordinary) === keyOf(hours);
    dates.push({ day, hours, name: by?.name ?? null, isOrdinary });
  }
  return dates;
}

function countSpans(holding: readonly ConnectOverride[], day: CivilDay): number {
  const weekday = weekdayIndexOf(day);
  return holding.reduce((sum, { week }) => sum + (week.get(weekday)?.length ?? 0), 0);
}

function holdsOn(override: ConnectOverride, day: CivilDay, today: CivilDay): boolean {
  const { from, until, recurrence, type, week } = override;
  if (day < from || day > until) return false;
  if (recurrence && day > addDays(today, RECURRENCE_DAYS)) return false;
  if (recurrence && !recursOn(recurrence, day, from)) return false;
  // Temporary hours close the weekdays that they do not name; the others leave them alone.
  return type === 'STANDARD' || week.size === 0 || week.has(weekdayIndexOf(day));
}

function settle(holding: readonly ConnectOverride[], day: CivilDay, week: Hours) {
  const of = (type: ConnectOverride['type']) => holding.filter((each) => each.type === type);
  const hoursOf = ({ week: own }: ConnectOverride) => own.get(weekdayIndexOf(day)) ?? [];
  const [temporary] = of('STANDARD');
  const basis = temporary ? hoursOf(temporary) : week;
  const open = uniteHours([...basis, ...of('OPEN').flatMap(hoursOf)]);
  const closed = of('CLOSED').map((each) => (each.week.size === 0 ? NIGHT_AND_DAY : hoursOf(each)));
  const hours = closed.reduce(subtractHours, open);
  return { hours, by: of('CLOSED')[0] ?? of('OPEN')[0] ?? temporary };
}

const NIGHT_AND_DAY: Hours = [{ start: 0, end: 2_880 }];

function keyOf(hours: Hours): string {
  return uniteHours(hours).map(formatSpan).join();
}
