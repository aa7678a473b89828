import type { Calendar } from '../core/calendar.ts';
import { FIRST_YEAR, LAST_YEAR, parseCivilDate, yearOf } from '../core/civil.ts';
import { LANGUAGES, type Names } from '../core/reason.ts';
import type { Fault } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { lineFlaw, textFlaw } from '../words/text-flaw.ts';
import { MAX_MOVE_DAYS, PATCH_KINDS, type PatchKind } from './holiday-patch.ts';

/** A patch as somebody wrote it. Values of a wrong type are among `told`, and passed over here. */
export interface PatchWriting {
  readonly body: Readonly<Record<string, unknown>>;
  /** What is wrong with the shape of the body. */
  readonly told: readonly Fault[];
}

/** What a body says: `null` where it does not, or where it is wrong, which has been reported. */
export interface ReadPatch {
  readonly kind: PatchKind | null;
  readonly calendar: Calendar | null;
  readonly date: string | null;
  readonly to: string | null;
  readonly name: Names | null;
  readonly note: string | null;
}

type Report = (fault: Fault) => void;

/** Reads a body against the calendars as they are configured. */
export function readPatch(
  body: PatchWriting['body'],
  calendars: readonly Calendar[],
  report: Report,
): ReadPatch {
  const kind = PATCH_KINDS.find((known) => known === body.kind) ?? null;
  const date = readDate(body.date, '/date', report);
  const to = readTo(body.to, { kind, date }, report);
  const name = readName(body.name, kind, report);
  const note = readNote(body.note, report);
  return { kind, calendar: readCalendar(body.calendar, calendars, report), date, to, name, note };
}

function readDate(value: unknown, pointer: string, report: Report): string | null {
  if (typeof value !== 'string') return null;
  const day = parseCivilDate(value);
  if (day === null) {
    const detail = `${pointer} is ${quote(value)}, no civil date that exists; write 2026-11-24.`;
    report({ code: 'bad_date', pointer, detail });
    return null;
  }
  if (yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR) return value;
  const detail = `${pointer} is ${value}, outside the years ${FIRST_YEAR} to ${LAST_YEAR}.`;
  report({ code: 'date_out_of_range', pointer, detail });
  return null;
}

function readTo(
  value: unknown,
  { kind, date }: Pick<ReadPatch, 'kind' | 'date'>,
  report: Report,
): string | null {
  const pointer = '/to';
  if (value === undefined) {
    const detail = '/to is missing; write the date that the holiday is moved to.';
    if (kind === 'move') report({ code: 'missing_parameter', pointer, detail });
    return null;
  }
  if (kind !== 'move' && kind !== null) {
    const detail = `/to stands with "kind": "${kind}"; only "move" has a second date.`;
    report({ code: 'invalid_parameter', pointer, detail });
    return null;
  }
  const to = readDate(value, pointer, report);
  if (to === null || date === null) return to;
  const days = Math.abs((parseCivilDate(to) ?? 0) - (parseCivilDate(date) ?? 0));
  if (days === 0) {
    const detail = '/to is the date that the holiday is on; write another one.';
    report({ code: 'invalid_parameter', pointer, detail });
  } else if (days > MAX_MOVE_DAYS) {
    const detail = `/to is ${days} days from /date; a holiday moves by at most ${MAX_MOVE_DAYS}.`;
    report({ code: 'range_too_long', pointer, detail });
  }
  return to;
}

function readName(value: unknown, kind: PatchKind | null, report: Report): Names | null {
  const pointer = '/name';
  if (value === undefined) {
    const detail = '/name is missing; write { "ja": "…", "en": "…" }.';
    if (kind === 'add') report({ code: 'missing_parameter', pointer, detail });
    return null;
  }
  if (kind === 'cancel') {
    const detail = '/name stands with "kind": "cancel"; what is no holiday needs no name.';
    report({ code: 'invalid_parameter', pointer, detail });
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const written = value as Readonly<Record<string, unknown>>;
  const [ja, en] = LANGUAGES.map((language) => {
    return readText(written[language], { pointer: `/name/${language}`, flawOf: lineFlaw }, report);
  });
  return ja == null || en == null ? null : { ja, en };
}

function readNote(value: unknown, report: Report): string | null {
  const pointer = '/note';
  const detail = '/note is missing; write why, and who decided it.';
  if (value === undefined) report({ code: 'missing_parameter', pointer, detail });
  return readText(value, { pointer, flawOf: textFlaw }, report);
}

interface TextPlace {
  readonly pointer: string;
  readonly flawOf: (text: string) => string | null;
}

function readText(value: unknown, { pointer, flawOf }: TextPlace, report: Report): string | null {
  if (typeof value !== 'string') return null;
  const flaw = flawOf(value);
  if (flaw === null) return value;
  report({ code: 'invalid_parameter', pointer, detail: `${pointer} ${flaw}` });
  return null;
}

/** The calendar that is named, or else the only one of Japan. */
function readCalendar(
  value: unknown,
  calendars: readonly Calendar[],
  report: Report,
): Calendar | null {
  const pointer = '/calendar';
  const ids = calendars.map(({ id }) => id);
  if (value === undefined) {
    const [japan, ...others] = calendars.filter(({ layOfficial }) => layOfficial !== null);
    if (japan && others.length === 0) return japan;
    const which = japan ? 'of several calendars of Japan' : 'since there is no calendar of Japan';
    const detail = `/calendar is missing; write which one, ${which}: ${ids.join(', ') || 'none'}.`;
    report({ code: 'missing_parameter', pointer, detail });
    return null;
  }
  if (typeof value !== 'string') return null;
  const calendar = calendars.find(({ id }) => id === value);
  if (calendar) return calendar;
  const detail = `There is no calendar ${quote(value)}.${suggestName(value, ids)}`;
  report({ code: 'unknown_calendar', pointer, detail });
  return null;
}
