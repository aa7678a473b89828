import { MINUTES_PER_DAY } from './civil.ts';
import type { Cut, Verdict } from './layers.ts';
import type { Layer, Reason, Reasons } from './reason.ts';
import type { Hours, Span } from './schedule.ts';
import { intersectHours, subtractHours, uniteHours } from './span.ts';

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

/** Plans a date from the verdict that won and the time cut out of it. */
export function planDay(verdict: Verdict, cut: Cut | undefined, reasons: Reasons): DayPlan {
  const { layer, name, message } = verdict;
  const open = reasons({ code: verdict.openCode, layer, name, message });
  const closed = reasons({ code: verdict.closedCode, layer, name, message });
  if (verdict.hours.length === 0) {
    const pieces = [{ start: 0, end: MINUTES_PER_DAY, reason: closed }];
    return { layer, reason: closed, spans: [], pieces };
  }
  const pieces = [...piecesOf(verdict, open, reasons)];
  if (!cut) return { layer, reason: open, spans: verdict.hours, pieces };
  const exception = reasons({ code: 'exception', layer: 'exception', name: cut.name });
  const spans = subtractHours(verdict.hours, cut.spans);
  const reason = spans.length > 0 ? open : exception;
  return { layer, reason, spans, pieces: cutPieces(pieces, cut.spans, exception) };
}

/** Open pieces for the spans, and closed ones before, between and after them. */
function* piecesOf({ hours, layer }: Verdict, open: Reason, reasons: Reasons): Iterable<Piece> {
  let end = 0;
  for (const span of hours) {
    if (span.start > end) {
      const code = end === 0 ? 'before_opening' : 'midday_break';
      yield { start: end, end: span.start, reason: reasons({ code, layer }) };
    }
    yield { ...span, reason: open };
    end = span.end;
  }
  if (end < MINUTES_PER_DAY) {
    yield { start: end, end: MINUTES_PER_DAY, reason: reasons({ code: 'after_closing', layer }) };
  }
}

/** Gives the parts of open pieces that lie inside the cuts to the exception; the rest stays. */
function cutPieces(pieces: readonly Piece[], cuts: Hours, exception: Reason): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.reason.state === 'closed') return [piece];
    const kept = subtractHours([piece], cuts).map((span) => ({ ...span, reason: piece.reason }));
    const cut = intersectHours([piece], uniteHours(cuts, []));
    return [...kept, ...cut.map((span) => ({ ...span, reason: exception }))].sort(byStart);
  });
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}
