import { createJapanCalendar } from '../calendars/japan.ts';
import { yearsOf } from '../calendars/merge-official-lists.ts';
import type { Calendar, OfficialList } from '../core/calendar.ts';
import { type CivilDay, civilDayToDate, FIRST_YEAR, LAST_YEAR } from '../core/civil.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import { layPublished } from '../holidays/lay-published.ts';
import { patchesUnder } from '../holidays/patches-under.ts';
import { OFFICIAL_LIST, runtimeHolidaysOf } from '../holidays/runtime-holidays.ts';
import type { Standing } from '../holidays/standing.ts';
import type { StoredOfficialList } from '../holidays/stored-official-list.ts';
import type { Write } from '../store/ledger.ts';
import type { Actor, DocumentChange } from '../store/record.ts';
import { patchToJson } from './holiday-json.ts';
import { calendarsOf } from './holiday-state.ts';
import { officialThrough } from './holidays.ts';
import { stateOf } from './ledger-of.ts';
import { snapshotOf } from './lookup.ts';
import type { Ports } from './ports.ts';

interface Trial {
  readonly propose: Write['propose'];
  readonly actor: Actor;
}

/** What putting a list would change. Nothing is written. */
export function previewOfPut(list: OfficialList, { propose, actor }: Trial, ports: Ports) {
  const state = stateOf(ports);
  const deed = { at: new Date(ports.clock()).toISOString(), by: actor, version: state.version + 1 };
  return { ...describePut(list, propose({ state, deed }), ports), dryRun: true };
}

/** What a list changed in the years that it covers, and what became of patches. */
export function describePut(list: OfficialList, changes: readonly DocumentChange[], ports: Ports) {
  const { official: current, patches } = runtimeHolidaysOf(stateOf(ports));
  const change = changes.find(({ kind }) => kind === OFFICIAL_LIST.kind);
  const [before, official] = change
    ? [change.before, change.after].map(toStored)
    : [current, current];
  const removed = changes.filter(({ kind }) => kind === 'holiday-patch').map(removedPatch);
  const gone = new Set(removed.map(({ id }) => id));
  const left = patches.filter(({ id }) => !gone.has(id));
  const calendars = calendarsOf(ports);
  const under = patchesUnder({ list, official: official ?? null, patches: left }, calendars);
  const { zone } = snapshotOf(ports.keeper);
  const tell = (standing: Standing) => (patch: HolidayPatch) => patchToJson(patch, standing, zone);
  const japan = calendars.find(({ layOfficial }) => layOfficial) ?? createJapanCalendar('jp', null);
  const below = (stored: StoredOfficialList | null) =>
    layPublished(japan, { official: stored, feeds: new Map() });
  return {
    firstYear: list.firstYear,
    lastYear: list.lastYear,
    officialThrough: officialThrough([below(official ?? null)]),
    ...compareCalendars(below(before ?? null), below(official ?? null), yearsOf(list)),
    steppedAside: removed.map(tell('stepped_aside')),
    contradicted: under.contradicted.map(tell('in_force')),
  };
}

function toStored(document: DocumentChange['before']): StoredOfficialList | null {
  return document as unknown as StoredOfficialList | null;
}

function removedPatch({ before }: DocumentChange): HolidayPatch {
  return before as unknown as HolidayPatch;
}

/** Dates and official names that differ between two calendars. */
function compareCalendars(before: Calendar, after: Calendar, years: Iterable<number>) {
  const [old, now] = [namesIn(before, years), namesIn(after, years)];
  const told = ([day, name]: [CivilDay, string]) => ({ date: civilDayToDate(day), name });
  const renamed = [...now].flatMap(([day, name]) => {
    const was = old.get(day);
    return was === undefined || was === name
      ? []
      : [{ date: civilDayToDate(day), before: was, after: name }];
  });
  return {
    added: [...now].filter(([day]) => !old.has(day)).map(told),
    removed: [...old].filter(([day]) => !now.has(day)).map(told),
    renamed,
  };
}

/** In the years that are answered for: what a list has of others changes no answer. */
function namesIn(calendar: Calendar, years: Iterable<number>): Map<CivilDay, string> {
  const answered = [...years].filter((year) => year >= FIRST_YEAR && year <= LAST_YEAR);
  const holidays = answered.flatMap((year) => calendar.holidaysIn(year));
  return new Map(holidays.map(({ day, officialName }) => [day, officialName]));
}
