import type { Entry } from './oracle.ts';

/**
 * Where the oracle says that something begins or ends, in minutes. A walk is short: what lies
 * outside it is known only to be `before` its first minute or `after` its last one.
 */
export interface Boundary {
  readonly minute: number;
  readonly is: 'exact' | 'before' | 'after';
}

export interface Run {
  readonly start: Boundary;
  readonly end: Boundary;
  /** The entries of the run and one more on either side. */
  readonly entries: readonly Entry[];
}

type Same = (a: Entry, b: Entry) => boolean;
type Walked = readonly Entry[];

/** The stretch of one state and reason around an entry. */
export function intervalAround(walked: Walked, entry: Entry): Run {
  return runAround(walked, entry, isSameReason);
}

/** The opening that an entry lies in, else the next one. */
export function openingFrom(walked: Walked, entry: Entry): Run {
  const isNext = ({ minute, state }: Entry) => minute >= entry.minute && state === 'open';
  const open = walked.find(isNext);
  if (open) return runAround(walked, open, (a, b) => a.state === b.state);
  const after = { minute: firstMinute(walked) + walked.length, is: 'after' } as const;
  return { start: after, end: after, entries: [] };
}

/** The entries at and just before every change, where mistakes are. */
export function entriesAtChanges(walked: Walked): Walked {
  return walked.filter((entry, index) => {
    const [before, after] = [walked[index - 1] ?? entry, walked[index + 1] ?? entry];
    return !isSameReason(before, entry) || !isSameReason(entry, after);
  });
}

function runAround(walked: Walked, entry: Entry, isSame: Same): Run {
  const first = firstMinute(walked);
  const index = entry.minute - first;
  let [from, until] = [index, index + 1];
  while (from > 0 && isSame(walked[from - 1] as Entry, entry)) from--;
  while (until < walked.length && isSame(walked[until] as Entry, entry)) until++;
  return {
    start: { minute: first + from, is: from > 0 ? 'exact' : 'before' },
    end: { minute: first + until, is: until < walked.length ? 'exact' : 'after' },
    entries: walked.slice(Math.max(from - 1, 0), until + 1),
  };
}

function isSameReason(a: Entry, b: Entry): boolean {
  return a.code === b.code && a.layer === b.layer && a.name === b.name;
}

function firstMinute(walked: Walked): number {
  return walked[0]?.minute ?? 0;
}
