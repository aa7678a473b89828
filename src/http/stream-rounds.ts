import { MAX_UNSENT_BYTES } from './limits.ts';
import type { OpenStream } from './open-stream.ts';
import type { Ports } from './ports.ts';

/**
 * Looks after all streams with one timer: each has its turn for a heartbeat in one of the checks of
 * a round, so that 10,000 do not beat at once, and all are checked each time.
 */
export class StreamRounds {
  readonly #ports: Ports;
  readonly #turns: readonly Set<OpenStream>[];
  readonly #timer: NodeJS.Timeout;
  #next = 0;

  /** `onCheck` says whether streams go on; if not, nothing else is done with them. */
  constructor(ports: Ports, onCheck: () => boolean) {
    this.#ports = ports;
    const { heartbeatMilliseconds, checkMilliseconds } = ports.streamLimits;
    const length = Math.max(1, Math.floor(heartbeatMilliseconds / checkMilliseconds));
    this.#turns = Array.from({ length }, () => new Set());
    const check = () => onCheck() && this.#check();
    this.#timer = setInterval(check, checkMilliseconds).unref();
  }

  /** Looks after a stream from now on; what is given ends it. */
  add(stream: OpenStream): () => void {
    const turn = this.#turns.reduce((least, each) => (each.size < least.size ? each : least));
    turn.add(stream);
    return () => turn.delete(stream);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    const allowed = this.#allowedBytes();
    for (const turn of this.#turns) {
      for (const stream of turn) stream.check(allowed, this.#ports);
    }
    for (const stream of this.#turns[this.#next] ?? []) stream.beat();
    this.#next = (this.#next + 1) % this.#turns.length;
  }

  /** When all together are too far behind, nobody may be further behind than a fair share. */
  #allowedBytes(): number {
    const { maxUnsentBytesOfAll } = this.#ports.streamLimits;
    let unsent = 0;
    let count = 0;
    for (const turn of this.#turns) {
      for (const stream of turn) unsent += stream.unsentBytes;
      count += turn.size;
    }
    const share = Math.min(maxUnsentBytesOfAll / count, MAX_UNSENT_BYTES);
    return unsent > maxUnsentBytesOfAll ? share : MAX_UNSENT_BYTES;
  }
}
