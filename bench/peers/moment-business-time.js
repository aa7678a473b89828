/**
 * moment-business-time: weekly hours and a list of holidays in the locale. No reasons; the holidays
 * must be listed by the user, so @holiday-jp/holiday_jp lists them.
 */
import moment from 'moment-business-time';
import { listHolidays } from './listed-holidays.js';

export const name = 'moment-business-time';

const HOURS = ['09:00', '17:30'];

export function createPeer() {
  configure();
  return {
    answerAt: (instant) => ({ isOpen: moment(instant).isWorkingTime(), code: null }),
    opensFrom: (instant) => moment(instant).nextWorkingTime().valueOf(),
  };
}

/** Follows its transitions; asks a minute later, because at a closing itself it has no answer. */
export function compileOpenings(from, until) {
  configure();
  const openings = [];
  for (let now = moment(from); ; ) {
    const opens = now.nextTransitionTime().moment;
    if (opens.valueOf() >= until) return openings;
    const closes = opens.nextTransitionTime().moment;
    openings.push([opens.valueOf(), closes.valueOf()]);
    now = closes.clone().add(1, 'minute');
  }
}

function configure() {
  moment.updateLocale('en', {
    workinghours: { 0: null, 1: HOURS, 2: HOURS, 3: HOURS, 4: HOURS, 5: HOURS, 6: null },
    holidays: [...listHolidays(), '*-12-29', '*-12-3[01]', '*-01-0[123]'],
  });
}
