import { civilDayOf } from './civil.ts';
import { DAY, HOUR, type Instant, isAnswerable, MINUTE, SECOND } from './instant.ts';
import { wallToInstant, type Zone } from './zone.ts';

/** Why a text is not an instant that has an answer. */
export type InstantFault = 'not_iso' | 'no_such_date' | 'needs_offset' | 'out_of_range';

export type ParsedInstant =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly fault: InstantFault };

const FRACTION = '(?:[.,](\\d{1,9}))?';
/** Either with both hyphens and colons or with neither: half of them is a slip of the pen. */
const EXTENDED = `(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)${FRACTION})?)?`;
const BASIC = `(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)${FRACTION})?)?`;
/** With or without its colon in both: `date +%FT%T%z` writes an extended time and +0900. */
const OFFSET = '(Z|[+-]\\d\\d(?::?\\d\\d)?)';
const FORMS = [EXTENDED, BASIC].map((form) => new RegExp(`^${form}${OFFSET}?$`, 'i'));

/**
 * Reads an ISO 8601 date and time. With an offset or `Z` it is an instant; without one it is read
 * on the clock of `zone` (a repeated time is the earlier one, a skipped one the end of the gap), or
 * refused as `needs_offset` when there is no single zone. A `+` that a URL turned into a space is
 * read as `+`. Digits finer than milliseconds are cut off.
 */
export function parseInstant(text: string, zone: Zone | null): ParsedInstant {
  const match = matchOf(text.replace(/ (?=\d\d(:?\d\d)?$)/, '+'));
  if (!match) return refuse('not_iso');
  const wall = wallOf(match);
  if (wall === null) return refuse('no_such_date');
  const offset = match[8] === undefined ? null : parseOffset(match[8]);
  if (Number.isNaN(offset)) return refuse('no_such_date');
  if (offset === null && zone === null) return refuse('needs_offset');
  const instant =
    offset === null ? wallToInstant(zone as Zone, wall, 'earlier') : ((wall - offset) as Instant);
  return isAnswerable(instant) ? { ok: true, instant } : refuse('out_of_range');
}

function matchOf(text: string): RegExpExecArray | null {
  for (const form of FORMS) {
    const match = form.exec(text);
    if (match) return match;
  }
  return null;
}

function refuse(fault: InstantFault): ParsedInstant {
  return { ok: false, fault };
}

/** The wall clock of the matched digits, or `null` for times such as 25:00 or 02-30. 24:00 is. */
function wallOf(match: RegExpExecArray): number | null {
  const [year, month, dayOfMonth, hours, minutes, seconds] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0)) as [number, number, number, number, number, number];
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const day = civilDayOf(year, month, dayOfMonth);
  if (day === null || minutes > 59 || seconds > 59) return null;
  const time = hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
  return time > DAY ? null : day * DAY + time;
}

/** Milliseconds east of UTC; `NaN` for offsets that no clock has, such as +25:00 or +09:99. */
function parseOffset(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const digits = text.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}
