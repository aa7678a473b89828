import type { Answer } from './answer.ts';
import type { PlainFormat } from './format.ts';
import { formatPlainTime, secondsToOpening } from './plain-time.ts';

/**
 * `state=closed&reason=holiday&…&end=1` for `HASH()` with `CURLOPT(hashcompat)`: the fields of the
 * text, and what a dialplan can use besides. Values are codes, ids, times and addresses only:
 * Asterisk decodes them before it looks for commas and quotes.
 */
export const formFormat: PlainFormat = {
  contentType: 'application/x-www-form-urlencoded',
  countsSeconds: true,
  write: (answer) => writeForm(fieldsOf(answer)),
  writeError: ({ code }) => writeForm({ state: 'unknown', reason: code }),
};

type Fields = Readonly<Record<string, string>>;

export function fieldsOf(answer: Answer): Fields {
  const { line, decision, destination, freshness } = answer;
  const { state, reason, opensAt, closesAt, closingSoon, retry, holidays } = decision;
  return {
    state,
    reason: reason.code,
    seconds: secondsToOpening(answer),
    time: formatPlainTime(line.zone, state === 'open' ? closesAt : opensAt),
    line: plain(line.id),
    layer: reason.layer,
    opensAt: formatPlainTime(line.zone, opensAt),
    closesAt: formatPlainTime(line.zone, closesAt),
    closingSoon: closingSoon ? '1' : '0',
    retryAt: formatPlainTime(line.zone, retry?.at ?? null),
    destinationKind: plain(destination?.kind ?? ''),
    destinationTarget: plain(destination?.target ?? ''),
    holidays,
    freshness,
  };
}

/** What configurations may have here; anything else is left out, since it would be an injection. */
const PLAIN = /^[A-Za-z0-9._:@/+#*-]{1,100}$/;

export function plain(text: string): string {
  return PLAIN.test(text) ? text : '';
}

export function writeForm(fields: Fields): string {
  const pairs = Object.entries({ ...fields, end: '1' });
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
