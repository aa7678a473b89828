/** State and reason at random instants, and the question callers have then: when does it open? */
import './tokyo.js';
import { decide } from '../dist/core/decision.js';
import { compareAnswers } from './compare.js';
import { race } from './measure.js';
import * as openingHours from './peers/opening-hours.js';
import { PEERS } from './peers.js';
import { compileRealLine, openingsOf, randomInstants } from './real-line.js';

const compiled = compileRealLine();
const { timeline } = compiled;
const instants = randomInstants(65_536);
const RETRY = { spreadMinutes: 30 };

const peers = PEERS.map(({ name, createPeer }) => ({ name, ...createPeer() }));

/** Runs a question at one random instant after the other; `ask` returns a number. */
function asking(ask) {
  let next = 0;
  return (times) => {
    let sum = 0;
    for (let count = 0; count < times; count++) {
      sum += ask(instants[next]);
      next = (next + 1) & 65_535;
    }
    return sum;
  };
}

/** A loop of its own: the one above calls through a function value, which costs as much again. */
function askReasons(times) {
  let sum = 0;
  for (let count = 0; count < times; count++) {
    sum += timeline.reasonAt(instants[count & 65_535]).code.length;
  }
  return sum;
}

const edges = edgesOf(compiled);
compareAnswers({ ...compiled, peers, instants: instants.slice(0, 2_000), edges });

race('State and reason at a random instant', [
  { name: 'ours, reasonAt', run: askReasons },
  ...peers.map(({ name, answerAt }) => ({
    name,
    run: asking((at) => (answerAt(at).isOpen ? 1 : 0)),
  })),
  {
    name: 'opening_hours, built for each question',
    run: asking((at) => (openingHours.createPeer().answerAt(at).isOpen ? 1 : 0)),
  },
]);

race('The whole decision (ours), state and next opening (peers)', [
  { name: 'ours, decide', run: asking((at) => decide(compiled, at, RETRY).freshUntil) },
  ...peers.map(({ name, answerAt, opensFrom }) => ({
    name,
    run: asking((at) => opensFrom(at) + (answerAt(at).isOpen ? 1 : 0)),
  })),
]);

/** A millisecond before each opening and closing, and the boundary itself. */
function edgesOf(line) {
  return openingsOf(line).flatMap(([start, end]) => [start - 1, start, end - 1, end]);
}
