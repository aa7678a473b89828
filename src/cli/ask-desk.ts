import type { Instant } from '../core/instant.ts';
import type { ErrorCode } from '../errors.ts';
import { feedKeeper } from '../feed-keeper.ts';
import { Keeper, NO_OVERRIDES } from '../lines/keeper.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { openLedgerOnce } from '../open-ledger.ts';
import type { Settings } from '../settings.ts';
import type { Ledger } from '../store/ledger.ts';
import { ConfigurationRefused } from './configuration-refused.ts';
import { type ControlAnswer, type ControlRequest, writeRequest } from './control-client.ts';
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
  return askWithin(await openLedgerOnce(reach.store, settings, { clock, log }), settings, request);
}

async function askWithin(
  ledger: Ledger,
  settings: Settings,
  asked: ControlRequest,
): Promise<ControlAnswer> {
  const { buildApp } = await import('../app.ts');
  const drain = new AbortController().signal;
  const keeper = new Keeper();
  const loaded = loadSnapshot(settings.EIGYOCHU_CONFIG, clock());
  if (loaded.ok) keeper.accept(loaded.snapshot);
  keeper.layOver(NO_OVERRIDES);
  feedKeeper(keeper, ledger, clock);
  const app = await buildApp({ keeper, ledger, clock, drain, isLocal: () => true });
  const { method, url } = asked;
  const answer = await app.inject({ method, url, ...writeRequest(asked, operatorName()) });
  await app.close();
  // Keys do without a configuration; what is about lines or holidays is refused for want of one.
  const isRefused = answer.statusCode === 503 && isForWantOfConfiguration(answer.body);
  if (!loaded.ok && isRefused) throw new ConfigurationRefused(loaded.problems);
  return { status: answer.statusCode, body: answer.body };
}

function isForWantOfConfiguration(body: string): boolean {
  return JSON.parse(body).code === ('not_known' satisfies ErrorCode);
}

const clock = () => Date.now() as Instant;
