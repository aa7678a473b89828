import { civilDayOf } from '../core/civil.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../core/instant.ts';
import type { Wall } from '../core/zone.ts';

/** A date or a time as it is written, on a clock that is told elsewhere. */
export interface WrittenTime {
  readonly wall: Wall;
  readonly isDate: boolean;
  readonly isUtc: boolean;
}

/** Reads `2027-04-01`, `2027-04-01T09:00:00` and that with a Z; `null` for what does not exist. */
export function parseWall(text: unknown): WrittenTime | null {
  const parts = TIME.exec(String(text));
  if (!parts) return null;
  const [, year, month, dayOfMonth, hour, minute, second, zulu] = parts;
  const day = civilDayOf(Number(year), Number(month), Number(dayOfMonth));
  if (day === null) return null;
  const time =
    Number(hour ?? 0) * HOUR + Number(minute ?? 0) * MINUTE + Number(second ?? 0) * SECOND;
  if (time > DAY) return null;
  return { wall: day * DAY + time, isDate: hour === undefined, isUtc: zulu !== undefined };
}

/** What ical.js makes of a date without VALUE=DATE ends in `T::`. */
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T::|T(\d\d):(\d\d):(\d\d)(Z)?)?$/;
