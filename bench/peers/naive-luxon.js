/**
 * luxon with @holiday-jp/holiday_jp, as one would write it in an afternoon: a `DateTime` for the
 * question, `isHoliday(Date)` for the holidays, days stepped one by one.
 */
import holidayJp from '@holiday-jp/holiday_jp';
import { DateTime } from 'luxon';

export const name = 'luxon + holiday_jp, stepping days';

const zone = 'Asia/Tokyo';

export function createPeer() {
  return {
    answerAt(instant) {
      const now = DateTime.fromMillis(instant, { zone });
      const code = closedCode(now);
      if (code) return { isOpen: false, code };
      const { opens, closes } = hoursOf(now);
      if (now < opens) return { isOpen: false, code: 'before_opening' };
      return now < closes
        ? { isOpen: true, code: 'regular_hours' }
        : { isOpen: false, code: 'after_closing' };
    },
    opensFrom(instant) {
      const now = DateTime.fromMillis(instant, { zone });
      for (let day = now.startOf('day'); ; day = day.plus({ days: 1 })) {
        if (closedCode(day)) continue;
        const { opens, closes } = hoursOf(day);
        if (now < closes) return Math.max(instant, opens.toMillis());
      }
    },
  };
}

export function compileOpenings(from, until) {
  const openings = [];
  const end = DateTime.fromMillis(until, { zone });
  for (let day = DateTime.fromMillis(from, { zone }); day < end; day = day.plus({ days: 1 })) {
    if (closedCode(day)) continue;
    const { opens, closes } = hoursOf(day);
    openings.push([opens.toMillis(), closes.toMillis()]);
  }
  return openings;
}

function closedCode(day) {
  if (isYearEnd(day)) return 'long_break';
  if (holidayJp.isHoliday(day.toJSDate())) return 'holiday';
  return day.weekday > 5 ? 'weekend' : null;
}

function isYearEnd({ month, day }) {
  return (month === 12 && day >= 29) || (month === 1 && day <= 3);
}

function hoursOf(day) {
  const midnight = { second: 0, millisecond: 0 };
  return {
    opens: day.set({ hour: 9, minute: 0, ...midnight }),
    closes: day.set({ hour: 17, minute: 30, ...midnight }),
  };
}
