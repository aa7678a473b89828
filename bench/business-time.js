/** A year's open minutes, and the instant after eight open hours, at random instants. */
import './tokyo.js';
import { compareMeasures } from './compare-measures.js';
import { race } from './measure.js';
import { MEASURERS } from './peers/business-time.js';
import { compileRealLine, randomInstants } from './real-line.js';

const HOUR = 3_600_000;
const EIGHT_HOURS = 8 * HOUR;
const YEAR = 365 * 24 * HOUR;

const { openTime } = compileRealLine().businessTime;
const ours = {
  name: 'ours, prefix sums',
  openMinutes: (from, until) => openTime.between(from, until) / 60_000,
  addEightHours: (from) => openTime.after(from, EIGHT_HOURS),
};
const peers = MEASURERS.map(({ name, createMeasurer }) => ({ name, ...createMeasurer() }));

/** Each with a whole year, and openings to spare, of the five years behind it. */
const all = randomInstants(65_536).filter((at) => at < Date.UTC(2027, 11, 1));
const instants = all.slice(0, 32_768);

compareMeasures({ ours, peers, instants: instants.slice(0, 100), year: YEAR });

/** Runs a question at one random instant after the other; `ask` returns a number. */
function asking(ask) {
  let next = 0;
  return (times) => {
    let sum = 0;
    for (let count = 0; count < times; count++) {
      sum += ask(instants[next]);
      next = (next + 1) & 32_767;
    }
    return sum;
  };
}

race("A year's open minutes", [
  ...[ours, ...peers].map(({ name, openMinutes }) => ({
    name,
    run: asking((at) => openMinutes(at, at + YEAR)),
  })),
]);

race('The instant after eight open hours', [
  ...[ours, ...peers].map(({ name, addEightHours }) => ({ name, run: asking(addEightHours) })),
]);
