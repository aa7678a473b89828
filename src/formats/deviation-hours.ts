import { addDays, type CivilDay, civilDayToDate } from '../core/civil.ts';
import { type CompiledSchedule, compileSchedule } from '../core/compiled-schedule.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, uniteHours } from '../core/span.ts';
import { instantToDay } from '../core/zone.ts';
import type { Deviation, TimeDeviation } from './deviation.ts';
import { startedBeforeMidnight } from './exceptions-csv.ts';

/** What the dates of a deviation have for hours, for whoever reads our feed back. */
export interface DeviationHours {
  /** `null` for all dates of the deviation. */
  readonly date: string | null;
  /** `closed`, spans with commas between, and after a slash what is cut out of them. */
  readonly text: string;
}

/**
 * The hours of a deviation's dates: what an event cannot say, which only knows when it is. Closed
 * dates need none. Cuts and overrides are told by date, since a night belongs to the date before.
 */
export function deviationHours(line: CompiledSchedule, deviation: Deviation): DeviationHours[] {
  if ('start' in deviation) return datedHours(line, deviation);
  const { hours } = deviation;
  return hours.length === 0 ? [] : [{ date: null, text: written(hours) }];
}

function datedHours(line: CompiledSchedule, { start, end }: TimeDeviation): DeviationHours[] {
  const { zone } = line;
  const configured = compileSchedule(line.schedule, zone);
  const first = addDays(instantToDay(zone, start), -1);
  const last = addDays(instantToDay(zone, end), 1);
  const dated: DeviationHours[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const hours = hoursOn(line, day);
    if (hours === null || (hours === hoursOn(configured, day) && hours === regularOn(line, day)))
      continue;
    dated.push({ date: civilDayToDate(day), text: hours });
  }
  return dated;
}

function hoursOn({ plans }: CompiledSchedule, day: CivilDay): string | null {
  const plan = plans.planOn(day);
  return plan && written(plan.spans);
}

function regularOn({ plans }: CompiledSchedule, day: CivilDay): string {
  const { layers, index } = plans.layersOn(day);
  return written(layers.regular[index]?.hours ?? []);
}

function written(hours: Hours): string {
  const { kept, cut } = startedBeforeMidnight(uniteHours(hours));
  const open = kept.length === 0 ? 'closed' : kept.map(formatSpan).join();
  return cut.length === 0 ? open : `${open}/${cut.map(formatSpan).join()}`;
}
