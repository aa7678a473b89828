import type { Names } from '../core/reason.ts';
import type { Decision, Fault, LocalDecision, LongBreak } from './answer.ts';

type Told = 'state' | 'reason' | 'reasonName' | 'opensAt' | 'closesAt';

/** What a decision says at every instant of `[from, until)`. */
export interface TimetableEntry
  extends Pick<Decision, Told | 'staffedUntil' | 'closingSoon' | 'retry'> {
  readonly from: string;
  readonly until: string;
  /** Places in `longBreaks` and `messages`. */
  readonly longBreak: number | null;
  readonly upcomingBreak: number | null;
  readonly message: number;
}

/** Every boundary of the coming weeks, as the service writes it. */
export interface Timetable
  extends Pick<Decision, 'alternatives' | 'holidays' | 'freshness' | 'asOf' | 'revision'> {
  readonly line: string;
  readonly name: Names;
  readonly zone: string;
  readonly phone: string | null;
  readonly from: string;
  readonly until: string;
  /** Without gaps. */
  readonly entries: readonly TimetableEntry[];
  readonly longBreaks: readonly LongBreak[];
  readonly messages: readonly Names[];
}

/** The entry in force; `null` before the first one and after the last. */
export function entryAt({ from, entries }: Timetable, instant: number): TimetableEntry | null {
  if (!(instant >= Date.parse(from))) return null;
  return entries.find(({ until }) => instant < Date.parse(until)) ?? null;
}

/** What an entry says at an instant in it, as of when its timetable was made. */
export function evaluate(
  timetable: Timetable,
  { from: _, ...entry }: TimetableEntry,
  { at, asOf, fault }: { at: number; asOf: number; fault: Fault | null },
): LocalDecision {
  const { line, alternatives, holidays, revision, longBreaks, messages } = timetable;
  return {
    line,
    at: new Date(at).toISOString(),
    ...entry,
    longBreak: longBreaks[entry.longBreak ?? -1] ?? null,
    upcomingBreak: longBreaks[entry.upcomingBreak ?? -1] ?? null,
    message: messages[entry.message] ?? { ja: '', en: '' },
    alternatives,
    holidays,
    freshness: 'last-known',
    asOf: timetable.asOf ?? new Date(asOf).toISOString(),
    revision,
    served: 'timetable',
    fault,
  };
}

/** Whether an entry and a decision about an instant in it say the same. */
export function agrees(entry: TimetableEntry, decision: Decision): boolean {
  const keys: readonly Told[] = ['state', 'reason', 'opensAt', 'closesAt'];
  return keys.every((key) => entry[key] === decision[key]);
}
