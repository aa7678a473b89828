import { invariant } from '../core/invariant.ts';
import { instantToDay, zoneNamed } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import { readConnectDocument } from './amazon-connect-document.ts';
import { connectSchedule } from './amazon-connect-schedule.ts';
import { decodeAs } from './decode-text.ts';
import type { ImportFormat, ImportOptions, Lost, ParsedImport } from './imported.ts';

/** Hours and their fifty overrides have some tens of kilobytes. */
const MAX_CONNECT_BYTES = 1024 * 1024;

/** What `describe-hours-of-operation` and `list-hours-of-operation-overrides` answer. */
export const AMAZON_CONNECT: ImportFormat = {
  id: 'amazon-connect',
  summary: 'hours of operation and overrides of Amazon Connect, as its API answers them',
  read: readConnect,
};

function readConnect(bytes: Uint8Array, { now, zone }: ImportOptions): ParsedImport {
  const json = parseJson(bytes);
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

function parseJson(bytes: Uint8Array): { readonly value: unknown } | Lost {
  const advice = 'give what the command "aws connect describe-hours-of-operation" prints';
  if (bytes.length > MAX_CONNECT_BYTES) {
    const found = `${bytes.length} bytes, and at most ${MAX_CONNECT_BYTES} are read`;
    return { code: 'too_large', place: '/', found, advice };
  }
  const text = decodeAs('utf-8', bytes);
  if (text === null) {
    return { code: 'bad_encoding', place: '/', found: 'text that is not UTF-8', advice };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const found = `no JSON: ${quote((error as Error).message)}`;
    return { code: 'bad_json', place: '/', found, advice };
  }
}
