import type { LineOverride } from '../core/line-override.ts';
import type { Names, State } from '../core/reason.ts';
import type { Override, OverrideReason } from './override.ts';

/**
 * What callers are told an override is: its own name, else what its reason is called. One with
 * hours of its own is a special opening while it is open and a closure while it is not.
 */
export function callerNames({
  name,
  reason,
}: Pick<Override, 'name' | 'reason'>): LineOverride['names'] {
  return name ? { open: name, closed: name } : DEFAULT_NAMES[reason];
}

/** Nothing for `other`: then it is called what its reason code is called. */
const DEFAULT_NAMES: Readonly<Record<OverrideReason, Readonly<Partial<Record<State, Names>>>>> = {
  disaster: {
    open: { ja: '災害に伴う臨時営業', en: 'Special opening due to a disaster' },
    closed: { ja: '災害による臨時休業', en: 'Temporary closure due to a disaster' },
  },
  system_trouble: {
    open: { ja: 'システム障害に伴う臨時営業', en: 'Special opening due to technical problems' },
    closed: {
      ja: 'システム障害による臨時休業',
      en: 'Temporary closure due to technical problems',
    },
  },
  meeting: {
    open: { ja: '社内会議に伴う臨時営業', en: 'Special opening due to a staff meeting' },
    closed: { ja: '社内会議による臨時休業', en: 'Temporary closure due to a staff meeting' },
  },
  staffing: {
    open: { ja: '人員の都合による臨時営業', en: 'Special opening due to staffing' },
    closed: { ja: '人員の都合による臨時休業', en: 'Temporary closure due to short staffing' },
  },
  other: {},
};
