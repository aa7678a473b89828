import { formatMinute } from '../core/civil.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { quote } from '../words/quote.ts';
import { items, type Located, withValue } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import { guessSpan, parseSpan } from './parse-span.ts';

export const CLOSED: Hours = Object.freeze([]);

/** `closed`, or spans in order; `null` where something is wrong, which has been told. */
export function parseHours(
  at: Located<string | readonly string[]>,
  context: ParseContext,
): Hours | null {
  if (typeof at.value !== 'string') return parseSpans(withValue(at, at.value), context);
  if (at.value === 'closed') return CLOSED;
  reportWord(withValue(at, at.value), ['closed'], context);
  return null;
}

/** A word that is none of those allowed where spans may stand too. */
export function reportWord(
  at: Located<string>,
  allowed: readonly string[],
  { problems }: ParseContext,
): void {
  const span = parseSpan(at.value);
  const meant = 'code' in span ? guessSpan(at.value) : at.value;
  const words = `${allowed.join(' or ')}, or spans such as [09:00-17:30]`;
  const advice = meant === null ? `write ${words}` : `write a list: [${meant}]`;
  problems.report(at, { code: 'bad_hours', found: `${quote(at.value)} is not hours`, advice });
}

export function parseSpans(
  at: Located<readonly string[]>,
  { problems }: ParseContext,
): Hours | null {
  const spans: { readonly at: Located<string>; readonly span: Span }[] = [];
  let isGood = true;
  for (const item of items(at)) {
    const span = parseSpan(item.value);
    if ('code' in span) problems.report(item, span);
    else spans.push({ at: item, span });
    isGood &&= !('code' in span);
  }
  spans.sort((a, b) => a.span.start - b.span.start);
  for (const [index, { at: item, span }] of spans.entries()) {
    const before = spans[index - 1]?.span;
    if (!before || span.start >= before.end) continue;
    isGood = false;
    const found = `${formatSpan(span)} overlaps ${formatSpan(before)}`;
    const advice = `write one span, or start the later one at ${formatMinute(before.end)} or after`;
    problems.report(item, { code: 'overlapping_spans', found, advice });
  }
  return isGood ? spans.map(({ span }) => span) : null;
}
