import { type InstantFault, parseInstant } from '../core/parse-instant.ts';
import { stateOf } from '../core/reason.ts';
import { quote } from '../words/quote.ts';
import type { Expectation, LineConfiguration } from './configuration.ts';
import { child, type Located, pathOf } from './located.ts';
import { type Defined, type ParseContext, reportMissing, resolve } from './parse-context.ts';
import type { WrittenExpectation } from './schema.ts';
import { formatPointer } from './source-document.ts';

/** An expectation; `null` where something is wrong, which has been told. */
export function parseExpectation(
  at: Located<WrittenExpectation>,
  lines: Defined<LineConfiguration>,
  context: ParseContext,
): Expectation | null {
  const [id, written] = [child(at, 'line'), child(at, 'at')];
  const [state, reason] = [child(at, 'state')?.value ?? null, child(at, 'reason')?.value ?? null];
  checkAnswer(at, context);
  const line = id && resolve(id, lines, { noun: 'line', context });
  const instant = written && parseInstantAt(written, line, context);
  if (!line || !written || instant === null) return null;
  const path = pathOf(at);
  const place = at.document.placeOf(path, 'value');
  const pointer = formatPointer(path);
  return { line: line.id, at: instant, atText: written.value, state, reason, pointer, place };
}

function checkAnswer(at: Located<WrittenExpectation>, context: ParseContext): void {
  const { state, reason } = at.value;
  if (state === undefined && reason === undefined) {
    const advice = 'add state: open, state: closed, or a reason such as reason: holiday';
    reportMissing(at, 'state', { advice, context });
  }
  const [givenState, givenReason] = [child(at, 'state'), child(at, 'reason')];
  if (!givenState || !givenReason || stateOf(givenReason.value) === givenState.value) return;
  const found = `${givenReason.value} never goes with ${givenState.value}`;
  const advice = `write state: ${stateOf(givenReason.value)}, or leave one of the two out`;
  context.problems.report(givenReason, { code: 'conflicting_keys', found, advice });
}

const FOUND: Readonly<Record<InstantFault, string>> = {
  not_iso: 'is not a date and time',
  no_such_date: 'does not exist',
  needs_offset: 'has no offset from UTC',
  out_of_range: 'is outside the years 1970 to 2100',
};

const ADVICE: Readonly<Record<InstantFault, string>> = {
  not_iso: 'write a date and time such as 2027-01-03T10:00',
  no_such_date: 'write a date and a time of day that exist',
  needs_offset: 'add an offset such as +09:00',
  out_of_range: 'write a date from 1970 to 2100',
};

/** Without a line there is no clock to read it on, but its form can be checked all the same. */
function parseInstantAt(
  at: Located<string>,
  line: LineConfiguration | null,
  { problems }: ParseContext,
) {
  const parsed = parseInstant(at.value, line?.zone ?? null);
  if (parsed.ok) return parsed.instant;
  if (!line && parsed.fault === 'needs_offset') return null;
  const found = `${quote(at.value)} ${FOUND[parsed.fault]}`;
  const guess = at.value.replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T');
  const isGuess = guess !== at.value && parsed.fault === 'not_iso';
  const advice = isGuess ? `write ${guess}` : ADVICE[parsed.fault];
  problems.report(at, { code: 'bad_instant', found, advice });
  return null;
}
