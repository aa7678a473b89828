/** One service in several states of health, behind one address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import type { Configuration } from '../../src/config/configuration.ts';
import type { App } from '../../src/http/ports.ts';
import { buildTestApp, type TestApp } from '../support/build-app.ts';
import { callCentre, withUnsayableHours } from '../support/configuration.ts';
import { type MadeKey, makeAllKeys, makeKey } from '../support/make-key.ts';

export interface ContractService {
  readonly origin: string;
  /** The one that is well. */
  readonly well: TestApp;
  readonly admin: MadeKey;
  /** A key that may only read, about one line only. */
  readonly limited: MadeKey;
  /** An admin of the one that has answered all that it answers in a minute. */
  readonly tired: MadeKey;
}

/** Which service is meant: a header, since the proxy goes to one address. */
export const STATE_HEADER = 'x-state';

/** An Idempotency-Key that stands for a request already. */
export const USED_KEY = 'used';

/** Makes the answer of the service untrue. */
export const LIE_HEADER = 'x-lie';

const WITH_WEBHOOK: Configuration = {
  ...callCentre,
  webhooks: [
    {
      ...{ id: 'portal', url: 'https://example.com/hook', events: ['line.transition'] },
      ...{ lines: [], groups: [] },
    },
  ],
};

/** The machine may be busy with other tests. */
const NEVER_TOO_BUSY = { maxLagMilliseconds: 0 };
const ONE = { readsPerMinute: 1, writesPerMinute: 1 };
const ENOUGH = { readsPerMinute: 100_000, writesPerMinute: 100_000 };

export async function startContractService(t: Test): Promise<ContractService> {
  const well = await buildTestApp(t, {
    configuration: WITH_WEBHOOK,
    limits: ENOUGH,
    ...NEVER_TOO_BUSY,
  });
  well.app.addHook('onSend', async ({ headers }, _reply, payload) => {
    return headers[LIE_HEADER] && typeof payload === 'string' ? '{}' : payload;
  });
  const admin = await makeKey(well.ledger, { name: 'admin', scopes: ['admin'] });
  const limited = await makeKey(well.ledger, { scopes: ['read'], lines: ['lost-card'] });
  await well.app.inject({
    ...{ method: 'POST', url: '/v1/overrides', body: { all: true, state: 'open', until: 'PT1H' } },
    headers: { ...admin.headers, 'idempotency-key': USED_KEY },
  });
  const busy = await buildTestApp(t, { limits: ONE, ...NEVER_TOO_BUSY });
  const tired = await makeKey(busy.ledger, { scopes: ['admin'] });
  for (const headers of [{}, tired.headers]) await exhaust(busy.app, headers);
  const apps = { well: well.app, busy: busy.app, ...(await buildOthers(t)) };
  const server = createServer((request, response) => {
    const name = String(request.headers[STATE_HEADER] ?? 'well') as keyof typeof apps;
    apps[name].routing(request, response);
  });
  for (const app of Object.values(apps)) await app.ready();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, well, admin, limited, tired };
}

/** Asks for all that may be asked for: one reading and one change. */
async function exhaust(app: App, headers: Readonly<Record<string, string>>): Promise<void> {
  await app.inject({ url: '/v1/lines', headers });
  await app.inject({ method: 'DELETE', url: '/v1/keys/none', headers });
}

async function buildOthers(t: Test) {
  const local = { isLocal: () => true, ...NEVER_TOO_BUSY };
  const empty = await buildTestApp(t, { configuration: null, ledger: null, ...local });
  const broken = await buildTestApp(t, local);
  broken.app.addHook('preHandler', async () => {
    throw new Error('a fault of ours');
  });
  const signed = await buildTestApp(t, { twilioTokens: ['0123456789abcdef'], ...NEVER_TOO_BUSY });
  const unsayable = await buildTestApp(t, {
    configuration: withUnsayableHours(),
    ...NEVER_TOO_BUSY,
  });
  const crowded = await buildTestApp(t, local);
  await makeAllKeys(crowded.ledger);
  const ending = await buildTestApp(t, NEVER_TOO_BUSY);
  ending.drain.abort();
  const built = { empty, broken, crowded, signed, unsayable, ending };
  const apps = Object.entries(built).map(([name, { app }]) => [name, app] as const);
  return Object.fromEntries(apps) as Record<keyof typeof built, App>;
}
