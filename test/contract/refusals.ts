/** How each documented refusal is brought about. */
import * as limits from '../../src/http/limits.ts';
import { type ContractService, STATE_HEADER, USED_KEY } from './contract-service.ts';
import type { Operation } from './documented.ts';
import type { Change } from './requests.ts';

type Provoke = (operation: Operation, service: ContractService) => Change;

const PROVOCATIONS: Readonly<Record<string, Provoke>> = {
  304: () => ({ headers: { 'if-none-match': '*' } }),
  400: ({ path }) => ({ query: path.includes('decision') ? { at: 'x' } : { zzz: '1' } }),
  401: () => ({ headers: { authorization: 'Bearer x' } }),
  403: (_operation, { limited }) => ({ headers: limited.headers }),
  404: ({ parameters }) => {
    const ids = parameters.filter((each) => each.in === 'path' && each.name !== 'format');
    return { path: Object.fromEntries(ids.map(({ name }) => [name, 'none'])) };
  },
  412: () => ({ headers: { 'if-match': '"999999"' } }),
  413: () => ({ body: JSON.stringify({ zzz: 'a'.repeat(2 * 1_048_576) }) }),
  414: () => ({ query: { zzz: 'a'.repeat(limits.MAX_URL_LENGTH) } }),
  415: () => ({ type: 'text/html' }),
  422: () => ({ headers: { 'idempotency-key': USED_KEY } }),
  428: () => ({ headers: { 'if-match': null } }),
  429: (_operation, { tired }) => ({ headers: { ...tired.headers, [STATE_HEADER]: 'busy' } }),
  500: () => ({ headers: { [STATE_HEADER]: 'broken' } }),
  503: () => ({ headers: { [STATE_HEADER]: 'empty' } }),
};

const forbiddenLine: Provoke = (_operation, { limited }) => {
  return { query: { line: 'phone-pin' }, headers: limited.headers };
};
const unknownLine: Provoke = () => ({ query: { line: 'none' } });
const unsayable = inState('unsayable');
const unsigned = inState('signed');
const fromElsewhere: Provoke = () => ({ headers: { 'sec-fetch-site': 'cross-site' } });

/** Where an operation needs something else. */
const OF_OPERATION: Readonly<Record<string, Readonly<Record<string, Provoke>>>> = {
  listDecisions: { 403: forbiddenLine, 404: unknownLine },
  listTimetables: { 403: forbiddenLine, 404: unknownLine },
  openStream: { 404: unknownLine },
  listLongBreaks: { 404: unknownLine },
  listHolidays: { 404: () => ({ query: { calendar: 'none' } }) },
  getHoursAsOsm: { 409: unsayable },
  getHoursForAmazonConnect: { 409: unsayable },
  patchHolidays: {
    404: () => withBody({ kind: 'cancel', calendar: 'none', date: '2026-12-08', note: 'x' }),
    409: () => withBody({ kind: 'cancel', calendar: 'company', date: '2026-12-09', note: 'x' }),
  },
  getForTwilio: { 403: unsigned },
  askFromTwilio: { 403: unsigned },
  createKey: {
    404: () => withBody({ name: 'x', scopes: ['read'], lines: ['none'] }),
    409: inState('crowded'),
  },
  startSession: { 401: () => withBody({ key: 'eig_none_none' }), 403: fromElsewhere },
  getSession: { 401: () => ({ headers: { cookie: null } }) },
  endSession: { 403: fromElsewhere },
  createOverride: {
    404: () => withBody({ lines: ['none'], state: 'closed', until: 'PT1H' }),
  },
  changeOverride: { 409: () => withBody({ state: 'open' }) },
  previewConfiguration: { 422: () => withBody({ files: { 'lines.yaml': 'version: 2' } }) },
};

/** Of a service that knows no key. */
function inState(name: string): Provoke {
  return () => ({ headers: { [STATE_HEADER]: name, authorization: null } });
}

function withBody(body: object): Change {
  return { body: JSON.stringify(body) };
}

/** Where being asked too much is all that can be wrong. */
const NEED_NOTHING = ['getStatus', 'getMetrics', 'getOpenApi'];
const DOORS = ['askFromAmazonConnect', 'askFromGenesys'];

/** Conflicts that take more than a request, which the tests of what is changed bring about. */
const RARE: Readonly<Record<string, string>> = {
  createOverride: 'it takes 10,000 overrides',
  endOverride: 'it takes one that is over',
  putOfficialList: 'it takes a calendar of Japan',
};

/** Why a documented refusal cannot be had through the proxy; other tests bring it about. */
export function whyNotHere({ operationId, method }: Operation, status: string): string | null {
  if (status === '431') return 'the proxy refuses such headers itself';
  if (status === '413' && method === 'GET') return 'the proxy hands on no body with GET';
  const isDoor = DOORS.includes(operationId);
  if (status === '400' && isDoor) return 'the proxy hands on nothing that is no HTTP';
  if (status === '503' && (isDoor || NEED_NOTHING.includes(operationId))) return 'it takes a crowd';
  if (status === '409' && operationId in RARE) return RARE[operationId] ?? null;
  if (operationId === 'postDecisionTwiml') return 'Twilio is always answered with 200';
  return null;
}

export function provocationOf({ operationId }: Operation, status: string): Provoke | undefined {
  return OF_OPERATION[operationId]?.[status] ?? PROVOCATIONS[status];
}
