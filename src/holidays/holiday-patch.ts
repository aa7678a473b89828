import type { Names } from '../core/reason.ts';
import type { Deed } from '../store/record.ts';

export const PATCH_KINDS = ['add', 'move', 'cancel'] as const;
export type PatchKind = (typeof PATCH_KINDS)[number];

/**
 * A change to the dates of a calendar, as it is stored: made while the service runs, because the
 * official list is not there yet or the operator knows better.
 */
export interface HolidayPatch {
  readonly id: string;
  readonly kind: PatchKind;
  /** The id of the calendar. */
  readonly calendar: string;
  /** `YYYY-MM-DD`: the date that is added, or where the holiday was. */
  readonly date: string;
  /** Where it is moved to; `null` unless it is. */
  readonly to: string | null;
  /** What the holiday is called; of one that is moved or cancelled, as it was then. */
  readonly name: Names;
  /** Why, and who decided it. */
  readonly note: string;
  readonly created: Deed;
}

/** Beyond this many there is a refusal; a decade of decrees needs a few dozen. */
export const MAX_PATCHES = 1_000;
/** How far a holiday may be moved. */
export const MAX_MOVE_DAYS = 400;
export const MAX_PATCH_NAME_CHARACTERS = 200;
export const MAX_PATCH_NOTE_CHARACTERS = 1_000;
