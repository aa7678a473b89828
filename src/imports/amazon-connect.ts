import { invariant } from '../core/invariant.ts';
import { instantToDay, zoneNamed } from '../core/zone.ts';
import { readConnectDocument } from './amazon-connect-document.ts';
import { connectSchedule } from './amazon-connect-schedule.ts';
import type { ImportFormat, ImportOptions, ParsedImport } from './imported.ts';
import { parseJson } from './parse-json.ts';

const GIVE = 'give what the command "aws connect describe-hours-of-operation" prints';

/** What `describe-hours-of-operation` and `list-hours-of-operation-overrides` answer. */
export const AMAZON_CONNECT: ImportFormat = {
  id: 'amazon-connect',
  summary: 'hours of operation and overrides of Amazon Connect, as its API answers them',
  read: readConnect,
};

function readConnect(bytes: Uint8Array, { now, zone }: ImportOptions): ParsedImport {
  const json = parseJson(bytes, { give: GIVE, shorten: GIVE });
  if ('code' in json) return { ok: false, faults: [json] };
  const { hours, overrides, lost, faults } = readConnectDocument(json.value);
  if (faults.length > 0) return { ok: false, faults };
  const clock = zoneNamed(zone ?? hours?.zone ?? 'Asia/Tokyo');
  invariant(clock !== null, 'zones have been checked');
  const today = instantToDay(clock, now);
  const composed = connectSchedule({ hours, overrides, today });
  if (composed.faults.length > 0) return { ok: false, faults: composed.faults };
  const { schedule } = composed;
  const name = hours?.name;
  const all = [...lost, ...composed.lost];
  const imported = { zone: hours?.zone ?? null, calendars: {}, schedule, lost: all };
  return { ok: true, imported: { ...imported, ...(name && { names: { ja: name, en: name } }) } };
}
