import type { WrittenException } from '../config/schema-schedule.ts';

export interface MergedExceptions {
  readonly exceptions: readonly WrittenException[];
  /** How many of those to be added were there already. */
  readonly repeated: number;
}

/** Exceptions with others after them; one that says the same of the same dates is not added. */
export function mergeExceptions(
  present: readonly WrittenException[],
  added: readonly WrittenException[],
): MergedExceptions {
  const known = new Set(present.map(keyOf));
  const exceptions = added.filter((exception) => {
    const key = keyOf(exception);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  const repeated = added.length - exceptions.length;
  return { exceptions: [...present, ...exceptions], repeated };
}

/** Whatever it is called, and whatever spans stand first. */
function keyOf({ date, from, until, hours, closedDuring }: WrittenException): string {
  const dates = [from ?? date, until ?? date];
  return JSON.stringify([dates, sorted(hours), sorted(closedDuring)]);
}

function sorted(hours: string | readonly string[] | undefined) {
  return typeof hours === 'object' ? hours.toSorted() : (hours ?? null);
}
