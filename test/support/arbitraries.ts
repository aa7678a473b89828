import fc from 'fast-check';
import type { CivilDay } from '../../src/core/civil.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { schedulesAround } from './arbitrary-schedules.ts';
import { wallClockOf } from './oracle-clock.ts';

/** A line and the civil date around which it is asked: its rules are about the dates nearby. */
export interface OracleCase {
  readonly zone: string;
  readonly day: CivilDay;
  readonly schedule: Schedule;
}

const ZONES = [
  'Asia/Tokyo',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'Africa/Casablanca',
];

const DAY = 1_440;

export function oracleCases(): fc.Arbitrary<OracleCase> {
  return fc
    .constantFrom(...ZONES)
    .chain((zone) => fc.record({ zone: fc.constant(zone), day: daysOf(zone) }))
    .chain(({ zone, day }) =>
      fc.record({ zone: fc.constant(zone), day: fc.constant(day), schedule: schedulesAround(day) }),
    );
}

/** Dates of clock changes, New Year, leap days, the date that Apia skipped; now and then any. */
function daysOf(zone: string): fc.Arbitrary<CivilDay> {
  const years = fc.integer({ min: 1971, max: 2099 });
  const recent = fc.integer({ min: 2005, max: 2040 });
  const changes = fc
    .tuple(fc.oneof(recent, years), fc.nat())
    .map(([year, pick]) => pickFrom(clockChangesIn(zone, year), pick) ?? dayOf(year, 7, 1));
  const edges = fc.constantFrom(dayOf(1970, 1, 3), dayOf(2100, 12, 29));
  const apia = { arbitrary: fc.constant(dayOf(2011, 12, 30)), weight: 6 };
  return fc.oneof(
    { arbitrary: changes, weight: 8 },
    { arbitrary: recent.map((year) => dayOf(year, 1, 1)), weight: 2 },
    { arbitrary: recent.map((year) => dayOf(year, 3, 1) - 1).map(asDay), weight: 2 },
    {
      arbitrary: fc.tuple(years, fc.nat(364)).map(([y, n]) => asDay(dayOf(y, 1, 1) + n)),
      weight: 3,
    },
    { arbitrary: edges, weight: 1 },
    ...(zone === 'Pacific/Apia' ? [apia] : []),
  );
}

const changesOf = new Map<string, readonly CivilDay[]>();

/** The civil dates on which the wall clock of a zone is changed in a year. */
function clockChangesIn(zone: string, year: number): readonly CivilDay[] {
  const key = `${zone} ${year}`;
  const changes = changesOf.get(key) ?? findClockChanges(zone, year);
  changesOf.set(key, changes);
  return changes;
}

function findClockChanges(zone: string, year: number): readonly CivilDay[] {
  const clock = wallClockOf(zone);
  const offsetAtEndOf = (day: number) => clock.wallAt((day + 1) * DAY) - (day + 1) * DAY;
  const days = Array.from({ length: 365 }, (_, index) => asDay(dayOf(year, 1, 1) + index));
  return days.filter((day) => offsetAtEndOf(day - 1) !== offsetAtEndOf(day));
}

function pickFrom<Value>(values: readonly Value[], pick: number): Value | undefined {
  return values[pick % Math.max(values.length, 1)];
}

function dayOf(year: number, month: number, day: number): CivilDay {
  return asDay(Date.UTC(year, month - 1, day) / 86_400_000);
}

function asDay(day: number): CivilDay {
  return day as CivilDay;
}
