import { dirname, join } from 'node:path';
import type { Calendar } from '../core/calendar.ts';
import { quote } from '../words/quote.ts';
import type { Located } from './located.ts';
import type { CalendarInput } from './parse-calendar.ts';
import type { ParseContext } from './parse-context.ts';

/** The calendar of an iCalendar file; `null` where it is none. What of it is lost is a warning. */
export function parseIcalendarFile<List>(
  at: Located<string>,
  { sources, readFile, now, zone }: CalendarInput<List>,
  { problems }: ParseContext,
): Calendar | null {
  const file = join(dirname(at.document.file), at.value);
  const bytes = readFile(file, at.value);
  if ('code' in bytes) {
    const found = `the calendar ${quote(at.value)} ${bytes.found}`;
    const advice = 'write the path of an .ics file, relative to this file';
    problems.report(at, { code: bytes.code, found, advice });
    return null;
  }
  const read = sources.readIcalendar(bytes, { now, zone });
  if (!read.ok) {
    for (const { code, place, found, advice } of read.faults) {
      problems.report(at, { code, found: `${quote(at.value)}, ${place}: ${found}`, advice });
    }
    return null;
  }
  for (const { place, found, advice } of read.days.lost) {
    const told = `${quote(at.value)}, ${place}: ${found}`;
    problems.warn(at, { code: 'lost_event', found: told, advice });
  }
  return sources.createIcalendarCalendar(String(at.parent?.key), read.days);
}
