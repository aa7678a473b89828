import fc from 'fast-check';
import type { Hours, Span } from '../../src/core/schedule.ts';

const DAY = 1_440;

/** Nothing, a plain day, a full day, or any spans up to 48:00. */
export function hours(): fc.Arbitrary<Hours> {
  return fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: fc.constant([{ start: 540, end: 1050 }]), weight: 1 },
    { arbitrary: fc.constant([{ start: 0, end: DAY }]), weight: 1 },
    { arbitrary: someHours(), weight: 6 },
  );
}

function someHours(): fc.Arbitrary<Hours> {
  const minute = fc.oneof(
    { arbitrary: fc.nat(2 * 96).map((quarter) => quarter * 15), weight: 3 },
    { arbitrary: fc.nat(20).map((quarter) => quarter * 15), weight: 3 },
    { arbitrary: fc.nat(8).map((quarter) => 1_320 + quarter * 15), weight: 1 },
    { arbitrary: fc.nat(2 * DAY), weight: 1 },
  );
  const times = fc.uniqueArray(minute, { minLength: 2, maxLength: 8 });
  return fc.tuple(times, fc.boolean()).map(([some, adjoin]) => {
    const sorted = [...some].sort((a, b) => a - b);
    const ends = adjoin ? sorted.slice(1) : sorted.filter((_, index) => index % 2 === 1);
    const starts = adjoin ? sorted : sorted.filter((_, index) => index % 2 === 0);
    return ends.flatMap((end, index) => spanOf(starts[index], end));
  });
}

function spanOf(start: number | undefined, end: number): readonly Span[] {
  return start !== undefined && start < DAY ? [{ start, end }] : [];
}

/** The usual value two times out of three. */
export function often<Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 2 }, { arbitrary: other, weight: 1 });
}
