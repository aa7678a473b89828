import fc from 'fast-check';
import { type OracleCase, oracleCases } from './arbitraries.ts';
import { hours } from './arbitrary-hours.ts';
import { openingMinute, wallClockOf } from './oracle-clock.ts';
import type { OracleOverride } from './oracle-overrides.ts';

/** A line, the date around which it is asked, and overrides near that date. */
export interface OverrideCase extends OracleCase {
  /** In order of creation. */
  readonly overrides: readonly OracleOverride[];
}

const DAY = 1_440;

export function overrideCases(): fc.Arbitrary<OverrideCase> {
  return oracleCases().chain((lineCase) =>
    fc
      .array(overrideNear(lineCase), { minLength: 1, maxLength: 5 })
      .map((overrides) => ({ ...lineCase, overrides })),
  );
}

/** Two of three share a name, so that they may merge where they adjoin. */
function overrideNear(lineCase: OracleCase): fc.Arbitrary<OracleOverride> {
  const change: fc.Arbitrary<OracleOverride['change']> = fc.oneof(
    fc.constant<'closed'>('closed'),
    fc.constant<'open'>('open'),
    hours(),
  );
  const name = fc.constantFrom('台風', '台風', '会議');
  return fc
    .tuple(beginningNear(lineCase), lengths(), change, name)
    .map(([from, length, change, name]) => ({ from, until: from + length, change, name }));
}

/** A midnight, a quarter of an hour or any minute, by the wall clock. */
function beginningNear({ zone, day }: OracleCase): fc.Arbitrary<number> {
  const clock = wallClockOf(zone);
  const date = fc.integer({ min: -4, max: 4 });
  const minute = fc.oneof(
    fc.constant(0),
    fc.nat(95).map((quarter) => quarter * 15),
    fc.nat(DAY - 1),
  );
  return fc
    .tuple(date, minute)
    .map(([more, minute]) => openingMinute(clock, (day + more) * DAY + minute));
}

function lengths(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.nat(5).map((days) => (days + 1) * DAY),
    fc.nat(4 * 24).map((quarter) => (quarter + 1) * 15),
    fc.integer({ min: 1, max: 3 * DAY }),
  );
}
