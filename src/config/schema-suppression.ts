/** The schema of a suppression. */
import { Type } from 'typebox';
import { FINDING_CODES } from './findings.ts';

const MAX_POINTER_CHARACTERS = 500;
const MAX_REASON_CHARACTERS = 500;
/** RFC 6901; the whole document, which has an empty pointer, is meant by leaving it out. */
const POINTER = '^(/[^/]+)+$';

export const WrittenSuppression = Type.Object(
  {
    code: Type.Enum([...FINDING_CODES], {
      description: 'The code of a warning or a notice. Errors cannot be suppressed.',
      examples: ['open_on_new_year'],
    }),
    at: Type.Optional(
      Type.String({
        pattern: POINTER,
        maxLength: MAX_POINTER_CHARACTERS,
        description: 'Only there and below: the path that "check" prints in parentheses.',
        examples: ['/schedules/always'],
      }),
    ),
    reason: Type.String({
      minLength: 1,
      maxLength: MAX_REASON_CHARACTERS,
      description: 'Why it is meant so, for whoever reads this next.',
      examples: ['Lost cards are taken around the clock.'],
    }),
  },
  {
    additionalProperties: false,
    description: 'A warning or notice that is not told, because what it is about is meant.',
    examples: [
      {
        code: 'open_on_new_year',
        at: '/schedules/always',
        reason: 'Lost cards are taken around the clock.',
      },
    ],
  },
);

export type WrittenSuppression = Type.Static<typeof WrittenSuppression>;
