/** Overrides become covers: what shows of them, and what it says minute by minute. */
import { addDays, type CivilDay } from './civil.ts';
import type { Instant } from './instant.ts';
import type { LineOverride } from './line-override.ts';
import type { Cover } from './overlay-transitions.ts';
import { type OverrideStretch, visibleStretches, within } from './override-stretch.ts';
import { createReasons, type Reason, type Reasons, type State } from './reason.ts';
import type { Hours, Span } from './schedule.ts';
import { REACH_DAYS, uniteHours } from './span.ts';
import { civilToInstant, instantToDay, type Zone } from './zone.ts';

/** A stretch with the reasons that it gives. */
export interface PaintedStretch extends OverrideStretch {
  readonly reasons: Readonly<Record<State, Reason>>;
}

/** The overrides of a line, in order of creation, as stretches in order of time. */
export function paintOverrides(overrides: readonly LineOverride[]): readonly PaintedStretch[] {
  // A pool of their own, so that the reasons of overrides that are over are not kept.
  const intern = createReasons();
  return visibleStretches(overrides).map(({ start, end, override }) => ({
    ...{ start, end, override },
    reasons: reasonsOf(override, intern),
  }));
}

function reasonsOf({ names, message }: LineOverride, intern: Reasons) {
  const layer = 'override';
  return {
    open: intern({ code: 'override_open', layer, name: names.open, message }),
    closed: intern({ code: 'override_closed', layer, name: names.closed, message }),
  };
}

/**
 * Gives what stretches say between two instants. Not all at once: hours of its own give an override
 * of a year a thousand covers, of which an answer needs a few.
 */
export function createCovers(stretches: readonly PaintedStretch[], zone: Zone) {
  return (from: Instant, until: Instant): readonly Cover[] =>
    within(stretches, from, until).flatMap((stretch) => {
      const start = Math.max(stretch.start, from) as Instant;
      const end = Math.min(stretch.end, until) as Instant;
      return coversOf({ ...stretch, start, end }, zone);
    });
}

function coversOf(stretch: PaintedStretch, zone: Zone): Cover[] {
  const { start, end, override, reasons } = stretch;
  const { change } = override;
  if (change.kind !== 'hours') return [{ start, end, reason: reasons[change.kind] }];
  const covers: Cover[] = [];
  let from = start;
  for (const opening of openTimes(change.hours, stretch, zone)) {
    if (from < opening.start) {
      covers.push({ start: from, end: opening.start as Instant, reason: reasons.closed });
    }
    covers.push({ ...(opening as OpenTime), reason: reasons.open });
    from = opening.end as Instant;
  }
  if (from < end) covers.push({ start: from, end, reason: reasons.closed });
  return covers;
}

interface OpenTime {
  readonly start: Instant;
  readonly end: Instant;
}

/** When hours of its own are open in a stretch: united, in order of time. */
function openTimes(hours: Hours, stretch: PaintedStretch, zone: Zone): readonly Span[] {
  const { start, end, override } = stretch;
  const times: Span[] = [];
  const first = addDays(instantToDay(zone, start), -REACH_DAYS);
  const last = addDays(instantToDay(zone, end), 1);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (zone.skippedDays.has(day) || !isCovered(day, override, zone)) continue;
    for (const span of hours) {
      const opens = civilToInstant(zone, { day, minute: span.start }, 'earlier');
      const closes = civilToInstant(zone, { day, minute: span.end }, 'later');
      times.push({ start: Math.max(opens, start), end: Math.min(closes, end) });
    }
  }
  return uniteHours(times);
}

/**
 * Whether hours of its own are open on a date: from the date on which the override begins. The date
 * before keeps what it had; its night is not opened again from midnight on.
 */
export function isCovered(day: CivilDay, { start }: LineOverride, zone: Zone): boolean {
  return day >= instantToDay(zone, start);
}
