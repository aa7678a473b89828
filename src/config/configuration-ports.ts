import type { Calendar, ListedDate, ListFault } from '../core/calendar.ts';
import type { CivilDay } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { Language, Names } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';

/** Where calendars come from. `List` is whatever the reader of official lists makes of one. */
export interface CalendarSources<List> {
  readonly parseOfficialList: (
    bytes: Uint8Array,
  ) =>
    | { readonly ok: true; readonly list: List }
    | { readonly ok: false; readonly faults: readonly ListFault[] };
  readonly createJapanCalendar: (id: string, officialList: List | null) => Calendar;
  readonly createListedCalendar: (id: string, dates: readonly ListedDate[]) => Calendar;
  readonly readIcalendar: (
    bytes: Uint8Array,
    options: { readonly now: Instant; readonly zone: Zone | null },
  ) => ReadIcalendar;
  readonly createIcalendarCalendar: (id: string, dates: IcalendarDates) => Calendar;
  readonly createFetchedCalendar: (id: string, url: string) => Calendar;
}

/** The dates of an iCalendar file, and what of it is lost; or why there are none. */
export type ReadIcalendar =
  | { readonly ok: true; readonly days: IcalendarDates & { readonly lost: readonly Loss[] } }
  | { readonly ok: false; readonly faults: readonly Loss[] };

export interface IcalendarDates {
  readonly dates: readonly { readonly day: CivilDay; readonly name: Names }[];
  readonly endless: boolean;
  readonly knownThrough: CivilDay;
}

/** Something of a foreign document that cannot be used. */
export interface Loss {
  readonly code: string;
  /** As the document counts: `line 3, VEVENT 'uid'`. */
  readonly place: string;
  readonly found: string;
  readonly advice: string;
}

/** What reading a configuration needs from elsewhere; the composition root knows the real ones. */
export interface ConfigurationPorts<List> {
  readonly calendars: CalendarSources<List>;
  /** A sentence about what is wrong with a message template, or `null`. */
  readonly checkMessage: (template: string, language: Language) => string | null;
}
