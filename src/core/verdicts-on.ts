/** All that rules say about one date: also what a stronger one of the layer has painted over. */
import type { CivilDay } from './civil.ts';
import { type Eve, eveOn, holidaysOn } from './paint-holidays.ts';
import { exceptionsOn, longBreaksOn } from './paint-ranges.ts';
import { regularOn } from './paint-regular.ts';
import type { Layer } from './reason.ts';
import type { Schedule } from './schedule.ts';
import type { Verdict } from './verdict.ts';

export type ConfiguredLayer = Exclude<Layer, 'override'>;

/** What each layer says, the strongest first: the first of each is what the layer says. */
export interface VerdictsOn {
  readonly verdicts: Readonly<Record<ConfiguredLayer, readonly Verdict[]>>;
  /** Rules that narrow the regular hours because the next date is a holiday. */
  readonly narrowedBy: Eve['narrowedBy'];
}

export function verdictsOn(schedule: Schedule, day: CivilDay): VerdictsOn {
  const [regular, ...weaker] = regularOn(schedule.editions, day);
  const eve = regular ? eveOn(schedule.holidays, day, regular) : NO_EVE;
  const verdicts = {
    exception: exceptionsOn(schedule.exceptions, day),
    long_break: longBreaksOn(schedule.longBreaks, day),
    holiday: [...holidaysOn(schedule.holidays, day), ...eve.closing],
    regular: regular ? [eve.narrowed ?? regular, ...weaker] : [],
  };
  return { verdicts, narrowedBy: eve.narrowedBy };
}

const NO_EVE: Eve = { narrowed: null, narrowedBy: [], closing: [] };
