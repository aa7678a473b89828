/** How the peers measure open time: a year's minutes, and the instant after eight open hours. */
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import moment from 'moment-business-time';
import * as dayjsBusinessTime from './dayjs-business-time.js';
import * as momentBusinessTime from './moment-business-time.js';
import * as naiveLuxon from './naive-luxon.js';
import * as openingHours from './opening-hours.js';

const EIGHT_HOURS = 8 * 3_600_000;
const MINUTE = 60_000;
const STEP = 48 * 60 * MINUTE;

const momentMeasurer = {
  name: momentBusinessTime.name,
  createMeasurer() {
    momentBusinessTime.createPeer();
    return {
      openMinutes: (from, until) => moment(until).workingDiff(moment(from), 'minutes'),
      addEightHours: (from) => moment(from).addWorkingTime(8, 'hours').valueOf(),
    };
  },
};

const dayjsMeasurer = {
  name: dayjsBusinessTime.name,
  createMeasurer() {
    dayjsBusinessTime.createPeer();
    return {
      openMinutes: (from, until) => dayjs(from).businessMinutesDiff(dayjs(until)),
      addEightHours: (from) => dayjs(from).addBusinessHours(8).valueOf(),
    };
  },
};

/** It knows how long it is open, but not until when: intervals are walked until it is enough. */
const openingHoursMeasurer = {
  name: openingHours.name,
  createMeasurer() {
    const hours = openingHours.createHours();
    const openIn = (from, until) => hours.getOpenIntervals(new Date(from), new Date(until));
    return {
      openMinutes: (from, until) =>
        hours.getOpenDuration(new Date(from), new Date(until))[0] / MINUTE,
      addEightHours: (from) => walkEightHours(openIn, from),
    };
  },
};

/** Days are stepped; each is one opening. */
const luxonMeasurer = {
  name: naiveLuxon.name,
  createMeasurer() {
    const openIn = (from, until) => {
      const start = DateTime.fromMillis(from, { zone: 'Asia/Tokyo' }).startOf('day').toMillis();
      return naiveLuxon
        .compileOpenings(start, until)
        .map(([opens, closes]) => [Math.max(opens, from), Math.min(closes, until)])
        .filter(([opens, closes]) => opens < closes);
    };
    return {
      openMinutes: (from, until) =>
        openIn(from, until).reduce((sum, [opens, closes]) => sum + (closes - opens) / MINUTE, 0),
      addEightHours: (from) => walkEightHours(openIn, from),
    };
  },
};

/** Two days at a time: most often they are enough. */
function walkEightHours(openIn, instant) {
  let left = EIGHT_HOURS;
  for (let from = instant; ; from += STEP) {
    for (const [opens, closes] of openIn(from, from + STEP)) {
      if (closes - opens >= left) return Number(opens) + left;
      left -= closes - opens;
    }
  }
}

export const MEASURERS = [momentMeasurer, dayjsMeasurer, openingHoursMeasurer, luxonMeasurer];
