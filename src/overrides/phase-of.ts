import type { Instant } from '../core/instant.ts';
import type { Override } from './override.ts';

export const PHASES = ['active', 'planned', 'past'] as const;
export type Phase = (typeof PHASES)[number];

/** Where an override stands; one that ends at several times is active until the last of them. */
export function phaseOf({ from, until, ended }: Override, now: Instant): Phase {
  if (ended !== null || now >= Date.parse(until)) return 'past';
  return now < Date.parse(from) ? 'planned' : 'active';
}
