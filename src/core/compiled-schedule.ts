import type { Calendar } from './calendar.ts';
import { createBlockCompiler } from './compile-block.ts';
import { createDayPlans, type DayPlans } from './day-plans.ts';
import { createLongBreaks, type LongBreaks } from './long-break.ts';
import { overlay, type Patch } from './overlay.ts';
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
}

/** Compiling is lazy: years are planned and blocks compiled when an answer needs them. */
export function compileSchedule(schedule: Schedule, zone: Zone): CompiledSchedule {
  const plans = createDayPlans(schedule, zone);
  const timeline = createTimeline(createBlockCompiler(plans, schedule, zone));
  const calendars = calendarsOf(schedule);
  const source = { schedule, zone, calendars, plans, timeline };
  return { ...source, longBreaks: createLongBreaks(source) };
}

/** The same schedule with a line's overrides laid over its timeline; itself when there are none. */
export function overlaySchedule(
  compiled: CompiledSchedule,
  patches: readonly Patch[],
): CompiledSchedule {
  if (patches.length === 0) return compiled;
  const timeline = overlay(compiled.timeline, patches);
  return { ...compiled, timeline, longBreaks: createLongBreaks({ ...compiled, timeline }) };
}
