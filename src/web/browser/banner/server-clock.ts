/**
 * The time at the service, whatever the clock of this device says. Each answer tells within which
 * bounds that is; the clock of the device is believed as far as they allow.
 */
export class ServerClock {
  #offset = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /**
   * Learns from an answer that has just come. It was made after it was asked for; of one out of a
   * cache it is only known that it was made before now: then `askedAt` is `null`.
   */
  learn({ headers }: Response, askedAt: number | null): void {
    const made = madeAt(headers);
    if (Number.isNaN(made)) return;
    const age = Number(headers.get('age') ?? 0) * 1_000;
    // Both headers leave out the fractions of their seconds.
    const fractions = age > 0 ? 2_000 : 1_000;
    const least = made + age - Date.now();
    const most = askedAt === null ? Number.POSITIVE_INFINITY : made + age + fractions - askedAt;
    this.#offset = Math.max(least, Math.min(this.#offset, most));
  }
}

/** When the service made an answer, to the second, on its own clock; NaN where it is not told. */
export function madeAt(headers: Headers): number {
  return Date.parse(headers.get('date') ?? '');
}
