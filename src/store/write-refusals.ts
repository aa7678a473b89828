import { CodedError, type ErrorCode } from '../errors.ts';
import type { Alarm } from './knowledge.ts';
import { StoreUnavailable } from './store.ts';

const RETRY_SOON = { 'retry-after': '1' };
/** What an operator has to mend is not mended in a second. */
const RETRY_LATER = { 'retry-after': '30' };

export function overloaded(detail: string): CodedError {
  return refusal('overloaded', `${detail} Nothing was changed; try again.`, RETRY_SOON);
}

/** The cause is for the log; what is wrong with a disk is no news for callers. */
export function storeUnavailable(cause?: unknown): CodedError {
  const detail = 'The store cannot be reached. Nothing was changed; answers stay as they were.';
  const refused = refusal('store_unavailable', detail, RETRY_SOON);
  refused.cause = cause;
  return refused;
}

/** Turns what a store throws when it cannot be asked into the refusal; passes on the rest. */
export function refuseUnavailable(error: unknown): never {
  throw error instanceof StoreUnavailable ? storeUnavailable(error) : error;
}

export function storeNotBelieved(alarm: Alarm): CodedError {
  const found = alarm === 'store_behind' ? 'holds less than' : 'holds something other than';
  const what = `The store ${found} what was confirmed before.`;
  const advice = 'Nothing was changed; an operator has to restore it.';
  return refusal('store_behind', `${what} ${advice}`, RETRY_LATER);
}

export function outcomeUnknown(): CodedError {
  const what = 'The store did not confirm the change: it may have been made, and may still be.';
  const advice = 'Repeat it with the same Idempotency-Key, or look at GET /v1/overrides.';
  return refusal('outcome_unknown', `${what} ${advice}`, RETRY_SOON);
}

/** A store restored from a state alone knows that a request was made, but not what it did. */
export function recordGone(version: number): CodedError {
  const what = `This request was made before, as version ${version}, and is not made again.`;
  const advice = 'Its record went with a restore of the store; look at GET /v1/overrides.';
  return refusal('outcome_unknown', `${what} ${advice}`, {});
}

export function idempotencyMismatch(): CodedError {
  const detail =
    'This Idempotency-Key was used for another request. Use a new one for each new request.';
  return refusal('idempotency_mismatch', detail, {});
}

function refusal(
  code: ErrorCode,
  detail: string,
  headers: Readonly<Record<string, string>>,
): CodedError {
  return new CodedError([{ code, detail }], headers);
}
