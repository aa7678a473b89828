import ICAL from 'ical.js';
import { MAX_NAME_CHARACTERS, type WrittenNames } from '../config/schema-values.ts';
import { type CivilDay, parseCivilDate } from '../core/civil.ts';
import { DAY, MINUTE, SECOND } from '../core/instant.ts';
import type { Wall } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import { type Clock, FLOATING, moveWall } from './icalendar-clock.ts';
import { parseComponent, propertyOf, type RawComponent, valuesOf } from './icalendar-component.ts';
import type { SourceComponent } from './icalendar-source.ts';
import { parseWall } from './icalendar-time.ts';
import type { Lost } from './imported.ts';
import { parseRule, type RawRule, type RecurrenceRule } from './recurrence-rule.ts';

/** An event, with every time on its own clock. */
export interface CalendarEvent {
  readonly uid: string;
  readonly summary: string;
  /** For telling people where it is. */
  readonly place: string;
  readonly clock: Clock;
  readonly start: Wall;
  /** Exclusive. */
  readonly end: Wall;
  /** Whether it is about dates, however it is written. */
  readonly isWholeDates: boolean;
  readonly rules: readonly RecurrenceRule[];
  /** Dates on which it begins besides those of the rules, and on which it does not. */
  readonly also: readonly CivilDay[];
  readonly except: readonly CivilDay[];
  /** The date of the occurrence that this event stands in for; `null` for an event of its own. */
  readonly instead: CivilDay | null;
  readonly isCancelled: boolean;
  /** Our own property: the hours that a line has on these dates, or on one of them. */
  readonly hours: readonly WrittenLineHours[];
  /** Our own property: what the deviation is called, without the line and its hours. */
  readonly names: Partial<WrittenNames>;
}

export interface WrittenLineHours {
  /** `null` for all dates of the event. */
  readonly date: CivilDay | null;
  readonly text: string;
}

/** What events of a calendar are read with. */
export interface EventContext {
  readonly clockNamed: (tzid: string) => Clock;
  /** What times in UTC are seen on: the zone that the calendar names, or the one asked for. */
  readonly home: Clock;
  readonly utc: Clock;
}

/** An event, or why it is lost; both where it is only nearly carried over. */
export interface ParsedEvent {
  readonly event: CalendarEvent | null;
  readonly lost: readonly Lost[];
}

export function parseEvent(source: SourceComponent, context: EventContext): ParsedEvent {
  const raw = parseComponent(source);
  if ('found' in raw) {
    const place = `line ${source.line}, VEVENT`;
    const advice = 'correct it in the calendar it comes from';
    return {
      event: null,
      lost: [{ code: 'bad_event', place, found: raw.found.slice(0, 200), advice }],
    };
  }
  const uid = textOf(raw, 'uid');
  const place = `line ${source.line}, VEVENT ${quote(uid)}`;
  const summary = textOf(raw, 'summary');
  const lose = (fault: Omit<Lost, 'place'>): Lost => ({
    ...fault,
    place,
    found: `${quote(summary)}: ${fault.found}`,
  });
  const period = parsePeriod(raw, context);
  if ('code' in period) return { event: null, lost: [lose(period)] };
  const rest = parseRecurrence(raw, period, context);
  if ('code' in rest) return { event: null, lost: [lose(rest)] };
  const { faults, ...recurrence } = rest;
  const isCancelled = textOf(raw, 'status').toUpperCase() === 'CANCELLED';
  const said = { uid, summary, place, isCancelled, hours: hoursOf(raw), names: namesOf(raw) };
  return { event: { ...said, ...period, ...recurrence }, lost: faults.map(lose) };
}

function hoursOf(raw: RawComponent): WrittenLineHours[] {
  return valuesOf(raw, 'x-eigyochu-hours').map(({ value, parameters }) => ({
    date: parameters.date === undefined ? null : parseCivilDate(String(parameters.date)),
    text: String(value),
  }));
}

function namesOf(raw: RawComponent): Partial<WrittenNames> {
  const said = valuesOf(raw, 'x-eigyochu-name').map(({ value, parameters }) => {
    const text = String(value)
      .replace(/\\(.)/g, (_, of) => (/n/i.test(of) ? ' ' : of))
      .trim();
    return [parameters.language, text.slice(0, MAX_NAME_CHARACTERS)] as const;
  });
  return Object.fromEntries(said.filter(([language, text]) => isLanguage(language) && text !== ''));
}

function isLanguage(value: unknown): boolean {
  return value === 'ja' || value === 'en';
}

function textOf(raw: RawComponent, name: string): string {
  return String(propertyOf(raw, name)?.values[0] ?? '').trim();
}

type Fault = Omit<Lost, 'place'>;
type Period = Pick<CalendarEvent, 'clock' | 'start' | 'end' | 'isWholeDates'>;

function parsePeriod(raw: RawComponent, context: EventContext): Period | Fault {
  const written = readTime(raw, 'dtstart', context);
  if (!written) {
    const advice = 'give it a DTSTART';
    return { code: 'bad_event', found: 'its beginning is missing or no time', advice };
  }
  const isFlagged = /^true$/i.test(textOf(raw, 'x-microsoft-cdo-alldayevent'));
  const end = endOf(raw, written, context);
  if (end === null || !Number.isSafeInteger(end)) {
    return { code: 'bad_event', found: 'its end is no time', advice: 'give it another DTEND' };
  }
  if (end < written.wall) {
    const advice = 'give it a DTEND after its DTSTART';
    return { code: 'reversed_dates', found: 'it ends before it begins', advice };
  }
  const period = { clock: written.clock, start: written.wall, end };
  return wholeDates(period, written.isDate || isFlagged) ?? inUtc(period, isFlagged, context);
}

/** Exchange writes days of its own clock in UTC, or midnights of UTC itself. */
function inUtc(period: Omit<Period, 'isWholeDates'>, isFlagged: boolean, { utc }: EventContext) {
  const [start, end] = [period.start, period.end].map((wall) => moveWall(wall, period.clock, utc));
  const moved = { clock: utc, start: start as Wall, end: end as Wall };
  const whole = isFlagged && period.clock.reading ? wholeDates(moved, true) : null;
  return whole ?? { ...period, isWholeDates: false };
}

/** The period as dates, where it goes from midnight to midnight, or to a minute before. */
function wholeDates(period: Omit<Period, 'isWholeDates'>, isDates: boolean): Period | null {
  const { start } = period;
  const end = Math.ceil(period.end / DAY) * DAY;
  if (start % DAY !== 0 || end - period.end > MINUTE) return null;
  if (end > start) return { ...period, end, isWholeDates: true };
  // Some write a day that ends where it begins.
  return isDates ? { ...period, end: start + DAY, isWholeDates: true } : null;
}

function endOf(raw: RawComponent, start: ReadTime, context: EventContext): Wall | null {
  const end = readTime(raw, 'dtend', context);
  if (end) return moveWall(end.wall, end.isDate ? start.clock : end.clock, start.clock);
  if (propertyOf(raw, 'dtend')) return null;
  const duration = textOf(raw, 'duration');
  if (duration === '') return start.wall + (start.isDate ? DAY : 0);
  const seconds = secondsOf(duration);
  return seconds === null ? null : start.wall + seconds * SECOND;
}

function secondsOf(duration: string): number | null {
  try {
    return ICAL.Duration.fromString(duration).toSeconds();
  } catch {
    return null;
  }
}

interface ReadTime {
  readonly wall: Wall;
  readonly isDate: boolean;
  readonly clock: Clock;
}

function readTime(raw: RawComponent, name: string, context: EventContext): ReadTime | null {
  const [first] = valuesOf(raw, name);
  return first ? timeOf(first, context) : null;
}

function timeOf(
  { value, parameters }: { value: unknown; parameters: Readonly<Record<string, unknown>> },
  { clockNamed, home, utc }: EventContext,
): ReadTime | null {
  const written = parseWall(value);
  if (!written) return null;
  const { isDate, wall } = written;
  if (written.isUtc) return { wall: moveWall(wall, utc, home), isDate, clock: home };
  const { tzid } = parameters;
  return { wall, isDate, clock: tzid && !isDate ? clockNamed(String(tzid)) : FLOATING };
}

/** No program writes more than one. */
const MAX_RULES = 4;

type Recurrence = Pick<CalendarEvent, 'rules' | 'also' | 'except' | 'instead'>;

function parseRecurrence(
  raw: RawComponent,
  period: Period,
  context: EventContext,
): (Recurrence & { readonly faults: readonly Fault[] }) | Fault {
  const faults: Fault[] = [];
  const daysOf = (name: string) => {
    const read = valuesOf(raw, name).map((each) => ({ ...each, time: timeOf(each, context) }));
    const bad = read.find(({ time }) => time === null);
    if (bad) {
      const found = `its ${name.toUpperCase()} ${quote(String(bad.value))} is no date`;
      faults.push({ code: 'bad_date', found, advice: 'write a date, such as 20270401' });
    }
    return read.flatMap(({ time }) => (time ? [dayOn(time, period)] : []));
  };
  const rules: RecurrenceRule[] = [];
  const written = valuesOf(raw, 'rrule');
  if (written.length > MAX_RULES) {
    const found = `it has ${written.length} rules, and ${MAX_RULES} are followed`;
    return { code: 'unsupported_rule', found, advice: 'make several events of it' };
  }
  for (const { value } of written) {
    const rule = parseRule(value as RawRule, (text) => untilOf(text, period, context));
    if ('code' in rule) return rule;
    rules.push(rule);
  }
  if (propertyOf(raw, 'exrule')) {
    const advice = 'write the dates it leaves out as EXDATE';
    return { code: 'unsupported_rule', found: 'it has an EXRULE', advice };
  }
  const [instead = null] = daysOf('recurrence-id');
  if (propertyOf(raw, 'recurrence-id')?.parameters.range !== undefined) {
    const found = 'it changes every later occurrence too, and only one is carried over';
    const advice = 'end the first series and begin another';
    faults.push({ code: 'changed_series', found, advice });
  }
  return { rules, also: daysOf('rdate'), except: daysOf('exdate'), instead, faults };
}

/** UNTIL is inclusive, and a date means all of it. */
function untilOf(text: string, { clock }: Period, context: EventContext): Wall | null {
  const written = parseWall(text);
  if (!written) return null;
  if (written.isDate) return written.wall + DAY - SECOND;
  return written.isUtc ? moveWall(written.wall, context.utc, clock) : written.wall;
}

/** Occurrences are told apart by their dates: no rule that is followed has two on one. */
function dayOn(time: ReadTime, { clock }: Period): CivilDay {
  const wall = time.isDate ? time.wall : moveWall(time.wall, time.clock, clock);
  return Math.floor(wall / DAY) as CivilDay;
}
