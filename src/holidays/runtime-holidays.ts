import type { CalendarFeed } from '../core/calendar.ts';
import type { StoreState } from '../store/store-state.ts';
import type { HolidayPatch } from './holiday-patch.ts';
import type { StoredOfficialList } from './stored-official-list.ts';

/** What is known of holidays beside the configuration: documents of the store. */
export interface RuntimeHolidays {
  readonly official: StoredOfficialList | null;
  /** In order of creation. */
  readonly patches: readonly HolidayPatch[];
  /** By the id of the calendar. */
  readonly feeds: ReadonlyMap<string, CalendarFeed>;
}

/** For a service that keeps nothing. */
export const NO_RUNTIME_HOLIDAYS: RuntimeHolidays = {
  official: null,
  patches: [],
  feeds: new Map(),
};

/** Where the one official list is. */
export const OFFICIAL_LIST = { kind: 'official-list', id: 'japan' } as const;

/** The run-time holidays of a state: the same object for the same state. */
export function runtimeHolidaysOf(state: StoreState): RuntimeHolidays {
  const known = holidaysOf.get(state);
  if (known) return known;
  const holidays = readHolidays(state);
  holidaysOf.set(state, holidays);
  return holidays;
}

/** Whether nothing differs between two states' run-time holidays. */
export function isSameHolidays(a: RuntimeHolidays, b: RuntimeHolidays): boolean {
  return (
    a.official === b.official &&
    a.patches.length === b.patches.length &&
    a.patches.every((patch, index) => patch === b.patches[index]) &&
    a.feeds.size === b.feeds.size &&
    [...a.feeds].every(([id, feed]) => feed === b.feeds.get(id))
  );
}

const PATCH = 'holiday-patch/';
const FEED = 'calendar-feed/';
const OFFICIAL = `${OFFICIAL_LIST.kind}/${OFFICIAL_LIST.id}`;

const holidaysOf = new WeakMap<StoreState, RuntimeHolidays>();

function readHolidays({ documents }: StoreState): RuntimeHolidays {
  const patches: HolidayPatch[] = [];
  const feeds = new Map<string, CalendarFeed>();
  for (const [name, document] of documents) {
    if (name.startsWith(PATCH)) patches.push(document as unknown as HolidayPatch);
    else if (name.startsWith(FEED)) {
      feeds.set(name.slice(FEED.length), document as unknown as CalendarFeed);
    }
  }
  const official = documents.get(OFFICIAL) as unknown as StoredOfficialList | undefined;
  return { official: official ?? null, patches: patches.sort(inOrderOfCreation), feeds };
}

function inOrderOfCreation({ created: a }: HolidayPatch, { created: b }: HolidayPatch): number {
  return a.version - b.version;
}
