import type { CompiledSchedule } from '../core/compiled-schedule.ts';

/** Whether what is customary in Japan is to be expected: by its clock, or by its holidays. */
export function isInJapan({ zone, calendars }: CompiledSchedule): boolean {
  return zone.name === 'Asia/Tokyo' || calendars.some(({ layOfficial }) => layOfficial !== null);
}
