import type { WrittenLongBreak } from '../config/schema-long-break.ts';
import type { MonthDay } from '../core/civil.ts';
import { addDays, firstDayOfYear } from '../core/civil.ts';
import { commonDays, countDays, type Days, occurrencesOf } from '../core/date-range.ts';
import type { DateRange } from '../core/schedule.ts';
import type { Lost } from './imported.ts';
import { namesFor } from './names-for.ts';
import { nameOf } from './osm-exceptions.ts';
import type { OsmPart } from './osm-parts.ts';
import { type OsmRule, openHours } from './osm-rule.ts';
import { writeHours } from './written-hours.ts';

type Yearly = DateRange & { readonly kind: 'yearly' };

interface Break {
  readonly rule: OsmRule;
  readonly range: Yearly;
  readonly days: Days;
}

/** Days of every year as long breaks. */
export function osmLongBreaks(
  parts: readonly OsmPart[],
  refuse: (fault: Lost) => void,
): WrittenLongBreak[] {
  const breaks = parts.flatMap(({ rule, dates }) =>
    dates.flatMap(({ range }): Break[] => {
      const days = range.kind === 'yearly' ? occurrencesOf(range, [YEAR], ALWAYS)[0] : undefined;
      return range.kind === 'yearly' && days ? [{ rule, range, days }] : [];
    }),
  );
  for (const [index, later] of breaks.entries()) {
    const wider = breaks.slice(0, index).find((earlier) => isHiddenBy(earlier, later));
    if (wider) refuse(hidden(wider.rule, later.rule));
  }
  return breaks.map(writeBreak);
}

/** A leap year, so that every day there is comes in it. */
const YEAR = 2028;
const ALWAYS: Days = {
  from: firstDayOfYear(YEAR),
  until: addDays(firstDayOfYear(YEAR + 2), -1),
};

/** Of two that meet a map takes the later one, and we the narrower one. */
function isHiddenBy(earlier: Break, later: Break): boolean {
  if (countDays(later.days) <= countDays(earlier.days)) return false;
  const meets = [0, 366, -366].some((shift) => {
    const moved = {
      from: addDays(later.days.from, shift),
      until: addDays(later.days.until, shift),
    };
    return commonDays(earlier.days, moved) !== null;
  });
  const isSame = keyOf(earlier.rule) === keyOf(later.rule);
  return meets && !isSame;
}

function keyOf(rule: OsmRule): string {
  return JSON.stringify(openHours(rule));
}

function hidden(earlier: OsmRule, later: OsmRule): Lost {
  const found = `it replaces ${earlier.place}, which is about fewer days`;
  return { code: 'order', place: later.place, found, advice: 'write the wider one first' };
}

function writeBreak({ rule, range }: Break): WrittenLongBreak {
  const [from, until] = [writeMonthDay(range.from), writeMonthDay(range.until)];
  const hours = openHours(rule);
  const isClosed = hours.length === 0;
  const preset = PRESETS[`${from} ${until}`];
  if (preset && isClosed && rule.comment === null) return { preset };
  const name = namesFor(nameOf(rule.comment), { isClosed });
  return { name, from, until, ...(!isClosed && { hours: writeHours(hours) }) };
}

const PRESETS: Readonly<Record<string, 'year-end' | 'obon'>> = {
  '12-29 01-03': 'year-end',
  '08-13 08-15': 'obon',
};

function writeMonthDay({ month, day }: MonthDay): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
