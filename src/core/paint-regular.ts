/** Regular hours: editions of plain weekdays and nth weekdays, painted onto a year. */
import {
  addDays,
  type CivilDay,
  civilDayOf,
  daysInMonth,
  monthDayOf,
  weekdayIndexOf,
  yearOf,
} from './civil.ts';
import { commonDays, type Days } from './date-range.ts';
import type { ReasonCode } from './reason.ts';
import type { Edition, Hours, NthWeekdayRule } from './schedule.ts';
import type { RuleId, Verdict } from './verdict.ts';

interface PaintedEdition {
  readonly from: CivilDay | null;
  readonly weekdays: readonly Verdict[];
  readonly nthWeekdays: readonly { readonly rule: NthWeekdayRule; readonly verdict: Verdict }[];
}

/** Every date gets a verdict: what is not said by a rule is closed. */
export function regularPainter(editions: readonly Edition[]) {
  const painted = editions.map(paintedEdition);
  return (days: Days, year: number): Verdict[] => {
    const verdicts: Verdict[] = [];
    for (const [index, edition] of painted.entries()) {
      const next = painted[index + 1]?.from;
      const from = edition.from ?? days.from;
      const until = next == null ? days.until : addDays(next, -1);
      const part = commonDays({ from, until }, days);
      if (part) paintEdition(verdicts, edition, { part, days, year });
    }
    return verdicts;
  };
}

/** What regular hours say about one date, the strongest first. */
export function regularOn(editions: readonly Edition[], day: CivilDay): Verdict[] {
  const index = editions.findLastIndex(({ from }) => from === null || from <= day);
  const edition = editions[index];
  if (!edition) return [];
  const { weekdays, nthWeekdays } = paintedEdition(edition, index);
  const [year, { month }] = [yearOf(day), monthDayOf(day)];
  const nth = nthWeekdays.filter(({ rule }) => nthWeekdayOf(rule, year, month) === day);
  const plain = weekdays[weekdayIndexOf(day)] as Verdict;
  return [...nth.map(({ verdict }) => verdict).reverse(), plain];
}

function paintedEdition(edition: Edition, index: number): PaintedEdition {
  const ruleOf = (nthWeekday: number | null): RuleId => ({ list: 'editions', index, nthWeekday });
  return {
    from: edition.from,
    weekdays: paintedWeekdays(edition.weekdays, ruleOf(null)),
    nthWeekdays: edition.nthWeekdays.map((rule, place) => ({
      rule,
      verdict: regularVerdict(rule.hours, 'regular_day_off', ruleOf(place)),
    })),
  };
}

/** Weekdays with the same hours share a verdict, and so their dates share a plan. */
function paintedWeekdays(weekdays: readonly Hours[], rule: RuleId): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const [weekday, hours] of weekdays.entries()) {
    const closedCode = weekday >= 5 ? 'weekend' : 'regular_day_off';
    const alike = verdicts.find((it) => it.hours === hours && it.closedCode === closedCode);
    verdicts.push(alike ?? regularVerdict(hours, closedCode, rule));
  }
  return verdicts;
}

function regularVerdict(hours: Hours, closedCode: ReasonCode, rule: RuleId): Verdict {
  const codes = { openCode: 'regular_hours', closedCode } as const;
  return { layer: 'regular', rule, hours, ...codes, name: undefined, message: null };
}

function paintEdition(
  verdicts: Verdict[],
  edition: PaintedEdition,
  { part, days, year }: { part: Days; days: Days; year: number },
): void {
  let weekday = weekdayIndexOf(part.from);
  for (let index = part.from - days.from; index <= part.until - days.from; index++) {
    verdicts[index] = edition.weekdays[weekday] as Verdict;
    weekday = weekday === 6 ? 0 : weekday + 1;
  }
  for (const { rule, verdict } of edition.nthWeekdays) {
    for (let month = 1; month <= 12; month++) {
      const day = nthWeekdayOf(rule, year, month);
      if (day !== null && day >= part.from && day <= part.until)
        verdicts[day - days.from] = verdict;
    }
  }
}

/** The date of, say, the third Wednesday of a month; `null` for a fifth that it does not have. */
function nthWeekdayOf({ nth, weekday }: NthWeekdayRule, year: number, month: number) {
  const length = daysInMonth(year, month);
  const first = civilDayOf(year, month, 1) as CivilDay;
  const firstDate = 1 + ((weekday - weekdayIndexOf(first) + 7) % 7);
  const date =
    nth === 'last'
      ? firstDate + 7 * Math.floor((length - firstDate) / 7)
      : firstDate + 7 * (nth - 1);
  return date <= length ? addDays(first, date - 1) : null;
}
