/** What is asked of the page of a line: what cannot be read is told beside its input. */
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  FIRST_YEAR,
  LAST_YEAR,
  parseCivilDate,
  yearOf,
} from '../core/civil.ts';
import type { Zone } from '../core/zone.ts';
import type { DateFault } from '../web/line-words.ts';

/** A text that was given; an empty field of a form was not. */
export function textOf(query: unknown, name: string): string | null {
  const given = (query as Readonly<Record<string, unknown>>)[name];
  const text = Array.isArray(given) ? given[0] : given;
  return typeof text === 'string' && text !== '' ? text : null;
}

export interface AskedDate {
  /** The date to show; today where there is no other. */
  readonly day: CivilDay;
  readonly isAsked: boolean;
  readonly refused: { readonly asked: string; readonly fault: DateFault } | null;
}

export function dateAsked(asked: string | null, today: CivilDay, zone: Zone): AskedDate {
  if (asked === null) return { day: today, isAsked: false, refused: null };
  const day = parseCivilDate(asked);
  const fault = day === null ? 'bad_date' : faultOf(day, zone);
  if (day === null || fault) {
    return { day: today, isAsked: false, refused: { asked, fault: fault ?? 'bad_date' } };
  }
  return { day, isAsked: true, refused: null };
}

function faultOf(day: CivilDay, { skippedDays }: Zone): DateFault | null {
  const year = yearOf(day);
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'date_out_of_range';
  return skippedDays.has(day) ? 'never_happened' : null;
}

export interface AskedYear {
  readonly year: number;
  readonly refused: string | null;
}

/** The year asked for, else that of the date that is shown. */
export function yearAsked(asked: string | null, shown: CivilDay): AskedYear {
  if (asked === null) return { year: yearOf(shown), refused: null };
  const year = /^\d{4}$/.test(asked) ? Number(asked) : 0;
  if (year < FIRST_YEAR || year > LAST_YEAR) return { year: yearOf(shown), refused: asked };
  return { year, refused: null };
}

/** A week that begins today, or the one, Monday first, of the date asked for. */
export function weekOf({ day, isAsked }: AskedDate): readonly CivilDay[] {
  const first = isAsked ? addDays(day, -((((day + 3) % 7) + 7) % 7)) : day;
  return Array.from({ length: 7 }, (_, index) => addDays(first, index)).filter(isAnswered);
}

function isAnswered(day: CivilDay): boolean {
  const date = civilDayToDate(day);
  return date >= `${FIRST_YEAR}-01-01` && date <= `${LAST_YEAR}-12-31`;
}
