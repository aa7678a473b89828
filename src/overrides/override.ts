import type { Names } from '../core/reason.ts';
import type { Deed } from '../store/record.ts';

export const OVERRIDE_REASONS = [
  'disaster',
  'system_trouble',
  'meeting',
  'staffing',
  'other',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/**
 * A deviation made while the service runs, as it is stored. Instants are ISO 8601 in UTC, whole
 * minutes; the override holds for `[from, end)`.
 */
export interface Override {
  readonly id: string;
  /** The lines it is for: by name, by group, or all, also those that are configured later. */
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  readonly all: boolean;
  /** `null` when it has hours of its own: open inside them, closed outside. */
  readonly state: 'open' | 'closed' | null;
  /** Spans as in the configuration, on every date that it covers: `09:00-12:00`. */
  readonly hours: readonly string[] | null;
  readonly from: string;
  /** As it was written: an instant, a duration, `end-of-day` or `next-opening`. */
  readonly untilAsked: string;
  /** The end; of several, the latest, which also ends it for lines that are configured later. */
  readonly until: string;
  /** The end per line where `untilAsked` means another one for each; empty where it does not. */
  readonly ends: { readonly [line: string]: string };
  readonly reason: OverrideReason;
  readonly name: Names | null;
  readonly message: Names | null;
  readonly note: string | null;
  /** Who decided it, in words; the key's name where nobody was named. */
  readonly author: string;
  readonly created: Deed;
  /** The last change; the creation where there was none. Its version is the `ETag`. */
  readonly changed: Deed;
  /** Set when somebody ended it before its time; `until` and `ends` are then cut to it. */
  readonly ended: Deed | null;
}
