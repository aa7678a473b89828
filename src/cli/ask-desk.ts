import { join } from 'node:path';
import type { Instant } from '../core/instant.ts';
import { Keeper, NO_OVERRIDES } from '../lines/keeper.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import type { Settings } from '../settings.ts';
import { createDiskSnapshots, type DiskSnapshots } from '../store/disk-snapshot.ts';
import { Ledger } from '../store/ledger.ts';
import type { LedgerLog } from '../store/replica.ts';
import type { Store } from '../store/store.ts';
import type { ControlAnswer, ControlRequest } from './control-client.ts';
import { operatorName } from './operator-name.ts';
import type { StoreTask } from './with-store.ts';

/**
 * Asks the service's own routes, whoever has the store: the running service over its socket, or
 * else the same routes in this process. So a command says and refuses what HTTP does.
 */
export async function askDesk(
  { reach, settings, log }: StoreTask,
  request: ControlRequest,
): Promise<ControlAnswer> {
  if (reach.kind === 'service') return reach.ask(request);
  return askWithin(await openLedger(reach.store, settings, log), settings, request);
}

async function askWithin(
  ledger: Ledger,
  settings: Settings,
  { method, url, body }: ControlRequest,
): Promise<ControlAnswer> {
  const { buildApp } = await import('../app.ts');
  const drain = new AbortController().signal;
  const keeper = keeperOf(settings, clock());
  const app = await buildApp({ keeper, ledger, clock, drain, isLocal: () => true });
  const headers = { 'x-eigyochu-operator': operatorName() };
  const payload = body === undefined ? {} : { payload: body as object };
  const answer = await app.inject({ method, url, headers, ...payload });
  await app.close();
  return { status: answer.statusCode, body: answer.body };
}

const clock = () => Date.now() as Instant;

/** What a service keeps in the same folder is read, so that we believe what it believes. */
function openLedger(store: Store, settings: Settings, log: LedgerLog): Promise<Ledger> {
  const kept = createDiskSnapshots(join(settings.EIGYOCHU_DATA, 'snapshot'), log);
  const readOnly: DiskSnapshots = { load: () => kept.load(), save: async () => {} };
  const disk = store.kind === 'redis' ? readOnly : null;
  const pollMilliseconds = settings.EIGYOCHU_POLL_MILLISECONDS;
  return Ledger.open(store, { clock, log, disk, pollMilliseconds });
}

/** Without a configuration that can be used, limits to lines are refused, and nothing else. */
function keeperOf(settings: Settings, now: Instant): Keeper {
  const keeper = new Keeper();
  const loaded = loadSnapshot(settings.EIGYOCHU_CONFIG, now);
  if (loaded.ok) keeper.accept(loaded.snapshot);
  keeper.layOver(NO_OVERRIDES);
  return keeper;
}
