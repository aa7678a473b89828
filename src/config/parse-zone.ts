import { type Zone, zoneNamed } from '../core/zone.ts';
import { nearestName } from '../words/nearest-name.ts';
import { quote } from '../words/quote.ts';
import type { Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { Fault } from './problem-list.ts';

/** The zone of an IANA name; `null` where there is none, which has been told. */
export function parseZone(at: Located<string>, { problems }: ParseContext): Zone | null {
  const name = at.value;
  const zone = hasUsualCase(name) && !isAbbreviation(name) ? zoneNamed(name) : null;
  if (!zone) problems.report(at, () => noSuchZone(name));
  return zone;
}

/** `asia/tokyo` would work, but as another zone than `Asia/Tokyo`, and stand so in answers. */
function hasUsualCase(name: string): boolean {
  const usualName = usualNames().get(name.toLowerCase());
  return usualName === undefined ? OTHER_NAME.test(name) : usualName === name;
}

/** Older names (`Japan`) and newer ones (`Asia/Kolkata`) are in no list that the platform has. */
const OTHER_NAME = /^[A-Z]/;

/** The platform accepts some, with a meaning that few expect: EST has no summer time. */
function isAbbreviation(name: string): boolean {
  return /^[A-Z]{2,5}$/.test(name) && !['UTC', 'GMT'].includes(name);
}

let usual: ReadonlyMap<string, string> | null = null;

/** Names as they are usually written, by their lower case; without older ones such as `Japan`. */
function usualNames(): ReadonlyMap<string, string> {
  const names = () => ['UTC', ...Intl.supportedValuesOf('timeZone')];
  usual ??= new Map(names().map((name) => [name.toLowerCase(), name]));
  return usual;
}

function noSuchZone(name: string): Fault {
  const code = 'unknown_zone';
  if (/^(utc|gmt)? ?[+-]\d/i.test(name)) {
    const found = `${quote(name)} is an offset, not a zone`;
    return { code, found, advice: 'write the name of an IANA zone such as Asia/Tokyo' };
  }
  const meant = guessZone(name);
  const advice =
    meant === null ? 'write an IANA zone such as Asia/Tokyo' : `did you mean "${meant}"?`;
  const found = isAbbreviation(name)
    ? `${quote(name)} is an abbreviation, not a zone`
    : `there is no zone ${quote(name)}`;
  return { code, found, advice };
}

/** Most mistakes are a letter, or the city alone. */
function guessZone(name: string): string | null {
  if (name === 'JST') return 'Asia/Tokyo';
  const older = name
    .toLowerCase()
    .replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/^Us\//, 'US/');
  if (older !== name && hasUsualCase(older) && zoneNamed(older)) return older;
  const names = [...usualNames().values()];
  const byCity = names.find((zone) => zone.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  return byCity ?? nearestName(name, names);
}
