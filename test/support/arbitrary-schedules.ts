import fc from 'fast-check';
import type { Calendar, Holiday } from '../../src/core/calendar.ts';
import type { CivilDate, CivilDay, MonthDay } from '../../src/core/civil.ts';
import type { Names } from '../../src/core/reason.ts';
import type {
  DateRange,
  Edition,
  ExceptionRule,
  HolidayRule,
  Hours,
  LongBreakRule,
  NthWeekdayRule,
  Schedule,
} from '../../src/core/schedule.ts';
import { hours, often } from './arbitrary-hours.ts';

/** Schedules whose dated rules and holidays lie near a date. */
export function schedulesAround(day: CivilDay): fc.Arbitrary<Schedule> {
  return fc.record({
    editions: editionsAround(day),
    holidays: holidayRulesAround(day),
    longBreaks: named(fc.array(longBreakAround(day), { maxLength: 2 }), '長期休暇', 'Break'),
    detection: fc.record({
      minDays: fc.integer({ min: 2, max: 6 }),
      noticeDays: fc.integer({ min: 0, max: 20 }),
      bridgeWithinDays: often(0, fc.integer({ min: 1, max: 3 })),
    }),
    exceptions: named(fc.array(exceptionAround(day), { maxLength: 4 }), '例外', 'Exception'),
    lastCallMinutes: often(0, fc.oneof(fc.constantFrom(1, 15, 30, 60, 720), fc.nat(720))),
    closingSoonMinutes: fc.integer({ min: 0, max: 90 }),
  });
}

function editionsAround(day: CivilDay): fc.Arbitrary<readonly Edition[]> {
  const first = edition(null);
  const second = near(day, 4).chain((from) => edition(from));
  return fc.oneof(
    { arbitrary: fc.tuple(first), weight: 4 },
    { arbitrary: fc.tuple(first, second), weight: 1 },
  );
}

function edition(from: CivilDay | null): fc.Arbitrary<Edition> {
  const week = fc.oneof(
    fc.tuple(hours(), fc.constantFrom<Hours>([], [{ start: 540, end: 720 }])).map(plainWeek),
    fc.array(hours(), { minLength: 7, maxLength: 7 }),
  );
  // A line without any hours is one endless run of closed dates, too long for the oracle.
  const weekdays = week.filter((days) => days.filter((spans) => spans.length > 0).length >= 2);
  return fc.record({
    from: fc.constant(from),
    weekdays,
    nthWeekdays: often([], fc.array(nthWeekday(), { minLength: 1, maxLength: 2 })),
  });
}

function plainWeek([workday, saturday]: readonly [Hours, Hours]): readonly Hours[] {
  return [workday, workday, workday, workday, workday, saturday, []];
}

function nthWeekday(): fc.Arbitrary<NthWeekdayRule> {
  return fc.record({
    nth: fc.constantFrom<NthWeekdayRule['nth'][]>(1, 2, 3, 4, 5, 'last'),
    weekday: fc.nat(6),
    hours: hours(),
  });
}

function holidayRulesAround(day: CivilDay): fc.Arbitrary<readonly HolidayRule[]> {
  const calendars = fc.array(fc.array(near(day, 8), { maxLength: 6 }), {
    minLength: 1,
    maxLength: 3,
  });
  return calendars
    .map((lists) => lists.map((days, index) => calendarOf(`暦${index + 1}`, days)))
    .chain((all) =>
      fc.array(
        fc.record({
          calendars: fc.shuffledSubarray(all, { minLength: 1 }),
          hours: fc.oneof(hours(), fc.constant([]), fc.constant<'regular'>('regular')),
          dayBefore: often(null, hours()),
        }),
        { maxLength: 3 },
      ),
    );
}

/** Its dates are printed with a counterexample. */
function calendarOf(id: string, days: readonly CivilDay[]): Calendar & fc.WithToStringMethod {
  const holidays = [...new Set(days)].sort((a, b) => a - b).map((day) => holidayOf(id, day));
  return {
    id,
    holidayOn: (day) => holidays.find((holiday) => holiday.day === day) ?? null,
    holidaysIn: (year) => holidays.filter(({ day }) => dateOf(day).startsWith(String(year))),
    knowledgeOf: () => 'local',
    officialThrough: null,
    layOfficial: null,
    layFeed: null,
    [fc.toStringMethod]: () => JSON.stringify(holidays.map(({ day }) => dateOf(day))),
  };
}

function holidayOf(id: string, day: CivilDay): Holiday {
  const name = { ja: `${id}の${dateOf(day)}`, en: `${id} of ${dateOf(day)}` };
  return { day, name, kind: 'listed', provenance: 'local', officialName: name.ja };
}

function longBreakAround(day: CivilDay): fc.Arbitrary<Omit<LongBreakRule, 'name'>> {
  const yearEnd: DateRange = {
    kind: 'yearly',
    from: { month: 12, day: 29 },
    until: { month: 1, day: 3 },
  };
  const once = datesAround(day, 8).map((dates): DateRange => ({ kind: 'once', ...dates }));
  const yearly = datesAround(day, 8).map(
    ({ from, until }): DateRange => ({
      kind: 'yearly',
      from: monthDayOf(from),
      until: monthDayOf(until),
    }),
  );
  return fc.record({
    range: fc.oneof(once, yearly, fc.constant(yearEnd)),
    hours: often<Hours>([], hours()),
    noticeDays: fc.nat(20),
    message: fc.constant(null),
  });
}

function exceptionAround(day: CivilDay): fc.Arbitrary<Omit<ExceptionRule, 'name'>> {
  const change: fc.Arbitrary<ExceptionRule['change']> = fc.oneof(
    hours().map((hours) => ({ kind: 'hours' as const, hours })),
    hours()
      .filter((spans) => spans.length > 0)
      .map((spans) => ({ kind: 'closed_during' as const, spans })),
  );
  return fc.tuple(datesAround(day, 4), change).map(([dates, change]) => ({ ...dates, change }));
}

/** Gives every rule of a list a name of its own. */
function named<Rule>(rules: fc.Arbitrary<readonly Rule[]>, ja: string, en: string) {
  const nameOf = (index: number): Names => ({ ja: `${ja}${index}`, en: `${en} ${index}` });
  return rules.map((list) => list.map((rule, index) => ({ ...rule, name: nameOf(index) })));
}

function datesAround(day: CivilDay, days: number) {
  return fc
    .tuple(near(day, days), fc.oneof(fc.constant(0), fc.nat(2), fc.nat(7)))
    .map(([from, more]) => ({ from, until: asDay(from + more) }));
}

function near(day: CivilDay, days: number): fc.Arbitrary<CivilDay> {
  return fc.integer({ min: -days, max: days }).map((more) => asDay(day + more));
}

function dateOf(day: CivilDay): CivilDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10) as CivilDate;
}

function monthDayOf(day: CivilDay): MonthDay {
  const date = new Date(day * 86_400_000);
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function asDay(day: number): CivilDay {
  return day as CivilDay;
}
