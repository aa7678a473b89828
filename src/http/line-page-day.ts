import { addDays, type CivilDay } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/instant.ts';
import { intervalsBetween } from '../core/timeline.ts';
import { formatInstant, instantToWall, startOfDay, type Zone } from '../core/zone.ts';
import type { DayHours } from '../web/day-bar.tsx';

/** A date hour by hour, as it goes by: 23 or 25 hours where the clock is moved. */
export function dayHours({ zone, timeline }: CompiledSchedule, day: CivilDay): DayHours {
  const from = startOfDay(zone, day);
  const until = startOfDay(zone, addDays(day, 1));
  const minuteOf = (instant: Instant) => (instant - from) / MINUTE;
  const intervals = [...intervalsBetween(timeline, from, until)].map(({ start, end, reason }) => ({
    start: formatInstant(zone, start),
    end: formatInstant(zone, end),
    from: minuteOf(start),
    until: minuteOf(end),
    state: reason.state,
    reason: reason.code,
    name: reason.name,
  }));
  return { minutes: minuteOf(until), intervals, hours: wholeHours(zone, { from, until }) };
}

/** Where the clock reads a whole hour; the end of the date is hour 24. */
function wholeHours(zone: Zone, { from, until }: { from: Instant; until: Instant }) {
  const hours: { minute: number; hour: number }[] = [];
  // No zone is off by less than a quarter of an hour.
  for (let at = from as number; at < until; at += 15 * MINUTE) {
    const wall = instantToWall(zone, at as Instant);
    if (wall % HOUR !== 0) continue;
    hours.push({
      minute: (at - from) / MINUTE,
      hour: Math.floor((((wall % DAY) + DAY) % DAY) / HOUR),
    });
  }
  return [...hours, { minute: (until - from) / MINUTE, hour: 24 }];
}
