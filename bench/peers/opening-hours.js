/** opening_hours: the OpenStreetMap notation. Comments can carry our reason codes. */
import OpeningHours from 'opening_hours';

const HOURS = 'Mo-Fr 09:00-17:30; PH off "holiday"; Dec 29-Jan 03 off "long_break"';
const TOKYO = { lat: 35.7, lon: 139.7, address: { country_code: 'jp', state: '東京都' } };

export const name = 'opening_hours';

export function createHours() {
  return new OpeningHours(HOURS, TOKYO);
}

export function createPeer() {
  const hours = createHours();
  return {
    /** One iterator gives state and comment; two separate questions would cost twice as much. */
    answerAt(instant) {
      const iterator = hours.getIterator(new Date(instant));
      return { isOpen: iterator.getState(), code: iterator.getComment() ?? null };
    },
    /** It has no "next opening": the next changes are walked until one opens. */
    opensFrom(instant) {
      const iterator = hours.getIterator(new Date(instant));
      while (!iterator.getState()) iterator.advance();
      return Math.max(instant, iterator.getDate().getTime());
    },
  };
}

export function compileOpenings(from, until) {
  const hours = new OpeningHours(HOURS, TOKYO);
  return hours
    .getOpenIntervals(new Date(from), new Date(until))
    .map(([start, end]) => [start.getTime(), end.getTime()]);
}
