import type { Static } from 'typebox';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import type { RuntimeHolidays } from '../holidays/runtime-holidays.ts';
import type { StoredOfficialList } from '../holidays/stored-official-list.ts';
import type { HolidayPatchJson, OfficialListJson } from '../http/holiday-json.ts';
import type { FeedsSchema } from '../http/holiday-schema.ts';

/** Asks a running service for what it has in memory of run-time holidays. */
export async function askForHolidays(
  askFor: (url: string) => Promise<unknown>,
): Promise<RuntimeHolidays> {
  const official = (await askFor('/v1/holidays/official')) as OfficialListJson;
  const { patches } = (await askFor('/v1/holidays/patches')) as PatchesJson;
  const { feeds } = (await askFor('/v1/holidays/feeds')) as Static<typeof FeedsSchema>;
  return {
    official: toStored(official),
    patches: patches.map(toPatch),
    feeds: new Map(feeds.map(({ calendar, ...feed }) => [calendar, feed])),
  };
}

interface PatchesJson {
  readonly patches: readonly HolidayPatchJson[];
}

function toPatch(told: HolidayPatchJson): HolidayPatch {
  const { standing: _, createdAt: at, createdBy: by, version, ...patch } = told;
  return { ...patch, created: { at, by, version } };
}

function toStored(told: OfficialListJson): StoredOfficialList | null {
  const { holidays, putAt: at, putBy: by, version } = told;
  if (holidays === null || at === null || by === null || version === null) return null;
  return { holidays, put: { at, by, version } };
}
