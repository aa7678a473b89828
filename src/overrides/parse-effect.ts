import { formatMinute } from '../core/civil.ts';
import type { Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { parseSpan } from '../words/parse-span.ts';
import type { Override } from './override.ts';
import { fieldFault, missingField, type Reading } from './reading.ts';
import type { WrittenOverride } from './written-override.ts';

/** What an override makes of its lines: a state, or hours of their own. */
export type OverrideEffect = Pick<Override, 'state' | 'hours'>;

/** The state or the hours of a body; `null` where that cannot be told, which is reported. */
export function parseEffect(body: WrittenOverride, reading: Reading): OverrideEffect | null {
  const { state, hours } = body;
  if (state === undefined && hours === undefined) {
    reading.report(missingField('/state', EFFECT_ADVICE));
    return null;
  }
  if (state !== undefined && hours !== undefined) {
    const detail =
      '/hours stands together with /state; write one of them, null for the other in a PATCH.';
    reading.report({ code: 'invalid_parameter', pointer: '/hours', detail });
  }
  const spans = Array.isArray(hours) ? parseHours(hours, reading) : null;
  if (hours === undefined) return isState(state) ? { state, hours: null } : null;
  return spans && { state: null, hours: spans };
}

const EFFECT_ADVICE = 'write "state": "closed" or "open", or "hours": ["09:00-12:00"]';

function isState(value: unknown): value is 'open' | 'closed' {
  return value === 'open' || value === 'closed';
}

/** Spans in order as they are stored, `09:00-12:00`; `null` where one is wrong. */
function parseHours(written: readonly unknown[], { report }: Reading): string[] | null {
  const spans: { readonly pointer: string; readonly span: Span }[] = [];
  for (const [index, text] of written.entries()) {
    if (typeof text !== 'string') continue;
    const pointer = `/hours/${index}`;
    const span = parseSpan(text);
    if (!('code' in span)) spans.push({ pointer, span });
    else report(fieldFault(pointer, `${pointer}: ${span.found}; ${span.advice}.`));
  }
  if (spans.length === 0 || spans.length < written.length) return null;
  spans.sort((a, b) => a.span.start - b.span.start);
  for (const [index, { pointer, span }] of spans.entries()) {
    const end = Math.max(...spans.slice(0, index).map((earlier) => earlier.span.end));
    if (span.start < end) report(fieldFault(pointer, overlapDetail(pointer, span, end)));
  }
  return spans.map(({ span }) => formatSpan(span));
}

function overlapDetail(pointer: string, span: Span, end: number): string {
  const found = `${pointer}: ${formatSpan(span)} overlaps a span that ends at ${formatMinute(end)}`;
  return `${found}; write one span, or start at ${formatMinute(end)} or after.`;
}
