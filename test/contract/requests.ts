/** The requests that the document describes, made from its own examples. */
import { readFileSync } from 'node:fs';
import { type ContractService, STATE_HEADER } from './contract-service.ts';
import type { Operation, Parameter } from './documented.ts';
import type { Asked } from './prism-proxy.ts';

interface Parts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string | null;
  readonly body: string | null;
}

/** What is different in a request; a header that is `null` is not sent. */
export type Change = Partial<Omit<Parts, 'headers'>> & {
  readonly headers?: Readonly<Record<string, string | null>>;
};

/** What an operation needs that its examples cannot have: the id of something that is there. */
type Prepare = (service: ContractService) => Promise<Change>;

const PREPARED: Readonly<Record<string, Prepare>> = {
  getOverride: aboutOverride,
  changeOverride: aboutOverride,
  endOverride: aboutOverride,
  getHolidayPatch: aboutPatch,
  removeHolidayPatch: aboutPatch,
  patchHolidays: async (service) => {
    await removePatches(service);
    return {};
  },
  revokeKey: async (service) => {
    const { id } = await make(service, '/v1/keys', { name: 'x', scopes: ['read'] });
    return { path: { id } };
  },
  startSession: async ({ admin }) => {
    return { body: JSON.stringify({ key: admin.key }), headers: FROM_OWN_PAGE };
  },
  getSession: inSession,
  endSession: inSession,
  putOfficialList: async () => ({ body: LIST }),
  previewConfiguration: async () => ({ body: JSON.stringify({ files: FILES }) }),
  // One that is about to stop ends its streams once it has told all: the proxy hands on whole
  // answers only.
  openStream: async () => ({ headers: { [STATE_HEADER]: 'ending', authorization: null } }),
};

/** In UTF-8, since the proxy reads every body as such. */
const LIST = new TextDecoder('shift_jis').decode(
  readFileSync(new URL('../fixtures/syukujitsu.csv', import.meta.url)),
);

const FILES = {
  'lines.yaml': readFileSync('config/lines.yaml', 'utf8'),
};

const FROM_OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

async function make({ well, admin }: ContractService, url: string, body: object) {
  const answer = await well.app.inject({ method: 'POST', url, body, headers: admin.headers });
  return answer.json();
}

async function aboutOverride(service: ContractService): Promise<Change> {
  const body = { lines: ['phone-pin'], state: 'closed', until: 'PT4H' };
  const { id } = await make(service, '/v1/overrides', body);
  return { path: { id } };
}

async function aboutPatch(service: ContractService): Promise<Change> {
  await removePatches(service);
  const name = { ja: '記念日', en: 'Memorial Day' };
  const body = { kind: 'add', calendar: 'company', date: '2026-12-08', name, note: 'x' };
  const { id } = await make(service, '/v1/holidays', body);
  return { path: { id } };
}

async function removePatches({ well, admin }: ContractService): Promise<void> {
  const headers = { ...admin.headers, 'if-match': '*' };
  const { patches } = (await well.app.inject({ url: '/v1/holidays/patches', headers })).json();
  for (const { id } of patches) {
    await well.app.inject({ method: 'DELETE', url: `/v1/holidays/patches/${id}`, headers });
  }
}

async function inSession({ well, admin }: ContractService): Promise<Change> {
  const body = { key: admin.key };
  const headers = FROM_OWN_PAGE;
  const answer = await well.app.inject({ method: 'POST', url: '/v1/session', body, headers });
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  return { headers: { ...FROM_OWN_PAGE, cookie } };
}

/** A request of an operation: what it needs and no more, but for the change. */
export async function requestOf(
  operation: Operation,
  service: ContractService,
  change: Change = {},
): Promise<Asked> {
  const [first = null] = Object.keys(operation.requestBody?.content ?? {});
  const prepared = (await PREPARED[operation.operationId]?.(service)) ?? {};
  const needed = (place: Parameter['in']) =>
    valuesOf(operation.parameters.filter((each) => each.in === place && each.required));
  const type = change.type ?? first;
  return written(operation, {
    ...{ type, body: bodyOf(operation, first), ...prepared, ...change },
    path: { ...needed('path'), ...prepared.path, ...change.path },
    query: { ...needed('query'), ...change.query },
    headers: sent({ ...credentials(operation, service), ...prepared.headers, ...change.headers }),
  });
}

function sent(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as Record<string, string>;
}

function credentials({ security, parameters }: Operation, { admin }: ContractService) {
  const isOfSession = security.length > 0 && security.every((way) => 'session' in way);
  const hasVersion = parameters.some(({ name }) => name === 'If-Match');
  return { ...(!isOfSession && admin.headers), ...(hasVersion && { 'if-match': '*' }) };
}

/** The least, all that may be in the query, and each value there is to choose from. */
export function variationsOf({ parameters, requestBody }: Operation): Change[] {
  const ofQuery = parameters.filter((each) => each.in === 'query');
  const choices = parameters.flatMap(({ in: place, name, schema }) =>
    (schema.enum ?? []).map((value) => ({ [place]: { [name]: value } })),
  );
  const types = Object.keys(requestBody?.content ?? {}).map((type) => ({ type }));
  const hasTrial = ofQuery.some(({ name }) => name === 'dryRun');
  const trial = hasTrial ? [{ query: { dryRun: 'true' } }] : [];
  return [{}, { query: valuesOf(ofQuery) }, ...choices, ...types, ...trial];
}

/** Of those that have an example. */
function valuesOf(parameters: readonly Parameter[]): Record<string, string> {
  const pairs = parameters.flatMap(({ name, schema, example = schema.enum?.[0] }) =>
    example === undefined ? [] : [[name, String(example)] as const],
  );
  return Object.fromEntries(pairs);
}

function bodyOf({ requestBody }: Operation, type: string | null): string | null {
  const media = requestBody?.content[type ?? ''];
  if (!media) return null;
  const { example = {} } = media;
  if (typeof example === 'string') return example;
  const isForm = type === 'application/x-www-form-urlencoded';
  return isForm
    ? String(new URLSearchParams(example as Record<string, string>))
    : JSON.stringify(example);
}

/** What goes over the wire. */
function written({ method, path }: Operation, parts: Parts): Asked {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name) => {
    return encodeURIComponent(parts.path[name] ?? '');
  });
  const query = new URLSearchParams(parts.query);
  const type = parts.body === null || parts.type === null ? {} : { 'content-type': parts.type };
  return {
    ...{ method, url: query.size > 0 ? `${filled}?${query}` : filled, body: parts.body },
    headers: { ...parts.headers, ...type },
  };
}
