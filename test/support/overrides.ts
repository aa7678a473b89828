/** Short ways to write overrides of a line in tests. */
import { type Instant, MINUTE } from '../../src/core/instant.ts';
import type { LineOverride } from '../../src/core/line-override.ts';
import type { OracleOverride } from './oracle-overrides.ts';
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

/** An override of the oracle, which counts in minutes, for the core. */
export function toLineOverride({ from, until, change, name }: OracleOverride): LineOverride {
  return {
    start: (from * MINUTE) as Instant,
    end: (until * MINUTE) as Instant,
    change: typeof change === 'string' ? { kind: change } : { kind: 'hours', hours: change },
    names: { open: namesOf(name), closed: namesOf(name) },
    message: null,
  };
}
