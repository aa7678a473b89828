import { HOUR, MINUTE, SECOND } from '../core/instant.ts';

/** How long things take when messages are sent. */
export interface CourierTiming {
  /** Between the attempts of a message; after the last of them it is given up. */
  readonly pausesMilliseconds: readonly number[];
  /** The part of a pause by which it varies, so that retries do not come all at once. */
  readonly jitter: number;
  /** For one attempt, from the first byte to the last. */
  readonly timeoutMilliseconds: number;
  /** For attempts that were begun when the service ends. */
  readonly closeMilliseconds: number;
  readonly leaseMilliseconds: number;
  /** How often the lease is renewed, or asked for. */
  readonly renewMilliseconds: number;
}

export const DEFAULT_TIMING: CourierTiming = {
  pausesMilliseconds: [
    ...[5 * SECOND, 30 * SECOND],
    ...[2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
    ...[2 * HOUR, 6 * HOUR, 12 * HOUR],
  ],
  jitter: 0.2,
  timeoutMilliseconds: 15 * SECOND,
  closeMilliseconds: 2 * SECOND,
  leaseMilliseconds: 10 * SECOND,
  renewMilliseconds: 3 * SECOND,
};
