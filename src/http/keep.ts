import type { Instant } from '../core/instant.ts';
import type { Snapshot } from '../lines/snapshot.ts';

/** What was composed for one instant and stays true for a while, and the bodies made from it. */
export interface Kept<T> {
  readonly value: T;
  /** Half-open. A clock that is set back makes it another question. */
  readonly from: Instant;
  readonly until: Instant;
  /** By format. */
  readonly bodies: Map<object, string>;
}

export type Keep<T> = (
  snapshot: Snapshot,
  question: { readonly name: string; readonly now: Instant },
  compose: () => { readonly value: T; readonly until: Instant },
) => Kept<T>;

/** More questions than this that are asked in turn are composed each time. */
const MAX_KEPT = 2_000;

/** Keeps what was composed about now, by the name of the question, as long as the snapshot. */
export function createKeep<T>(maxKept = MAX_KEPT): Keep<T> {
  const keptOf = new WeakMap<Snapshot, Map<string, Kept<T>>>();
  return (snapshot, { name, now }, compose) => {
    const all = keptOf.get(snapshot) ?? new Map<string, Kept<T>>();
    keptOf.set(snapshot, all);
    const known = all.get(name);
    if (known && now >= known.from && now < known.until) return known;
    const fresh: Kept<T> = { ...compose(), from: now, bodies: new Map() };
    if (known === undefined && all.size >= maxKept) all.delete(all.keys().next().value ?? '');
    all.set(name, fresh);
    return fresh;
  };
}

/** How a kept value is written. */
interface Writer<T> {
  readonly write: (value: T) => string;
  readonly countsSeconds?: boolean;
}

/** The body of what is kept, written once, or of the value at this instant where seconds count. */
export function bodyOf<T>(kept: Kept<T>, format: Writer<T>, valueNow: T): string {
  if (format.countsSeconds) return format.write(valueNow);
  const body = kept.bodies.get(format) ?? format.write(kept.value);
  kept.bodies.set(format, body);
  return body;
}
