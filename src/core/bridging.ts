import type { CivilDay } from './civil.ts';
import { type ClosedRuns, type PlannedDays, stretchFrom } from './closed-run.ts';

export interface BridgingRule {
  readonly days: PlannedDays;
  readonly runs: ClosedRuns;
  /** The most working days that are closed as a bridge. */
  readonly within: number;
  /** Dates that a rule of their own has decided; their stretch is never bridged. */
  isPinned(day: CivilDay): boolean;
}

/**
 * Whether an open date is closed as a bridge: at most `within` working days alone between two
 * closed runs, of which at least one lost a regular day. Without the last condition a line open on
 * Monday, Wednesday and Friday would never open (docs/decisions/0007). Judged on the dates before
 * any bridging, so that one bridge does not cause the next.
 */
export function isBridge(day: CivilDay, { days, runs, within, isPinned }: BridgingRule): boolean {
  if (!days.happened(day) || days.isClosed(day)) return false;
  const before = stretchFrom(days, day, { step: -1, isClosed: false, limit: within });
  const after = stretchFrom(days, day, { step: 1, isClosed: false, limit: within });
  if (before.endedBy === null || after.endedBy === null) return false;
  const stretch = [...before.days, day, ...after.days];
  if (stretch.length > within || stretch.some(isPinned)) return false;
  return [before.endedBy, after.endedBy].some((closed) => (runs(closed)?.daysLost ?? 0) > 0);
}
