import type { Calendar } from '../core/calendar.ts';
import type { HolidayPatch } from './holiday-patch.ts';
import { layPatches } from './lay-patches.ts';
import { layPublished } from './lay-published.ts';
import type { RuntimeHolidays } from './runtime-holidays.ts';

/**
 * Whether a patch does something: it has stepped aside where the calendar below says so itself, and
 * is dormant while there is no such calendar.
 */
export const STANDINGS = ['in_force', 'stepped_aside', 'dormant'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where every patch stands, given the calendars as they are configured. */
export function standingsOf(
  holidays: RuntimeHolidays,
  calendars: readonly Calendar[],
): (patch: HolidayPatch) => Standing {
  const known = new Set(calendars.map(({ id }) => id));
  const aside = new Set(
    calendars.flatMap((calendar) => {
      const below = layPublished(calendar, holidays);
      return [...layPatches(below, holidays.patches).steppedAside];
    }),
  );
  return ({ id, calendar }) => {
    if (!known.has(calendar)) return 'dormant';
    return aside.has(id) ? 'stepped_aside' : 'in_force';
  };
}
