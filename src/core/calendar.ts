import { type CivilDay, type MonthDay, yearOf } from './civil.ts';
import type { Days } from './date-range.ts';
import type { Names } from './reason.ts';

/** How sure a holiday is: published by the Cabinet Office, computed ahead, or the operator's. */
export type Provenance = 'official' | 'projected' | 'local';

/**
 * What is known about the holidays of a date, the weakest of the calendars consulted:
 * a {@link Provenance}, `unknown` beyond a calendar's data, `none` when no calendar is consulted.
 */
export type HolidayKnowledge = Provenance | 'unknown' | 'none';

export type HolidayKind = 'national' | 'substitute' | 'in_between' | 'listed';

export interface Holiday {
  readonly day: CivilDay;
  readonly name: Names;
  readonly kind: HolidayKind;
  readonly provenance: Provenance;
  /** The name in the official list where ours is more telling: 休日 for a 振替休日. */
  readonly officialName: string;
  /** The id of the patch that put it on its date; absent where none did. */
  readonly patch?: string;
}

/** A date of the official list, and what the list calls it. */
export interface OfficialRow {
  readonly day: CivilDay;
  readonly officialName: string;
}

/** Holidays as the Cabinet Office lists them: every holiday of each year that has any, in order. */
export interface OfficialList {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly rows: readonly OfficialRow[];
}

/** What a calendar's URL said when it was last fetched. */
export interface CalendarFeed {
  readonly url: string;
  /** ISO 8601 in UTC. */
  readonly fetchedAt: string;
  /** Civil dates in order, each once. */
  readonly dates: readonly { readonly date: string; readonly name: Names }[];
  /** Whether some rule has no end: its dates are there until `knownThrough`. */
  readonly endless: boolean;
  /** The last civil date through which the dates are known. */
  readonly knownThrough: string;
}

/** A date of the operator's own: once, or every year; 29 February is there in leap years. */
export type ListedDate =
  | { readonly day: CivilDay; readonly name: Names }
  | { readonly monthDay: MonthDay; readonly name: Names };

/** One thing wrong with an official list: where, what was found there, and what to write. */
export interface ListFault {
  readonly line: number;
  readonly found: string;
  readonly advice: string;
}

/** Answers "which holiday is this date", and how far ahead it knows. Immutable. */
export interface Calendar {
  readonly id: string;
  holidayOn(day: CivilDay): Holiday | null;
  /** The holidays of a civil year in order; an empty list also for years that are not covered. */
  holidaysIn(year: number): readonly Holiday[];
  knowledgeOf(year: number): Provenance | 'unknown';
  /** The last date through which the dates are officially published, or `null` where none are. */
  readonly officialThrough: CivilDay | null;
  /** The same calendar with a newer official list over it; `null` where none applies. */
  readonly layOfficial: ((list: OfficialList) => Calendar) | null;
  /** The same calendar with what its URL said; `null` where it has none. */
  readonly layFeed: ((feed: CalendarFeed) => Calendar) | null;
}

const WEAKEST_FIRST = ['unknown', 'projected', 'official', 'local'] as const;

/** The weakest knowledge among calendars for the years of some dates; `none` without calendars. */
export function knowledgeOfDays(calendars: readonly Calendar[], days: Days): HolidayKnowledge {
  const years = [yearOf(days.from), yearOf(days.until)];
  const known = calendars.flatMap((calendar) => years.map((year) => calendar.knowledgeOf(year)));
  return WEAKEST_FIRST.find((knowledge) => known.includes(knowledge)) ?? 'none';
}
