import type { Calendar } from '../core/calendar.ts';
import type {
  ExceptionRule,
  LongBreakDetection,
  LongBreakRule,
  Schedule,
} from '../core/schedule.ts';
import type { Zone } from '../core/zone.ts';
import {
  DEFAULT_CLOSING_SOON_MINUTES,
  DEFAULT_MIN_DAYS,
  DEFAULT_NOTICE_DAYS,
} from './configuration.ts';
import { child, items, type Located } from './located.ts';
import type { Defined, ParseContext } from './parse-context.ts';
import { parseException } from './parse-exception.ts';
import { parseHolidays } from './parse-holidays.ts';
import { parseLongBreak } from './parse-long-break.ts';
import { parseRegular } from './parse-regular.ts';
import { parseZone } from './parse-zone.ts';
import type { WrittenSchedule } from './schema-schedule.ts';
import { warnContradictions } from './warn-contradictions.ts';
import { warnRepeatedCuts } from './warn-cuts.ts';
import { warnNeverOpen } from './warn-never-open.ts';
import { warnOverlaps } from './warn-overlaps.ts';

export interface ParsedSchedule {
  readonly schedule: Schedule;
  /** Its own zone, for lines that have none. */
  readonly zone: Zone | null;
}

/** Parts that are wrong are left out; they have been told, and no configuration comes of it. */
export function parseSchedule(
  at: Located<WrittenSchedule>,
  calendars: Defined<Calendar>,
  context: ParseContext,
): ParsedSchedule {
  const errorsBefore = context.problems.errorCount;
  const [zone, regular, holidays] = [
    child(at, 'zone'),
    child(at, 'regular'),
    child(at, 'holidays'),
  ];
  const schedule = {
    editions: regular ? parseRegular(regular, context) : [],
    holidays: holidays ? parseHolidays(holidays, calendars, context) : [],
    longBreaks: parseLongBreaks(at, context),
    detection: parseDetection(at),
    exceptions: parseExceptions(at, context),
    lastCallMinutes: child(at, 'lastCallMinutes')?.value ?? 0,
    closingSoonMinutes: child(at, 'closingSoonMinutes')?.value ?? DEFAULT_CLOSING_SOON_MINUTES,
  };
  if (context.problems.errorCount === errorsBefore) warnNeverOpen(at, schedule, context);
  return { schedule, zone: zone && parseZone(zone, context) };
}

function parseLongBreaks(at: Located<WrittenSchedule>, context: ParseContext): LongBreakRule[] {
  const list = child(at, 'longBreaks');
  const parsed = (list ? items(list) : []).flatMap((item) => {
    const rule = parseLongBreak(item, context);
    return rule ? [{ at: item, rule }] : [];
  });
  const dated = parsed.flatMap(({ at: item, rule: { range } }) =>
    range.kind === 'once' ? [{ at: item, from: range.from, until: range.until }] : [],
  );
  warnOverlaps(dated, { code: 'overlapping_long_breaks', context });
  return parsed.map(({ rule }) => rule);
}

function parseExceptions(at: Located<WrittenSchedule>, context: ParseContext): ExceptionRule[] {
  const list = child(at, 'exceptions');
  const parsed = (list ? items(list) : []).flatMap((item) => {
    const rule = parseException(item, context);
    return rule ? [{ at: item, rule }] : [];
  });
  const dated = warnContradictions(parsed, context);
  warnOverlaps(dated, { code: 'overlapping_exceptions', context });
  warnRepeatedCuts(parsed, context);
  return parsed.map(({ rule }) => rule);
}

function parseDetection(at: Located<WrittenSchedule>): LongBreakDetection {
  const written = child(at, 'detectLongBreaks');
  const value = <K extends keyof LongBreakDetection>(key: K) =>
    written && child(written, key)?.value;
  return {
    minDays: value('minDays') ?? DEFAULT_MIN_DAYS,
    noticeDays: value('noticeDays') ?? DEFAULT_NOTICE_DAYS,
    bridgeWithinDays: value('bridgeWithinDays') ?? 0,
  };
}
