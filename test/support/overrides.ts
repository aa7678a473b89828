/** Short ways to write overrides of a line in tests. */
import type { LineOverride } from '../../src/core/line-override.ts';
import { at, hours, namesOf } from './schedules.ts';

/** `override('2026-11-24T07:00/2026-11-24T12:00', 'closed', '台風')`, or with spans as hours. */
export function override(times: string, change: string, name: string): LineOverride {
  const [start = '', end = ''] = times.split('/');
  const isState = change === 'open' || change === 'closed';
  return {
    start: at(start),
    end: at(end),
    change: isState ? { kind: change } : { kind: 'hours', hours: hours(change) },
    names: { open: namesOf(name), closed: namesOf(name) },
    message: null,
  };
}
