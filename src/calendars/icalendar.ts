import type { Calendar, CalendarFeed, ListedDate } from '../core/calendar.ts';
import { type CivilDay, parseCivilDate, yearOf } from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import { createListedCalendar } from './listed.ts';

/** The dates of a calendar that came as iCalendar, and how far they are known. */
export interface KnownDates {
  readonly dates: readonly ListedDate[];
  /** Whether some rule has no end: then dates after `knownThrough` are not known. */
  readonly endless: boolean;
  readonly knownThrough: CivilDay;
}

/** The operator's own dates, kept in a calendar program; beyond its endless rules `unknown`. */
export function createIcalendarCalendar(id: string, known: KnownDates): Calendar {
  const lastYear = yearOf(known.knownThrough);
  return {
    ...createListedCalendar(id, known.dates),
    knowledgeOf: (year) => (known.endless && year > lastYear ? 'unknown' : 'local'),
  };
}

/** A calendar at a URL: nothing is known of it until what `url` says is laid over it. */
export function createFetchedCalendar(id: string, url: string): Calendar {
  const layFeed = (feed: CalendarFeed): Calendar =>
    // A feed of another address is what the calendar was before its configuration changed.
    feed.url === url ? { ...createIcalendarCalendar(id, datesOf(feed)), layFeed } : unfetched;
  const unfetched: Calendar = {
    ...createListedCalendar(id, []),
    knowledgeOf: () => 'unknown',
    layFeed,
  };
  return unfetched;
}

function datesOf({ dates, endless, knownThrough }: CalendarFeed): KnownDates {
  const listed = dates.map(({ date, name }) => ({ day: dayOf(date), name }));
  return { dates: listed, endless, knownThrough: dayOf(knownThrough) };
}

function dayOf(date: string): CivilDay {
  const day = parseCivilDate(date);
  invariant(day !== null, 'what is stored was a date');
  return day;
}
