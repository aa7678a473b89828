import { type Instant, SECOND } from '../core/instant.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import type { Answer } from './answer.ts';

/** What plain formats have where there is no time. It is greater than any number of seconds. */
export const NEVER = 'never';

/** `20261124T090000` on the clock of the zone: without signs that dialplans trip over. */
export function formatPlainTime(zone: Zone, instant: Instant | null): string {
  return instant === null ? NEVER : formatInstant(zone, instant).slice(0, 19).replace(/[:-]/g, '');
}

/** Whole seconds from the decision to the next opening, never too few; 0 while open. */
export function secondsToOpening({ decision }: Pick<Answer, 'decision'>): string {
  const { state, opensAt, instant } = decision;
  if (state === 'open') return '0';
  return opensAt === null ? NEVER : String(Math.ceil((opensAt - instant) / SECOND));
}
