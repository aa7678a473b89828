/** Hours as our own iCalendar feed writes them, for reading it back. */
import type { WrittenHours } from '../config/schema-values.ts';
import { parseSpan } from '../words/parse-span.ts';

export interface LineHours {
  readonly kept: WrittenHours;
  /** What is cut out of them again. */
  readonly cut: string[];
}

/** Reads `closed`, `09:00-12:00,13:00-17:30` and `22:00-30:00/25:00-26:00`; else `null`. */
export function parseLineHours(text: string): LineHours | null {
  const [spans = '', cuts, ...more] = text.split('/');
  if (more.length > 0) return null;
  const kept = spans === 'closed' ? spans : spans.split(',');
  const cut = cuts === undefined ? [] : cuts.split(',');
  const isFine =
    (kept === 'closed' || kept.every((span) => !('code' in parseSpan(span)))) &&
    cut.every((span) => !('code' in parseSpan(span, 'cut')));
  return isFine ? { kept, cut } : null;
}
