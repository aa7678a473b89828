import type { LineOverride } from '../core/line-override.ts';
import type { Override, OverrideReason } from './override.ts';

/**
 * What callers are told an override is: its own name, else the cause, where that is the callers'
 * business. Meetings and staffing are not: those are called what the reason code is called.
 */
export function callerNames({
  name,
  reason,
}: Pick<Override, 'name' | 'reason'>): LineOverride['names'] {
  return name ? { open: name, closed: name } : DEFAULT_NAMES[reason];
}

/** Causes, for sentences such as 「災害のため、…」; a line that is open says nothing of them. */
const DEFAULT_NAMES: Readonly<Record<OverrideReason, LineOverride['names']>> = {
  disaster: { closed: { ja: '災害', en: 'Disaster' } },
  system_trouble: { closed: { ja: 'システム障害', en: 'Technical problems' } },
  meeting: {},
  staffing: {},
  other: {},
};
