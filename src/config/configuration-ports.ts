import type { Calendar, ListedDate, ListFault } from '../core/calendar.ts';
import type { Language } from '../core/reason.ts';

/** Where calendars come from. `List` is whatever the reader of official lists makes of one. */
export interface CalendarSources<List> {
  readonly parseOfficialList: (
    bytes: Uint8Array,
  ) =>
    | { readonly ok: true; readonly list: List }
    | { readonly ok: false; readonly faults: readonly ListFault[] };
  readonly createJapanCalendar: (id: string, officialList: List | null) => Calendar;
  readonly createListedCalendar: (id: string, dates: readonly ListedDate[]) => Calendar;
}

/** What reading a configuration needs from elsewhere; the composition root knows the real ones. */
export interface ConfigurationPorts<List> {
  readonly calendars: CalendarSources<List>;
  /** A sentence about what is wrong with a message template, or `null`. */
  readonly checkMessage: (template: string, language: Language) => string | null;
}
