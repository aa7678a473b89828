/** Overrides become patches: what shows of them, and what it says minute by minute. */
import { addDays } from './civil.ts';
import type { Instant } from './instant.ts';
import type { LineOverride } from './line-override.ts';
import type { Patch } from './overlay.ts';
import { type OverrideStretch, visibleStretches } from './override-stretch.ts';
import { createReasons, type Reason, type Reasons, type State } from './reason.ts';
import type { Hours, Span } from './schedule.ts';
import { uniteHours } from './span.ts';
import { civilToInstant, instantToDay, type Zone } from './zone.ts';

/** A stretch with the reasons that it gives. */
export interface PaintedStretch extends OverrideStretch {
  readonly reasons: Readonly<Record<State, Reason>>;
}

/** The overrides of a line in a zone, for every schedule that they are laid over. */
export interface PaintedOverrides {
  /** In order of time; they do not overlap. */
  readonly stretches: readonly PaintedStretch[];
  /** The same time by what is in force; neighbours that adjoin differ. */
  readonly patches: readonly Patch[];
}

/** A span may end 48 hours after its midnight, and a zone may move it by some more. */
const MARGIN_DAYS = 3;

/** Paints overrides, given in order of creation. */
export function paintOverrides(overrides: readonly LineOverride[], zone: Zone): PaintedOverrides {
  // A pool of their own, so that the reasons of overrides that are over are not kept.
  const intern = createReasons();
  const stretches = visibleStretches(overrides).map(({ start, end, override }) => ({
    ...{ start, end, override },
    reasons: reasonsOf(override, intern),
  }));
  const patches: Patch[] = [];
  for (const stretch of stretches) {
    for (const patch of patchesOf(stretch, zone)) appendPatch(patches, patch);
  }
  return { stretches, patches };
}

function reasonsOf({ names, message }: LineOverride, intern: Reasons) {
  const layer = 'override';
  return {
    open: intern({ code: 'override_open', layer, name: names.open, message }),
    closed: intern({ code: 'override_closed', layer, name: names.closed, message }),
  };
}

function patchesOf({ start, end, override, reasons }: PaintedStretch, zone: Zone): Patch[] {
  const { change } = override;
  if (change.kind !== 'hours') return [{ start, end, reason: reasons[change.kind] }];
  const patches: Patch[] = [];
  let from = start;
  for (const opening of openTimes(change.hours, { start, end }, zone)) {
    if (from < opening.start) {
      patches.push({ start: from, end: opening.start as Instant, reason: reasons.closed });
    }
    patches.push({ ...(opening as OpenTime), reason: reasons.open });
    from = opening.end as Instant;
  }
  if (from < end) patches.push({ start: from, end, reason: reasons.closed });
  return patches;
}

interface OpenTime {
  readonly start: Instant;
  readonly end: Instant;
}

/** When hours of every civil date are open between two instants: united, in order of time. */
function openTimes(hours: Hours, { start, end }: OpenTime, zone: Zone): readonly Span[] {
  const times: Span[] = [];
  const last = addDays(instantToDay(zone, end), 1);
  for (let day = addDays(instantToDay(zone, start), -MARGIN_DAYS); day <= last; ) {
    for (const span of zone.skippedDays.has(day) ? [] : hours) {
      const opens = civilToInstant(zone, { day, minute: span.start }, 'earlier');
      const closes = civilToInstant(zone, { day, minute: span.end }, 'later');
      times.push({ start: Math.max(opens, start), end: Math.min(closes, end) });
    }
    day = addDays(day, 1);
  }
  return uniteHours(times);
}

function appendPatch(patches: Patch[], patch: Patch): void {
  const last = patches.at(-1);
  if (last?.end === patch.start && last.reason === patch.reason) {
    patches[patches.length - 1] = { start: last.start, end: patch.end, reason: patch.reason };
  } else {
    patches.push(patch);
  }
}
