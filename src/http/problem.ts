import { type Static, Type } from 'typebox';
import { ERROR_CODES, ERRORS, type ErrorCode, type Fault } from '../errors.ts';
import { record } from './schema.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const FaultSchema = record(
  {
    code: Type.Enum([...ERROR_CODES]),
    parameter: Type.Optional(Type.String({ description: 'The query or path parameter at fault.' })),
    pointer: Type.Optional(
      Type.String({ description: 'The JSON pointer of the part of the body at fault.' }),
    ),
    detail: Type.String({ description: 'What was found and what to write instead.' }),
    file: Type.Optional(
      Type.String({ description: 'The file at fault, of those that were sent.' }),
    ),
    line: Type.Optional(Type.Integer({ description: 'Of that file, from 1 on.' })),
    column: Type.Optional(Type.Integer({ description: 'Of that line, from 1 on.' })),
    problem: Type.Optional(
      Type.String({
        description: 'The name of the fault in that file.',
        examples: ['unknown_key'],
      }),
    ),
    advice: Type.Optional(Type.String({ description: 'What to write instead.' })),
  },
  { title: 'Fault' },
);

/** A problem document (RFC 9457) with every fault at once. */
export const ProblemSchema = record(
  {
    type: Type.String({ format: 'uri', description: 'Names the code; it is not an address.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ format: 'uri', description: 'Names the request, as X-Request-Id.' }),
    code: Type.Enum([...ERROR_CODES]),
    errors: Type.Array(FaultSchema),
  },
  { $id: 'Problem' },
);

export type Problem = Static<typeof ProblemSchema>;

/** A refusal as it is answered: `code` sums up the faults. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
}

/** URNs, so that nothing has to be served at them for ever. */
export function problemOf({ code, faults }: Refusal, requestId: string): Problem {
  const { status, title } = ERRORS[code];
  return {
    type: `urn:eigyochu:error:${code}`,
    title,
    status,
    detail: faults.map(({ detail }) => detail).join(' '),
    instance: `urn:eigyochu:request:${requestId}`,
    code,
    errors: [...faults],
  };
}
