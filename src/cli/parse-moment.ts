import { addDays, parseCivilDate } from '../core/civil.ts';
import { type Instant, isAnswerable } from '../core/instant.ts';
import { type InstantFault, parseInstant } from '../core/parse-instant.ts';
import { startOfDay, type Zone } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import type { Refusal } from './with-line.ts';

const ADVICE: Readonly<Record<InstantFault, string>> = {
  not_iso: 'is not an ISO 8601 date and time; write it like 2026-11-24T09:00 or ...T09:00+09:00',
  no_such_date: 'names a date, time or offset that does not exist',
  needs_offset: 'needs an offset, such as +09:00',
  out_of_range: 'lies outside the years 1970 to 2100',
};

/** The instant of an option, on the clock of the zone where it has no offset. */
export function parseMoment(name: string, text: string, zone: Zone): Instant | Refusal {
  const parsed = parseInstant(text, zone);
  return parsed.ok ? parsed.instant : refuse(name, text, ADVICE[parsed.fault]);
}

/** As {@link parseMoment}, and a bare date is its first instant, or as an end the next date's. */
export function parseEdge(name: 'from' | 'until', text: string, zone: Zone): Instant | Refusal {
  const day = parseCivilDate(text);
  if (day === null && DATE_SHAPE.test(text)) return refuse(name, text, 'is no date that exists');
  if (day === null) return parseMoment(name, text, zone);
  const edge = startOfDay(zone, name === 'until' ? addDays(day, 1) : day);
  return isAnswerable(edge) ? edge : refuse(name, text, ADVICE.out_of_range);
}

const DATE_SHAPE = /^\d{4}-\d\d-\d\d$/;

function refuse(name: string, text: string, advice: string): Refusal {
  return { refused: `--${name}: ${quote(text)} ${advice}` };
}
