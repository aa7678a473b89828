import type { WrittenCalendar } from '../config/schema.ts';
import type { WrittenSchedule } from '../config/schema-schedule.ts';
import type { Instant } from '../core/instant.ts';

/** A way to write hours, not our own, that can be read. */
export interface ImportFormat {
  /** As the command line names it. */
  readonly id: string;
  /** One line for the help: what is read. */
  readonly summary: string;
  readonly read: (bytes: Uint8Array, options: ImportOptions) => ParsedImport;
}

export interface ImportOptions {
  readonly now: Instant;
  /** The zone that was asked for, which exists; `null` where nobody said one. */
  readonly zone: string | null;
}

/** What was read, or everything for which it cannot be. */
export type ParsedImport =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly faults: readonly Lost[] };

/** Hours in our own format, as they would be written; our own parser checks them. */
export interface Imported {
  /** The zone that the document itself names. */
  readonly zone: string | null;
  readonly calendars: Readonly<Record<string, WrittenCalendar>>;
  /** Only exceptions where the document has no regular hours. */
  readonly schedule: Partial<WrittenSchedule>;
  readonly names?: { readonly ja: string; readonly en: string };
  readonly lost: readonly Lost[];
}

/** What could not be carried over, or only nearly; also why a document cannot be read at all. */
export interface Lost {
  /** A stable name of the kind: `unknown_property`, `bad_date`. */
  readonly code: string;
  /** As the document counts: `line 3, column 5`, `VEVENT 'uid'`, `/Config/2`, `rule 4: …`. */
  readonly place: string;
  readonly found: string;
  readonly advice: string;
}

/** Where what is said of a document goes. */
export interface Said {
  /** What is not carried over. */
  readonly lose: (lost: Lost) => void;
  /** What makes all of it impossible. */
  readonly refuse: (fault: Lost) => void;
}

/** Nothing that is larger is read. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;

/** What is told of one document; of more, how many there are. */
export const MAX_TOLD = 200;
