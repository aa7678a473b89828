import { type TSchema, Type } from 'typebox';
import { FORMAT_NAMES } from '../formats/formats.ts';

export const FormatParameter = Type.Enum([...FORMAT_NAMES], {
  type: 'string',
  description: 'How it is written.',
});

/** A document for a telephone system. It is answered also where there is no decision. */
export const DocumentSchema = Type.String({
  description: 'Also where there is no decision: onUnknown says.',
});

const StateSchema = Type.Enum(['open', 'closed', 'unknown']);

/** One level of strings, for readers that know no other JSON. */
export const FlatSchema = Type.Object(
  { state: StateSchema },
  {
    title: 'FlatDecision',
    description: 'The decision as one level of strings.',
    additionalProperties: Type.String(),
  },
);

/** The pairs of a form; what has no value is empty. */
export const FormSchema = Type.Object(
  {
    state: StateSchema,
    reason: Type.String({ description: 'The code of a reason, or of an error.' }),
    end: Type.Enum(['1'], { description: 'Always the last one: nothing was cut off.' }),
  },
  { title: 'FormDecision', additionalProperties: Type.String() },
);

/** What is answered in every format, by media type; `json` is the schema of that one. */
export function contentInEveryFormat(json: TSchema) {
  const plain = Type.String({ pattern: '^(open|closed)', examples: ['closed'] });
  return {
    'application/json': { schema: Type.Union([json, FlatSchema]) },
    'text/plain': { schema: plain },
    'application/x-www-form-urlencoded': { schema: FormSchema },
    'text/xml': { schema: DocumentSchema },
    'application/voicexml+xml': { schema: DocumentSchema },
  };
}
