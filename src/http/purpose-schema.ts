import { Type } from 'typebox';
import { LANGUAGES } from '../core/reason.ts';
import { NotModifiedSchema } from './caching.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { contentInEveryFormat, FormatParameter } from './format-schema.ts';
import { MAX_KEY_LENGTH } from './limits.ts';
import { AtWithOffsetParameter, idParameter } from './query-schema.ts';
import { InstantSchema, NamesSchema, nullable, record } from './schema.ts';

const ChannelSchema = record(
  {
    kind: Type.Enum(['line', 'web', 'app']),
    line: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
    available: Type.Boolean(),
    opensAt: nullable(InstantSchema),
    closesAt: nullable(InstantSchema),
  },
  { title: 'Channel' },
);

const PurposeSchema = record(
  {
    purpose: Type.String(),
    name: NamesSchema,
    at: nullable(InstantSchema),
    state: Type.Enum(['open', 'closed'], {
      description: 'For a caller on the telephone: open while a line of the purpose is.',
    }),
    line: nullable(Type.String({ description: 'The line that serves best; null: none does.' })),
    available: Type.Boolean({ description: 'Whether any channel can do it at this instant.' }),
    channels: Type.Array(ChannelSchema),
    message: NamesSchema,
    freshness: Type.Enum(['live', 'last-known']),
    asOf: nullable(InstantSchema),
    revision: Type.String(),
  },
  { title: 'Purpose', description: 'Each channel that can do it, and whether it is available.' },
);

const QUESTION = {
  at: Type.Optional(AtWithOffsetParameter),
  lang: Type.Optional(
    Type.Enum([...LANGUAGES], {
      type: 'string',
      description: 'The language of formats that speak one only. Default: ja.',
    }),
  ),
  key: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_KEY_LENGTH,
      description: 'Anything that tells callers apart: the same key gets the same retry instant.',
    }),
  ),
};

const PurposeParameter = idParameter('The id of a purpose.', 'set-phone-pin');

export const PurposeQuery = record(QUESTION);
export const PurposeQueryWithFormat = record({
  ...QUESTION,
  format: Type.Optional(FormatParameter),
});

const RESPONSE = {
  200: {
    description: 'Where it can be done. Retry-After where its lines are closed.',
    content: contentInEveryFormat(PurposeSchema),
  },
  304: NotModifiedSchema,
  ...errorResponses([...INSTANT_ERRORS, 'not_found', 'unknown_purpose', 'not_known'], {
    plain: true,
  }),
};

export const GET_PURPOSE = {
  operationId: 'getPurpose',
  summary: 'Where something can be done now, and when',
  tags: ['purposes'],
  params: record({ purpose: PurposeParameter }),
  querystring: PurposeQueryWithFormat,
  response: RESPONSE,
};

export const GET_PURPOSE_AS = {
  operationId: 'getPurposeAs',
  summary: 'The same for a machine that cannot choose by header',
  tags: ['purposes'],
  params: record({ purpose: PurposeParameter, format: FormatParameter }),
  querystring: PurposeQuery,
  response: RESPONSE,
};
