import ICAL from 'ical.js';
import { addDays, type CivilDay, monthDayOf, yearOf } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Line } from '../lines/snapshot.ts';
import { type Deviation, deviationsWithin } from './deviation.ts';
import { deviationHours } from './deviation-hours.ts';
import { detailsOf, summaryOf } from './deviation-words.ts';

/** A continuation line begins with a space, which ical.js does not count among the 75 octets. */
ICAL.foldLength = 74;

export const ICALENDAR_TYPE = 'text/calendar; charset=utf-8';

export interface CalendarQuestion {
  /** Every deviation that touches these dates is in the calendar, whole. */
  readonly days: Days;
  readonly language: Language;
  /** When anything in it was last changed: a newer stamp makes clients take an event over. */
  readonly changedAt: Instant;
  /** What the service is called on the internet: it makes the names of events unique. */
  readonly host: string;
}

/**
 * The closures and special hours of a line as an iCalendar object (RFC 5545). Closed dates are
 * all-day events, `DTEND` exclusive; what is to the minute is in UTC, which Google, Outlook and
 * ical.js all read right: a `VTIMEZONE` is for what recurs, and many readers ignore ours. Hours and
 * names go along as `X-EIGYOCHU-HOURS` and `-NAME`, which calendars pass over and our own import
 * reads.
 */
export function writeCalendar(line: Line, question: CalendarQuestion): string {
  const { days, language } = question;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Eigyochu//Hours of lines//EN');
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  const title = language === 'ja' ? '休業日と営業時間の変更' : 'closures and special hours';
  const name = escaped(`${plain(line.name[language])} ${title}`);
  for (const property of ['name', 'x-wr-calname']) calendar.addPropertyWithValue(property, name);
  calendar.addPropertyWithValue('x-wr-timezone', line.zone.name);
  calendar.addProperty(new ICAL.Property(['refresh-interval', {}, 'duration', REFRESH]));
  calendar.addPropertyWithValue('x-published-ttl', REFRESH);
  for (const deviation of deviationsWithin(line.compiled, days)) {
    calendar.addSubcomponent(eventOf(deviation, line, question));
  }
  return `${calendar.toString()}\r\n`;
}

const REFRESH = 'PT1H';

function eventOf(deviation: Deviation, line: Line, question: CalendarQuestion): ICAL.Component {
  const { language, changedAt, host } = question;
  const [start, end] = timesOf(deviation);
  const event = new ICAL.Component('vevent');
  // Of what never changes in an event, so that it is the same one at every fetch.
  event.addPropertyWithValue('uid', `${deviation.kind}-${start.toICALString()}-${line.id}@${host}`);
  event.addPropertyWithValue('dtstamp', utc(changedAt));
  event.addPropertyWithValue('last-modified', utc(changedAt));
  event.addPropertyWithValue('sequence', 0);
  event.addPropertyWithValue('dtstart', start);
  event.addPropertyWithValue('dtend', end);
  event.addPropertyWithValue('summary', plain(summaryOf(deviation, line.name[language], language)));
  event.addPropertyWithValue('description', plain(detailsOf(deviation, language)));
  event.addPropertyWithValue('categories', CATEGORIES[deviation.kind]);
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  for (const { date: of, text } of deviationHours(line.compiled, deviation)) {
    const property = event.addPropertyWithValue('x-eigyochu-hours', text);
    if (of !== null) property.setParameter('date', of);
  }
  for (const each of ['ja', 'en'] as const) {
    const name = escaped(plain(deviation.name[each]));
    event.addPropertyWithValue('x-eigyochu-name', name).setParameter('language', each);
  }
  return event;
}

const CATEGORIES: Readonly<Record<Deviation['kind'], string>> = {
  long_break: 'LONG BREAK',
  holiday: 'HOLIDAY',
  exception: 'CLOSURE',
  special_hours: 'SPECIAL HOURS',
  closed_during: 'CLOSURE',
  override: 'OVERRIDE',
};

function timesOf(deviation: Deviation): [ICAL.Time, ICAL.Time] {
  if ('from' in deviation) return [date(deviation.from), date(addDays(deviation.until, 1))];
  return [utc(deviation.start), utc(deviation.end)];
}

function date(day: CivilDay): ICAL.Time {
  return ICAL.Time.fromData({ year: yearOf(day), ...monthDayOf(day), isDate: true });
}

function utc(instant: Instant): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(instant), true);
}

/** Without characters that a text of the format cannot hold; line feeds are escaped by ical.js. */
function plain(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ');
}

/** For properties that ical.js does not know to be texts. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}
