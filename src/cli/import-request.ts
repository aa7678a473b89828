import { basename } from 'node:path';
import { ID, type WrittenNames } from '../config/schema-values.ts';
import { zoneNamed } from '../core/zone.ts';
import { IMPORT_FORMATS } from '../imports/import-formats.ts';
import type { ImportFormat } from '../imports/imported.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import type { Arguments } from './command.ts';

/** What `eigyochu import` was asked for. */
export interface ImportRequest {
  readonly format: ImportFormat;
  readonly file: string;
  readonly id: string;
  readonly zone: string | null;
  readonly names: Partial<WrittenNames>;
  /** The schedule of the configuration that is to have the exceptions. */
  readonly onto: string | null;
  readonly isStrict: boolean;
}

/** The words of the command line, or everything that is wrong with them. */
export function readImportRequest({
  operands,
  options,
}: Arguments): ImportRequest | { readonly faults: readonly string[] } {
  const [formatId = '', file = ''] = operands;
  const format = IMPORT_FORMATS.find(({ id }) => id === formatId);
  const { strict } = options;
  const textOf = (name: string) => {
    const value = options[name];
    return typeof value === 'string' ? value : null;
  };
  const [id, zone, onto] = [textOf('id') ?? idOf(file), textOf('zone'), textOf('onto')];
  const [ja, en] = [textOf('name-ja'), textOf('name-en')];
  const faults = [
    ...(format ? [] : [refuseFormat(formatId)]),
    ...(ID.test(id) ? [] : [`${quote(id)} is no id; write small letters, digits and hyphens`]),
    ...(zone === null || zoneNamed(zone) ? [] : [refuseZone(zone)]),
    ...(onto === null ? [] : refuseWithOnto(options)),
  ];
  if (!format || faults.length > 0) return { faults };
  const names = { ...(ja !== null && { ja }), ...(en !== null && { en }) };
  return { format, file, id, zone, names, onto, isStrict: strict === true };
}

/** What a file is called, where that can be an id. */
function idOf(file: string): string {
  const name = basename(file).replace(/\..*$/, '').toLowerCase();
  return ID.test(name) ? name : 'imported';
}

function refuseFormat(id: string): string {
  const ids = IMPORT_FORMATS.map((format) => format.id);
  const suggestion = suggestName(id, ids) || ` Write one of ${ids.join(', ')}.`;
  return `there is no format ${quote(id)} to import.${suggestion}`;
}

function refuseZone(zone: string): string {
  return `there is no zone ${quote(zone)}; write one of the IANA zones, such as Asia/Tokyo`;
}

function refuseWithOnto(options: Arguments['options']): string[] {
  return ['id', 'name-ja', 'name-en'].flatMap((name) =>
    options[name] === undefined ? [] : [`--${name} has no meaning with --onto`],
  );
}
