/** Instants and civil dates in queries: what is allowed, and the fault when it is not. */
import { type CivilDay, FIRST_YEAR, LAST_YEAR, parseCivilDate, yearOf } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import { type InstantFault, parseInstant } from '../core/parse-instant.ts';
import type { Zone } from '../core/zone.ts';
import { CodedError, type ErrorCode, type Fault } from '../errors.ts';
import { quote } from '../words/quote.ts';
import { parseSignedDuration } from '../words/signed-duration.ts';

/** The formats that query schemas name; the validator is given their tests. */
export const INSTANT = 'instant';
export const INSTANT_WITH_OFFSET = 'instant-with-offset';
export const CIVIL_DATE = 'civil-date';
export const SIGNED_DURATION = 'signed-duration';

export const TIME_FORMATS = {
  [INSTANT]: (text: string) => instantFault(text, { needsOffset: false }) === null,
  [INSTANT_WITH_OFFSET]: (text: string) => instantFault(text, { needsOffset: true }) === null,
  [CIVIL_DATE]: (text: string) => dateFault(text) === null,
  [SIGNED_DURATION]: (text: string) => parseSignedDuration(text) !== null,
};

/** The fault of a text for one of the formats; called once the validator has refused it. */
export function timeFault(format: string, text: string, parameter: string): Fault {
  if (format === CIVIL_DATE) {
    const code = dateFault(text) ?? 'bad_date';
    return { code, parameter, detail: `${parameter}=${quote(text)} ${DATE_ADVICE[code]}` };
  }
  if (format === SIGNED_DURATION) {
    return {
      code: 'bad_duration',
      parameter,
      detail: `${parameter}=${quote(text)} ${DURATION_ADVICE}`,
    };
  }
  const needsOffset = format === INSTANT_WITH_OFFSET;
  return faultOf(text, instantFault(text, { needsOffset }) ?? 'not_iso', parameter);
}

/** Reads a text that the validator has let pass, on the clock of `zone` when it has no offset. */
export function toInstant(text: string, zone: Zone, parameter: string): Instant {
  const parsed = parseInstant(text, zone);
  if (!parsed.ok) throw new CodedError([faultOf(text, parsed.fault, parameter)]);
  return parsed.instant;
}

export function toCivilDay(text: string): CivilDay {
  return parseCivilDate(text) as CivilDay;
}

/** Without an offset the zone is not known yet, so only what is wrong in every zone is a fault. */
function instantFault(text: string, { needsOffset }: { needsOffset: boolean }) {
  const parsed = parseInstant(text, null);
  if (parsed.ok || (parsed.fault === 'needs_offset' && !needsOffset)) return null;
  return parsed.fault;
}

function dateFault(text: string): 'bad_date' | 'date_out_of_range' | null {
  const day = parseCivilDate(text);
  if (day === null) return 'bad_date';
  const year = yearOf(day);
  return year < FIRST_YEAR || year > LAST_YEAR ? 'date_out_of_range' : null;
}

function faultOf(text: string, fault: InstantFault, parameter: string): Fault {
  const code: ErrorCode = fault === 'out_of_range' ? 'instant_out_of_range' : 'bad_instant';
  return { code, parameter, detail: `${parameter}=${quote(text)} ${INSTANT_ADVICE[fault]}` };
}

const INSTANT_ADVICE: Readonly<Record<InstantFault, string>> = {
  not_iso:
    'is not an ISO 8601 date and time; write 2026-11-24T09:00:00%2B09:00 (%2B is + in a URL).',
  no_such_date: 'names a date, time or offset that does not exist.',
  needs_offset:
    'has no offset, which questions about several lines need; end it with Z or %2B09:00.',
  out_of_range: 'lies outside the years 1970 to 2100.',
};

const DATE_ADVICE = {
  bad_date: 'is not a civil date that exists; write it like 2026-11-24.',
  date_out_of_range: 'lies outside the years 1970 to 2100.',
} as const;

const DURATION_ADVICE =
  'is not a duration of hours, minutes and seconds; write it like PT8H or -PT30M (addDays adds' +
  ' business days).';
