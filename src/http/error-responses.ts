import { Type } from 'typebox';
import { ERRORS, type ErrorCode } from '../errors.ts';
import type { Access } from './access-table.ts';
import { FlatSchema, FormSchema } from './format-schema.ts';
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

/** What a change of the store can meet, whatever is changed. */
export const WRITE_ERRORS = [
  'idempotency_mismatch',
  'not_known',
  'store_unavailable',
  'store_behind',
  'outcome_unknown',
] as const;

/** What may come of who is asking, and how often; added to the routes where that is decided. */
export const ACCESS_ERRORS = {
  public: ['overloaded'],
  session: ['overloaded'],
  signed: ['unauthenticated', 'no_keys', 'rate_limited', 'overloaded'],
  read: ['unauthenticated', 'no_keys', 'rate_limited', 'overloaded'],
  override: ['unauthenticated', 'no_keys', 'forbidden', 'rate_limited', 'overloaded'],
  admin: ['unauthenticated', 'no_keys', 'forbidden', 'rate_limited', 'overloaded'],
} as const satisfies Readonly<Record<Access, readonly ErrorCode[]>>;

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

/** In the grammar that was asked for; TwiML and VoiceXML are answered as if nothing were wrong. */
const PLAIN = {
  'text/plain': { schema: Type.String({ examples: ['unknown'] }) },
  'application/x-www-form-urlencoded': { schema: FormSchema },
  'application/json': { schema: FlatSchema },
};

export interface ErrorResponse {
  readonly description: string;
  readonly content: Readonly<Record<string, { schema: object }>>;
}

type ErrorResponses = Record<number, ErrorResponse>;

/** The responses of a route that may be refused with these codes, by status, for its schema. */
export function errorResponses(codes: readonly ErrorCode[], { plain = false } = {}) {
  return responsesOf([...EVERYWHERE, ...codes], plain);
}

/** The same responses, and those for more codes: where there are plain ones, these are too. */
export function addErrorResponses(
  responses: Readonly<Record<number, ErrorResponse>>,
  codes: readonly ErrorCode[],
): ErrorResponses {
  const isPlain = 'text/plain' in (responses[400]?.content ?? {});
  const all: ErrorResponses = { ...responses };
  for (const [status, added] of Object.entries(responsesOf(codes, isPlain))) {
    const known = all[Number(status)];
    const description = known ? `${known.description} ${added.description}` : added.description;
    all[Number(status)] = { ...added, description };
  }
  return all;
}

function responsesOf(codes: readonly ErrorCode[], isPlain: boolean): ErrorResponses {
  const responses: ErrorResponses = {};
  for (const status of new Set(codes.map((code) => ERRORS[code].status))) {
    const ofStatus = codes.filter((code) => ERRORS[code].status === status);
    responses[status] = {
      description: ofStatus.map((code) => `${code}: ${ERRORS[code].title}.`).join(' '),
      content: { 'application/problem+json': PROBLEM, ...(isPlain && PLAIN) },
    };
  }
  return responses;
}
