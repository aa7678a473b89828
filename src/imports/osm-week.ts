import type { WeekdayHours, WrittenRegular } from '../config/schema-schedule.ts';
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  MINUTES_PER_DAY,
  WEEKDAYS,
  yearOf,
} from '../core/civil.ts';
import { type Days, occurrencesOf } from '../core/date-range.ts';
import type { Hours, Nth } from '../core/schedule.ts';
import { subtractHours, uniteHours } from '../core/span.ts';
import type { Lost } from './imported.ts';
import type { OsmPart } from './osm-parts.ts';
import { isCut, type OsmRule, type OsmWeekday, openHours } from './osm-rule.ts';
import { writeHours, writeWeek } from './written-hours.ts';

/** Seasons come every year, editions once: they are written out for so many days. */
const HORIZON_DAYS = 400;

/** Regular hours; those of seasons as editions. */
export function osmRegular(
  parts: readonly OsmPart[],
  { today, lose }: { today: CivilDay; lose: (lost: Lost) => void },
): WrittenRegular {
  const days = { from: today, until: addDays(today, HORIZON_DAYS) };
  const seasonal = parts.map((part) => ({ ...part, seasons: seasonsOf(part, days) }));
  const weekOn = (day: CivilDay) => {
    const holds = ({ seasons }: { seasons: readonly Days[] | null }) =>
      seasons === null || seasons.some(({ from, until }) => from <= day && day <= until);
    return writtenWeek(seasonal.filter(holds).map(({ rule }) => rule));
  };
  const ends = seasonal.flatMap(({ seasons }) => seasons ?? []);
  const changes = ends.flatMap(({ from, until }) => [from, addDays(until, 1)]);
  const within = [...new Set(changes)].filter((day) => today < day && day <= days.until);
  const editions: { from?: string; hours: WeekdayHours }[] = [{ hours: weekOn(today) }];
  for (const day of within.sort((a, b) => a - b)) {
    const hours = weekOn(day);
    const isNew = JSON.stringify(hours) !== JSON.stringify(editions.at(-1)?.hours);
    if (isNew) editions.push({ from: civilDayToDate(day), hours });
  }
  for (const { rule, seasons } of seasonal) if (seasons !== null) lose(seasonTold(rule, days));
  const [only] = editions;
  return only !== undefined && editions.length === 1 ? only.hours : editions;
}

/** `null`: always. */
function seasonsOf({ dates }: OsmPart, within: Days): readonly Days[] | null {
  if (dates.length === 0) return null;
  const first = yearOf(within.from) - 1;
  const years = [first, first + 1, first + 2, first + 3];
  return dates.flatMap(({ range }) => occurrencesOf(range, years, within));
}

function seasonTold({ place }: OsmRule, { until }: Days): Lost {
  const found = `a season of every year, written out until ${civilDayToDate(until)}`;
  return { code: 'season', place, found, advice: 'import it again before that, or add editions' };
}

interface NthHours extends OsmWeekday {
  readonly nth: Nth;
  readonly hours: Hours;
}

/** The rules one after the other, as a later one replaces days of those before it. */
function writtenWeek(rules: readonly OsmRule[]): WeekdayHours {
  const week: Hours[] = WEEKDAYS.map(() => []);
  let nths: NthHours[] = [];
  for (const rule of rules) {
    for (const { weekday, nth } of rule.weekdays.length > 0 ? rule.weekdays : EVERY_DAY) {
      const plain = week[weekday] ?? [];
      if (nth !== null) {
        const isSame = (other: NthHours) => other.weekday === weekday && other.nth === nth;
        const hours = changed(nths.find(isSame)?.hours ?? plain, rule);
        nths = [...nths.filter((other) => !isSame(other)), { weekday, nth, hours }];
        continue;
      }
      week[weekday] = changed(plain, rule);
      const isChange = isCut(rule) || isAddition(rule);
      nths = isChange
        ? nths.map((each) =>
            each.weekday === weekday ? { ...each, hours: changed(each.hours, rule) } : each,
          )
        : nths.filter((each) => each.weekday !== weekday);
    }
  }
  const nthHours = nths.map(({ weekday, nth, hours }) => [
    `${NTH_WORDS[nth]}-${WEEKDAYS[weekday]}`,
    writeHours(hours),
  ]);
  return { ...writeWeek(week), ...Object.fromEntries(nthHours) };
}

function changed(hours: Hours, rule: OsmRule): Hours {
  if (isCut(rule)) return startingToday(subtractHours(hours, rule.spans ?? []));
  return isAddition(rule) ? uniteHours([...hours, ...openHours(rule)]) : openHours(rule);
}

/** What is left of a night may begin after midnight, which hours of ours do not. */
function startingToday(hours: Hours): Hours {
  return hours.filter(({ start }) => start < MINUTES_PER_DAY);
}

function isAddition(rule: OsmRule): boolean {
  return rule.joint === 'add' && openHours(rule).length > 0;
}

const EVERY_DAY: readonly OsmWeekday[] = WEEKDAYS.map((_, weekday) => ({ weekday, nth: null }));
const NTH_WORDS: Readonly<Record<Nth, string>> = {
  1: '1st',
  2: '2nd',
  3: '3rd',
  4: '4th',
  5: '5th',
  last: 'last',
};
