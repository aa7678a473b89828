import type { FastifyRequest } from 'fastify';
import type { Measure } from '../core/business-time.ts';
import { addDays } from '../core/civil.ts';
import { END_OF_INSTANTS, type Instant } from '../core/instant.ts';
import { instantToDay, startOfDay, type Zone } from '../core/zone.ts';
import { type Fault, refuseFaults } from '../errors.ts';
import { parseSignedDuration } from '../words/signed-duration.ts';
import { toInstant } from './time-parameter.ts';
import { faultsOfValidation } from './validation-faults.ts';

/** What a query says, already of the right formats. */
export interface BusinessTimeQuery {
  readonly from?: string;
  readonly until?: string;
  readonly add?: string;
  readonly addDays?: number;
}

/** What is measured, and from when. Without an end it is what is left of the date. */
export function businessTimeQuestion(
  { from, until, add, addDays: count }: BusinessTimeQuery,
  { zone, now }: { readonly zone: Zone; readonly now: Instant },
): { readonly from: Instant; readonly measure: Measure } {
  const instant = from === undefined ? now : toInstant(from, zone, 'from');
  if (add !== undefined) {
    const milliseconds = parseSignedDuration(add) ?? 0;
    return { from: instant, measure: { kind: 'open', milliseconds } };
  }
  if (count !== undefined) return { from: instant, measure: { kind: 'days', count } };
  const end = until === undefined ? startOfNextDay(zone, instant) : toInstant(until, zone, 'until');
  return { from: instant, measure: { kind: 'until', until: end } };
}

function startOfNextDay(zone: Zone, instant: Instant): Instant {
  const start = startOfDay(zone, addDays(instantToDay(zone, instant), 1));
  return Math.min(start, END_OF_INSTANTS) as Instant;
}

/** Refuses what the schema and the ends that exclude each other leave to be said, all at once. */
export function refuseBusinessTimeFaults({ query, validationError }: FastifyRequest): void {
  if (validationError && validationError.validationContext !== 'querystring') throw validationError;
  const faults = faultsOfValidation(validationError?.validation ?? []);
  refuseFaults([...faults, ...conflictFaults(query as BusinessTimeQuery)]);
}

const ENDS = ['until', 'add', 'addDays'] as const;

/** The fault of a query that says in several ways what is asked for. */
export function conflictFaults(query: BusinessTimeQuery): Fault[] {
  const [first, ...others] = ENDS.filter((name) => query[name] !== undefined);
  return others.map((parameter) => {
    const detail = `${parameter} stands together with ${first}; give one of ${ENDS.join(', ')}.`;
    return { code: 'invalid_parameter', parameter, detail };
  });
}
