import t from 'tap';
import { composeAnswer } from '../../src/formats/compose-answer.ts';
import { FLAT_KEYS, flatDecision, flatFailure } from '../../src/formats/flat-decision.ts';
import { FORMATS } from '../../src/formats/formats.ts';
import { buildSnapshot, type Line } from '../../src/lines/snapshot.ts';
import { callCentre } from '../support/configuration.ts';
import { at } from '../support/schedules.ts';

const snapshot = buildSnapshot(callCentre, at('2026-11-01T00:00'));

function answer(line: string, moment: string) {
  const question = { instant: at(moment), at: null };
  return composeAnswer(snapshot, snapshot.lines.get(line) as Line, question);
}

t.test(
  'the text has the state, why, the seconds to the opening, its time, and an end',
  async (t) => {
    const cases = [
      ['phone-pin', '2026-11-23T10:00', 'closed|holiday|82800|20261124T090000|end'],
      ['phone-pin', '2026-11-24T08:59:59.999', 'closed|before_opening|1|20261124T090000|end'],
      ['phone-pin', '2026-11-24T09:00', 'open|regular_hours|0|20261124T173000|end'],
      ['phone-pin', '2026-11-24T17:29:59', 'open|regular_hours|0|20261124T173000|end'],
      ['phone-pin', '2026-11-24T17:30', 'closed|after_closing|55800|20261125T090000|end'],
      ['lost-card', '2026-11-24T10:00', 'open|regular_hours|0|never|end'],
      ['never-open', '2026-11-24T10:00', 'closed|regular_day_off|never|never|end'],
    ] as const;
    for (const [line, moment, expected] of cases) {
      t.equal(FORMATS.text.write(answer(line, moment)), expected, `${line} ${moment}`);
    }
  },
);

t.test('the form has the fields of the text, and what a dialplan can use besides', async (t) => {
  const body = FORMATS.form.write(answer('phone-pin', '2026-11-23T10:00'));
  t.match(body, /^state=closed&reason=holiday&seconds=82800&time=20261124T090000&/);
  t.notMatch(body, /[+ ",\r\n]/);
  const fields = Object.fromEntries(new URLSearchParams(body));
  t.match(fields, {
    line: 'phone-pin',
    layer: 'holiday',
    opensAt: '20261124T090000',
    closesAt: '20261124T173000',
    retryAt: '20261124T090000',
    closingSoon: '0',
    destinationKind: 'announcement',
    destinationTarget: 'closed-holiday',
    freshness: 'live',
    end: '1',
  });
});

t.test('the flat form has every key at all times, and texts only', async (t) => {
  const moments = ['2026-11-24T10:00', '2026-11-23T10:00', '2026-12-20T10:00', '2027-01-02T10:00'];
  for (const line of snapshot.lines.keys()) {
    for (const moment of moments) {
      const flat = flatDecision(answer(line, moment));
      t.same(Object.keys(flat), FLAT_KEYS, `${line} ${moment}`);
      t.ok(Object.values(flat).every((value) => typeof value === 'string'));
      t.ok(Object.keys(flat).every((key) => /^[A-Za-z][A-Za-z0-9_]*$/.test(key)));
    }
  }
  const flat = flatDecision(answer('phone-pin', '2027-01-02T10:00'));
  t.match(flat, {
    longBreakName: '年末年始',
    longBreakFrom: '2026-12-29',
    longBreakUntil: '2027-01-03',
    longBreakDays: '6',
    longBreakReopensAt: '2027-01-04T09:00:00+09:00',
    upcomingBreakName: '',
    closingSoon: 'false',
    alternativeUrl: 'https://example.com/reset',
  });
});

t.test('a failure has the same flat keys', async (t) => {
  const line = snapshot.lines.get('phone-pin') as Line;
  for (const known of [null, line]) {
    const failure = {
      code: 'internal',
      line: known,
      onUnknown: 'unknown',
      language: 'en',
    } as const;
    const flat = flatFailure(failure);
    t.same(Object.keys(flat).sort(), [...FLAT_KEYS].sort());
    t.match(flat, { state: 'unknown', reason: 'internal', message: /call again/ });
  }
});
