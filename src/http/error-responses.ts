import { Type } from 'typebox';
import { ERRORS, type ErrorCode } from '../errors.ts';
import { ProblemSchema } from './problem.ts';
import { referTo } from './schema.ts';

/** Any route may be refused with these. */
const EVERYWHERE: readonly ErrorCode[] = [
  'bad_request',
  'unknown_parameter',
  'body_too_large',
  'uri_too_long',
  'header_too_large',
  'internal',
];

/** What can be wrong with an instant, and with any query that has parameters. */
export const INSTANT_ERRORS = [
  'invalid_request',
  'invalid_parameter',
  'duplicate_parameter',
  'bad_instant',
  'instant_out_of_range',
] as const satisfies readonly ErrorCode[];

/** What can be wrong with a range of civil dates. */
export const DATE_RANGE_ERRORS = [
  'invalid_request',
  'invalid_parameter',
  'duplicate_parameter',
  'bad_date',
  'date_out_of_range',
  'range_reversed',
  'range_too_long',
] as const satisfies readonly ErrorCode[];

const PROBLEM = { schema: referTo(ProblemSchema, 'Problem') };
const PLAIN = { schema: Type.String({ examples: ['unknown'] }) };

export interface ErrorResponse {
  readonly description: string;
  readonly content: Readonly<Record<string, { schema: object }>>;
}

/** The responses of a route that may be refused with these codes, by status, for its schema. */
export function errorResponses(codes: readonly ErrorCode[], { plain = false } = {}) {
  const responses: Record<number, ErrorResponse> = {};
  const all = [...EVERYWHERE, ...codes];
  for (const status of new Set(all.map((code) => ERRORS[code].status))) {
    const ofStatus = all.filter((code) => ERRORS[code].status === status);
    responses[status] = {
      description: ofStatus.map((code) => `${code}: ${ERRORS[code].title}.`).join(' '),
      content: { 'application/problem+json': PROBLEM, ...(plain && { 'text/plain': PLAIN }) },
    };
  }
  return responses;
}
