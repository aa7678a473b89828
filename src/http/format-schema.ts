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

/** What is answered in every format, by media type; `json` is the schema of that one. */
export function contentInEveryFormat(json: TSchema) {
  const flat = Type.Record(Type.String(), Type.String(), { description: 'format=flat' });
  const plain = Type.String({ pattern: '^(open|closed)', examples: ['closed'] });
  return {
    'application/json': { schema: Type.Union([json, flat]) },
    'text/plain': { schema: plain },
    'application/x-www-form-urlencoded': { schema: Type.String({ pattern: '&end=1$' }) },
    'text/xml': { schema: DocumentSchema },
    'application/voicexml+xml': { schema: DocumentSchema },
  };
}
