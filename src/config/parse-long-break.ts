import type { Names } from '../core/reason.ts';
import type { DateRange, LongBreakRule } from '../core/schedule.ts';
import { DEFAULT_NOTICE_DAYS } from './configuration.ts';
import { child, type Located } from './located.ts';
import { type ParseContext, reportMissing } from './parse-context.ts';
import { type AnyDate, parseAnyDateAt } from './parse-date.ts';
import { CLOSED, parseHours } from './parse-hours.ts';
import { parseMessages, parseNames } from './parse-names.ts';
import type { WrittenLongBreak } from './schema-long-break.ts';

interface Preset {
  readonly name: Names;
  readonly from: AnyDate;
  readonly until: AnyDate;
}

const PRESETS: Readonly<Record<NonNullable<WrittenLongBreak['preset']>, Preset>> = {
  'year-end': {
    name: { ja: '年末年始', en: 'Year-end and New Year' },
    from: { monthDay: { month: 12, day: 29 } },
    until: { monthDay: { month: 1, day: 3 } },
  },
  obon: {
    name: { ja: 'お盆休み', en: 'Obon' },
    from: { monthDay: { month: 8, day: 13 } },
    until: { monthDay: { month: 8, day: 15 } },
  },
};

/** A long break; `null` where its name or its dates are wrong, which has been told. */
export function parseLongBreak(
  at: Located<WrittenLongBreak>,
  context: ParseContext,
): LongBreakRule | null {
  const preset = at.value.preset === undefined ? null : child(at, 'preset');
  const defaults = preset && PRESETS[preset.value];
  if (at.value.preset === undefined) reportMissingKeys(at, context);
  const [name, hours, message] = [child(at, 'name'), child(at, 'hours'), child(at, 'message')];
  const named = name ? parseNames(name, context) : (defaults?.name ?? null);
  const range = parseRange(at, defaults, context);
  const rule = {
    hours: (hours && parseHours(hours, context)) ?? CLOSED,
    noticeDays: child(at, 'noticeDays')?.value ?? DEFAULT_NOTICE_DAYS,
    message: message && parseMessages(message, context),
  };
  return named && range && { name: named, range, ...rule };
}

function reportMissingKeys(at: Located<WrittenLongBreak>, context: ParseContext): void {
  const examples = { name: '{ ja: 夏季休業, en: Summer break }', from: '08-13', until: '08-15' };
  for (const key of ['name', 'from', 'until'] as const) {
    if (at.value[key] !== undefined) continue;
    const advice = `add ${key}: ${examples[key]}, or a preset (${Object.keys(PRESETS).join(', ')})`;
    reportMissing(at, key, { advice, context });
  }
}

function parseRange(
  at: Located<WrittenLongBreak>,
  defaults: Preset | null,
  context: ParseContext,
): DateRange | null {
  const end = (key: 'from' | 'until') => {
    const written = child(at, key);
    if (written) return parseAnyDateAt(written, context);
    return at.value[key] === undefined ? (defaults?.[key] ?? null) : null;
  };
  const [from, until] = [end('from'), end('until')];
  if (!from || !until) return null;
  if ('monthDay' in from && 'monthDay' in until) {
    return { kind: 'yearly', from: from.monthDay, until: until.monthDay };
  }
  const place = child(at, 'until') ?? child(at, 'from') ?? at;
  if (!('day' in from && 'day' in until)) {
    const found = 'one end of the long break has a year and the other has none';
    const advice = 'write both as MM-DD for every year, or both as YYYY-MM-DD';
    context.problems.report(place, { code: 'mixed_dates', found, advice });
    return null;
  }
  if (until.day >= from.day) return { kind: 'once', from: from.day, until: until.day };
  const found = 'the long break ends before it begins';
  const advice = 'write an "until" on or after "from"';
  context.problems.report(place, { code: 'reversed_dates', found, advice });
  return null;
}
