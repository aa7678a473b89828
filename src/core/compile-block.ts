/** Day plans become transitions: the civil pieces of dates are laid on the time line of a zone. */
import { appendTransition, type BlockCompiler, buildBlock, type Transitions } from './block.ts';
import { addDays, type CivilDay, MINUTES_PER_DAY } from './civil.ts';
import type { Piece } from './day-plan.ts';
import type { DayPlans } from './day-plans.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';
import { cutLastCalls } from './last-call.ts';
import { type Cover, overlayTransitions } from './overlay-transitions.ts';
import type { Reason } from './reason.ts';
import { REACH_DAYS } from './span.ts';
import {
  instantToDay,
  type Reading,
  type SteadyStretch,
  steadyStretchAt,
  type Wall,
  wallToInstant,
  type Zone,
} from './zone.ts';

/** What a block is compiled from, beside the plans of its dates. */
export interface BlockSource {
  readonly lastCallMinutes: number;
  readonly zone: Zone;
  /** What is laid over the plans between two instants. */
  readonly coversWithin?: (from: Instant, until: Instant) => readonly Cover[];
}

export function createBlockCompiler(
  plans: DayPlans,
  { lastCallMinutes, zone, coversWithin = () => [] }: BlockSource,
): BlockCompiler {
  return (from, until) => {
    const { transitions, layDate } = layDates(zone);
    const firstDay = addDays(instantToDay(zone, from), -REACH_DAYS);
    const lastDay = addDays(instantToDay(zone, until), REACH_DAYS);
    for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
      layDate(day, plans.planOn(day)?.pieces ?? []);
    }
    const covers = coversWithin(...reachOf(from, until));
    const overlaid = covers.length > 0 ? overlayTransitions(transitions, covers) : transitions;
    const answered =
      lastCallMinutes === 0
        ? overlaid
        : cutLastCalls(overlaid, lastCallMinutes * MINUTE, plans.reasons);
    return buildBlock(answered, from, until);
  };
}

/** How far from a block something may lie that matters to it. */
export function reachOf(from: Instant, until: Instant): [from: Instant, until: Instant] {
  return [(from - REACH_DAYS * DAY) as Instant, (until + REACH_DAYS * DAY) as Instant];
}

/** A piece that begins after the midnight of its date, and waits for the pieces of the next one. */
interface HeldPiece {
  readonly midnight: Wall;
  readonly piece: Piece;
  readonly reading: Reading;
}

/**
 * Lays dates one after the other, the pieces in the order in which they begin. Closed boundaries
 * read `earlier` before the date has opened and `later` after.
 */
function layDates(zone: Zone) {
  const { transitions, layOpen, layClosed } = layPieces(zone);
  const held: HeldPiece[] = [];

  function lay({ midnight, piece, reading }: HeldPiece): void {
    if (piece.reason.state === 'open') layOpen(midnight, piece);
    else layClosed(midnight, piece, reading);
  }

  function layDate(day: CivilDay, pieces: readonly Piece[]): void {
    const midnight = day * DAY;
    let reading: Reading = 'earlier';
    for (const piece of pieces) {
      const next = { midnight, piece, reading };
      if (piece.reason.state === 'open') reading = 'later';
      if (piece.start >= MINUTES_PER_DAY) held.push(next);
      else {
        while (held[0] && beginning(held[0]) <= beginning(next)) lay(held.shift() as HeldPiece);
        lay(next);
      }
    }
  }
  return { transitions, layDate };
}

function beginning({ midnight, piece }: HeldPiece): Wall {
  return midnight + piece.start * MINUTE;
}

/**
 * Lays pieces, the earlier one first. An opening takes the earlier reading of a repeated time and a
 * closing the later one. Where the tail of a date meets the next date, open time wins over time
 * cut out, and that over closed time; of two alike the one that began first keeps its reason.
 */
function layPieces(zone: Zone) {
  const transitions: Transitions = { starts: [], reasons: [] };
  const toInstant = createWallReader(zone);
  let openUntil = Number.NEGATIVE_INFINITY;
  let cuts: readonly { readonly until: number; readonly reason: Reason }[] = [];
  let closed: Reason | null = null;

  /** What holds when nothing is open: cuts that still run, the earlier first, then closed time. */
  function resume(at: Instant): void {
    let from = at;
    for (const { until, reason } of cuts) {
      if (until <= from) continue;
      appendTransition(transitions, from, reason);
      from = until as Instant;
    }
    if (closed) appendTransition(transitions, from, closed);
  }

  function layOpen(midnight: Wall, { start, end, reason }: Piece): void {
    const begins = Math.max(toInstant(midnight + start * MINUTE, 'earlier'), openUntil) as Instant;
    const ends = toInstant(midnight + end * MINUTE, 'later');
    if (ends <= begins) return;
    appendTransition(transitions, begins, reason);
    openUntil = ends;
    resume(ends);
  }

  function layClosed(midnight: Wall, { start, end, reason }: Piece, reading: Reading): void {
    const begins = toInstant(midnight + start * MINUTE, reading);
    if (reason.code === 'exception' && end > MINUTES_PER_DAY) {
      const until = toInstant(midnight + end * MINUTE, 'later');
      cuts = [...cuts.filter((cut) => cut.until > begins), { until, reason }];
    } else closed = reason;
    resume(Math.max(begins, openUntil) as Instant);
  }
  return { transitions, layOpen, layClosed };
}

/** Reads wall times one after the other, and looks into the zone's table only near transitions. */
function createWallReader(zone: Zone): (wall: Wall, reading: Reading) => Instant {
  let steady: SteadyStretch | null = null;
  return (wall, reading) => {
    if (!steady || wall < steady.from || wall >= steady.until) steady = steadyStretchAt(zone, wall);
    return steady ? ((wall - steady.offset) as Instant) : wallToInstant(zone, wall, reading);
  };
}
