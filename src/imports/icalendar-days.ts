import { addDays, type CivilDay } from '../core/civil.ts';
import { commonDays } from '../core/date-range.ts';
import { DAY } from '../core/instant.ts';
import type { Names } from '../core/reason.ts';
import { quote } from '../words/quote.ts';
import type { CalendarEvent } from './icalendar-event.ts';
import { endlessWindow, type ReadingOptions, readEvents } from './icalendar-events.ts';
import {
  ANSWERED,
  type Following,
  isEndless,
  replacedDays,
  startsOf,
  uncancelled,
} from './icalendar-occurrences.ts';
import type { Lost } from './imported.ts';
import { MAX_CALENDAR_STEPS, RuleTooLong } from './recurrence-days.ts';
import { namesOfSummary } from './summary-names.ts';

/** Dates of one calendar; beyond them it is refused. As many as a listed calendar may have. */
export const MAX_DATES = 5_000;
/** Dates that its events name, those again that others named before; beyond them it is refused. */
const MAX_NAMINGS = 100_000;
/** What is told of one calendar; of more, how many there are. */
const MAX_TOLD = 20;

/** The whole dates that a calendar names: what it says about holidays. */
export interface IcalendarDays {
  /** In order, each once; of two events on a date the first in the text names it. */
  readonly dates: readonly { readonly day: CivilDay; readonly name: Names }[];
  /** Whether some rule has no end: its dates are there until `knownThrough`. */
  readonly endless: boolean;
  readonly knownThrough: CivilDay;
  /** What could not be carried over. */
  readonly lost: readonly Lost[];
}

export type ParsedIcalendarDays =
  | { readonly ok: true; readonly days: IcalendarDays }
  | { readonly ok: false; readonly faults: readonly Lost[] };

/**
 * Reads an iCalendar text as a calendar of holidays: its all-day events are dates, and so are
 * those from midnight to midnight that Outlook writes. Times within a date close no date, and are
 * told as lost. Ends within a second, whatever the text.
 */
export function readIcalendarDays(bytes: Uint8Array, options: ReadingOptions): ParsedIcalendarDays {
  const read = readEvents(bytes, options);
  if (!read.ok) return read;
  const lost = [...read.lost];
  const window = endlessWindow(options.now, options.zone);
  const effort = { left: MAX_CALENDAR_STEPS };
  const following = { replaced: replacedDays(read.events), window, effort };
  const named: Named = { dates: new Map(), namings: 0 };
  let endless = false;
  for (const event of uncancelled(read.events)) {
    if (!event.isWholeDates) {
      lost.push(timedEvent(event));
      continue;
    }
    endless ||= isEndless(event);
    const fault = nameDates(named, event, following);
    if (fault?.code === 'too_many_dates') return { ok: false, faults: [fault] };
    if (fault) lost.push(fault);
  }
  const dates = [...named.dates]
    .map(([day, name]) => ({ day, name }))
    .sort((a, b) => a.day - b.day);
  return { ok: true, days: { dates, endless, knownThrough: window.until, lost: bounded(lost) } };
}

interface Named {
  readonly dates: Map<CivilDay, Names>;
  namings: number;
}

/** Puts the dates of an event to the others; what is wrong with it, or `null`. */
function nameDates(named: Named, event: CalendarEvent, following: Following): Lost | null {
  const length = (event.end - event.start) / DAY;
  const name: Names = namesOfSummary(event.summary);
  try {
    for (const start of startsOf(event, following)) {
      if (++named.namings > MAX_NAMINGS) return tooManyDates(event);
      const days = commonDays({ from: start, until: addDays(start, length - 1) }, ANSWERED);
      if (!days) continue;
      for (let day = days.from; day <= days.until; day = addDays(day, 1)) {
        if (!named.dates.has(day)) named.dates.set(day, name);
        named.namings++;
        if (named.dates.size > MAX_DATES) return tooManyDates(event);
      }
    }
    return null;
  } catch (error) {
    if (error instanceof RuleTooLong) return ruleTooLong(event);
    throw error;
  }
}

/** Told where an event that has a time of day would have to close a part of a date. */
function timedEvent({ place, summary }: CalendarEvent): Lost {
  const found = `${quote(summary)}: it has a time of day, and a holiday is a whole date`;
  const advice = 'make it an all-day event, or write an exception with closedDuring';
  return { code: 'timed_event', place, found, advice };
}

export function ruleTooLong({ place, summary }: CalendarEvent): Lost {
  const found = `${quote(summary)}: it counts its occurrences from too long ago`;
  return {
    code: 'rule_too_long',
    place,
    found,
    advice: 'end it with UNTIL, or let it begin later',
  };
}

function tooManyDates({ place }: CalendarEvent): Lost {
  const found = `with this event it names more than ${MAX_DATES} dates`;
  const advice = 'keep closed dates in a calendar of their own, and past years out of it';
  return { code: 'too_many_dates', place, found, advice };
}

function bounded(lost: readonly Lost[]): readonly Lost[] {
  const more = lost.length - MAX_TOLD;
  if (more <= 0) return lost;
  const advice = 'keep closed dates in a calendar of their own';
  const rest = {
    code: 'more_lost',
    place: 'the calendar',
    found: `${more} more events like these`,
    advice,
  };
  return [...lost.slice(0, MAX_TOLD), rest];
}
