import { describeValue } from '../config/describe-value.ts';
import { MINUTES_PER_DAY } from '../core/civil.ts';
import type { Hours } from '../core/schedule.ts';
import { quote } from '../words/quote.ts';
import type { Said } from './imported.ts';

interface Where {
  readonly place: string;
  readonly said: Said;
}

const LAST_MINUTE = MINUTES_PER_DAY - 1;

/**
 * The hours of two times of a clock, as Google reads them: without times, and from 00:00 to 00:00,
 * closed; until 23:59 from 00:00, the whole day; an end that is not later is on the next day.
 * `null` where something is wrong, which has been said.
 */
export function readOpensAndCloses(opens: unknown, closes: unknown, where: Where): Hours | null {
  if (isNothing(opens) && isNothing(closes)) return [];
  const start = readTime(opens, { ...where, place: `${where.place}/opens` });
  const end = readTime(closes, { ...where, place: `${where.place}/closes` });
  if (start === null || end === null) return null;
  return hoursBetween(start, end, where);
}

/** The hours between two minutes of a day, an end that is not later on the next day. */
export function hoursBetween(start: number, end: number, { place, said }: Where): Hours | null {
  if (start === 0 && end === 0) return [];
  if (start === 0 && end === LAST_MINUTE) return [{ start, end: MINUTES_PER_DAY }];
  // What is no number is in no order.
  if (!(start < MINUTES_PER_DAY && end <= MINUTES_PER_DAY)) {
    const advice = 'open before 24:00, and close at 24:00 or before';
    said.refuse({ code: 'bad_time', place, found: 'a time that no day has', advice });
    return null;
  }
  if (start !== end) return [{ start, end: end > start ? end : end + MINUTES_PER_DAY }];
  const found = 'hours that close when they open';
  const advice = 'taken for closed; write 00:00 and 23:59 for the whole day';
  said.lose({ code: 'empty_span', place, found, advice });
  return [];
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

const TIME = /^T?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

function readTime(value: unknown, { place, said }: Where): number | null {
  const [, hours, minutes, seconds = '00', offset] =
    TIME.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  const [minute, second] = [Number(hours) * 60 + Number(minutes), Number(seconds)];
  const isTime = Number(minutes) < 60 && second < 60 && minute <= MINUTES_PER_DAY;
  if (!isTime) {
    const found = value === '' ? 'nothing' : describeValue(value);
    const advice = 'write a time such as 09:00; without opens and closes it is closed';
    said.refuse({ code: 'bad_time', place, found, advice });
    return null;
  }
  if (offset !== undefined) {
    const advice = 'read on the clock of the line';
    said.lose({ code: 'time_offset', place, found: quote(offset), advice });
  }
  // 23:59:59 is 23:59 with more care.
  if (second !== 0 && minute !== LAST_MINUTE) {
    const advice = 'hours have whole minutes';
    said.lose({ code: 'seconds', place, found: describeValue(value), advice });
  }
  return minute;
}
