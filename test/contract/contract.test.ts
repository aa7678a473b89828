/** Every documented request, through a proxy that holds the document against both sides. */
import t from 'tap';
import { LIE_HEADER, startContractService } from './contract-service.ts';
import { DOCUMENT, documentedHeaders, type Operation, operations, small } from './documented.ts';
import { type Answered, prismIsMissing, startPrism } from './prism-proxy.ts';
import { provocationOf, whyNotHere } from './refusals.ts';
import { requestOf, variationsOf } from './requests.ts';

const SKIP = { skip: prismIsMissing };
const { ask, service } = await start();

async function start() {
  const started = await startContractService(t);
  if (prismIsMissing) return { service: started, ask: async () => UNASKED };
  return { service: started, ask: await startPrism(t, DOCUMENT, started.origin) };
}

const UNASKED: Answered = {
  ...{ status: 0, headers: new Headers(), body: '' },
  faults: { request: [], response: [] },
};

/** What is wrong with an answer, be it what the proxy has found or what it does not look for. */
function faultsOf({ operationId, responses }: Operation, answer: Answered): string[] {
  const { status, headers, body, faults } = answer;
  const documented = Object.keys(responses[status]?.headers ?? {}).map(small);
  const untold = documentedHeaders.filter((name) => {
    return headers.has(name) && !documented.includes(name);
  });
  return [
    ...faults.response,
    ...(headers.has('x-request-id') ? [] : [`the proxy itself has answered: ${status} ${body}`]),
    ...untold.map((name) => `${operationId} ${status} has ${name}, which is not documented`),
  ];
}

t.test('every documented request and its answer are as documented', SKIP, async (t) => {
  for (const operation of operations) {
    const met = new Set<string>();
    for (const change of variationsOf(operation)) {
      const asked = await requestOf(operation, service, change);
      const answer = await ask(asked);
      const name = `${asked.method} ${asked.url}`;
      t.match(String(answer.status), /^20/, `${name} ${answer.body.slice(0, 300)}`);
      t.same(answer.faults.request, [], name);
      t.same(faultsOf(operation, answer), [], name);
      met.add(whatIs(answer));
    }
    t.same([...met].sort(), successesOf(operation), `${operation.operationId}: all there is`);
  }
});

function whatIs({ status, headers }: Answered): string {
  return `${status} ${headers.get('content-type')?.split(';')[0] ?? ''}`.trim();
}

/** Each success with each of its media types. */
function successesOf({ responses }: Operation): string[] {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return good
    .flatMap(([status, { content = { '': {} } }]) =>
      Object.keys(content).map((type) => `${status} ${type}`.trim()),
    )
    .sort();
}

t.test('every documented refusal is as documented', SKIP, async (t) => {
  for (const operation of operations) {
    const statuses = Object.keys(operation.responses).filter((status) => !status.startsWith('2'));
    for (const status of statuses.filter((each) => whyNotHere(operation, each) === null)) {
      const change = provocationOf(operation, status)?.(operation, service);
      const answer = await ask(await requestOf(operation, service, change));
      const name = `${operation.operationId} ${status}`;
      t.equal(`${answer.status}`, status, `${name}: ${answer.body.slice(0, 300)}`);
      t.same(faultsOf(operation, answer), [], name);
    }
  }
});

t.test('a refusal keeps the grammar of every format, as documented', SKIP, async (t) => {
  for (const operation of operations) {
    const format = operation.parameters.find(({ name }) => name === 'format');
    for (const value of format?.schema.enum ?? []) {
      const { in: place = 'query' } = format ?? {};
      const query = { at: 'x', ...(place === 'query' && { format: value }) };
      const path = place === 'path' ? { format: value } : {};
      const answer = await ask(await requestOf(operation, service, { query, path }));
      // Prism takes application/json for application/problem+json, whose schema stands first.
      if (value === 'flat') t.match(JSON.parse(answer.body), { state: 'unknown' });
      else t.same(faultsOf(operation, answer), [], `${operation.operationId} ${value}`);
    }
  }
});

/** What others have described better: this document, and what Amazon Connect imports. */
const ANYTHING_GOES = ['getOpenApi', 'getHoursForAmazonConnect'];

t.test('an answer that is not as documented is noticed', SKIP, async (t) => {
  const told = operations.filter(({ responses }) => 'application/json' in contentOf(responses));
  const described = told.filter(({ operationId }) => !ANYTHING_GOES.includes(operationId));
  for (const operation of described) {
    const asked = await requestOf(operation, service, { headers: { [LIE_HEADER]: '1' } });
    t.not((await ask(asked)).faults.response.length, 0, operation.operationId);
  }
});

function contentOf(responses: Operation['responses']) {
  return (responses[200] ?? responses[201])?.content ?? {};
}
