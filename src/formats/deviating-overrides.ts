import { addDays, MINUTES_PER_DAY } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { LineOverride } from '../core/line-override.ts';
import type { Hours } from '../core/schedule.ts';
import { startOfDay } from '../core/zone.ts';
import type { TimeDeviation } from './deviation.ts';

/** The time in which overrides show on some dates, each stretch whole, in order. */
export function overridesWithin(compiled: CompiledSchedule, days: Days): TimeDeviation[] {
  const { zone, overridesBetween } = compiled;
  const from = startOfDay(zone, days.from);
  const until = startOfDay(zone, addDays(days.until, 1));
  return overridesBetween(from, until).map(({ start, end, override, reasons }) => ({
    kind: 'override',
    name: reasons[override.change.kind === 'closed' ? 'closed' : 'open'].name,
    start,
    end,
    hours: hoursOf(override),
  }));
}

function hoursOf({ change }: LineOverride): Hours | null {
  if (change.kind === 'hours') return change.hours;
  return change.kind === 'open' ? [{ start: 0, end: MINUTES_PER_DAY }] : null;
}
