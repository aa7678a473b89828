import { AMAZON_CONNECT } from './amazon-connect.ts';
import { CSV } from './csv.ts';
import { ICALENDAR } from './icalendar.ts';
import type { ImportFormat } from './imported.ts';
import { JSON_LD } from './json-ld.ts';
import { OSM } from './osm.ts';

/** Every format that can be imported, in the order of the help. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  CSV,
  ICALENDAR,
  JSON_LD,
  OSM,
  AMAZON_CONNECT,
];
