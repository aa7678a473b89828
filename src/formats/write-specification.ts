import { formatMinute, MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours, Span } from '../core/schedule.ts';
import type { OpeningHoursSpecification } from './opening-hours.ts';

/** When an entry holds: dates, both inclusive, and weekdays (Monday is 0); without any: always. */
export interface Validity {
  readonly name?: string;
  readonly weekdays?: readonly number[];
  readonly validFrom?: string;
  readonly validThrough?: string;
}

const DAYS_OF_WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** One entry per span, and one for a closed date. */
export function specificationsOf(hours: Hours, validity: Validity): OpeningHoursSpecification[] {
  const { name, weekdays, validFrom, validThrough } = validity;
  const times = hours.length === 0 ? [CLOSED] : hours.flatMap(timesOf);
  return times.map((opensAndCloses) => ({
    '@type': 'OpeningHoursSpecification',
    ...(name !== undefined && { name }),
    ...(weekdays && { dayOfWeek: weekdays.map((weekday) => DAYS_OF_WEEK[weekday] as string) }),
    ...opensAndCloses,
    ...(validFrom !== undefined && { validFrom }),
    ...(validThrough !== undefined && { validThrough }),
  }));
}

const CLOSED = { opens: '00:00', closes: '00:00' };
const WHOLE_DAY = { opens: '00:00', closes: '23:59' };
const MIDDAY = MINUTES_PER_DAY / 2;

/** Until 23:59 on the dot is written as two halves: as one it would be the whole day. */
function timesOf({ start, end }: Span): { opens: string; closes: string }[] {
  if (start === 0 && end === MINUTES_PER_DAY) return [WHOLE_DAY];
  if (start === 0 && end === MINUTES_PER_DAY - 1) {
    return [
      { start, end: MIDDAY },
      { start: MIDDAY, end },
    ].flatMap(timesOf);
  }
  return [{ opens: formatMinute(start), closes: formatMinute(end % MINUTES_PER_DAY) }];
}
