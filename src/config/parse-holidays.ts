import type { Calendar } from '../core/calendar.ts';
import type { HolidayRule } from '../core/schedule.ts';
import { child, items, type Located, withValue } from './located.ts';
import { type Defined, type ParseContext, resolve } from './parse-context.ts';
import { CLOSED, parseHours, parseSpans, reportWord } from './parse-hours.ts';
import type { WrittenHolidayRule, WrittenSchedule } from './schema-schedule.ts';

type WrittenHolidays = NonNullable<WrittenSchedule['holidays']>;

/** One rule, or a list of them. */
export function parseHolidays(
  at: Located<WrittenHolidays>,
  calendars: Defined<Calendar>,
  context: ParseContext,
): readonly HolidayRule[] {
  const { value } = at;
  const rules = Array.isArray(value)
    ? items(withValue<readonly WrittenHolidayRule[]>(at, value))
    : [withValue(at, value as WrittenHolidayRule)];
  return rules.map((rule) => parseRule(rule, calendars, context));
}

function parseRule(
  rule: Located<WrittenHolidayRule>,
  calendars: Defined<Calendar>,
  context: ParseContext,
): HolidayRule {
  const ids = child(rule, 'calendars');
  const named = (ids ? items(ids) : []).map((id) =>
    resolve(id, calendars, { noun: 'calendar', context }),
  );
  const hours = child(rule, 'hours');
  const dayBefore = child(rule, 'dayBefore');
  return {
    calendars: named.filter((calendar) => calendar !== null),
    hours: (hours && parseHolidayHours(hours, context)) ?? CLOSED,
    dayBefore: dayBefore && parseSpans(dayBefore, context),
  };
}

function parseHolidayHours(at: Located<string | readonly string[]>, context: ParseContext) {
  if (at.value === 'regular') return 'regular';
  if (typeof at.value !== 'string' || at.value === 'closed') return parseHours(at, context);
  reportWord(withValue(at, at.value), ['closed', 'regular'], context);
  return null;
}
