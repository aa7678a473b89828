/**
 * The hours of a line as a value of the tag `opening_hours` of OpenStreetMap. Rules where it has
 * rules, then dated ones for whatever would still differ in the time asked for. Evaluators replace
 * dates by the clock (a later rule takes the night after midnight too), so nights end at 24:00 and
 * go on at 00:00 of the next date. See https://wiki.openstreetmap.org/wiki/Key:opening_hours
 */
import type { CivilDay } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import { type ClockDate, clockDates, unsayableDate } from './clock-dates.ts';
import { deviatingStretches, type Stretch } from './deviating-stretches.ts';
import type { Exported } from './exported.ts';
import { type OsmRule, osmRules } from './osm-rules.ts';
import { groupWeekdays, writeOsmDates, writeOsmHours, writeOsmWeekdays } from './osm-words.ts';

/** A tag of OpenStreetMap holds so many characters. */
export const MAX_OSM_CHARACTERS = 255;

/** The first of the dates is today. */
export function writeOsm(compiled: CompiledSchedule, days: Days): Exported {
  const dates = clockDates(compiled, days);
  const unsayable = unsayableDate(dates);
  if (unsayable !== null) return { ok: false, detail: unsayable };
  const rules = osmRules(compiled, days);
  const corrections = shortest(correctionsOf(dates, rules, false), () =>
    correctionsOf(dates, rules, true),
  );
  const texts = [...rules.map(({ text }) => text), ...corrections];
  const isAlways = texts.length === 1 && texts[0] === ALWAYS;
  return { ok: true, text: isAlways ? '24/7' : texts.join('; ') };
}

const ALWAYS = 'Mo-Su 00:00-24:00';

function correctionsOf(
  dates: readonly ClockDate[],
  rules: readonly OsmRule[],
  isAcrossOpenDates: boolean,
): string[] {
  const ordinaryOn = (day: CivilDay) => rules.findLast(({ holdsOn }) => holdsOn(day))?.hours ?? [];
  return writeStretches(deviatingStretches(dates, { ordinaryOn, isAcrossOpenDates }));
}

/** The second way of writing it is tried only where the first one does not fit. */
function shortest(first: string[], other: () => string[]): string[] {
  if (first.join('; ').length <= MAX_OSM_CHARACTERS) return first;
  const second = other();
  return second.join().length < first.join().length ? second : first;
}

/** Stretches never meet, so those with the same hours share a rule. */
function writeStretches(stretches: readonly Stretch[]): string[] {
  const datesOf = new Map<string, string[]>();
  for (const { from, until, weekdays } of stretches) {
    const groups = groupWeekdays(weekdays);
    for (const { hours, days } of groups) {
      const only = groups.length === 1 ? '' : `${writeOsmWeekdays(days)} `;
      const rule = `${only}${writeOsmHours(hours)}`;
      const dates = writeOsmDates({ from, until });
      datesOf.set(rule, [...(datesOf.get(rule) ?? []), dates]);
    }
  }
  return [...datesOf].map(([rule, dates]) => `${dates.join(',')} ${rule}`);
}
