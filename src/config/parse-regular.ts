import { type CivilDay, WEEKDAYS } from '../core/civil.ts';
import type { Edition, Hours, NthWeekdayRule } from '../core/schedule.ts';
import { quote } from '../words/quote.ts';
import { child, entries, items, type Located, withValue } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import { parseDateAt } from './parse-date.ts';
import { CLOSED, parseHours } from './parse-hours.ts';
import { type NamedWeekday, parseWeekdays } from './parse-weekdays.ts';
import type { WeekdayHours, WrittenRegular } from './schema-schedule.ts';

type WrittenEditions = Extract<WrittenRegular, readonly unknown[]>;

/** Regular hours: one map, or editions of which each begins after the one before. */
export function parseRegular(
  at: Located<WrittenRegular>,
  context: ParseContext,
): readonly Edition[] {
  const { value } = at;
  if (isEditions(value)) return parseEditions(withValue(at, value), context);
  return [{ from: null, ...parseWeekdayHours(withValue(at, value), context) }];
}

function isEditions(value: WrittenRegular): value is WrittenEditions {
  return Array.isArray(value);
}

function parseEditions(at: Located<WrittenEditions>, context: ParseContext): Edition[] {
  let latest: CivilDay | null = null;
  return items(at).map((edition) => {
    const hours = child(edition, 'hours');
    const from = parseFrom(edition, latest, context);
    latest = from ?? latest;
    return { from, ...(hours ? parseWeekdayHours(hours, context) : NEVER) };
  });
}

/** The date an edition begins, which only the first does not have. */
function parseFrom(
  edition: Located<WrittenEditions[number]>,
  latest: CivilDay | null,
  context: ParseContext,
): CivilDay | null {
  const written = child(edition, 'from');
  const isFirst = edition.key === 0;
  if (isFirst && written) {
    const found = 'the first edition has a "from"';
    const advice = 'remove it: the first edition holds until the next one begins';
    context.problems.report(written, { code: 'bad_edition', found, advice }, 'key');
    return null;
  }
  if (!isFirst && edition.value.from === undefined) {
    const advice = 'add from: 2027-04-01, the date on which this edition begins';
    context.problems.report(edition, { code: 'missing_key', found: '"from" is missing', advice });
  }
  const from = written && parseDateAt(written, context);
  if (written && from !== null && latest !== null && from <= latest) {
    const found = `${written.value} is not after the edition before`;
    const advice = 'write editions in order of "from", each on its own date';
    context.problems.report(written, { code: 'bad_edition', found, advice });
  }
  return from;
}

const NEVER = { weekdays: Array.from(WEEKDAYS, () => CLOSED), nthWeekdays: [] };

function parseWeekdayHours(
  at: Located<WeekdayHours>,
  context: ParseContext,
): Omit<Edition, 'from'> {
  const weekdays: Hours[] = [...NEVER.weekdays];
  const nthWeekdays: NthWeekdayRule[] = [];
  const given = new Map<string, string>();
  for (const entry of entries(at)) {
    const hours = parseHours(entry, context) ?? CLOSED;
    for (const { nth, weekday } of parseKey(entry, given, context)) {
      if (nth === null) weekdays[weekday] = hours;
      else nthWeekdays.push({ nth, weekday, hours });
    }
  }
  return { weekdays, nthWeekdays };
}

/** The weekdays a key names; `given` remembers by which key each was. */
function parseKey(
  entry: Located<unknown>,
  given: Map<string, string>,
  { problems }: ParseContext,
): readonly NamedWeekday[] {
  const key = String(entry.key);
  const named = parseWeekdays(key);
  if ('code' in named) {
    problems.report(entry, named, 'key');
    return [];
  }
  for (const day of named) {
    const name = nameOf(day);
    const other = given.get(name);
    if (other === undefined) {
      given.set(name, key);
      continue;
    }
    const found = `${name} is given twice: by ${quote(other)} and by ${quote(key)}`;
    problems.report(entry, { code: 'repeated_weekday', found, advice: ADVICE }, 'key');
    break;
  }
  return named;
}

const ADVICE = 'name each weekday once; ranges may be split, such as mon-thu and fri';

function nameOf({ nth, weekday }: NamedWeekday): string {
  const day = WEEKDAYS[weekday] ?? '';
  if (nth === null) return day;
  return `${nth === 'last' ? nth : ['1st', '2nd', '3rd', '4th', '5th'][nth - 1]}-${day}`;
}
