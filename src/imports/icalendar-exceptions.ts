import { MAX_EXCEPTIONS } from '../config/configuration.ts';
import type { WrittenException } from '../config/schema-schedule.ts';
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  formatMinute,
  MINUTES_PER_DAY,
} from '../core/civil.ts';
import { commonDays, type Days } from '../core/date-range.ts';
import { DAY, HOUR, MINUTE } from '../core/instant.ts';
import type { Wall } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import { type Clock, moveWall } from './icalendar-clock.ts';
import { ruleTooLong } from './icalendar-days.ts';
import type { CalendarEvent } from './icalendar-event.ts';
import { ANSWERED, type Following, isEndless, startsOf } from './icalendar-occurrences.ts';
import type { Lost } from './imported.ts';
import { parseLineHours } from './line-hours.ts';
import { RuleTooLong } from './recurrence-days.ts';
import { namesOfSummary } from './summary-names.ts';

/** What events become exceptions with. */
export interface ExceptionContext extends Following {
  /** The clock of the line; `null` where nobody said one, and times are taken as written. */
  readonly clock: Clock | null;
}

export interface EventExceptions {
  readonly exceptions: readonly WrittenException[];
  readonly lost: readonly Lost[];
}

/**
 * An event as exceptions: all-day it closes its dates, with a time of day it is cut out of them;
 * one of our own feed gives its dates the hours that it says.
 */
export function exceptionsOf(event: CalendarEvent, context: ExceptionContext): EventExceptions {
  const lost: Lost[] = [];
  const exceptions: WrittenException[] = [];
  const lose = (fault: Omit<Lost, 'place'>) => {
    lost.push({ ...fault, place: event.place, found: `${quote(event.summary)}: ${fault.found}` });
  };
  if (isEndless(event)) lose(endsWith(context.window));
  try {
    for (const start of startsOf(event, context)) {
      for (const exception of occurrence(event, start, context)) exceptions.push(exception);
      if (exceptions.length > MAX_EXCEPTIONS) break;
    }
  } catch (error) {
    if (!(error instanceof RuleTooLong)) throw error;
    lost.push(ruleTooLong(event));
  }
  const isRead = event.hours.every(({ text }) => parseLineHours(text) !== null);
  if (!isRead) {
    const advice = 'import the feed as the service wrote it';
    lose({ code: 'bad_hours', found: 'its X-EIGYOCHU-HOURS are no hours', advice });
  }
  if (!isRead || event.isWholeDates || event.clock.reading || event.clock.name === '') {
    return { exceptions, lost };
  }
  const zone = quote(event.clock.name);
  const found = `nobody knows the zone ${zone}, and its times are taken as written`;
  lose({ code: 'unknown_zone', found, advice: 'check its times' });
  return { exceptions, lost };
}

function endsWith({ until }: Days): Omit<Lost, 'place'> {
  const found = `it recurs without end, and its dates until ${civilDayToDate(until)} are written`;
  const advice = 'import it again before then, or let a calendar with source: icalendar follow it';
  return { code: 'endless_rule', found, advice };
}

/** One time that the event takes place. */
function occurrence(
  event: CalendarEvent,
  start: CivilDay,
  { clock }: ExceptionContext,
): WrittenException[] {
  const isClosed = event.hours.length === 0;
  const name = { ...namesOfSummary(event.summary, isClosed), ...event.names };
  const shift = start - Math.floor(event.start / DAY);
  const dated = event.hours.filter(({ date }) => date !== null);
  if (dated.length > 0) {
    return dated.flatMap(({ date, text }) => withHours({ from: date, until: date }, text, name));
  }
  if (event.isWholeDates) {
    const until = addDays(start, (event.end - event.start) / DAY - 1);
    return withHours({ from: start, until }, event.hours[0]?.text ?? 'closed', name);
  }
  const [from, until] = [event.start, event.end].map((wall) => {
    const moved = wall + shift * DAY;
    return clock ? moveWall(moved, event.clock, clock) : moved;
  }) as [Wall, Wall];
  return cutsBetween(from, until).map((cut) => ({ ...cut, name }));
}

type Named = WrittenException['name'];

function withHours(
  { from, until }: { readonly from: CivilDay | null; readonly until: CivilDay | null },
  text: string,
  name: Named,
): WrittenException[] {
  const hours = parseLineHours(text);
  const days = from !== null && until !== null ? commonDays({ from, until }, ANSWERED) : null;
  if (hours === null || days === null) return [];
  const [first, last] = [civilDayToDate(days.from), civilDayToDate(days.until)];
  const dates = first === last ? { date: first } : { from: first, until: last };
  const kept: WrittenException = { ...dates, hours: hours.kept, name };
  return hours.cut.length === 0 ? [kept] : [kept, { ...dates, closedDuring: hours.cut, name }];
}

/** Before this time of day, what is open may still be the night of the date before. */
const NIGHT_ENDS = 6 * HOUR;

/** Time as cuts of the dates that it touches. */
function cutsBetween(from: Wall, until: Wall): Omit<WrittenException, 'name'>[] {
  const first = Math.floor((from % DAY < NIGHT_ENDS ? from - DAY : from) / DAY);
  const cuts: Omit<WrittenException, 'name'>[] = [];
  const earliest = Math.max(first, ANSWERED.from) as CivilDay;
  for (let day = earliest; day * DAY < until && day <= ANSWERED.until; day = addDays(day, 1)) {
    if (cuts.length > MAX_EXCEPTIONS) break;
    const start = Math.max(Math.floor((from - day * DAY) / MINUTE), 0);
    const end = Math.min(Math.ceil((until - day * DAY) / MINUTE), NIGHT_MINUTES);
    if (start >= end) continue;
    const span = `${formatMinute(start)}-${formatMinute(end)}`;
    cuts.push({ date: civilDayToDate(day), closedDuring: [span] });
  }
  return cuts;
}

/** The end of the longest night that most lines have: 30:00 is 06:00 of the next date. */
const NIGHT_MINUTES = MINUTES_PER_DAY + NIGHT_ENDS / MINUTE;
