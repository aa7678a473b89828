/**
 * Rules by the layer of ours that says the same. Of two rules that hold on a date a map takes the
 * later one and we the stronger layer, so the layers must stand in order.
 */
import { type CivilDay, daysInMonth, monthDayOf, weekdayIndexOf, yearOf } from '../core/civil.ts';
import type { Nth } from '../core/schedule.ts';
import type { Lost } from './imported.ts';
import { isCut, type OsmDates, type OsmRule, type OsmWeekday, openHours } from './osm-rule.ts';

/** The weakest first. */
const LAYERS = ['week', 'holiday', 'year', 'date'] as const;
type OsmLayer = (typeof LAYERS)[number];

/** What a rule says in one of the layers. */
export interface OsmPart {
  readonly layer: OsmLayer;
  readonly rule: OsmRule;
  /** Of the rule's dates those that belong to the layer. */
  readonly dates: readonly OsmDates[];
}

export function osmParts(rules: readonly OsmRule[]): { parts: OsmPart[]; faults: Lost[] } {
  const parts = rules.flatMap(partsOf);
  const faults = parts.flatMap((part, index) => {
    const fault = ownFault(part) ?? orderFault(part, parts.slice(0, index));
    return fault ? [fault] : [];
  });
  return { parts, faults };
}

/** Whether a rule's weekdays have a date. */
export function isOnWeekday(weekdays: readonly OsmWeekday[], day: CivilDay): boolean {
  const found = weekdays.filter(({ weekday }) => weekday === weekdayIndexOf(day));
  return weekdays.length === 0 || found.some(({ nth }) => nth === null || isNth(day, nth));
}

function isNth(day: CivilDay, nth: Nth): boolean {
  const { month, day: dayOfMonth } = monthDayOf(day);
  if (nth === 'last') return dayOfMonth + 7 > daysInMonth(yearOf(day), month);
  return Math.ceil(dayOfMonth / 7) === nth;
}

function partsOf(rule: OsmRule): OsmPart[] {
  const { dates, weekdays, hasHolidays } = rule;
  const once = dates.filter(({ range }) => range.kind === 'once');
  const yearly = dates.filter(({ range }) => range.kind === 'yearly');
  const isSeason = (each: OsmDates) =>
    weekdays.length > 0 || (each.isMonths && openHours(rule).length > 0);
  const seasons = yearly.filter(isSeason);
  const breaks = yearly.filter((each) => !isSeason(each));
  const isWeekly = dates.length === 0 && (weekdays.length > 0 || !hasHolidays);
  const parts: (OsmPart | false)[] = [
    isWeekly && { layer: 'week', rule, dates: [] },
    seasons.length > 0 && { layer: 'week', rule, dates: seasons },
    hasHolidays && { layer: 'holiday', rule, dates },
    breaks.length > 0 && { layer: 'year', rule, dates: breaks },
    once.length > 0 && { layer: 'date', rule, dates: once },
  ];
  return parts.filter((part) => part !== false);
}

function ownFault({ layer, rule, dates }: OsmPart): Lost | null {
  const fault = (found: string, advice: string): Lost => {
    return { code: 'not_expressible', place: rule.place, found, advice };
  };
  if (rule.state === 'unknown') {
    return fault('hours that nobody knows', 'write when it is open, or off');
  }
  if (layer === 'holiday' && dates.length > 0) {
    return fault('holidays of some dates only', 'write the dates without PH');
  }
  const isWhole = layer === 'holiday' || layer === 'year';
  if (isWhole && isCut(rule)) {
    return fault('time taken out of other hours', 'write the hours that are left');
  }
  if (isWhole && rule.joint === 'add' && openHours(rule).length > 0) {
    const advice = 'write ; before it and all hours of these days';
    return fault('hours that are added to those of the week', advice);
  }
  return null;
}

function orderFault(part: OsmPart, earlier: readonly OsmPart[]): Lost | null {
  const stronger = earlier.find(
    ({ layer, rule }) =>
      LAYERS.indexOf(layer) > LAYERS.indexOf(part.layer) &&
      rule !== part.rule &&
      mayMeet(rule.weekdays, part.rule.weekdays),
  );
  if (!stronger) return null;
  const found = `it replaces ${stronger.rule.place} on the dates that both have`;
  const advice = 'write weekdays first, then PH, then days of the year, then dates of one year';
  return { code: 'order', place: part.rule.place, found, advice };
}

function mayMeet(a: readonly OsmWeekday[], b: readonly OsmWeekday[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return a.some(({ weekday }) => b.some((other) => other.weekday === weekday));
}
