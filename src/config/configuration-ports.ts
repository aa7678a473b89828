import type { Calendar } from '../core/calendar.ts';
import type { CivilDay, MonthDay } from '../core/civil.ts';
import type { Language, Names } from '../core/reason.ts';

/** A date of a listed calendar: once, or every year. */
export type ListedDate =
  | { readonly day: CivilDay; readonly name: Names }
  | { readonly monthDay: MonthDay; readonly name: Names };

/** One thing wrong with an official list. */
export interface OfficialListFault {
  readonly line: number;
  readonly found: string;
  readonly advice: string;
}

/** Where calendars come from. `List` is whatever the reader of official lists makes of one. */
export interface CalendarSources<List> {
  readonly parseOfficialList: (
    bytes: Uint8Array,
  ) =>
    | { readonly ok: true; readonly list: List }
    | { readonly ok: false; readonly faults: readonly OfficialListFault[] };
  readonly createJapanCalendar: (id: string, officialList: List | null) => Calendar;
  readonly createListedCalendar: (id: string, dates: readonly ListedDate[]) => Calendar;
}

/** What reading a configuration needs from elsewhere; the composition root knows the real ones. */
export interface ConfigurationPorts<List> {
  readonly calendars: CalendarSources<List>;
  /** A sentence about what is wrong with a message template, or `null`. */
  readonly checkMessage: (template: string, language: Language) => string | null;
}
