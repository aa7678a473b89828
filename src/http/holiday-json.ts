import type { Static } from 'typebox';
import type { Instant } from '../core/instant.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import type { Standing } from '../holidays/standing.ts';
import { officialListOf, type StoredOfficialList } from '../holidays/stored-official-list.ts';
import type { HolidayPatchSchema, OfficialListSchema } from './holiday-schema.ts';

export type HolidayPatchJson = Static<typeof HolidayPatchSchema>;
export type OfficialListJson = Static<typeof OfficialListSchema>;

/** A patch as it is answered. */
export function patchToJson(patch: HolidayPatch, standing: Standing, zone: Zone): HolidayPatchJson {
  const { id, kind, calendar, date, to, name, note, created } = patch;
  const createdAt = formatInstant(zone, Date.parse(created.at) as Instant);
  const made = { createdAt, createdBy: created.by, version: created.version };
  return { id, kind, calendar, date, to, name, note, standing, ...made };
}

/** The list that was put, as it is answered. */
export function officialListToJson(
  stored: StoredOfficialList | null,
  zone: Zone,
): OfficialListJson {
  if (stored === null) return NO_LIST;
  const { firstYear, lastYear } = officialListOf(stored);
  const { at, by, version } = stored.put;
  const putAt = formatInstant(zone, Date.parse(at) as Instant);
  return { firstYear, lastYear, holidays: [...stored.holidays], putAt, putBy: by, version };
}

const NO_LIST: OfficialListJson = {
  firstYear: null,
  lastYear: null,
  holidays: null,
  putAt: null,
  putBy: null,
  version: null,
};
