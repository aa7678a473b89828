import { invariant } from '../core/invariant.ts';
import { instantToDay, zoneNamed } from '../core/zone.ts';
import { decodeAs } from '../words/decode-text.ts';
import type { ImportFormat, Lost, ParsedImport } from './imported.ts';
import { parseOsmRules } from './osm-parser.ts';
import { isCut } from './osm-rule.ts';
import { osmSchedule } from './osm-schedule.ts';

/** A tag holds 255; our own export, with every date that differs, some thousands. */
const MAX_OSM_TEXT = 20_000;
/** Rules with their days, dates and spans: some for each of the coming 400 dates. */
const MAX_OSM_PARTS = 2_000;
/** Cuts out of the hours of every week: each is compared with what those before it left. */
const MAX_WEEKLY_CUTS = 100;

/** A value of the tag `opening_hours` of OpenStreetMap. */
export const OSM: ImportFormat = {
  id: 'osm',
  summary: 'a value of the tag opening_hours of OpenStreetMap',
  read: (bytes, { now, zone }) => {
    const text = bytes.length <= MAX_OSM_TEXT ? decodeAs('utf-8', bytes)?.trim() : undefined;
    if (text === undefined) return refused([bytes.length > MAX_OSM_TEXT ? TOO_LONG : NO_TEXT]);
    if (text === '') return refused([NOTHING]);
    const { rules, faults } = parseOsmRules(text);
    if (faults.length > 0) return refused(faults);
    const parts = rules.map((rule) => {
      return 1 + rule.dates.length + rule.weekdays.length + (rule.spans?.length ?? 0);
    });
    const cuts = rules.filter((rule) => isCut(rule) && rule.dates.length === 0);
    const cutSpans = cuts.reduce((sum, { spans }) => sum + (spans?.length ?? 0), 0);
    const isLong = parts.reduce((sum, count) => sum + count, 0) > MAX_OSM_PARTS;
    if (isLong || cutSpans > MAX_WEEKLY_CUTS) return refused([TOO_MANY]);
    const clock = zoneNamed(zone ?? HOME);
    invariant(clock !== null, 'the zone asked for exists');
    return osmSchedule(rules, instantToDay(clock, now));
  },
};

/** Seasons are written out from today on; where nobody says where, a day does not matter. */
const HOME = 'Asia/Tokyo';

function refused(faults: readonly Lost[]): ParsedImport {
  return { ok: false, faults };
}

const WHOLE = 'column 1';
const TOO_LONG: Lost = {
  ...{ code: 'too_long', place: WHOLE, found: `more than ${MAX_OSM_TEXT} bytes` },
  advice: 'give the value of one tag opening_hours',
};
const TOO_MANY: Lost = {
  ...{
    code: 'too_many',
    place: WHOLE,
    found: `more than ${MAX_OSM_PARTS} rules, days, dates and spans`,
  },
  advice: 'give fewer rules',
};
const NO_TEXT: Lost = {
  ...{ code: 'bad_encoding', place: WHOLE, found: 'not UTF-8' },
  advice: 'save the text as UTF-8',
};
const NOTHING: Lost = {
  ...{ code: 'empty', place: WHOLE, found: 'nothing' },
  advice: 'give the value of a tag opening_hours, such as Mo-Fr 09:00-17:30; PH off',
};
