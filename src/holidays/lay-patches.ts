import { type DatePatch, type PatchedCalendar, patchCalendar } from '../calendars/patched.ts';
import type { Calendar } from '../core/calendar.ts';
import { type CivilDay, parseCivilDate } from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import type { HolidayPatch } from './holiday-patch.ts';

/** A calendar with its own of some stored patches over it. */
export function layPatches(calendar: Calendar, patches: readonly HolidayPatch[]): PatchedCalendar {
  const own = patches.filter((patch) => patch.calendar === calendar.id);
  return patchCalendar(calendar, own.map(toDatePatch));
}

function toDatePatch({ id, kind, date, to, name }: HolidayPatch): DatePatch {
  return { id, kind, day: dayOf(date), to: to === null ? null : dayOf(to), name };
}

function dayOf(date: string): CivilDay {
  const day = parseCivilDate(date);
  invariant(day !== null, 'what is stored was a date');
  return day;
}
