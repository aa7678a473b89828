import type { Instant } from '../core/instant.ts';
import type { Write } from '../store/ledger.ts';
import { change, type OverrideTarget, targetOf } from './change-override.ts';
import type { Override } from './override.ts';
import type { OverridePorts } from './reading.ts';
import { wholeMinuteBefore } from './whole-minute.ts';

/** The change that ends an override now; a planned one never takes effect. */
export function endOverride(target: OverrideTarget, { base }: OverridePorts): Write['propose'] {
  return ({ state, deed }) => {
    const now = Date.parse(deed.at) as Instant;
    const { override } = targetOf(target, { state, now, base });
    const after = { ...cutTo(override, wholeMinuteBefore(now)), changed: deed, ended: deed };
    return [change(override, after)];
  };
}

/** Texts in one form of ISO 8601 are in the order of the instants. */
function cutTo(override: Override, now: Instant): Override {
  const minute = new Date(now).toISOString();
  const until = minute > override.from ? minute : override.from;
  const earlier = Object.entries(override.ends).filter(([, end]) => end < until);
  return { ...override, until, ends: Object.fromEntries(earlier) };
}
