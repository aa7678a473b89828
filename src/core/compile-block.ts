/** Day plans become transitions: the civil pieces of dates are laid on the time line of a zone. */
import { appendTransition, type BlockCompiler, buildBlock, type Transitions } from './block.ts';
import { addDays, type CivilDay } from './civil.ts';
import type { DayPlan } from './day-plan.ts';
import type { DayPlans } from './day-plans.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';
import { cutLastCalls } from './last-call.ts';
import type { Schedule } from './schedule.ts';
import {
  instantToDay,
  type Reading,
  type SteadyStretch,
  steadyStretchAt,
  wallToInstant,
  type Zone,
} from './zone.ts';

/** A span may reach 48 hours from its midnight, and a zone may move it by some more. */
const MARGIN_DAYS = 3;

export function createBlockCompiler(
  plans: DayPlans,
  { lastCallMinutes }: Pick<Schedule, 'lastCallMinutes'>,
  zone: Zone,
): BlockCompiler {
  return (from, until) => {
    const dates = layDates(zone);
    const firstDay = addDays(instantToDay(zone, from), -MARGIN_DAYS);
    const lastDay = addDays(instantToDay(zone, until), MARGIN_DAYS);
    for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
      const plan = plans.planOn(day);
      if (plan) dates.lay(day, plan);
    }
    const { transitions } = dates;
    const answered =
      lastCallMinutes === 0
        ? transitions
        : cutLastCalls(transitions, lastCallMinutes * MINUTE, plans.reasons);
    return buildBlock(answered, from, until);
  };
}

/**
 * Lays dates one after the other. An opening takes the earlier reading of a repeated time and a
 * closing the later one. Open time wins over closed time, and the span that began first keeps its
 * reason where the tail of one date meets the next.
 */
function layDates(zone: Zone) {
  const transitions: Transitions = { starts: [], reasons: [] };
  const toInstant = createWallReader(zone);
  let openUntil = Number.NEGATIVE_INFINITY;

  function lay(day: CivilDay, plan: DayPlan): void {
    let hasOpened = false;
    for (const { start, end, reason } of plan.pieces) {
      const isOpen = reason.state === 'open';
      const reading = hasOpened && !isOpen ? 'later' : 'earlier';
      const begins = Math.max(toInstant(day * DAY + start * MINUTE, reading), openUntil) as Instant;
      if (!isOpen) {
        appendTransition(transitions, begins, reason);
        continue;
      }
      hasOpened = true;
      const ends = toInstant(day * DAY + end * MINUTE, 'later');
      if (ends <= begins) continue;
      appendTransition(transitions, begins, reason);
      openUntil = ends;
    }
  }
  return { transitions, lay };
}

/** Reads wall times one after the other, and looks into the zone's table only near transitions. */
function createWallReader(zone: Zone): (wall: number, reading: Reading) => Instant {
  let steady: SteadyStretch | null = null;
  return (wall, reading) => {
    if (!steady || wall < steady.from || wall >= steady.until) steady = steadyStretchAt(zone, wall);
    return steady ? ((wall - steady.offset) as Instant) : wallToInstant(zone, wall, reading);
  };
}
