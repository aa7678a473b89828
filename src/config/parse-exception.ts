import type { CivilDay } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { ExceptionRule } from '../core/schedule.ts';
import { child, type Located } from './located.ts';
import { type ParseContext, reportConflict, reportMissing } from './parse-context.ts';
import { parseDateAt } from './parse-date.ts';
import { parseHours, parseSpans } from './parse-hours.ts';
import { parseNames } from './parse-names.ts';
import type { WrittenException } from './schema-schedule.ts';

type At = Located<WrittenException>;

/** An exception; `null` where something is missing or wrong, which has been told. */
export function parseException(at: At, context: ParseContext): ExceptionRule | null {
  const name = child(at, 'name');
  const names = name && parseNames(name, context);
  const days = parseDays(at, context);
  const change = parseChange(at, context);
  return names && days && change && { ...days, name: names, change };
}

function parseDays(at: At, context: ParseContext): Days | null {
  const { value } = at;
  const date = child(at, 'date');
  if (value.date === undefined) return parseFromUntil(at, context);
  const other = child(at, 'from') ?? child(at, 'until');
  if (other) {
    const advice = 'write a date, or from and until';
    reportConflict(other, ['date', String(other.key)], { advice, context });
  }
  const day = date && parseDateAt(date, context);
  return day === null ? null : { from: day, until: day };
}

function parseFromUntil(at: At, context: ParseContext): Days | null {
  const [from, until] = (['from', 'until'] as const).map((key): CivilDay | null => {
    const written = child(at, key);
    return written && parseDateAt(written, context);
  });
  const missing = (['from', 'until'] as const).filter((key) => at.value[key] === undefined);
  if (missing.length === 2) {
    reportMissing(at, 'date', { advice: 'add date: 2027-04-01, or from and until', context });
  } else if (missing[0]) {
    const advice = `add ${missing[0]}: 2027-04-01, or write one "date"`;
    reportMissing(at, missing[0], { advice, context });
  }
  if (from == null || until == null) return null;
  if (from <= until) return { from, until };
  const found = 'the exception ends before it begins';
  const advice = 'write an "until" on or after "from"';
  context.problems.report(child(at, 'until') ?? at, { code: 'reversed_dates', found, advice });
  return null;
}

function parseChange(at: At, context: ParseContext): ExceptionRule['change'] | null {
  const [hours, cut] = [child(at, 'hours'), child(at, 'closedDuring')];
  const { value } = at;
  if (value.hours === undefined && value.closedDuring === undefined) {
    const advice = 'add hours: closed, hours: [10:00-15:00], or closedDuring: [13:00-15:00]';
    reportMissing(at, 'hours', { advice, context });
  }
  if (hours && cut) {
    const advice = 'write hours for the whole date, or closedDuring to cut time out of it';
    reportConflict(cut, ['hours', 'closedDuring'], { advice, context });
  }
  const kept = hours && parseHours(hours, context);
  const spans = cut && parseSpans(cut, context, 'cut');
  if (kept) return { kind: 'hours', hours: kept };
  return spans && { kind: 'closed_during', spans };
}
