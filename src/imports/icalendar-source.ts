import { quote } from '../words/quote.ts';
import type { Lost } from './imported.ts';

/** A year of a busy company's calendar has about 1 MiB; reading this much takes 0.2 s. */
export const MAX_ICALENDAR_BYTES = 2 * 1024 * 1024;

/** What stands between one BEGIN and its END. */
export interface SourceComponent {
  /** In small letters: `vevent`. */
  readonly name: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Content lines, unfolded, with its BEGIN and END. */
  readonly lines: readonly string[];
}

export interface SourceCalendar {
  /** The components that lie directly in a calendar. */
  readonly components: readonly SourceComponent[];
  /** The zone that Google and Apple name for the whole calendar; `null` where none is named. */
  readonly zoneName: string | null;
}

export type SplitCalendar =
  | { readonly ok: true; readonly calendar: SourceCalendar }
  | { readonly ok: false; readonly faults: readonly Lost[] };

/** Properties that say when an event is, or name it; others are passed over. */
const READ_PROPERTIES = new Set([
  ...['uid', 'summary', 'dtstart', 'dtend', 'duration', 'status', 'recurrence-id'],
  ...['rrule', 'exrule', 'rdate', 'exdate'],
  ...['x-microsoft-cdo-alldayevent', 'x-eigyochu-hours', 'x-eigyochu-name'],
]);

const GIVE_ICALENDAR = 'give the address or the file in iCalendar format, which ends in .ics';

/**
 * Takes an iCalendar text (RFC 5545) apart, or says in one fault why it is none: too large, a web
 * page, cut off, in another encoding. Each component can then be read alone, and be lost alone.
 */
export function splitCalendar(bytes: Uint8Array): SplitCalendar {
  if (bytes.length > MAX_ICALENDAR_BYTES) {
    const found = `it has ${bytes.length} bytes, and at most ${MAX_ICALENDAR_BYTES} are read`;
    return refuse({
      code: 'too_large',
      line: 1,
      found,
      advice: 'keep closed dates in a calendar of their own',
    });
  }
  const lines = readLines(bytes);
  if ('code' in lines) return { ok: false, faults: [lines] };
  const [first] = lines;
  if (first?.text.toUpperCase() !== 'BEGIN:VCALENDAR')
    return refuse(notCalendar(first?.text ?? ''));
  return collect(lines);
}

interface Line {
  /** Where it begins, before unfolding. */
  readonly line: number;
  readonly text: string;
}

/** Unfolds octets, not characters: some writers fold in the middle of a character. */
function readLines(bytes: Uint8Array): readonly Line[] | Lost {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const physical = octets.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r\n|\n|\r/);
  const lines: Line[] = [];
  let parts: string[] = [];
  let start = 0;
  for (let index = 0; index <= physical.length; index++) {
    const next = physical[index];
    if (next !== undefined && /^[ \t]/.test(next)) {
      parts.push(next.slice(1));
      continue;
    }
    const text = decodeUtf8(parts.join(''));
    if (text === null) return notUtf8(start + 1);
    if (text.trim() !== '') lines.push({ line: start + 1, text });
    parts = next === undefined ? [] : [next];
    start = index;
  }
  return lines;
}

const DECODER = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(octets: string): string | null {
  if (!/[\x80-\xff]/.test(octets)) return octets;
  try {
    return DECODER.decode(Buffer.from(octets, 'latin1'));
  } catch {
    return null;
  }
}

/** Walks through BEGIN and END, and keeps the components that lie directly in a calendar. */
function collect(lines: readonly Line[]): SplitCalendar {
  const components: SourceComponent[] = [];
  let zoneName: string | null = null;
  let depth = 0;
  let open: { name: string; line: number; lines: string[] } | null = null;
  for (const { line, text } of lines) {
    const name = nameOf(text);
    if (name === 'begin') depth++;
    if (name === 'begin' && depth === 2) open = { name: textAfterColon(text), line, lines: [] };
    if (open && isKept(open.name, name, depth)) open.lines.push(text);
    if (depth === 1 && name === 'x-wr-timezone')
      zoneName = text.slice(text.indexOf(':') + 1).trim();
    if (name === 'end') depth--;
    if (name === 'end' && depth === 1 && open) {
      components.push(open);
      open = null;
    }
    if (depth < 0) break;
  }
  if (depth === 0) return { ok: true, calendar: { components, zoneName } };
  const found = depth > 0 ? 'it ends before its END:VCALENDAR' : 'it has an END too many';
  const advice = 'fetch it again: it was cut off, or put together wrongly';
  return refuse({ code: 'cut_off', line: lines.at(-1)?.line ?? 1, found, advice });
}

/** Of an event only what is read, without its alarms; of a zone everything. */
function isKept(component: string, property: string, depth: number): boolean {
  const isFrame = property === 'begin' || property === 'end';
  if (component !== 'vevent') return component === 'vtimezone' && depth <= 3;
  return depth === 2 && (isFrame || READ_PROPERTIES.has(property));
}

function nameOf(text: string): string {
  return (/^[^:;]*/.exec(text)?.[0] ?? '').trim().toLowerCase();
}

function textAfterColon(text: string): string {
  return text
    .slice(text.indexOf(':') + 1)
    .trim()
    .toLowerCase();
}

function notUtf8(line: number): Lost {
  return {
    code: 'not_utf8',
    place: `line ${line}`,
    found: 'it is not text in UTF-8',
    advice: 'save it as UTF-8',
  };
}

function notCalendar(first: string) {
  const isPage = /^\s*</.test(first);
  const found = isPage ? 'it is a web page, not a calendar' : `it begins with ${quote(first)}`;
  const login = 'a calendar that is not public answers with a page to sign in';
  const advice = isPage ? `${GIVE_ICALENDAR}; ${login}` : GIVE_ICALENDAR;
  return { code: 'not_icalendar', line: 1, found, advice };
}

function refuse({ line, ...rest }: Omit<Lost, 'place'> & { readonly line: number }): SplitCalendar {
  return { ok: false, faults: [{ ...rest, place: `line ${line}` }] };
}
