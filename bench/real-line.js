/**
 * The real line: weekdays 09:00–17:30, closed on national holidays and from 12-29 to 01-03, in
 * Tokyo; asked about the years 2024 to 2028.
 */
import { createJapanCalendar } from '../dist/calendars/japan.js';
import { compileSchedule } from '../dist/core/compiled-schedule.js';
import { intervalsBetween } from '../dist/core/timeline.js';
import { zoneNamed } from '../dist/core/zone.js';

export const FIRST_YEAR = 2024;
export const LAST_YEAR = 2028;

/** Tokyo has been nine hours ahead of UTC since 1951. */
export const TOKYO_OFFSET = 9 * 3_600_000;
export const FROM = Date.UTC(FIRST_YEAR, 0, 1) - TOKYO_OFFSET;
export const UNTIL = Date.UTC(LAST_YEAR + 1, 0, 1) - TOKYO_OFFSET;

export const zone = zoneNamed('Asia/Tokyo');
export const calendar = createJapanCalendar('jp', null);

const OFFICE_HOURS = [{ start: 9 * 60, end: 17.5 * 60 }];

const YEAR_END = {
  name: { ja: '年末年始', en: 'Year-end and New Year' },
  range: { kind: 'yearly', from: { month: 12, day: 29 }, until: { month: 1, day: 3 } },
  hours: [],
  noticeDays: 14,
  message: null,
};

/** The schedule as the configuration gives it, with other hours on weekdays if wanted. */
export function scheduleWith(hours = OFFICE_HOURS) {
  return {
    editions: [
      { from: null, weekdays: [hours, hours, hours, hours, hours, [], []], nthWeekdays: [] },
    ],
    holidays: [{ calendars: [calendar], hours: [], dayBefore: null }],
    longBreaks: [YEAR_END],
    detection: { minDays: 4, noticeDays: 14, bridgeWithinDays: 0 },
    exceptions: [],
    lastCallMinutes: 0,
    closingSoonMinutes: 15,
  };
}

export function compileRealLine() {
  return compileSchedule(scheduleWith(), zone);
}

/** The openings of the five years as `[start, end]`, in order: what every peer is compared with. */
export function openingsOf({ timeline }) {
  const openings = [];
  for (const { start, end, reason } of intervalsBetween(timeline, FROM, UNTIL)) {
    if (reason.state === 'open') openings.push([start, end]);
  }
  return openings;
}

/** Random whole minutes of the five years, the same in every run (mulberry32). */
export function randomInstants(count, seed = 20260401) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const minutes = (UNTIL - FROM) / 60_000;
  return Float64Array.from({ length: count }, () => FROM + Math.floor(random() * minutes) * 60_000);
}
