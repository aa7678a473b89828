/** Five years of openings from nothing: a fresh schedule, zone table and calendar at hand. */
import './tokyo.js';
import { printTable, race } from './measure.js';
import { PEERS } from './peers.js';
import { compileRealLine, FROM, openingsOf, UNTIL } from './real-line.js';

const DAY = 86_400_000;

/** Touches every block of the five years, as the first questions about them would. */
function compileFiveYears() {
  const { timeline } = compileRealLine();
  let sum = 0;
  for (let at = FROM; at < UNTIL; at += 30 * DAY) sum += timeline.reasonAt(at).code.length;
  return sum + timeline.reasonAt(UNTIL - 1).code.length;
}

function repeated(work) {
  return (times) => {
    let sum = 0;
    for (let count = 0; count < times; count++) sum += work();
    return sum;
  };
}

const ours = openingsOf(compileRealLine());

printTable(
  'Openings compared first',
  ['openings of five years', 'found', 'differ from ours'],
  PEERS.map(({ name, compileOpenings }) => {
    const theirs = compileOpenings(FROM, UNTIL);
    return [name, `${theirs.length}`, `${countDifferences(ours, theirs)} of ${ours.length}`];
  }),
);

race('Five years compiled', [
  { name: 'ours, compiled', run: repeated(compileFiveYears) },
  {
    name: 'ours, compiled and every interval read',
    run: repeated(() => openingsOf(compileRealLine()).length),
  },
  ...PEERS.map(({ name, compileOpenings }) => ({
    name,
    run: repeated(() => compileOpenings(FROM, UNTIL).length),
  })),
]);

/** Openings that only one of the two has. */
function countDifferences(a, b) {
  const [keysA, keysB] = [new Set(a.map(String)), new Set(b.map(String))];
  return (
    a.filter((one) => !keysB.has(String(one))).length +
    b.filter((one) => !keysA.has(String(one))).length
  );
}
