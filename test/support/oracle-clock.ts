/**
 * A zone's wall clock for the oracle, read from `Intl` and nothing else. All times are whole
 * minutes since 1970-01-01T00:00, `minute` in UTC and `wall` as the clock on the wall reads.
 */
export interface WallClock {
  wallAt(minute: number): number;
  /** The minutes at which the wall reads this, the earlier first; none in a skipped hour. */
  readingsOf(wall: number): readonly number[];
  /** Whether the civil date ever happened there. */
  happened(day: number): boolean;
}

const QUARTER = 15;
const HOUR = 60;
const DAY = 24 * HOUR;
/** No offset is further from UTC than 14 hours; a little more costs nothing. */
const FARTHEST_OFFSET = 15 * HOUR;

const clocks = new Map<string, WallClock>();

export function wallClockOf(zone: string): WallClock {
  const clock = clocks.get(zone) ?? createWallClock(zone);
  clocks.set(zone, clock);
  return clock;
}

function createWallClock(zone: string): WallClock {
  const offsetOf = remember(offsetReader(zone));
  // Since 1970 clocks have changed on the quarter hour only, so one look per quarter is enough.
  const offsetAt = (minute: number) => offsetOf(Math.floor(minute / QUARTER));
  const wallAt = (minute: number) => minute + offsetAt(minute);

  const readingsOf = remember((wall: number): readonly number[] => {
    const found = new Set<number>();
    const last = wall + FARTHEST_OFFSET;
    for (let probe = wall - FARTHEST_OFFSET; probe <= last; probe += HOUR) {
      const minute = wall - offsetAt(probe);
      if (wallAt(minute) === wall) found.add(minute);
    }
    return [...found].sort((a, b) => a - b);
  });

  const happened = remember((day: number): boolean => {
    for (let wall = day * DAY; wall < (day + 1) * DAY; wall += QUARTER) {
      if (readingsOf(wall).length > 0) return true;
    }
    return false;
  });
  return { wallAt, readingsOf, happened };
}

/** An opening takes the earlier reading; in a skipped hour the first minute after the gap. */
export function openingMinute(clock: WallClock, wall: number): number {
  return clock.readingsOf(wall).at(0) ?? openingMinute(clock, wall + 1);
}

/** A closing takes the later reading; in a skipped hour the first minute after the gap. */
export function closingMinute(clock: WallClock, wall: number): number {
  return clock.readingsOf(wall).at(-1) ?? closingMinute(clock, wall + 1);
}

function offsetReader(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (quarter: number): number => {
    const minute = quarter * QUARTER;
    const [month, day, year, hour, past] = format
      .format(minute * 60_000)
      .split(/\D+/)
      .map(Number) as [number, number, number, number, number];
    return Date.UTC(year, month - 1, day, hour, past) / 60_000 - minute;
  };
}

function remember<Value>(read: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
