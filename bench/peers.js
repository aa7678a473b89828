import * as dateHolidays from './peers/date-holidays.js';
import * as dayjsBusinessTime from './peers/dayjs-business-time.js';
import * as momentBusinessTime from './peers/moment-business-time.js';
import * as naiveLuxon from './peers/naive-luxon.js';
import * as openingHours from './peers/opening-hours.js';

/** What users would take instead; each with `name`, `createPeer` and `compileOpenings`. */
export const PEERS = [
  openingHours,
  naiveLuxon,
  momentBusinessTime,
  dayjsBusinessTime,
  dateHolidays,
];
