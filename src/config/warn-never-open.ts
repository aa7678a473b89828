import { MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours, Schedule } from '../core/schedule.ts';
import { child, type Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { WrittenSchedule } from './schema-schedule.ts';

/** Warns of a schedule that never opens, or that is open and never takes a caller. */
export function warnNeverOpen(
  at: Located<WrittenSchedule>,
  schedule: Schedule,
  { problems }: ParseContext,
): void {
  const regular = schedule.editions.flatMap(({ weekdays, nthWeekdays }) => [
    ...weekdays,
    ...nthWeekdays.map(({ hours }) => hours),
  ]);
  if (![...regular, ...otherHours(schedule)].some(isOpening)) {
    const found = 'no rule of this schedule ever opens it';
    const advice = 'write regular hours such as { mon-fri: [09:00-17:30] }, or remove it';
    problems.warn(at, { code: 'never_open', found, advice });
    return;
  }
  const longest = Math.max(...regular.map(longestOpening));
  const written = child(at, 'lastCallMinutes');
  if (!written || longest === 0 || written.value < longest) return;
  const found = `the longest regular hours are ${longest} minutes: no caller is ever taken`;
  const advice = 'write fewer minutes than the line is open';
  problems.warn(written, { code: 'never_taking_calls', found, advice });
}

function otherHours({ holidays, longBreaks, exceptions }: Schedule): Hours[] {
  return [
    ...holidays.flatMap(({ hours }) => (hours === 'regular' ? [] : [hours])),
    ...longBreaks.map(({ hours }) => hours),
    ...exceptions.flatMap(({ change }) => (change.kind === 'hours' ? [change.hours] : [])),
  ];
}

function isOpening(hours: Hours): boolean {
  return hours.length > 0;
}

/** In minutes; what touches midnight may go on in the date beside it, and counts as endless. */
function longestOpening(hours: Hours): number {
  let [longest, start, end] = [0, 0, -1];
  for (const span of hours) {
    if (span.start === 0 || span.end >= MINUTES_PER_DAY) return Number.POSITIVE_INFINITY;
    if (span.start !== end) start = span.start;
    end = span.end;
    longest = Math.max(longest, end - start);
  }
  return longest;
}
