/**
 * What each layer says about each date of a year. Rules are painted onto the year, so that a date
 * costs a look into a few lists; the plan and its explanation read the same lists.
 */
import { addDays, firstDayOfYear } from './civil.ts';
import type { Days } from './date-range.ts';
import { holidayPainter, paintEves } from './paint-holidays.ts';
import { cutPainter, exceptionPainter, longBreakPainter } from './paint-ranges.ts';
import { regularPainter } from './paint-regular.ts';
import type { Schedule } from './schedule.ts';
import type { Cut, Verdict } from './verdict.ts';

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
  const paintHolidays = holidayPainter(schedule.holidays);
  const paintLongBreaks = longBreakPainter(schedule.longBreaks);
  const paintExceptions = exceptionPainter(schedule.exceptions);
  const paintCuts = cutPainter(schedule.exceptions);
  return (year) => {
    const days = { from: firstDayOfYear(year), until: addDays(firstDayOfYear(year + 1), -1) };
    const regular = paintRegular(days, year);
    const holiday = paintHolidays(year, days);
    const narrowed = paintEves(schedule.holidays, year, { days, regular, holiday });
    const exception = paintExceptions(year, days);
    const longBreak = paintLongBreaks(year, days);
    return { days, exception, longBreak, holiday, narrowed, regular, cuts: paintCuts(year, days) };
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
