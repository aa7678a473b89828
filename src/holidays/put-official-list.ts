import { mergeOfficialLists } from '../calendars/merge-official-lists.ts';
import type { Calendar, OfficialList } from '../core/calendar.ts';
import { civilDayToDate, yearOf } from '../core/civil.ts';
import { CodedError } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { Deed, DocumentChange } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import type { Write } from '../store/write.ts';
import { layPublished } from './lay-published.ts';
import { patchesUnder } from './patches-under.ts';
import { removalOf } from './remove-patch.ts';
import { OFFICIAL_LIST, runtimeHolidaysOf } from './runtime-holidays.ts';
import {
  officialListOf,
  officialListToStored,
  type StoredOfficialList,
} from './stored-official-list.ts';

export interface PuttingList {
  readonly list: OfficialList;
  /** Also where it ends before what is in force. */
  readonly force: boolean;
}

/**
 * The change that puts an official list in place of the years that it covers, and takes back the
 * patches that it has caught up with: left to lie, an old patch would undo what a later list says.
 * None where all of it is so already.
 */
export function putOfficialList(
  { list, force }: PuttingList,
  calendars: readonly Calendar[],
): Write['propose'] {
  return ({ state, deed }) => {
    const { official, patches } = runtimeHolidaysOf(state);
    if (!force) requireHorizon(list, horizonOf(state, calendars));
    const merged = mergeOfficialLists(official && officialListOf(official), list);
    const stored = officialListToStored(merged, deed);
    const { caughtUp } = patchesUnder({ list, official: stored, patches }, calendars);
    const isSame = official !== null && isSameList(official, stored);
    return [...(isSame ? [] : [change(official, stored)]), ...caughtUp.map(removalOf)];
  };
}

/** The change that takes the list that was put back; none where there is none. */
export function removeOfficialList(isExpected: (version: number) => boolean): Write['propose'] {
  return ({ state }) => {
    const { official } = runtimeHolidaysOf(state);
    if (official === null) return [];
    if (!isExpected(official.put.version)) throw anotherVersion(official.put);
    return [change(official, null)];
  };
}

function change(
  before: StoredOfficialList | null,
  after: StoredOfficialList | null,
): DocumentChange {
  const [from, to] = [before, after] as unknown as [Json, Json];
  return { ...OFFICIAL_LIST, before: from, after: to };
}

function isSameList({ holidays: a }: StoredOfficialList, { holidays: b }: StoredOfficialList) {
  return (
    a.length === b.length &&
    a.every(({ date, name }, index) => date === b[index]?.date && name === b[index]?.name)
  );
}

/** The last year that is officially known, in any of the calendars of Japan; `null` without any. */
function horizonOf(state: StoreState, calendars: readonly Calendar[]): number | null {
  const holidays = runtimeHolidaysOf(state);
  const years = calendars.flatMap((calendar) => {
    const { layOfficial, officialThrough } = layPublished(calendar, holidays);
    return layOfficial && officialThrough !== null ? [yearOf(officialThrough)] : [];
  });
  return years.length === 0 ? null : Math.max(...years);
}

function requireHorizon({ lastYear, rows }: OfficialList, horizon: number | null): void {
  if (horizon === null || lastYear >= horizon) return;
  const last = rows.at(-1);
  const end = last ? civilDayToDate(last.day) : String(lastYear);
  const detail =
    `The list ends with ${end}, but holidays are officially known through ${horizon}: it looks` +
    ' like an old file. Give the newest one, or force=true to have its years all the same; later' +
    ' years then stay as they are.';
  throw new CodedError([{ code: 'horizon_shrinks', parameter: 'force', detail }]);
}

function anotherVersion({ at, by, version }: Deed): CodedError {
  const detail =
    `If-Match names another version: ${by.name} put it at ${at}. Read it again; it is now` +
    ` "${version}".`;
  return new CodedError([{ code: 'precondition_failed', detail }]);
}
