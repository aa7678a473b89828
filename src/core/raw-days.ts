import { addDays, type CivilDay, FIRST_YEAR, firstDayOfYear, LAST_YEAR, yearOf } from './civil.ts';
import type { PlannedDays } from './closed-run.ts';
import type { Days } from './date-range.ts';
import { type DayPlan, planDay } from './day-plan.ts';
import { createLayerPainter, winningVerdict, type YearLayers } from './layers.ts';
import type { Reasons } from './reason.ts';
import type { Schedule } from './schedule.ts';
import type { Verdict } from './verdict.ts';
import type { Zone } from './zone.ts';

/** One year more on each side than has answers, so that runs and nights at the edges are whole. */
export const FIRST_PLANNED_DAY = firstDayOfYear(FIRST_YEAR - 1);
export const LAST_PLANNED_DAY = addDays(firstDayOfYear(LAST_YEAR + 2), -1);

/** The plans that the layers give, before bridging; a year is planned when first asked for. */
export interface RawDays extends PlannedDays {
  /** `null` for a date that never happened, and for dates outside 1969–2101. */
  planOn(day: CivilDay): DayPlan | null;
  /** What every layer says about the year of a date, and the date's place in it. */
  layersOn(day: CivilDay): DayLayers;
}

export interface DayLayers {
  readonly layers: YearLayers;
  readonly index: number;
}

interface RawYear {
  readonly days: Days;
  readonly layers: YearLayers;
  readonly plans: readonly (DayPlan | null)[];
}

export function createRawDays(schedule: Schedule, zone: Zone, reasons: Reasons): RawDays {
  const paintLayers = createLayerPainter(schedule);
  const planVerdict = sharedPlans(reasons);
  const years = new Map<number, RawYear>();
  let recent: RawYear | undefined;

  function planYear(year: number): RawYear {
    const layers = paintLayers(year);
    const { from, until } = layers.days;
    const planned: (DayPlan | null)[] = [];
    for (let day = from; day <= until; day = addDays(day, 1)) {
      planned.push(isSkipped(day) ? null : planIndex(layers, day - from));
    }
    return { days: layers.days, layers, plans: planned };
  }

  function planIndex(layers: YearLayers, index: number): DayPlan {
    const verdict = winningVerdict(layers, index);
    const cuts = layers.cuts[index];
    return cuts ? planDay(verdict, cuts, reasons) : planVerdict(verdict);
  }

  /** Most zones never skipped a date, so most dates need no look-up. */
  function isSkipped(day: CivilDay): boolean {
    return zone.skippedDays.size > 0 && zone.skippedDays.has(day);
  }

  /** Questions come in runs of dates, so the year of the last one is tried first. */
  function rawYear(day: CivilDay): RawYear {
    if (recent && day >= recent.days.from && day <= recent.days.until) return recent;
    const year = yearOf(day);
    recent = years.get(year) ?? planYear(year);
    years.set(year, recent);
    return recent;
  }

  function planOn(day: CivilDay): DayPlan | null {
    if (day < FIRST_PLANNED_DAY || day > LAST_PLANNED_DAY) return null;
    const year = rawYear(day);
    return year.plans[day - year.days.from] ?? null;
  }

  function layersOn(day: CivilDay): DayLayers {
    const { days, layers } = rawYear(day);
    return { layers, index: day - days.from };
  }

  return {
    planOn,
    layersOn,
    happened: (day) => planOn(day) !== null,
    isClosed: (day) => planOn(day)?.spans.length === 0,
    hasRegularHours(day) {
      const { layers, index } = layersOn(day);
      return (layers.regular[index]?.hours.length ?? 0) > 0;
    },
  };
}

/** Dates decided by the same verdict share one plan; neighbours often are, so the last is tried. */
function sharedPlans(reasons: Reasons): (verdict: Verdict) => DayPlan {
  const plans = new Map<Verdict, DayPlan>();
  let latest: { readonly verdict: Verdict; readonly plan: DayPlan } | undefined;
  return (verdict) => {
    if (latest?.verdict === verdict) return latest.plan;
    const plan = plans.get(verdict) ?? planDay(verdict, [], reasons);
    plans.set(verdict, plan);
    latest = { verdict, plan };
    return plan;
  };
}
