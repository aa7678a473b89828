import type { Configuration, Expectation } from '../config/configuration.ts';
import type { Problem } from '../config/problem.ts';
import type { Reason } from '../core/reason.ts';
import type { Snapshot } from './snapshot.ts';

/** A problem for each expectation that the compiled lines do not meet. */
export function checkExpectations(
  snapshot: Snapshot,
  { expectations }: Configuration,
): readonly Problem[] {
  return expectations.flatMap((expectation) => {
    const line = snapshot.lines.get(expectation.line);
    const reason = line?.compiled.timeline.reasonAt(expectation.at);
    return reason && !isMet(expectation, reason) ? [unmet(expectation, reason)] : [];
  });
}

function isMet({ state, reason }: Expectation, actual: Reason): boolean {
  return (state ?? actual.state) === actual.state && (reason ?? actual.code) === actual.code;
}

function unmet(expectation: Expectation, actual: Reason): Problem {
  const { line, atText, place, pointer } = expectation;
  const expected = [expectation.state, expectation.reason].filter(Boolean).join(', ');
  const answer = `${actual.state}, ${actual.code} (${actual.name.ja})`;
  return {
    ...place,
    pointer,
    severity: 'error',
    code: 'expectation_failed',
    found: `${line} at ${atText} is ${answer}, not ${expected}`,
    advice: 'correct the hours, or the expectation if the hours are meant so',
  };
}
