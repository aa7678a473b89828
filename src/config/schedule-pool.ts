import type { Calendar } from '../core/calendar.ts';
import type { Schedule } from '../core/schedule.ts';
import type { Located } from './located.ts';
import type { Defined, ParseContext } from './parse-context.ts';
import { type ParsedSchedule, parseSchedule } from './parse-schedule.ts';
import type { WrittenSchedule } from './schema-schedule.ts';

/** Parses schedules such that equal ones become one object, and their lines share a timeline. */
export type SchedulePool = (at: Located<WrittenSchedule>) => ParsedSchedule;

export function createSchedulePool(
  calendars: Defined<Calendar>,
  context: ParseContext,
): SchedulePool {
  const byText = new Map<string, ParsedSchedule>();
  const byMeaning = new Map<string, Schedule>();
  return (at) => {
    const text = JSON.stringify(at.value);
    const known = byText.get(text);
    if (known) return known;
    const errorsBefore = context.problems.errorCount;
    const { schedule, zone } = parseSchedule(at, calendars, context);
    const meaning = JSON.stringify(schedule, calendarsAsIds);
    const shared = byMeaning.get(meaning) ?? schedule;
    byMeaning.set(meaning, shared);
    const parsed = { schedule: shared, zone };
    // A wrong schedule is parsed each time: its faults have places of their own.
    if (context.problems.errorCount === errorsBefore) byText.set(text, parsed);
    return parsed;
  };
}

function calendarsAsIds(key: string, value: unknown): unknown {
  return key === 'calendars' ? (value as readonly Calendar[]).map(({ id }) => id) : value;
}
