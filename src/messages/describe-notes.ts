/** What else there is to say about hours: holidays, long breaks, bridges, last call, the zone. */
import type { Calendar, Holiday } from '../core/calendar.ts';
import { addDays, type CivilDay, yearOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { commonDays, countDays, type Days, occurrencesOf } from '../core/date-range.ts';
import type { Names } from '../core/reason.ts';
import type { HolidayRule, Hours, LongBreakRule, Schedule } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { describeDateInWeek, describeDates, describeRange } from './describe-days.ts';
import { enumerateEn, spansEn, spansJa } from './describe-spans.ts';

/**
 * Something that closes, named so that it can stand in a list, or another thing to say. Where one
 * speaks of the order of others, they must be said in that order.
 */
export type Note =
  | { readonly kind: 'closed'; readonly what: Names }
  | { readonly kind: 'other' | 'order'; readonly text: Names };

/** The notes on a schedule for the dates to come, in the order of importance. */
export function notesOf(compiled: CompiledSchedule, ahead: Days): readonly Note[] {
  const { schedule } = compiled;
  const breaks = schedule.longBreaks.filter(({ range }) => isAhead(range, ahead.from));
  return [
    ...(isNationalDecided(schedule.holidays, ahead) || !hasHours(schedule) ? [] : [AS_USUAL]),
    ...holidayNotes(schedule.holidays, ahead),
    ...breaks.map(breakNote),
    ...precedenceNotes(schedule.holidays, breaks, ahead),
    ...bridgeNotes(compiled, ahead),
    ...lastCallNotes(schedule.lastCallMinutes),
  ];
}

function isAhead(range: LongBreakRule['range'], today: CivilDay): boolean {
  return range.kind === 'yearly' || range.until >= today;
}

const PUBLIC_HOLIDAYS: Names = { ja: '祝日', en: 'public holidays' };

/** A calendar that an earlier rule decides is not spoken of again; one that no rule does, is. */
function holidayNotes(rules: readonly HolidayRule[], ahead: Days): Note[] {
  const decided = new Set<Calendar>();
  const notes: Note[] = [];
  for (const { calendars, hours, dayBefore } of rules) {
    const fresh = calendars.filter((calendar) => !decided.has(calendar));
    if (hours !== 'regular') {
      for (const what of subjectsOf(fresh, ahead)) notes.push(hoursNote(what, hours));
      for (const calendar of fresh) decided.add(calendar);
    }
    const before = dayBefore === null ? [] : subjectsOf(calendars, ahead);
    for (const what of before) notes.push(eveNote(what, dayBefore ?? []));
  }
  return notes;
}

const AS_USUAL = other('祝日も曜日どおりの営業', 'The same hours apply on public holidays');

function hasHours({ editions }: Schedule): boolean {
  return editions.some(({ weekdays }) => weekdays.some((hours) => hours.length > 0));
}

function isNationalDecided(rules: readonly HolidayRule[], ahead: Days): boolean {
  const calendars = rules.flatMap((rule) => (rule.hours === 'regular' ? [] : rule.calendars));
  return calendars.some((calendar) => isNational(calendar, ahead));
}

/** Also where its data ends before the dates. */
function isNational(calendar: Calendar, ahead: Days): boolean {
  const isLocal = calendar.knowledgeOf(yearOf(ahead.from)) === 'local';
  return !isLocal || holidaysOf(calendar, ahead).some(({ kind }) => kind !== 'listed');
}

function holidaysOf(calendar: Calendar, { from, until }: Days): readonly Holiday[] {
  const years = Array.from(
    { length: yearOf(until) - yearOf(from) + 1 },
    (_, i) => yearOf(from) + i,
  );
  return years
    .flatMap((year) => calendar.holidaysIn(year))
    .filter(({ day }) => day >= from && day <= until);
}

/** 祝日 together, and the operator's own dates one by one, the neighbours of a name together. */
function subjectsOf(calendars: readonly Calendar[], ahead: Days): Names[] {
  const holidays = calendars.flatMap((calendar) => holidaysOf(calendar, ahead));
  const listed = holidays.filter(({ kind }) => kind === 'listed').sort((a, b) => a.day - b.day);
  const runs: { name: Names; days: Days }[] = [];
  for (const { name, day } of listed) {
    const last = runs.at(-1);
    if (last && last.name.ja === name.ja && last.days.until === addDays(day, -1)) {
      last.days = { from: last.days.from, until: day };
    } else runs.push({ name, days: { from: day, until: day } });
  }
  const named = runs.map(({ name, days }) => withDates(name, describeDates(days)));
  const isOfNation = calendars.some((calendar) => isNational(calendar, ahead));
  return isOfNation ? [PUBLIC_HOLIDAYS, ...named] : named;
}

function withDates(name: Names, dates: Names): Names {
  return { ja: `${name.ja}（${dates.ja}）`, en: `${name.en} (${dates.en})` };
}

function hoursNote(what: Names, hours: Hours): Note {
  if (hours.length === 0) return { kind: 'closed', what };
  return other(
    `${what.ja}は曜日を問わず${spansJa(hours, '・')}の営業`,
    `On ${what.en}, whatever the weekday: ${spansEn(hours)}`,
  );
}

function eveNote(what: Names, hours: Hours): Note {
  const before = { ja: `${what.ja}の前日`, en: `the day before ${what.en}` };
  if (hours.length === 0) return { kind: 'closed', what: before };
  return other(
    `${before.ja}は通常の営業時間のうち${spansJa(hours, '・')}のみの営業`,
    `On ${before.en} the usual hours are limited to ${spansEn(hours)}`,
  );
}

function breakNote({ name, range, hours }: LongBreakRule): Note {
  const what = withDates(name, describeRange(range));
  if (hours.length === 0) return { kind: 'closed', what };
  return other(`${what.ja}は${spansJa(hours, '・')}の営業`, `${what.en}: ${spansEn(hours)}`);
}

/** Where two of the notes speak of one date and do not agree, which of them holds. */
function precedenceNotes(
  rules: readonly HolidayRule[],
  breaks: readonly LongBreakRule[],
  ahead: Days,
): Note[] {
  const deciding = rules.filter(({ hours }) => hours !== 'regular');
  const isUnequal = (a: HolidayRule['hours'] | null, b: Hours) => keyOf(a) !== keyOf(b);
  const unequalHolidays = deciding.some(({ hours }) => isUnequal(hours, hoursOf(deciding[0])));
  const meetings = breaks.flatMap((a) =>
    breaks.flatMap((b) => (isUnequal(a.hours, b.hours) ? meetingsOf(a, b, ahead) : [])),
  );
  const areEven = meetings.some(([one, another]) => countDays(one) === countDays(another));
  const isMixed = deciding.some(({ hours }) => breaks.some((each) => isUnequal(hours, each.hours)));
  return [
    ...(unequalHolidays ? [FIRST_HOLIDAY] : []),
    ...(meetings.length > 0 ? [areEven ? SHORTER_OR_LATER_BREAK : SHORTER_BREAK] : []),
    ...(isMixed ? [BREAK_FIRST] : []),
  ];
}

const FIRST_HOLIDAY = order(
  '祝日・指定日が重なるときは先に挙げたものが優先',
  'Where such dates coincide, the one named first takes precedence',
);
const SHORTER_BREAK = other(
  '期間が重なるときは短いものが優先',
  'Where periods overlap, the shorter takes precedence',
);
const SHORTER_OR_LATER_BREAK = order(
  '期間が重なるときは短いもの、同じ長さなら後に挙げたものが優先',
  'Where periods overlap, the shorter takes precedence, and of equal ones the one named last',
);
const BREAK_FIRST = other(
  '祝日と期間の定めが重なるときは期間の定めが優先',
  'Where a holiday falls in one of the periods, the period takes precedence',
);

function hoursOf(rule: HolidayRule | undefined): Hours {
  return rule === undefined || rule.hours === 'regular' ? [] : rule.hours;
}

function keyOf(hours: HolidayRule['hours'] | null): string {
  return hours === 'regular' || hours === null ? 'regular' : hours.map(formatSpan).join();
}

function meetingsOf(a: LongBreakRule, b: LongBreakRule, ahead: Days): (readonly [Days, Days])[] {
  const years = [yearOf(ahead.from) - 1, yearOf(ahead.from), yearOf(ahead.until)];
  const ofB = occurrencesOf(b.range, years, ahead);
  return occurrencesOf(a.range, years, ahead).flatMap((days) =>
    ofB.flatMap((others) => (commonDays(days, others) ? [[days, others] as const] : [])),
  );
}

function bridgeNotes({ plans }: CompiledSchedule, { from, until }: Days): Note[] {
  const bridges: Names[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (plans.isBridged(day)) bridges.push(describeDateInWeek(day));
  }
  if (bridges.length === 0) return [];
  // On its own: in a list it would read as if the closed days were what stands before it.
  return [
    other(
      `休業日に挟まれた${bridges.map(({ ja }) => ja).join('、')}は休業`,
      `Also closed, between closed days: ${enumerateEn(bridges.map(({ en }) => en))}`,
    ),
  ];
}

function lastCallNotes(minutes: number): Note[] {
  if (minutes === 0) return [];
  return [
    other(
      `受付は各営業時間の終了${minutes}分前まで`,
      `New calls are taken until ${minutes} minutes before each closing time`,
    ),
  ];
}

function other(ja: string, en: string): Note {
  return { kind: 'other', text: { ja, en } };
}

function order(ja: string, en: string): Note {
  return { kind: 'order', text: { ja, en } };
}
