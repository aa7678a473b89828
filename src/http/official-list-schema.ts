import { errorResponses, WRITE_ERRORS } from './error-responses.ts';
import { FeedsSchema, OfficialListSchema, PutListQuery, PutListSchema } from './holiday-schema.ts';
import { NoQuery } from './query-schema.ts';

/** What the file of a list may be sent as. */
export const LIST_TYPES = ['text/csv', 'text/plain', 'application/octet-stream'] as const;

const CHANGE_ERRORS = ['invalid_parameter', 'invalid_header', ...WRITE_ERRORS] as const;

export const PUT_LIST = {
  operationId: 'putOfficialList',
  summary: "Puts the Cabinet Office's list of holidays in force",
  description:
    'The syukujitsu.csv as published (CP932), or in UTF-8. It lies over the list of the' +
    ' configuration, in whole years; years that it does not cover stay as they are. Patches that' +
    ' say what it says are taken back with it.',
  tags: ['holidays'],
  querystring: PutListQuery,
  consumes: LIST_TYPES,
  body: {
    contentMediaType: 'text/csv',
    description: 'The bytes of the file.',
    examples: ['国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,元日\r\n'],
  },
  response: {
    200: PutListSchema,
    ...errorResponses([
      'invalid_request',
      'duplicate_parameter',
      'unsupported_media_type',
      'bad_official_list',
      'horizon_shrinks',
      ...CHANGE_ERRORS,
    ]),
  },
};

export const GET_LIST = {
  operationId: 'getOfficialList',
  summary: 'The official list that was put while the service runs',
  tags: ['holidays'],
  querystring: NoQuery,
  response: {
    200: OfficialListSchema,
    ...errorResponses(['not_known', 'store_unavailable']),
  },
};

export const DELETE_LIST = {
  operationId: 'removeOfficialList',
  summary: 'Takes back the official list that was put; needs If-Match',
  description: 'What the configuration says, or else this version, holds again.',
  tags: ['holidays'],
  querystring: NoQuery,
  response: {
    200: {
      description: 'The list as it was; nulls where there was none.',
      content: { 'application/json': { schema: OfficialListSchema } },
    },
    ...errorResponses(['precondition_failed', 'precondition_required', ...CHANGE_ERRORS]),
  },
};

export const LIST_FEEDS = {
  operationId: 'listCalendarFeeds',
  summary: 'What the URLs of calendars said when they were last fetched',
  tags: ['holidays'],
  querystring: NoQuery,
  response: { 200: FeedsSchema, ...errorResponses(['not_known', 'store_unavailable']) },
};
