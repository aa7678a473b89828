/** An explanation with the places of its rules, and with what the store knows of overrides. */
import { type PlacedRule, placeOfRule } from '../config/place-of-rule.ts';
import { type WrittenConfiguration, writtenScheduleOf } from '../config/written-configuration.ts';
import type { Calendar } from '../core/calendar.ts';
import { type Explanation, explain } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { RuleId } from '../core/verdict.ts';
import type { Line } from '../lines/snapshot.ts';
import { createLineOverrides } from '../overrides/line-overrides.ts';
import type { Override } from '../overrides/override.ts';

export interface Explained {
  readonly explanation: Explanation;
  /** Where a rule that speaks about the date is written. */
  readonly placeOf: (rule: RuleId) => PlacedRule | null;
  /** The overrides that are in force at the instant; the first one shows. */
  readonly overrides: readonly Override[];
  /** The calendar that knows the holiday of the date. */
  readonly calendar: Calendar | null;
}

export interface ExplainedInput {
  readonly written: WrittenConfiguration;
  /** Those of the store, in order of creation. */
  readonly overrides: readonly Override[];
}

export function explained(
  line: Line,
  instant: Instant,
  { written, overrides }: ExplainedInput,
): Explained {
  const { compiled } = line;
  const explanation = explain(compiled, instant);
  const { date } = explanation;
  const schedule = writtenScheduleOf(written, line.id);
  const calendars = compiled.calendars;
  return {
    explanation,
    placeOf: (rule) =>
      schedule && placeOfRule(schedule, { rule, schedule: compiled.schedule, day: date }),
    overrides: overrides.filter((each) => isInForce(each, line, instant)).reverse(),
    calendar: calendars.find((calendar) => calendar.holidayOn(date) !== null) ?? null,
  };
}

function isInForce(override: Override, line: Line, instant: Instant): boolean {
  const [own] = createLineOverrides([override])(line);
  return own !== undefined && own.start <= instant && instant < own.end;
}
