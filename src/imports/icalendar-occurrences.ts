import { type CivilDay, FIRST_YEAR, firstDayOfYear, LAST_YEAR } from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import { DAY } from '../core/instant.ts';
import type { CalendarEvent } from './icalendar-event.ts';
import { daysOfRule, type Effort } from './recurrence-days.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';

/** On which dates other events stand in for occurrences, by the UID of the series. */
export type Replaced = ReadonlyMap<string, ReadonlySet<CivilDay>>;

/** What the events of one calendar are followed with. */
export interface Following {
  readonly replaced: Replaced;
  /** Where rules without end are followed. */
  readonly window: Days;
  readonly effort: Effort;
}

/** Moved and cancelled occurrences: their old dates belong to them. */
export function replacedDays(events: readonly CalendarEvent[]): Replaced {
  const replaced = new Map<string, Set<CivilDay>>();
  for (const { uid, instead } of events) {
    if (instead === null || uid === '') continue;
    const days = replaced.get(uid) ?? new Set();
    replaced.set(uid, days.add(instead));
  }
  return replaced;
}

/** The rest of a cancelled series is cancelled with it. */
export function uncancelled(events: readonly CalendarEvent[]): CalendarEvent[] {
  const gone = events.filter(({ isCancelled, instead }) => isCancelled && instead === null);
  const uids = new Set(gone.map(({ uid }) => uid).filter((uid) => uid !== ''));
  const living = new Set(
    events.filter((event) => !event.isCancelled && event.instead === null).map(({ uid }) => uid),
  );
  return events.filter(({ isCancelled, instead, uid }) => {
    return !isCancelled && (instead === null || !uids.has(uid) || living.has(uid));
  });
}

export function isEndless({ rules }: CalendarEvent): boolean {
  return rules.some(hasNoEnd);
}

function hasNoEnd({ count, until }: RecurrenceRule): boolean {
  return count === null && until === null;
}

/**
 * The dates on which an event begins, each once; those of rules without end only in `window`.
 * Throws {@link RuleTooLong} for a rule whose dates cannot be counted.
 */
export function* startsOf(event: CalendarEvent, following: Following): Generator<CivilDay, void> {
  const { replaced } = following;
  const first = Math.floor(event.start / DAY) as CivilDay;
  const passed = new Set(event.except);
  const moved = event.instead === null ? replaced.get(event.uid) : undefined;
  const isRecurring = event.rules.length > 0;
  const given = isRecurring ? event.also : [first, ...event.also];
  const lists = [given, ...event.rules.map((rule) => daysUntil(rule, event, following))];
  for (const days of lists) {
    for (const day of days) {
      if (passed.has(day) || moved?.has(day)) continue;
      passed.add(day);
      yield day;
    }
  }
}

/** The dates that have answers. */
export const ANSWERED: Days = {
  from: firstDayOfYear(FIRST_YEAR),
  until: (firstDayOfYear(LAST_YEAR + 1) - 1) as CivilDay,
};

function* daysUntil(
  rule: RecurrenceRule,
  { start }: CalendarEvent,
  { window, effort }: Following,
): Generator<CivilDay, void> {
  const first = Math.floor(start / DAY) as CivilDay;
  const within = hasNoEnd(rule) ? window : ANSWERED;
  const time = start - first * DAY;
  for (const day of daysOfRule(rule, { start: first, within, effort })) {
    if (rule.until !== null && day * DAY + time > rule.until) return;
    yield day;
  }
}
