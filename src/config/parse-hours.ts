import { formatMinute } from '../core/civil.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { guessSpan, parseSpan, type SpanUse } from '../words/parse-span.ts';
import { quote } from '../words/quote.ts';
import { items, type Located, withValue } from './located.ts';
import type { ParseContext } from './parse-context.ts';

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
  use: SpanUse = 'hours',
): Hours | null {
  const spans: { readonly at: Located<string>; readonly span: Span }[] = [];
  let isGood = true;
  for (const item of items(at)) {
    const span = parseSpan(item.value, use);
    if ('code' in span) problems.report(item, span);
    else spans.push({ at: item, span });
    isGood &&= !('code' in span);
  }
  spans.sort((a, b) => a.span.start - b.span.start);
  // The span that ends last so far: a long one may reach over several that follow.
  let longest: Span | null = null;
  for (const { at: item, span } of spans) {
    if (longest && span.start < longest.end) {
      isGood = false;
      const found = `${formatSpan(span)} overlaps ${formatSpan(longest)}`;
      const later = `start the later one at ${formatMinute(longest.end)} or after`;
      const advice = `write one span, or ${later}`;
      problems.report(item, { code: 'overlapping_spans', found, advice });
    }
    if (!longest || span.end > longest.end) longest = span;
  }
  return isGood ? spans.map(({ span }) => span) : null;
}
