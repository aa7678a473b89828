/**
 * What each layer says about each date of a year. Rules are painted onto the year, so that a date
 * costs a look into a few lists; the plan and its explanation read the same lists.
 */
import type { Holiday } from './calendar.ts';
import {
  addDays,
  type CivilDay,
  civilDayOf,
  daysInMonth,
  firstDayOfYear,
  weekdayIndexOf,
} from './civil.ts';
import { commonDays, countDays, type Days, occurrencesOf } from './date-range.ts';
import type { Layer, Names, ReasonCode } from './reason.ts';
import type {
  DateRange,
  Edition,
  HolidayRule,
  Hours,
  NthWeekdayRule,
  Schedule,
} from './schedule.ts';
import { intersectHours } from './span.ts';

/** What one layer says about one date: hours (or none), and the reasons that follow from it. */
export interface Verdict {
  readonly layer: Layer;
  readonly hours: Hours;
  /** The reason inside the hours. */
  readonly openCode: ReasonCode;
  /** The reason for a date without hours. */
  readonly closedCode: ReasonCode;
  readonly name: Names | undefined;
  readonly message: Names | null;
}

/** Time cut out of a date's hours, whatever layer gave them. */
export interface Cut {
  readonly spans: Hours;
  readonly name: Names;
}

/** One entry per date of the year, `undefined` where the layer has nothing to say. */
export interface YearLayers {
  readonly days: Days;
  readonly exception: readonly (Verdict | undefined)[];
  readonly longBreak: readonly (Verdict | undefined)[];
  readonly holiday: readonly (Verdict | undefined)[];
  /** Regular hours narrowed by a holiday on the next date. */
  readonly narrowed: readonly (Verdict | undefined)[];
  readonly regular: readonly Verdict[];
  readonly cuts: readonly (readonly Cut[] | undefined)[];
}

/** Verdicts of rules are made once, so that one plan serves every date that they decide. */
export type LayerPainter = (year: number) => YearLayers;

export function createLayerPainter(schedule: Schedule): LayerPainter {
  const paintRegular = regularPainter(schedule.editions);
  const longBreaks = schedule.longBreaks.map(longBreakEntry);
  const exceptions = schedule.exceptions.flatMap(exceptionEntries);
  const cuts = schedule.exceptions.flatMap(cutEntries);
  return (year) => {
    const days = { from: firstDayOfYear(year), until: addDays(firstDayOfYear(year + 1), -1) };
    const regular = paintRegular(days, year);
    const holiday = paintHolidays(schedule.holidays, year, days);
    const narrowed = paintEves(schedule.holidays, { year, days, regular, holiday });
    const exception = paintRanges(exceptions, year, days);
    const longBreak = paintRanges(longBreaks, year, days);
    return { days, exception, longBreak, holiday, narrowed, regular, cuts: paintCuts(cuts, days) };
  };
}

/** The verdict that decides a date: that of the first layer with something to say. */
export function winningVerdict(layers: YearLayers, index: number): Verdict {
  return (layers.exception[index] ??
    layers.longBreak[index] ??
    layers.holiday[index] ??
    layers.narrowed[index] ??
    layers.regular[index]) as Verdict;
}

interface RangeEntry {
  readonly range: DateRange;
  readonly verdict: Verdict;
}

function longBreakEntry(rule: Schedule['longBreaks'][number]): RangeEntry {
  const { range, hours, name, message } = rule;
  const codes = { openCode: 'special_hours', closedCode: 'long_break' } as const;
  return { range, verdict: { layer: 'long_break', hours, ...codes, name, message } };
}

function exceptionEntries(rule: Schedule['exceptions'][number]): RangeEntry[] {
  const { from, until, name, change } = rule;
  if (change.kind !== 'hours') return [];
  const codes = { openCode: 'special_hours', closedCode: 'exception' } as const;
  const { hours } = change;
  const verdict: Verdict = { layer: 'exception', hours, ...codes, name, message: null };
  return [{ range: { kind: 'once', from, until }, verdict }];
}

/** Painted from the widest, so that the narrower range wins, and then the later one in the file. */
function paintRanges(entries: readonly RangeEntry[], year: number, days: Days) {
  const painted: (Verdict | undefined)[] = [];
  const occurrences = entries.flatMap(({ range, verdict }) =>
    occurrencesOf(range, [year - 1, year], days).map((dates) => ({ dates, verdict })),
  );
  occurrences.sort((a, b) => countDays(b.dates) - countDays(a.dates));
  for (const { dates, verdict } of occurrences) {
    for (const index of indexesIn(days, dates)) painted[index] = verdict;
  }
  return painted;
}

/** The places in the year of the dates that both have. */
function* indexesIn(year: Days, days: Days): Iterable<number> {
  const common = commonDays(year, days);
  if (!common) return;
  for (let day = common.from; day <= common.until; day++) yield day - year.from;
}

type CutEntry = Days & Cut;

function cutEntries(rule: Schedule['exceptions'][number]): CutEntry[] {
  const { from, until, name, change } = rule;
  return change.kind === 'closed_during' ? [{ from, until, name, spans: change.spans }] : [];
}

/** The cuts of each date, in the order of the file. */
function paintCuts(entries: readonly CutEntry[], days: Days): (readonly Cut[] | undefined)[] {
  const painted: (readonly Cut[] | undefined)[] = [];
  for (const entry of entries) {
    for (const index of indexesIn(days, entry)) {
      painted[index] = [...(painted[index] ?? []), entry];
    }
  }
  return painted;
}

function paintHolidays(rules: readonly HolidayRule[], year: number, days: Days) {
  const painted: (Verdict | undefined)[] = [];
  for (const rule of rules.toReversed()) {
    if (rule.hours === 'regular') continue;
    for (const calendar of rule.calendars.toReversed()) {
      for (const holiday of calendar.holidaysIn(year)) {
        painted[holiday.day - days.from] = holidayVerdict(holiday, rule.hours);
      }
    }
  }
  return painted;
}

function holidayVerdict({ name }: Holiday, hours: Hours): Verdict {
  const codes = { openCode: 'special_hours', closedCode: 'holiday' } as const;
  return { layer: 'holiday', hours, ...codes, name, message: null };
}

interface EveContext {
  readonly year: number;
  readonly days: Days;
  readonly regular: readonly Verdict[];
  readonly holiday: (Verdict | undefined)[];
}

/**
 * Narrows regular hours on the day before holidays. Where nothing is left, it is the holiday that
 * closes the date, so the holiday layer says so (unless it has said something already).
 */
function paintEves(rules: readonly HolidayRule[], context: EveContext): (Verdict | undefined)[] {
  const { year, days, regular, holiday: painted } = context;
  const narrowed: (Verdict | undefined)[] = [];
  const firstNamed: Holiday[] = [];
  for (const rule of rules) {
    if (rule.dayBefore === null) continue;
    for (const holiday of holidaysAfterDatesOf(rule, year, days)) {
      const index = holiday.day - 1 - days.from;
      firstNamed[index] ??= holiday;
      const verdict = narrowed[index] ?? (regular[index] as Verdict);
      const hours = intersectHours(verdict.hours, rule.dayBefore);
      if (hours.length > 0) narrowed[index] = { ...verdict, hours };
      else if (verdict.hours.length > 0) painted[index] ??= holidayVerdict(firstNamed[index], []);
    }
  }
  return narrowed;
}

/** The holidays of a rule whose day before lies in the year, each date once. */
function holidaysAfterDatesOf(rule: HolidayRule, year: number, days: Days): Iterable<Holiday> {
  const byDay = new Map<CivilDay, Holiday>();
  const nextNewYear = addDays(days.until, 1);
  for (const calendar of rule.calendars.toReversed()) {
    const holidays = [...calendar.holidaysIn(year), calendar.holidayOn(nextNewYear)];
    for (const holiday of holidays) {
      if (holiday && holiday.day > days.from) byDay.set(holiday.day, holiday);
    }
  }
  return byDay.values();
}

interface PaintedEdition {
  readonly from: CivilDay | null;
  readonly weekdays: readonly Verdict[];
  readonly nthWeekdays: readonly { readonly rule: NthWeekdayRule; readonly verdict: Verdict }[];
}

function regularPainter(editions: readonly Edition[]) {
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

function paintedEdition(edition: Edition): PaintedEdition {
  return {
    from: edition.from,
    weekdays: edition.weekdays.map((hours, weekday) =>
      regularVerdict(hours, weekday >= 5 ? 'weekend' : 'regular_day_off'),
    ),
    nthWeekdays: edition.nthWeekdays.map((rule) => ({
      rule,
      verdict: regularVerdict(rule.hours, 'regular_day_off'),
    })),
  };
}

function regularVerdict(hours: Hours, closedCode: ReasonCode): Verdict {
  const codes = { openCode: 'regular_hours', closedCode } as const;
  return { layer: 'regular', hours, ...codes, name: undefined, message: null };
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
