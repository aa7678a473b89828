/** The plan of one civil date with overrides laid over it, in whole minutes of the date. */
import { type CivilDay, MINUTES_PER_DAY } from './civil.ts';
import type { DayPlan, Piece } from './day-plan.ts';
import { within } from './override-stretch.ts';
import { isCovered, type PaintedStretch } from './paint-overrides.ts';
import type { Reason } from './reason.ts';
import type { Hours, Span } from './schedule.ts';
import { intersectHours, subtractHours, uniteHours } from './span.ts';
import { instantsToMinutes } from './wall-hours.ts';
import { civilToInstant, type Zone } from './zone.ts';

/** A civil date in a zone. */
interface DateInZone {
  readonly day: CivilDay;
  readonly zone: Zone;
}

/** No span of a date ends later. */
const LATEST_END = 2 * MINUTES_PER_DAY;

/**
 * The spans that start on the date without what overrides close, and what they open on it: an
 * override that is `open` opens each date by its own clock, hours of its own belong to the date
 * that they start on. The same plan where overrides change nothing. A date that they only shorten
 * keeps its layer, as one does that is cut by an exception.
 */
export function overlayPlan(
  base: DayPlan,
  date: DateInZone,
  stretches: readonly PaintedStretch[],
): DayPlan {
  const { start, end } = spanToTime(date, { start: 0, end: LATEST_END });
  const near = within(stretches, start, end);
  const closing = near.filter(({ override }) => override.change.kind !== 'open');
  const spansBelow = base.spans.filter((span) => hasTime(spanToTime(date, span)));
  const kept = spansBelow.flatMap((span) => keepOf(span, date, closing));
  const added = near.flatMap((stretch) => openedBy(stretch, date));
  const whole = spanToTime(date, { start: 0, end: MINUTES_PER_DAY });
  const isCut = kept.length !== spansBelow.length || kept.some((it, i) => it !== spansBelow[i]);
  const isCovered = subtractHours([whole], near).length === 0;
  if (added.length === 0 && !isCut && !(spansBelow.length === 0 && isCovered)) return base;

  const lastEnd = Math.max(MINUTES_PER_DAY, base.spans.at(-1)?.end ?? 0);
  const reach = spanToTime(date, { start: 0, end: lastEnd });
  const closed = closing.flatMap((stretch) =>
    piecesOf(minutesOf(date, intersectHours([stretch], [reach])), stretch.reasons.closed),
  );
  const pieces = [...closed, ...piecesOf(kept, base.reason), ...added].reduce<readonly Piece[]>(
    layPiece,
    base.pieces.filter(({ reason }) => reason.state === 'closed'),
  );
  const spans = uniteHours(pieces.filter(({ reason }) => reason.state === 'open'));
  const reason = longest(added) ?? (spans.length === 0 ? longest(closed) : null);
  return { layer: reason?.layer ?? base.layer, reason: reason ?? base.reason, spans, pieces };
}

/** Not so where all that its clock would read is skipped, as after 24:00 before a lost date. */
function hasTime({ start, end }: Span): boolean {
  return start < end;
}

/** What is left of a span of the date: itself where nothing is closed. */
function keepOf(span: Span, date: DateInZone, closing: readonly Span[]): Hours {
  const time = spanToTime(date, span);
  const left = subtractHours([time], closing);
  return isSame(left, time) ? [span] : minutesOf(date, left);
}

function isSame(times: Hours, { start, end }: Span): boolean {
  return times.length === 1 && times[0]?.start === start && times[0].end === end;
}

/** What an override opens on the date, as far as it shows. */
export function openedBy(stretch: PaintedStretch, date: DateInZone): Piece[] {
  const { change } = stretch.override;
  if (change.kind === 'closed') return [];
  if (change.kind === 'hours') {
    if (!isCovered(date.day, stretch.override, date.zone)) return [];
    const opened = change.hours.flatMap((span) => {
      const shown = intersectHours([spanToTime(date, span)], [stretch]);
      return isSame(shown, spanToTime(date, span)) ? [span] : minutesOf(date, shown);
    });
    return piecesOf(opened, stretch.reasons.open);
  }
  const whole = { start: 0, end: MINUTES_PER_DAY };
  const shown = minutesOf(date, intersectHours([stretch], [spanToTime(date, whole)]));
  return piecesOf(intersectHours(shown, [whole]), stretch.reasons.open);
}

/** A span of the date as a span of instants. */
export function spanToTime({ day, zone }: DateInZone, { start, end }: Span): Span {
  return {
    start: civilToInstant(zone, { day, minute: start }, 'earlier'),
    end: civilToInstant(zone, { day, minute: end }, 'later'),
  };
}

/** Nothing before its own midnight: a clock that goes back over it reads the day before again. */
function minutesOf({ day, zone }: DateInZone, times: Hours): Hours {
  const minutes = instantsToMinutes(zone, day, times);
  return intersectHours(minutes, [{ start: 0, end: LATEST_END }]);
}

function piecesOf(spans: Hours, reason: Reason): Piece[] {
  return spans.map(({ start, end }) => ({ start, end, reason }));
}

/** Lays a piece over others, and keeps them in order. */
function layPiece(below: readonly Piece[], piece: Piece): readonly Piece[] {
  const left = below.flatMap((each) => piecesOf(subtractHours([each], [piece]), each.reason));
  return [...left, piece].sort((a, b) => a.start - b.start);
}

function longest(pieces: readonly Piece[]): Reason | null {
  const lengthOf = ({ start, end }: Piece) => end - start;
  return pieces.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]?.reason ?? null;
}
