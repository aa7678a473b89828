/**
 * What an answer costs in each format, beside JSON: over HTTP as a telephone system asks, and the
 * writing alone. The shipped configuration, closed for a holiday: the longest answer.
 */
import './tokyo.js';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../dist/app.js';
import { composeAnswer } from '../dist/formats/compose-answer.js';
import { FORMAT_NAMES, FORMATS } from '../dist/formats/formats.js';
import { composePurposeAnswer } from '../dist/formats/purpose-answer.js';
import { PURPOSE_FORMATS } from '../dist/formats/purpose-formats.js';
import { bodyAt, createKeptAnswers } from '../dist/http/kept-answers.js';
import { Keeper, NO_OVERRIDES } from '../dist/lines/keeper.js';
import { loadSnapshot } from '../dist/load-snapshot.js';
import { race, raceAsync } from './measure.js';

const CONFIGURATION = fileURLToPath(new URL('../config', import.meta.url));
const HOLIDAY = Date.parse('2026-11-23T10:00:00+09:00');
const AN_HOUR = 3_600_000;
const LANGUAGE = 'ja';

const loaded = loadSnapshot(CONFIGURATION, HOLIDAY);
if (!loaded.ok) throw new Error('the shipped configuration is not good');
const keeper = new Keeper();
keeper.accept(loaded.snapshot);
keeper.layOver(NO_OVERRIDES);
const { snapshot } = keeper;
const line = snapshot.lines.get('phone-pin');
const keep = createKeptAnswers();
const purpose = snapshot.purposes.get('reset-online-password');

/** A clock that goes on by a millisecond with each question, inside one interval. */
let asked = 0;
const clock = () => HOLIDAY + (asked++ % AN_HOUR);

const repeated = (work) => (times) => {
  let sum = 0;
  for (let count = 0; count < times; count++) sum += work().length;
  return sum;
};

/** JSON first: all ratios are to it. */
const inEachFormat = (workOf) => FORMAT_NAMES.map((name) => ({ name, run: workOf(name) }));

const app = await buildApp({
  keeper,
  ledger: null,
  drain: new AbortController().signal,
  clock,
  limits: { readsPerMinute: 0, writesPerMinute: 0 },
});

const asking = (path) => async (times) => {
  let sum = 0;
  for (let count = 0; count < times; count++) sum += (await app.inject(path)).body.length;
  return sum;
};

await raceAsync(
  'An answer about a line, asked of the server',
  inEachFormat((name) => asking(`/v1/lines/phone-pin/decision.${name}`)),
);
await raceAsync(
  'An answer about a purpose, asked of the server',
  inEachFormat((name) => asking(`/v1/purposes/reset-online-password.${name}`)),
);
await app.close();

race(
  'The writing alone, kept for the interval',
  inEachFormat((name) => {
    const format = FORMATS[name];
    return repeated(() => {
      const now = clock();
      return bodyAt(keep(snapshot, line, { now, language: LANGUAGE }), format, now);
    });
  }),
);

race(
  'The writing alone, each one made anew',
  inEachFormat((name) =>
    repeated(() => {
      const question = { instant: clock(), at: null, language: LANGUAGE };
      return FORMATS[name].write(composeAnswer(snapshot, line, question));
    }),
  ),
);

race(
  'The writing alone, of a purpose, each one made anew',
  inEachFormat((name) =>
    repeated(() => {
      const question = { instant: clock(), at: null, language: LANGUAGE };
      return PURPOSE_FORMATS[name].write(composePurposeAnswer(snapshot, purpose, question));
    }),
  ),
);
