/** What adjusts the hours of a date beside the layer that gave it them. */
import { type CivilDay, MINUTES_PER_DAY } from './civil.ts';
import type { CompiledSchedule } from './compiled-schedule.ts';
import type { DayPlan } from './day-plan.ts';
import type { Instant } from './instant.ts';
import { winningVerdict } from './layers.ts';
import { openedBy, spanToTime } from './overlay-plan.ts';
import type { PaintedStretch } from './paint-overrides.ts';
import type { Reason } from './reason.ts';
import { intersectHours, subtractHours } from './span.ts';

/**
 * The overrides, then the exceptions, that take time from a date or add some without having given
 * it its layer: without them it would have other hours. None for a date that never happened.
 */
export function adjustedBy(compiled: CompiledSchedule, day: CivilDay): readonly Reason[] {
  const plan = compiled.plans.planOn(day);
  if (plan === null) return [];
  return [...new Set([...overridesOn(compiled, day, plan), ...cutsOn(compiled, day, plan)])];
}

function overridesOn(compiled: CompiledSchedule, day: CivilDay, { reason }: DayPlan): Reason[] {
  const { zone, plans, overridesBetween } = compiled;
  const date = { day, zone };
  const { start, end } = spanToTime(date, { start: 0, end: 2 * MINUTES_PER_DAY });
  const spans = plans.configuredOn(day)?.spans ?? [];
  const times = spans.map((span) => spanToTime(date, span));
  return overridesBetween(start as Instant, end as Instant).flatMap((stretch) => {
    const reasons = reasonsOf(stretch);
    if (reasons.includes(reason)) return [];
    const opened = openedBy(stretch, date).map((piece) => spanToTime(date, piece));
    const shown = intersectHours(opened, [stretch]);
    const isAdding = subtractHours(shown, times).length > 0;
    const isTaking =
      stretch.override.change.kind !== 'open' &&
      subtractHours(intersectHours(times, [stretch]), shown).length > 0;
    const { open, closed } = stretch.reasons;
    return [...(isTaking ? [closed] : []), ...(isAdding ? [open] : [])];
  });
}

/** What it can give: one that only closes has no reason to be open. */
function reasonsOf({ reasons, override }: PaintedStretch): readonly Reason[] {
  const { kind } = override.change;
  return kind === 'hours' ? [reasons.open, reasons.closed] : [reasons[kind]];
}

/** Not those whose time an override has opened again, nor any where it has closed the date. */
function cutsOn({ plans, zone }: CompiledSchedule, day: CivilDay, plan: DayPlan): Reason[] {
  const { layers, index } = plans.layersOn(day);
  const cuts = layers.cuts[index] ?? [];
  const isClosed = plan.layer === 'override' && plan.spans.length === 0;
  if (cuts.length === 0 || isClosed || plans.isBridged(day)) return [];
  const { hours } = winningVerdict(layers, index);
  return cuts.flatMap(({ spans, name }, place) => {
    // What a later one cuts too is told of that one, as in the plan.
    const later = cuts.slice(place + 1).flatMap((cut) => cut.spans);
    const taken = subtractHours(intersectHours(hours, spans), [...later, ...plan.spans]);
    const parts = { code: 'exception', layer: 'exception', name } as const;
    // What the clock skips is no time to take.
    const times = taken.map((span) => spanToTime({ day, zone }, span));
    return times.some(({ start, end }) => start < end) ? [plans.reasons(parts)] : [];
  });
}
