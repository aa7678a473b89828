import { MINUTE, SECOND } from '../core/instant.ts';

/** How long things take when calendars are fetched. */
export interface FeedTiming {
  /** For one answer, from the first byte to the last. */
  readonly timeoutMilliseconds: number;
  /** After the first failure; twice as long after each further one, up to the usual pause. */
  readonly retryMilliseconds: number;
  /** What the store has already is asked for again within this time of the start. */
  readonly startMilliseconds: number;
  /** The part of a pause by which it varies, so that replicas do not ask all at once. */
  readonly jitter: number;
}

export const DEFAULT_TIMING: FeedTiming = {
  timeoutMilliseconds: 15 * SECOND,
  retryMilliseconds: MINUTE,
  startMilliseconds: MINUTE,
  jitter: 0.1,
};
