import type { Calendar, Holiday } from '../core/calendar.ts';
import { parseCivilDate } from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import type { Names } from '../core/reason.ts';
import { CodedError, type ErrorCode, type Fault, refuseReading } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/write.ts';
import { type HolidayPatch, MAX_PATCHES } from './holiday-patch.ts';
import { layPatches } from './lay-patches.ts';
import { layPublished } from './lay-published.ts';
import { type PatchWriting, type ReadPatch, readPatch } from './parse-patch.ts';
import { type RuntimeHolidays, runtimeHolidaysOf } from './runtime-holidays.ts';

export interface PatchRequest {
  readonly id: string;
  readonly writing: PatchWriting;
}

/** The change that patches a calendar, or a refusal with everything that is wrong with it. */
export function createPatch(
  { id, writing }: PatchRequest,
  calendars: readonly Calendar[],
): Write['propose'] {
  return ({ state, deed }) => {
    const holidays = runtimeHolidaysOf(state);
    const faults: Fault[] = [];
    const read = readPatch(writing.body, calendars, (fault) => faults.push(fault));
    refuseReading(writing.told, faults);
    const { kind, calendar, date, to, note } = read;
    const isWhole = kind !== null && calendar !== null && date !== null && note !== null;
    invariant(isWhole, 'what is missing or wrong is told');
    const gone = goneBy(date, calendar, holidays);
    const name = nameOf({ ...read, gone }, currentHoliday(calendar, holidays));
    if (holidays.patches.length >= MAX_PATCHES) throw tooManyPatches();
    const patch = { id, kind, calendar: calendar.id, date, to, name, note, created: deed };
    const after = patch satisfies HolidayPatch as unknown as Json;
    return [{ kind: 'holiday-patch', id, before: null, after }];
  };
}

type HolidayOn = (date: string) => Holiday | null;

/** What a calendar says now, with the patches that it has already. */
function currentHoliday(calendar: Calendar, holidays: RuntimeHolidays): HolidayOn {
  const below = layPublished(calendar, holidays);
  const current = layPatches(below, holidays.patches).calendar;
  return (date) => {
    const day = parseCivilDate(date);
    return day === null ? null : current.holidayOn(day);
  };
}

interface Asked extends ReadPatch {
  /** Which patch took the holiday from the date, in words; empty where none did. */
  readonly gone: string;
}

function goneBy(date: string, calendar: Calendar, { patches }: RuntimeHolidays): string {
  const by = patches.findLast(
    (each) => each.calendar === calendar.id && each.date === date && each.kind !== 'add',
  );
  return by ? `, by the patch ${by.id}` : '';
}

/** What the holiday is called that a patch is about; refuses what would do nothing, or too much. */
function nameOf({ kind, date, to, name, gone }: Asked, holidayOn: HolidayOn): Names {
  const there = holidayOn(date ?? '');
  if (kind === 'add') {
    invariant(name !== null, 'what is added has a name');
    if (there)
      throw refusal('needless_patch', '/date', `${date} is a holiday already: ${told(there)}.`);
    return name;
  }
  const other = to === null ? null : holidayOn(to);
  if (there === null) {
    if (kind === 'cancel')
      throw refusal('needless_patch', '/date', `${date} is no holiday${gone}.`);
    if (other) {
      const detail = `${date} is no holiday${gone}, and ${to} is one already: ${told(other)}.`;
      throw refusal('needless_patch', '/date', detail);
    }
    const detail = `${date} is no holiday that could be moved${gone}; to make ${to} one, add it.`;
    throw refusal('invalid_parameter', '/date', detail);
  }
  if (other === null) return name ?? there.name;
  const advice = `to have only that one, cancel ${date}`;
  const detail = `${to} is a holiday already: ${told(other)}; ${advice}.`;
  throw refusal('invalid_parameter', '/to', detail);
}

function told({ name, patch }: Holiday): string {
  return patch === undefined ? name.ja : `${name.ja}, by the patch ${patch}`;
}

function refusal(code: ErrorCode, pointer: string, detail: string): CodedError {
  return new CodedError([{ code, pointer, detail }]);
}

function tooManyPatches(): CodedError {
  const detail = `At most ${MAX_PATCHES} are kept; take back those that have stepped aside.`;
  return new CodedError([{ code: 'too_many_patches', detail }]);
}
