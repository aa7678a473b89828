/** When an override begins, and what its end is asked to be. */
import { DAY, type Instant, MINUTE } from '../core/instant.ts';
import { type InstantFault, parseInstant } from '../core/parse-instant.ts';
import type { Zone } from '../core/zone.ts';
import type { Fault } from '../errors.ts';
import { parseDuration } from '../words/parse-duration.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { MAX_AHEAD_DAYS, PAST_TOLERANCE_MINUTES } from './override-limits.ts';
import { fieldFault, missingField, type Reading } from './reading.ts';
import { wholeMinuteBefore } from './whole-minute.ts';

export const END_WORDS = ['end-of-day', 'next-opening'] as const;
export type EndWord = (typeof END_WORDS)[number];

/** An end as it was asked for; the words mean an instant of its own for each line. */
export type AskedEnd =
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'duration'; readonly milliseconds: number }
  | { readonly kind: EndWord };

/**
 * The whole minute that `from` lies in: now where it is not written. Without an offset it is read
 * in `zone`, the one that all lines share. `null` where it cannot be used, which is reported.
 */
export function parseFrom(written: unknown, zone: Zone | null, reading: Reading): Instant | null {
  const { now, report } = reading;
  if (written === undefined) return wholeMinuteBefore(now);
  if (typeof written !== 'string') return null;
  const parsed = parseInstant(written, zone);
  if (!parsed.ok) {
    report(instantFault('/from', written, parsed.fault));
    return null;
  }
  const { instant } = parsed;
  if (instant < now - PAST_TOLERANCE_MINUTES * MINUTE) {
    report(fieldFault('/from', `/from is ${quote(written)}, ${PAST_ADVICE}`));
  } else if (instant > now + MAX_AHEAD_DAYS * DAY) {
    report(fieldFault('/from', `/from is ${quote(written)}, ${AHEAD_ADVICE}`));
  }
  return wholeMinuteBefore(instant);
}

const PAST_ADVICE = 'which is in the past; leave it out to begin now.';
const AHEAD_ADVICE = `which is more than ${MAX_AHEAD_DAYS} days ahead; write it when it is nearer.`;

/** What an end is asked to be; `null` where it cannot be told, which is reported. */
export function parseUntil(
  written: unknown,
  zone: Zone | null,
  { report }: Reading,
): AskedEnd | null {
  if (written === undefined) report(missingField('/until', `it is required: write ${END_FORMS}`));
  if (typeof written !== 'string') return null;
  const word = END_WORDS.find((known) => known === written);
  if (word) return { kind: word };
  const milliseconds = parseDuration(written);
  if (milliseconds !== null) return durationOf(written, milliseconds, report);
  const parsed = parseInstant(written, zone);
  if (parsed.ok) return { kind: 'instant', at: parsed.instant };
  report(
    parsed.fault === 'not_iso' ? notAnEnd(written) : instantFault('/until', written, parsed.fault),
  );
  return null;
}

const END_FORMS =
  'an instant such as 2026-11-24T12:00:00+09:00, a duration such as PT4H, end-of-day or ' +
  'next-opening';

function durationOf(written: string, milliseconds: number, report: Reading['report']) {
  if (milliseconds > 0) return { kind: 'duration', milliseconds } as const;
  report(fieldFault('/until', `/until is ${quote(written)}, no time at all; write ${END_FORMS}.`));
  return null;
}

function notAnEnd(written: string): Fault {
  if (CIVIL_DURATION.test(written)) {
    const advice = 'years and months have no fixed length; write days';
    return fieldFault('/until', `/until is ${quote(written)}: ${advice}.`);
  }
  const meant = suggestName(written, END_WORDS);
  const found = `/until is ${quote(written)}, which is no end.${meant}`;
  return fieldFault('/until', `${found} It may be ${END_FORMS}.`);
}

const CIVIL_DURATION = /^P(?=\d)[\dYMWD]+(T[\dHMS]+)?$/;

function instantFault(pointer: string, written: string, fault: InstantFault): Fault {
  const code = fault === 'out_of_range' ? 'instant_out_of_range' : 'bad_instant';
  return { code, pointer, detail: `${pointer} is ${quote(written)}, ${INSTANT_ADVICE[fault]}` };
}

const INSTANT_ADVICE: Readonly<Record<InstantFault, string>> = {
  not_iso: 'which is no ISO 8601 date and time; write 2026-11-24T09:00:00+09:00.',
  no_such_date: 'a date, time or offset that does not exist.',
  needs_offset: 'which has no offset, and the lines are in several zones; end it with Z or +09:00.',
  out_of_range: 'which lies outside the years 1970 to 2100.',
};
