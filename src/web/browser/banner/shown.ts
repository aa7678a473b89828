import type { TimetableJson } from '../../../http/timetable.ts';

type Entry = TimetableJson['entries'][number];
type LongBreak = TimetableJson['longBreaks'][number];
type Names = TimetableJson['name'];

/** What a line says at some instant: an entry of its timetable, or a decision from the stream. */
export interface Facts
  extends Pick<Entry, 'state' | 'reason' | 'reasonName' | 'opensAt' | 'closesAt' | 'closingSoon'> {
  readonly longBreak: LongBreak | null;
  readonly upcomingBreak: LongBreak | null;
  readonly message: Names;
}

/** What a banner shows. */
export interface Shown extends Facts {
  readonly name: Names;
  readonly phone: string | null;
  readonly alternatives: TimetableJson['alternatives'];
  /** The civil date at the line. */
  readonly today: string;
  /** When this was last confirmed, where that is a while ago: on the clock of the line. */
  readonly asOf: string | null;
}

/** The entry in force, or `null` after the last one. */
export function entryAt({ entries }: TimetableJson, now: number): Entry | null {
  const entry = entries.find(({ until }) => Date.parse(until) > now);
  return entry ?? null;
}

export function factsOf({ longBreaks, messages }: TimetableJson, entry: Entry): Facts {
  return factsOfDecision({
    ...entry,
    longBreak: longBreaks[entry.longBreak ?? -1] ?? null,
    upcomingBreak: longBreaks[entry.upcomingBreak ?? -1] ?? null,
    message: messages[entry.message] ?? { ja: '', en: '' },
  });
}

/** Only what is shown, in one order, so that two of them can be compared as text. */
export function factsOfDecision(decision: Facts): Facts {
  const { state, reason, reasonName, opensAt, closesAt, closingSoon } = decision;
  const { longBreak, upcomingBreak, message } = decision;
  const times = { opensAt, closesAt, closingSoon };
  return { state, reason, reasonName, ...times, longBreak, upcomingBreak, message };
}

/** An instant as the service would write it, with the offset of a text that the service wrote. */
export function localText(instant: number, like: string): string {
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d\d):(\d\d)$/.exec(like) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(instant + (sign === '-' ? -offset : offset)).toISOString();
}
