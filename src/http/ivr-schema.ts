/** How the doors of vendors look from outside. */
import { type TSchema, Type } from 'typebox';
import { ERRORS, type ErrorCode } from '../errors.ts';
import { FlatSchema } from './format-schema.ts';
import { ProblemSchema } from './problem.ts';
import { LineParameter } from './query-schema.ts';
import { referTo } from './schema.ts';

/** Vendors add to their requests what they like, and more with every year. */
const OPEN = { additionalProperties: true };

const LangParameter = Type.String({
  description: 'The language of what callers hear: ja or en, or a locale. Default: ja.',
  examples: ['ja'],
});

const KeyParameter = Type.String({
  description:
    "What tells callers apart, for a retry instant of their own; caller: the caller's number.",
  examples: ['caller'],
});

const Query = Type.Object(
  {
    line: LineParameter,
    lang: Type.Optional(LangParameter),
    key: Type.Optional(KeyParameter),
  },
  OPEN,
);

/** A body as the document shows it; what is missing from it is found where it is read. */
function bodyOf(description: string, example: unknown) {
  return Type.Unsafe<unknown>({ description, examples: [example] });
}

const STATUSES_TOLD: readonly ErrorCode[] = [
  'bad_request',
  'unauthenticated',
  'no_keys',
  'forbidden',
  'body_too_large',
  'uri_too_long',
  'unsupported_media_type',
  'rate_limited',
  'header_too_large',
  'internal',
  'overloaded',
];

/** Whoever asks sees the status; the body is a decision of nothing known. */
function flatResponses() {
  const statuses = new Set(STATUSES_TOLD.map((code) => ERRORS[code].status));
  const refusals = [...statuses].map((status) => {
    const codes = STATUSES_TOLD.filter((code) => ERRORS[code].status === status);
    const description = codes.map((code) => `${code}: ${ERRORS[code].title}.`).join(' ');
    return [status, response(description, 'application/json', FlatSchema)];
  });
  const fine = 'The decision; `unknown` also for a line that there is not.';
  return { 200: response(fine, 'application/json', FlatSchema), ...Object.fromEntries(refusals) };
}

function response(description: string, type: string, schema: TSchema) {
  return { description, content: { [type]: { schema } } };
}

const CONNECT_EVENT = {
  Name: 'ContactFlowEvent',
  Details: {
    Parameters: { line: 'phone-pin', lang: 'ja', key: 'caller' },
    ContactData: { Attributes: {}, CustomerEndpoint: { Address: '+819000000000' } },
  },
};

export const ASK_FROM_AMAZON_CONNECT = {
  operationId: 'askFromAmazonConnect',
  summary: 'The decision for a flow of Amazon Connect, through a Lambda function',
  tags: ['ivr'],
  body: bodyOf('The event that the flow hands to the function, as it is.', CONNECT_EVENT),
  response: flatResponses(),
};

export const ASK_FROM_GENESYS = {
  operationId: 'askFromGenesys',
  summary: 'The decision for a data action of Genesys Cloud',
  tags: ['ivr'],
  body: bodyOf('The inputs of the action.', { line: 'phone-pin', lang: 'ja' }),
  response: flatResponses(),
};

const Verbs = Type.Array(Type.Object({ verb: Type.String() }, OPEN), {
  description: 'What to do with the call.',
});

const VERBS = {
  200: response('Verbs, whatever happens.', 'application/json', Verbs),
};

export const GET_FOR_JAMBONZ = {
  operationId: 'getForJambonz',
  summary: 'What jambonz does with a call',
  tags: ['ivr'],
  querystring: Query,
  response: VERBS,
};

export const ASK_FROM_JAMBONZ = {
  ...GET_FOR_JAMBONZ,
  operationId: 'askFromJambonz',
  body: bodyOf('The call, as jambonz describes it.', { from: '+819000000000' }),
};

const DOCUMENT = response('TwiML, whatever happens.', 'text/xml', Type.String());

const TWIML = {
  200: DOCUMENT,
  403: response(
    `bad_signature: ${ERRORS.bad_signature.title}.`,
    'application/problem+json',
    referTo(ProblemSchema, 'Problem'),
  ),
};

export const GET_FOR_TWILIO = {
  operationId: 'getForTwilio',
  summary: 'What Twilio does with a call',
  tags: ['ivr'],
  querystring: Query,
  response: TWIML,
};

export const ASK_FROM_TWILIO = {
  ...GET_FOR_TWILIO,
  operationId: 'askFromTwilio',
  body: bodyOf('The call, as Twilio describes it.', { From: '+819000000000' }),
  consumes: ['application/x-www-form-urlencoded'],
};
