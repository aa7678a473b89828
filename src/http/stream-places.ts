import { CodedError } from '../errors.ts';
import { STREAM_RETRY_MILLISECONDS } from './limits.ts';
import type { StreamLimits } from './ports.ts';

/** Who has how many streams, so that there are not too many, and nobody takes them all. */
export class StreamPlaces {
  readonly #limits: StreamLimits;
  /** By id of a key, or address. */
  readonly #taken = new Map<string, number>();
  #total = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** Takes a place; what is given frees it. Throws `rate_limited` or `overloaded`. */
  take(caller: string): () => void {
    const own = this.#taken.get(caller) ?? 0;
    this.#refuseCrowd(own);
    this.#taken.set(caller, own + 1);
    this.#total++;
    return () => {
      const left = (this.#taken.get(caller) ?? 1) - 1;
      if (left === 0) this.#taken.delete(caller);
      else this.#taken.set(caller, left);
      this.#total--;
    };
  }

  #refuseCrowd(own: number): void {
    const { maxStreams, maxStreamsEach } = this.#limits;
    const seconds = String(STREAM_RETRY_MILLISECONDS / 1_000);
    if (own >= maxStreamsEach) {
      const detail = `More than ${maxStreamsEach} streams at once of one address or access key.`;
      throw new CodedError([{ code: 'rate_limited', detail }], { 'retry-after': seconds });
    }
    if (this.#total >= maxStreams) {
      const detail = 'As many streams are open as are served at once.';
      throw new CodedError([{ code: 'overloaded', detail }], { 'retry-after': seconds });
    }
  }
}
