/** The headers of the document: of no use to the routes, which read and set them themselves. */
import type { ErrorCode } from '../errors.ts';
import { MAX_IDEMPOTENCY_KEY_LENGTH } from './conditions.ts';

type Json = Readonly<Record<string, unknown>>;

interface Response {
  readonly description: string;
  readonly content?: Json;
  readonly headers?: Json;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Json[];
  readonly responses: Readonly<Record<string, Response>>;
}

/** Headers that requests may have, as the shared part of the document holds them. */
export const REQUEST_HEADERS = {
  'If-None-Match': requestHeader('If-None-Match', {
    description: 'The ETag of the answer that the caller has: 304 where it is still that one.',
    example: '"q3Zq0u0Y4mK2b1XyPz8w5A"',
  }),
  'If-Match': requestHeader('If-Match', {
    required: true,
    description: 'The ETag of the version that was read, or * for any: 428 without it.',
    example: '"12"',
  }),
  'Idempotency-Key': requestHeader('Idempotency-Key', {
    description:
      'Makes a repetition safe: the same key with the same request is answered as the first was,' +
      ` and changes nothing. 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} printable characters.`,
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  }),
  'Last-Event-ID': requestHeader('Last-Event-ID', {
    description: 'The id of the last event that the caller has; browsers send it by themselves.',
    example: 'Y2xvc2Vk',
  }),
  'X-Twilio-Signature': requestHeader('X-Twilio-Signature', {
    description: 'What Twilio signs its requests with; needed once a token of it is configured.',
    example: 'GvWf1cFY/Q7PnoempGyD5oXAezc=',
  }),
} as const;

/** Headers that answers have, as the shared part of the document holds them. */
export const RESPONSE_HEADERS = {
  'X-Request-Id': header('Names the request in the log: what was sent as it, or a new one.', {
    required: true,
    example: '0b6c1c3e-6f0e-4ab0-9d3b-0a5f5f1f7c11',
  }),
  'Cache-Control': header('Never beyond the instant at which the answer may change.', {
    example: 'public, max-age=30, stale-if-error=86400',
  }),
  ETag: header('Names these bytes, or this version of what can be changed.', {
    example: '"12"',
  }),
  'Last-Modified': header('When what the answer is made from changed last.', {
    example: 'Mon, 23 Nov 2026 01:00:00 GMT',
  }),
  'Retry-After': header('In how many seconds to come back.', {
    schema: { type: 'integer', minimum: 0 },
    example: 30,
  }),
  'WWW-Authenticate': header('What to show: an access key, and with which scope.', {
    example: 'Bearer realm="eigyochu"',
  }),
  'X-Error-Code': header('The code of the error where the body has no place for it.', {
    example: 'unknown_line',
  }),
  Location: header('Where what was made can be read.', {
    example: '/v1/overrides/k3v9x0q2abcd',
  }),
  Link: header('The next page, with rel="next"; absent on the last (RFC 8288).', {
    example: '</v1/overrides?cursor=42>; rel="next"',
  }),
} as const;

type RequestHeader = keyof typeof REQUEST_HEADERS;
type ResponseHeader = keyof typeof RESPONSE_HEADERS;

function requestHeader(name: string, parts: Json): Json {
  return { name, in: 'header', schema: { type: 'string' }, ...parts };
}

function header(description: string, parts: Json): Json {
  return { description, schema: { type: 'string' }, ...parts };
}

/** The operation with the headers that it reads and sets. */
export function describeHeaders(operation: Operation): Operation {
  const { parameters = [], responses } = operation;
  const read = headersRead(operation).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const described = Object.entries(responses).map(([status, response]) => {
    const names = headersSet(operation, Number(status));
    const headers = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
    return [status, { ...response, headers: Object.fromEntries(headers) }];
  });
  return {
    ...operation,
    ...(parameters.length + read.length > 0 && { parameters: [...parameters, ...read] }),
    responses: Object.fromEntries(described),
  };
}

function headersRead(operation: Operation): RequestHeader[] {
  const { operationId, responses } = operation;
  return [
    ...(responses[304] ? (['If-None-Match'] as const) : []),
    ...(mayRefuse(operation, 'precondition_required') ? (['If-Match'] as const) : []),
    ...(mayRefuse(operation, 'idempotency_mismatch') ? (['Idempotency-Key'] as const) : []),
    ...(mayRefuse(operation, 'bad_signature') ? (['X-Twilio-Signature'] as const) : []),
    ...(operationId === 'openStream' ? (['Last-Event-ID'] as const) : []),
  ];
}

/** The codes that a route may refuse with stand in the descriptions of its statuses. */
function mayRefuse({ responses }: Operation, code: ErrorCode): boolean {
  return Object.values(responses).some(({ description }) => description.includes(`${code}:`));
}

const OF_STATUS: Readonly<Record<number, readonly ResponseHeader[]>> = {
  304: ['ETag', 'Last-Modified'],
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** What else single operations set where they succeed, or have nothing new to say. */
const OF_OPERATION: Readonly<Record<string, readonly ResponseHeader[]>> = {
  getDecision: ['X-Error-Code', 'Retry-After'],
  getDecisionAs: ['X-Error-Code', 'Retry-After'],
  postDecisionTwiml: ['X-Error-Code', 'Retry-After', 'Last-Modified'],
  getPurpose: ['X-Error-Code', 'Retry-After'],
  getPurposeAs: ['X-Error-Code', 'Retry-After'],
  patchHolidays: ['ETag', 'Location'],
  getHolidayPatch: ['ETag'],
  removeHolidayPatch: ['ETag'],
  getOfficialList: ['ETag'],
  putOfficialList: ['ETag'],
  removeOfficialList: ['ETag'],
  askFromAmazonConnect: ['X-Error-Code'],
  askFromGenesys: ['X-Error-Code'],
  getForJambonz: ['X-Error-Code'],
  askFromJambonz: ['X-Error-Code'],
  getForTwilio: ['X-Error-Code'],
  askFromTwilio: ['X-Error-Code'],
  listOverrides: ['Link'],
  createOverride: ['ETag', 'Location'],
  getOverride: ['ETag'],
  changeOverride: ['ETag'],
  endOverride: ['ETag'],
  listAuditRecords: ['Link'],
};

function headersSet(operation: Operation, status: number): ResponseHeader[] {
  const isKept = status === 200 && operation.responses[304];
  const { content = {} } = operation.responses[status] ?? {};
  const types = Object.keys(content).filter((type) => type !== 'application/problem+json');
  const hasOwnGrammar = status >= 400 && types.length > 0;
  return [
    'X-Request-Id',
    'Cache-Control',
    ...(isKept ? (['ETag', 'Last-Modified'] as const) : []),
    ...(status < 400 ? (OF_OPERATION[operation.operationId] ?? []) : []),
    ...(OF_STATUS[status] ?? []),
    ...(hasOwnGrammar ? (['X-Error-Code'] as const) : []),
  ];
}
