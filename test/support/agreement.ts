/** Throws where the core and the oracle disagree; a property reports what was thrown. */
import type { CivilDay } from '../../src/core/civil.ts';
import { type Instant, MINUTE } from '../../src/core/instant.ts';
import type { LongBreak } from '../../src/core/long-break.ts';
import type { Reason } from '../../src/core/reason.ts';
import type { Entry } from './oracle.ts';
import type { OracleBreak } from './oracle-breaks.ts';
import type { Boundary, Run } from './oracle-runs.ts';

/** The state always, the reason where the oracle's is binding. */
export function compareReason(reason: Reason, entry: Entry): void {
  const { state, code, layer, name, isBinding, minute } = entry;
  const at = new Date(minute * MINUTE).toISOString();
  expect(`${at} state`, reason.state, state);
  if (!isBinding) return;
  const got = [reason.code, reason.layer, name === null ? null : reason.name.ja];
  expect(`${at} reason`, JSON.stringify(got), JSON.stringify([code, layer, name]));
}

export function compareEnds(got: { start: Instant | null; end: Instant | null }, run: Run): void {
  compareBoundary('start', got.start, run.start);
  compareBoundary('end', got.end, run.end);
}

export function compareBoundary(
  what: string,
  instant: Instant | null,
  { minute, is }: Boundary,
): void {
  const got = instant === null ? null : instant / MINUTE;
  const agrees =
    is === 'exact'
      ? got === minute
      : got === null || (is === 'before' ? got <= minute : got >= minute);
  if (!agrees) expect(`${what} (${is})`, isoOf(got), isoOf(minute));
}

/** Nothing is compared where the oracle cannot tell. */
export function compareBreak(
  found: LongBreak | null,
  expected: OracleBreak | null | undefined,
  day: CivilDay,
): void {
  if (expected === undefined) return;
  const got = found && { ...found, name: found.name.ja };
  const keys = ['from', 'until', 'days', 'daysLost', 'name', 'noticeDays', 'bridges'] as const;
  const textOf = (some: OracleBreak | null) => some && JSON.stringify(keys.map((key) => some[key]));
  expect(`long break on day ${day}`, textOf(got), textOf(expected));
}

export function factsOf(reason: Reason | undefined): string | null {
  return reason ? JSON.stringify([reason.code, reason.layer, reason.name, reason.message]) : null;
}

function isoOf(minute: number | null): string | null {
  return minute === null ? null : new Date(minute * MINUTE).toISOString();
}

export function expect<Value>(what: string, got: Value, expected: Value): void {
  if (got !== expected) throw new Error(`${what}: expected ${expected}, got ${got}`);
}
