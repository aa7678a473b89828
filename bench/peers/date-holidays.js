/**
 * date-holidays: computes holidays, knows no hours. Weekdays and hours around it are the shortest
 * code there is, with the host's own `Date`, so nearly all of the time is the library's.
 */
import Holidays from 'date-holidays';

export const name = 'date-holidays + Date';

export function createPeer() {
  const holidays = new Holidays('JP', { types: ['public'] });
  return {
    answerAt(instant) {
      const now = new Date(instant);
      const code = closedCode(now, (day) => holidays.isHoliday(day));
      if (code) return { isOpen: false, code };
      const minute = now.getHours() * 60 + now.getMinutes();
      if (minute < 540) return { isOpen: false, code: 'before_opening' };
      return minute < 1050
        ? { isOpen: true, code: 'regular_hours' }
        : { isOpen: false, code: 'after_closing' };
    },
    opensFrom(instant) {
      const day = new Date(instant);
      day.setHours(9, 0, 0, 0);
      for (; ; day.setDate(day.getDate() + 1)) {
        const closes = new Date(day).setHours(17, 30);
        if (instant >= closes || closedCode(day, (date) => holidays.isHoliday(date))) continue;
        return Math.max(instant, day.getTime());
      }
    },
  };
}

/** Here its whole years are asked for, which is by far its cheapest way. */
export function compileOpenings(from, until) {
  const holidays = new Holidays('JP', { types: ['public'] });
  const openings = [];
  let known = { year: 0, days: new Set() };
  const isHoliday = (day) => {
    const year = day.getFullYear();
    if (known.year !== year) known = { year, days: holidaysOf(holidays, year) };
    return known.days.has(new Date(day).setHours(0, 0, 0, 0));
  };
  for (const day = new Date(from); day.getTime() < until; day.setDate(day.getDate() + 1)) {
    if (closedCode(day, isHoliday)) continue;
    openings.push([new Date(day).setHours(9, 0), new Date(day).setHours(17, 30)]);
  }
  return openings;
}

function holidaysOf(holidays, year) {
  return new Set(holidays.getHolidays(year).map(({ start }) => start.getTime()));
}

function closedCode(day, isHoliday) {
  const [month, date] = [day.getMonth() + 1, day.getDate()];
  if ((month === 12 && date >= 29) || (month === 1 && date <= 3)) return 'long_break';
  if (isHoliday(day)) return 'holiday';
  return day.getDay() % 6 === 0 ? 'weekend' : null;
}
