import type { Calendar } from './calendar.ts';
import { createBlockCompiler } from './compile-block.ts';
import { createDayPlans, type DayPlans } from './day-plans.ts';
import type { Instant } from './instant.ts';
import type { LineOverride } from './line-override.ts';
import { createLongBreaks, type LongBreaks } from './long-break.ts';
import { overlay } from './overlay.ts';
import { overlayPlans } from './overlay-plans.ts';
import { within } from './override-stretch.ts';
import { type PaintedOverrides, paintOverrides } from './paint-overrides.ts';
import { calendarsOf, type Schedule } from './schedule.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import type { Zone } from './zone.ts';

/** A schedule in a zone, ready to answer. Lines with equal hours share one. Immutable to see. */
export interface CompiledSchedule {
  readonly schedule: Schedule;
  readonly zone: Zone;
  /** The calendars that the schedule consults, each once. */
  readonly calendars: readonly Calendar[];
  readonly plans: DayPlans;
  readonly timeline: Timeline;
  readonly longBreaks: LongBreaks;
  /** The override that shows at an instant, or `null`. */
  overrideAt(instant: Instant): LineOverride | null;
}

/** Compiling is lazy: years are planned and blocks compiled when an answer needs them. */
export function compileSchedule(schedule: Schedule, zone: Zone): CompiledSchedule {
  const plans = createDayPlans(schedule, zone);
  const timeline = createTimeline(createBlockCompiler(plans, schedule, zone));
  const calendars = calendarsOf(schedule);
  const longBreaks = createLongBreaks({ schedule, zone, calendars, plans, timeline });
  return { schedule, zone, calendars, plans, timeline, longBreaks, overrideAt: noOverride };
}

function noOverride(): null {
  return null;
}

/**
 * The same schedule with the overrides of a line laid over it, given in order of creation: of those
 * that overlap the last one wins. Itself when there are none.
 */
export function overlaySchedule(
  compiled: CompiledSchedule,
  overrides: readonly LineOverride[],
): CompiledSchedule {
  return overlayPainted(compiled, paintOverrides(overrides, compiled.zone));
}

/** As {@link overlaySchedule}, for overrides painted once for many schedules of one zone. */
export function overlayPainted(
  compiled: CompiledSchedule,
  { stretches, patches }: PaintedOverrides,
): CompiledSchedule {
  if (stretches.length === 0) return compiled;
  const { schedule, zone, calendars } = compiled;
  const plans = overlayPlans(compiled.plans, { zone, stretches });
  const timeline = overlay(compiled.timeline, patches);
  const longBreaks = createLongBreaks({ schedule, zone, calendars, plans, timeline });
  const overrideAt = (instant: Instant) =>
    within(stretches, instant, instant + 1)[0]?.override ?? null;
  return { schedule, zone, calendars, plans, timeline, longBreaks, overrideAt };
}
