/**
 * dayjs-business-time: the idea of moment-business-time. No reasons, no wildcards: the year-end
 * days are listed like the holidays.
 */
import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';
import { listHolidays, listYearEnds } from './listed-holidays.js';

export const name = 'dayjs-business-time';

dayjs.extend(businessTime);

const HOURS = [{ start: '09:00:00', end: '17:30:00' }];

export function createPeer() {
  configure();
  return {
    answerAt: (instant) => ({ isOpen: dayjs(instant).isBusinessTime(), code: null }),
    opensFrom: (instant) => dayjs(instant).nextBusinessTime().valueOf(),
  };
}

/** It gives openings but no closings: those are set by hand. */
export function compileOpenings(from, until) {
  configure();
  const openings = [];
  for (let now = dayjs(from); ; ) {
    const opens = now.nextBusinessTime();
    if (opens.valueOf() >= until) return openings;
    const closes = opens.hour(17).minute(30);
    openings.push([opens.valueOf(), closes.valueOf()]);
    now = closes.add(1, 'minute');
  }
}

function configure() {
  const [monday, tuesday, wednesday, thursday, friday] = Array(5).fill(HOURS);
  const week = { sunday: null, monday, tuesday, wednesday, thursday, friday, saturday: null };
  dayjs.setBusinessTime(week);
  dayjs.setHolidays([...listHolidays(), ...listYearEnds()]);
}
