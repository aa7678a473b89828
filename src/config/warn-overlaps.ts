import { civilDayToDate } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { WarningCode } from './findings.ts';
import { type Located, pathOf } from './located.ts';
import type { ParseContext } from './parse-context.ts';

export interface LocatedDays extends Days {
  readonly at: Located<unknown>;
}

/** Warns where dated rules of one layer meet: the answer is defined, but seldom what was meant. */
export function warnOverlaps(
  rules: readonly LocatedDays[],
  { code, context }: { readonly code: WarningCode; readonly context: ParseContext },
): void {
  let widest: LocatedDays | null = null;
  for (const rule of rules.toSorted((a, b) => a.from - b.from)) {
    if (widest && rule.from <= widest.until) {
      const { line } = widest.at.document.placeOf(pathOf(widest.at), 'value');
      const found = `${civilDayToDate(rule.from)} is also in the one on line ${line}`;
      const advice = 'there the narrower one wins, then the later in the file';
      context.problems.warn(rule.at, { code, found, advice });
    }
    if (!widest || rule.until > widest.until) widest = rule;
  }
}
