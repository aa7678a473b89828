import type { SeenRecord } from '../overrides/seen-record.ts';
import type { AuditRecord } from '../store/record.ts';
import { ledgerOf, stateOf } from './ledger-of.ts';
import type { Ports } from './ports.ts';

/** What a caller may see of a record; `null`: nothing. */
export type See = (record: AuditRecord) => SeenRecord | null;

/** Some records in an order. */
interface Stretch {
  readonly records: readonly AuditRecord[];
  /** Where the next ones are; `null` where there are none. */
  readonly next: number | null;
}

/** Reads at most so many records: the first ones of all, or those from a cursor on. */
export interface Reading {
  readonly start: number;
  read(cursor: number, limit: number): Promise<Stretch>;
}

/** Stretches looked through for one page; who may see few records gets a short page then. */
const MAX_STRETCHES = 10;

/** As many records as were asked for, or fewer where the caller may see few of them. */
export async function fillPage({ start, read }: Reading, see: See, limit: number) {
  const records: SeenRecord[] = [];
  let next: number | null = start;
  for (let stretches = 0; stretches < MAX_STRETCHES; stretches += 1) {
    if (next === null || records.length === limit) break;
    const stretch: Stretch = await read(next, limit - records.length);
    records.push(...stretch.records.flatMap((record) => see(record) ?? []));
    next = stretch.next;
  }
  return { records, next };
}

/** The oldest first. */
export function oldestFrom(ports: Ports, from = 1): Reading {
  return {
    start: from,
    async read(cursor, limit) {
      const records = await ledgerOf(ports).records(cursor, limit);
      // Looked at after the records, so that it is never behind them.
      const { version } = stateOf(ports);
      const next = (records.at(-1)?.version ?? version) + 1;
      return { records, next: next <= version ? next : null };
    },
  };
}

/** The newest first. */
export function newestBefore(ports: Ports, before = Number.MAX_SAFE_INTEGER): Reading {
  return {
    start: Math.min(before, stateOf(ports).version + 1),
    async read(cursor, limit) {
      const from = Math.max(cursor - limit, 1);
      const asked = cursor - from;
      const records = asked > 0 ? await ledgerOf(ports).records(from, asked) : [];
      // A store that was restored from a state alone has no records before it.
      const isWhole = records[0]?.version === from;
      return { records: records.toReversed(), next: isWhole && from > 1 ? from : null };
    },
  };
}
