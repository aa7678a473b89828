import type { HolidayPatchJson } from '../http/holiday-json.ts';
import { formatNames } from './format-names.ts';

/** What a patch says: `2027-07-19 moves to 2027-07-22: 海の日 / Marine Day`. */
export function formatPatch({ kind, date, to, name }: HolidayPatchJson): string {
  const said = {
    add: `${date} is a holiday`,
    move: `${date} moves to ${to}`,
    cancel: `${date} is no holiday`,
  };
  return `${said[kind]}: ${formatNames(name)}`;
}

/** What a standing means for whoever reads it in a list. */
export const STANDINGS: Readonly<Record<HolidayPatchJson['standing'], string>> = {
  in_force: 'in force',
  stepped_aside: 'stepped aside',
  dormant: 'no calendar',
};
