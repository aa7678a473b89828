/** The time at the service. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** When an answer was made that was asked for at some instant of our own clock. */
  learn(headers: Headers, askedAt: number): number;
}

/**
 * The time at the service, whatever the clock of this machine says. Each answer tells within which
 * bounds that is; the own clock is believed as far as they allow.
 */
export function createServerClock(): Clock {
  let offset = 0;
  const now = () => Date.now() + offset;
  function learn(headers: Headers, askedAt: number): number {
    const made = Date.parse(headers.get('date') ?? '');
    if (!(made > 0 && made < END_OF_DATES)) return now();
    const age = ageOf(headers) * 1_000;
    // Both headers leave out the fractions of their seconds.
    const fractions = age > 0 ? 2_000 : 1_000;
    const [least, most] = [made + age - Date.now(), made + age + fractions - askedAt];
    offset = Math.max(least, Math.min(offset, most));
    return made;
  }
  return { now, learn };
}

/** What HTTP can write in a `Date`. */
const END_OF_DATES = Date.UTC(10_000, 0);

/** Seconds. Two caches on the way may have written one each, `5, 7`; the first is the nearest. */
export function ageOf(headers: Headers): number {
  return Number(/^\s*(\d{1,9})\s*(,|$)/.exec(headers.get('age') ?? '')?.[1] ?? 0);
}

/** A clock of the user's own, which is believed in everything. */
export function trustedClock(now: () => number): Clock {
  return { now, learn: now };
}
