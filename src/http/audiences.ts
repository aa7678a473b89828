import type { LineWatch } from '../push/line-watch.ts';
import { Audience, type Interest, interestKey } from './audience.ts';
import type { OpenStream } from './open-stream.ts';

/** The audiences that there are; each begins with its first stream and ends with its last. */
export class Audiences {
  /** Of streams that are open. */
  count = 0;
  readonly #watch: LineWatch;
  readonly #audiences = new Map<string, Audience>();

  constructor(watch: LineWatch) {
    this.#watch = watch;
  }

  /** Tells a stream what its client does not claim to have, and then all news, until it leaves. */
  join(stream: OpenStream, interest: Interest, claimed: ReadonlySet<string>): () => void {
    const key = interestKey(interest);
    const audience = this.#audiences.get(key) ?? this.#begin(key, interest);
    this.#watch.look(audience);
    audience.join(stream, claimed);
    this.count++;
    return () => {
      this.count--;
      audience.streams.delete(stream);
      if (audience.streams.size > 0) return;
      this.#watch.unwatch(audience);
      this.#audiences.delete(key);
    };
  }

  endAll(): void {
    for (const { streams } of this.#audiences.values()) {
      for (const stream of streams) stream.end();
    }
  }

  #begin(key: string, interest: Interest): Audience {
    const audience = new Audience(interest);
    this.#audiences.set(key, audience);
    this.#watch.watch(audience);
    return audience;
  }
}
