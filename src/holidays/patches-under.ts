import { yearsOf } from '../calendars/merge-official-lists.ts';
import type { Calendar, OfficialList } from '../core/calendar.ts';
import type { HolidayPatch } from './holiday-patch.ts';
import { NO_RUNTIME_HOLIDAYS, type RuntimeHolidays } from './runtime-holidays.ts';
import { standingsOf } from './standing.ts';

export interface PatchesUnder {
  /** Those that say what the list itself says now. */
  readonly caughtUp: readonly HolidayPatch[];
  /** Those in force, of which the list says something else. */
  readonly contradicted: readonly HolidayPatch[];
}

interface LaidList extends Pick<RuntimeHolidays, 'official' | 'patches'> {
  /** What has just been put, whose years alone say something about a patch. */
  readonly list: OfficialList;
}

/** What becomes of the patches of Japan's calendars under a list. */
export function patchesUnder(
  { list, official, patches }: LaidList,
  calendars: readonly Calendar[],
): PatchesUnder {
  const years = yearsOf(list);
  const national = calendars.filter(({ layOfficial }) => layOfficial !== null);
  const standingOf = standingsOf({ ...NO_RUNTIME_HOLIDAYS, official, patches }, national);
  const isListed = (date: string | null) => date !== null && years.has(Number(date.slice(0, 4)));
  const concerned = patches.filter(({ date, to }) => isListed(date) || isListed(to));
  return {
    caughtUp: concerned.filter((patch) => standingOf(patch) === 'stepped_aside'),
    contradicted: concerned.filter((patch) => standingOf(patch) === 'in_force'),
  };
}
