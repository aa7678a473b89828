import { MINUTES_PER_DAY } from './civil.ts';
import type { Layer, Reason, Reasons } from './reason.ts';
import type { Hours, Span } from './schedule.ts';
import { intersectHours, subtractHours } from './span.ts';
import type { Cut, Verdict } from './verdict.ts';

/** A part of a date with one reason; `end` may pass midnight, and is where the next one starts. */
export interface Piece extends Span {
  readonly reason: Reason;
}

/** The hours of one civil date. A date that never happened has no plan. */
export interface DayPlan {
  /** The layer that decided the date. */
  readonly layer: Layer;
  /** Why the date is open, or, without spans, why it is closed. */
  readonly reason: Reason;
  /** The open time that starts on this date, cuts taken out. Empty: a closed date. */
  readonly spans: Hours;
  /** Adjoining pieces from 00:00 to 24:00, or to the end of the last span where that is later. */
  readonly pieces: readonly Piece[];
}

/** Plans a date from the verdict that won and the cuts in it, in the order of the file. */
export function planDay(verdict: Verdict, cuts: readonly Cut[], intern: Reasons): DayPlan {
  const { layer, hours, name, message } = verdict;
  if (hours.length === 0) {
    const reason = intern({ code: verdict.closedCode, layer, name, message });
    return { layer, reason, spans: [], pieces: [{ start: 0, end: MINUTES_PER_DAY, reason }] };
  }
  const reason = intern({ code: verdict.openCode, layer, name, message });
  const pieces = piecesOf(hours, reason, intern);
  const planned: DayPlan = { layer, reason, spans: hours, pieces };
  return cuts.reduce((plan, cut) => cutOut(plan, cut, intern), planned);
}

/** Takes time out of a plan; what an earlier exception has cut the later one renames. */
function cutOut(plan: DayPlan, { spans: cut, name }: Cut, intern: Reasons): DayPlan {
  const exception = intern({ code: 'exception', layer: 'exception', name });
  const spans = subtractHours(plan.spans, cut);
  return {
    layer: plan.layer,
    reason: spans.length > 0 || plan.spans.length === 0 ? plan.reason : exception,
    spans,
    pieces: plan.pieces.flatMap((piece) => cutPiece(piece, cut, exception)),
  };
}

/** Open pieces for the spans, and closed ones before, between and after them. */
function piecesOf(hours: Hours, open: Reason, intern: Reasons): Piece[] {
  const { layer } = open;
  const pieces: Piece[] = [];
  let end = 0;
  for (const span of hours) {
    if (span.start > end) {
      const code = end === 0 ? 'before_opening' : 'midday_break';
      pieces.push({ start: end, end: span.start, reason: intern({ code, layer }) });
    }
    pieces.push({ start: span.start, end: span.end, reason: open });
    end = span.end;
  }
  if (end < MINUTES_PER_DAY) {
    const reason = intern({ code: 'after_closing', layer });
    pieces.push({ start: end, end: MINUTES_PER_DAY, reason });
  }
  return pieces;
}

/** Gives to the exception what it cuts out of a piece that was open before any cuts. */
function cutPiece(piece: Piece, cut: Hours, exception: Reason): Piece[] {
  if (piece.reason.state === 'closed' && piece.reason.code !== 'exception') return [piece];
  const kept = subtractHours([piece], cut).map((span) => ({ ...span, reason: piece.reason }));
  const taken = intersectHours([piece], cut).map((span) => ({ ...span, reason: exception }));
  return [...kept, ...taken].sort((a, b) => a.start - b.start);
}
