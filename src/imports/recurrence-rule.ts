import type { Wall } from '../core/zone.ts';

/** How an event comes back: the RRULE of RFC 5545, as far as it is about dates. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last moment, inclusive, on the clock of the event. */
  readonly until: Wall | null;
  /** Monday is 0. */
  readonly weekStart: number;
  readonly months: readonly number[];
  /** Negative ones count from the end. */
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  /** Which of the dates of a period; negative ones count from the end. */
  readonly positions: readonly number[];
}

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export interface RuleWeekday {
  /** Which one of the month or the year; 0 for every one. */
  readonly nth: number;
  /** Monday is 0. */
  readonly weekday: number;
}

export interface RuleRefusal {
  readonly code: string;
  readonly found: string;
  readonly advice: string;
}

/** The rule in the words of ical.js: numbers and texts, a list where there are several. */
export type RawRule = Readonly<Record<string, unknown>>;

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const IN_DATES = 'write it with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY';
const OTHERWISE = 'write the dates as events of their own, or as RDATE';

/** A rule, or why it is not followed. `toWall` reads UNTIL on the clock of the event. */
export function parseRule(
  raw: RawRule,
  toWall: (text: string) => Wall | null,
): RecurrenceRule | RuleRefusal {
  const frequency = String(raw.freq);
  if (!FREQUENCIES.includes(frequency)) {
    return { code: 'too_frequent', found: `it recurs ${frequency}`, advice: IN_DATES };
  }
  const until = raw.until === undefined ? null : toWall(String(raw.until));
  if (raw.until !== undefined && until === null) {
    const advice = 'write UNTIL as a date, such as 20271231';
    return { code: 'bad_rule', found: 'its UNTIL is no time that can be read', advice };
  }
  if (raw.count !== undefined && !(Number(raw.count) >= 1)) {
    const advice = 'write how often it takes place, at least 1';
    return { code: 'bad_rule', found: `its COUNT is ${raw.count}`, advice };
  }
  const rule: RecurrenceRule = {
    frequency: frequency as Frequency,
    interval: Number(raw.interval ?? 1),
    count: raw.count === undefined ? null : Number(raw.count),
    until,
    // Of ical.js: Sunday is 1.
    weekStart: raw.wkst === undefined ? 0 : (Number(raw.wkst) + 5) % 7,
    months: numbersOf(raw.bymonth),
    monthDays: numbersOf(raw.bymonthday),
    yearDays: numbersOf(raw.byyearday),
    weekdays: listOf(raw.byday).map((text) => weekdayOf(String(text))),
    positions: numbersOf(raw.bysetpos),
  };
  return refusalOf(rule, raw) ?? rule;
}

/** What few programs write and do not agree on: a wrong date would be worse than none. */
function refusalOf(rule: RecurrenceRule, raw: RawRule): RuleRefusal | null {
  const { frequency, monthDays, yearDays, weekdays, months } = rule;
  const refuse = (found: string) => ({ code: 'unsupported_rule', found, advice: OTHERWISE });
  const foreign = Object.keys(raw).find((key) => !KEYS.has(key));
  if (foreign) return refuse(`its rule has ${foreign.toUpperCase()}`);
  if (frequency !== 'YEARLY' && yearDays.length > 0) {
    return refuse(`its rule has BYYEARDAY with FREQ=${frequency}`);
  }
  if (frequency === 'WEEKLY' && monthDays.length > 0) {
    return refuse('its rule has BYMONTHDAY with FREQ=WEEKLY');
  }
  if (frequency === 'YEARLY' && monthDays.length > 0 && months.length === 0) {
    return refuse('its rule has BYMONTHDAY without BYMONTH, for which there are two readings');
  }
  const isNumbered = weekdays.some(({ nth }) => nth !== 0);
  if (isNumbered && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
    return refuse(`its rule numbers weekdays with FREQ=${frequency}`);
  }
  return null;
}

const KEYS = new Set([
  ...['freq', 'interval', 'count', 'until', 'wkst'],
  ...['bymonth', 'bymonthday', 'byyearday', 'byday', 'bysetpos'],
  // The time of day is that of the event's start.
  ...['byhour', 'byminute', 'bysecond'],
]);

function weekdayOf(text: string): RuleWeekday {
  return { nth: Number.parseInt(text, 10) || 0, weekday: WEEKDAYS.indexOf(text.slice(-2)) };
}

function numbersOf(value: unknown): number[] {
  return listOf(value).map(Number);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
