import type { Block, BlockCompiler } from './block.ts';
import { type BusinessTime, createBusinessTime } from './business-time.ts';
import type { Calendar } from './calendar.ts';
import { createBlockCompiler, reachOf } from './compile-block.ts';
import { createDayPlans, type DayPlans } from './day-plans.ts';
import type { Instant } from './instant.ts';
import type { LineOverride } from './line-override.ts';
import { createLongBreaks, type LongBreaks } from './long-break.ts';
import { overlayPlans } from './overlay-plans.ts';
import { within } from './override-stretch.ts';
import { createCovers, type PaintedStretch, paintOverrides } from './paint-overrides.ts';
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
  /** Makes a part of the timeline; the same part is the same object. */
  readonly compileBlock: BlockCompiler;
  readonly timeline: Timeline;
  readonly longBreaks: LongBreaks;
  readonly businessTime: BusinessTime;
  /** The override that shows at an instant, or `null`. */
  overrideAt(instant: Instant): LineOverride | null;
  /** What shows of overrides at some time in `[from, until)`, each stretch whole, in order. */
  overridesBetween(from: Instant, until: Instant): readonly PaintedStretch[];
}

/** Compiling is lazy: years are planned and blocks compiled when an answer needs them. */
export function compileSchedule(schedule: Schedule, zone: Zone): CompiledSchedule {
  const plans = createDayPlans(schedule, zone);
  const { lastCallMinutes } = schedule;
  const compileBlock = remembered(createBlockCompiler(plans, { lastCallMinutes, zone }));
  const source = { schedule, zone, calendars: calendarsOf(schedule), plans };
  return complete({
    ...source,
    compileBlock,
    overrideAt: noOverride,
    overridesBetween: noStretches,
  });
}

type Parts = Omit<CompiledSchedule, 'timeline' | 'longBreaks' | 'businessTime'>;

function complete(parts: Parts): CompiledSchedule {
  const { schedule, zone, calendars, plans, compileBlock, overrideAt, overridesBetween } = parts;
  const timeline = createTimeline(compileBlock);
  const longBreaks = createLongBreaks({ schedule, zone, calendars, plans, timeline });
  const businessTime = createBusinessTime({ plans, zone, timeline });
  // Written out, not spread: V8 gives spread objects slow shapes, and every answer starts here.
  return {
    schedule,
    zone,
    calendars,
    plans,
    compileBlock,
    timeline,
    longBreaks,
    businessTime,
    overrideAt,
    overridesBetween,
  };
}

/** So that a line with overrides shares the parts that they do not touch. */
function remembered(compileBlock: BlockCompiler): BlockCompiler {
  const blocks = new Map<Instant, Block>();
  return (from, until) => {
    const block = blocks.get(from) ?? compileBlock(from, until);
    blocks.set(from, block);
    return block;
  };
}

function noOverride(): null {
  return null;
}

const NO_STRETCHES: readonly PaintedStretch[] = Object.freeze([]);

function noStretches(): readonly PaintedStretch[] {
  return NO_STRETCHES;
}

/**
 * The same schedule with the overrides of a line laid over it, given in order of creation: of those
 * that overlap the last one wins. Itself when there are none. It must have none laid over it yet.
 */
export function overlaySchedule(
  compiled: CompiledSchedule,
  overrides: readonly LineOverride[],
): CompiledSchedule {
  return overlayPainted(compiled, paintOverrides(overrides));
}

/** As {@link overlaySchedule}, for overrides painted once for many schedules. */
export function overlayPainted(
  compiled: CompiledSchedule,
  stretches: readonly PaintedStretch[],
): CompiledSchedule {
  if (stretches.length === 0) return compiled;
  const { schedule, zone, calendars } = compiled;
  return complete({
    ...{ schedule, zone, calendars },
    plans: overlayPlans(compiled.plans, { zone, stretches }),
    compileBlock: overlaidBlocks(compiled, stretches),
    overrideAt: (instant) => within(stretches, instant, instant + 1)[0]?.override ?? null,
    overridesBetween: (from, until) => within(stretches, from, until),
  });
}

function overlaidBlocks(
  { schedule, zone, plans, compileBlock }: CompiledSchedule,
  stretches: readonly PaintedStretch[],
): BlockCompiler {
  const coversWithin = createCovers(stretches, zone);
  const { lastCallMinutes } = schedule;
  const compileOverlaid = createBlockCompiler(plans, { lastCallMinutes, zone, coversWithin });
  return (from, until) => {
    const isTouched = within(stretches, ...reachOf(from, until)).length > 0;
    return isTouched ? compileOverlaid(from, until) : compileBlock(from, until);
  };
}
