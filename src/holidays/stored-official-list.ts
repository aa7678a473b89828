import type { OfficialList } from '../core/calendar.ts';
import { civilDayToDate, parseCivilDate, yearOf } from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import type { Deed } from '../store/record.ts';

/** The official list that was put while the service runs, as it is stored. */
export interface StoredOfficialList {
  /** Every holiday of each year that has any, in order, in the words of the Cabinet Office. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  /** When it was put last, and by whom. */
  readonly put: Deed;
}

/** The list of a document: the same object for the same document. */
export function officialListOf(stored: StoredOfficialList): OfficialList {
  const known = lists.get(stored);
  if (known) return known;
  const rows = stored.holidays.map(({ date, name: officialName }) => {
    const day = parseCivilDate(date);
    invariant(day !== null, 'what is stored was a date');
    return { day, officialName };
  });
  const [first, last] = [rows[0], rows.at(-1)];
  invariant(first !== undefined && last !== undefined, 'a list without dates is never stored');
  const list = { firstYear: yearOf(first.day), lastYear: yearOf(last.day), rows };
  lists.set(stored, list);
  return list;
}

const lists = new WeakMap<StoredOfficialList, OfficialList>();

/** The document of a list. */
export function officialListToStored({ rows }: OfficialList, put: Deed): StoredOfficialList {
  const holidays = rows.map(({ day, officialName: name }) => ({ date: civilDayToDate(day), name }));
  return { holidays, put };
}
