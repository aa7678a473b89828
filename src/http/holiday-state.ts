import type { Calendar } from '../core/calendar.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import { runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import { type Standing, standingsOf } from '../holidays/standing.ts';
import { stateOf } from './ledger-of.ts';
import { snapshotOf } from './lookup.ts';
import type { Ports } from './ports.ts';

/** The calendars as they are configured, without what was decided while the service runs. */
export function calendarsOf({ keeper }: Pick<Ports, 'keeper'>): readonly Calendar[] {
  return (keeper.loaded ?? snapshotOf(keeper)).calendars;
}

/** Where these patches stand, in order of creation. */
export function standingsIn(
  ports: Ports,
  patches: readonly HolidayPatch[],
): (patch: HolidayPatch) => Standing {
  const inOrder = patches.toSorted((a, b) => a.created.version - b.created.version);
  const holidays = { ...runtimeHolidaysOf(stateOf(ports)), patches: inOrder };
  return standingsOf(holidays, calendarsOf(ports));
}
