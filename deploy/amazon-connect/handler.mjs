/**
 * A Lambda function for Amazon Connect: hands the event of a flow to Eigyochu and its answer back,
 * a flat map of strings. It never fails, so that the flow always goes on: whatever happens, there
 * is a `state`, and it is `unknown` unless the service itself has said otherwise.
 *
 * EIGYOCHU_URL    the service, such as https://hours.example.com
 * EIGYOCHU_KEY    an access key with the scope `read`; only where reading needs one
 */

/** Of one attempt; two of them and their pause stay below the 8 s that a flow waits at most. */
const TIMEOUT_MILLISECONDS = 2_000;
const ATTEMPTS = 2;

/** The keys of an answer, so that a flow may read any of them also when there was none. */
const UNKNOWN = Object.freeze({
  line: '',
  lineName: '',
  at: '',
  language: '',
  state: 'unknown',
  reason: 'no_answer',
  layer: '',
  reasonName: '',
  reasonNameJa: '',
  reasonNameEn: '',
  message: '',
  speech: '',
  since: '',
  until: '',
  opensAt: '',
  closesAt: '',
  secondsToOpening: 'never',
  staffedUntil: '',
  closingSoon: '',
  retryAt: '',
  retryFrom: '',
  retryUntil: '',
  longBreakName: '',
  longBreakFrom: '',
  longBreakUntil: '',
  longBreakDays: '',
  longBreakReopensAt: '',
  upcomingBreakName: '',
  upcomingBreakFrom: '',
  upcomingBreakUntil: '',
  upcomingBreakDays: '',
  upcomingBreakReopensAt: '',
  destinationKind: '',
  destinationTarget: '',
  phone: '',
  alternativePurpose: '',
  alternativeName: '',
  alternativeUrl: '',
  holidays: '',
  freshness: '',
  asOf: '',
  revision: '',
});

export async function handler(event) {
  let reason = 'no_answer';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const response = await ask(event);
      if (response.ok) return await mapOf(response);
      reason = response.headers.get('x-error-code') ?? `status_${response.status}`;
      await response.body?.cancel();
      if (response.status < 500 && response.status !== 429) break;
    } catch (fault) {
      reason = fault.name === 'TimeoutError' ? 'timeout' : 'no_answer';
    }
  }
  console.error(JSON.stringify({ message: 'Eigyochu gave no answer', reason }));
  return { ...UNKNOWN, reason };
}

function ask(event) {
  const { EIGYOCHU_URL, EIGYOCHU_KEY } = process.env;
  const headers = { 'content-type': 'application/json' };
  if (EIGYOCHU_KEY) headers.authorization = `Bearer ${EIGYOCHU_KEY}`;
  return fetch(`${String(EIGYOCHU_URL).replace(/\/$/, '')}/v1/ivr/amazon-connect`, {
    method: 'POST',
    headers,
    body: JSON.stringify(event),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  });
}

/** Of anything but a map of strings Connect takes the error branch. */
async function mapOf(response) {
  const map = await response.json();
  const isMap = Object.values(map).every((value) => typeof value === 'string');
  if (!isMap || !['open', 'closed', 'unknown'].includes(map.state)) throw new Error('no decision');
  return map;
}
