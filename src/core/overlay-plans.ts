import { addDays, type CivilDay } from './civil.ts';
import { createClosedRuns } from './closed-run.ts';
import type { DayPlan } from './day-plan.ts';
import type { DayPlans } from './day-plans.ts';
import { overlayPlan } from './overlay-plan.ts';
import type { PaintedStretch } from './paint-overrides.ts';
import { REACH_DAYS } from './span.ts';
import { instantToDay, type Zone } from './zone.ts';

export interface PlanOverlay {
  readonly zone: Zone;
  /** In order of time; they do not overlap, and there is at least one. */
  readonly stretches: readonly PaintedStretch[];
}

/**
 * Day plans that know overrides, so that the calendar, closed runs and long breaks do too. What
 * the layers below say stays what it was, and bridges are judged by it.
 */
export function overlayPlans(base: DayPlans, { zone, stretches }: PlanOverlay): DayPlans {
  const first = stretches[0]?.start;
  const last = stretches.at(-1)?.end;
  if (first === undefined || last === undefined) return base;
  const from = addDays(instantToDay(zone, first), -REACH_DAYS);
  const until = addDays(instantToDay(zone, last), 1);
  const overlaid = new Map<CivilDay, DayPlan>();

  function planOn(day: CivilDay): DayPlan | null {
    const below = base.planOn(day);
    if (below === null || day < from || day > until) return below;
    const known = overlaid.get(day);
    if (known) return known;
    const plan = overlayPlan(below, { day, zone }, stretches);
    overlaid.set(day, plan);
    return plan;
  }

  const { configuredOn, layersOn, happened, hasRegularHours, isBridged, reasons } = base;
  const isClosed = (day: CivilDay) => planOn(day)?.spans.length === 0;
  const closedRuns = createClosedRuns({ happened, isClosed, hasRegularHours });
  // Written out, not spread: V8 gives spread objects slow shapes, and every date is asked for here.
  return {
    planOn,
    configuredOn,
    layersOn,
    happened,
    isClosed,
    hasRegularHours,
    isBridged,
    closedRuns,
    reasons,
  };
}
