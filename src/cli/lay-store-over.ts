import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static } from 'typebox';
import type { Instant } from '../core/instant.ts';
import { feedKeeper } from '../feed-keeper.ts';
import type { OverrideSchema } from '../http/override-schema.ts';
import { type Keeper, NO_OVERRIDES } from '../lines/keeper.ts';
import { openLedgerOnce } from '../open-ledger.ts';
import type { Override } from '../overrides/override.ts';
import type { Settings } from '../settings.ts';
import type { LedgerLog } from '../store/replica.ts';
import type { Store } from '../store/store.ts';
import { askForHolidays } from './ask-for-holidays.ts';
import type { Terminal } from './command.ts';
import { type Ask, ServiceRefused } from './control-client.ts';
import { describeFailure, reachStore } from './with-store.ts';

/**
 * Lays what the store has of holidays and overrides over a configuration: asked of the service that
 * has the store open, else read. Where nothing was ever kept the configuration alone is the truth,
 * and nothing is made; where they cannot be seen that is said, and the answer is no better than
 * `last-known`.
 */
export async function layStoreOver(
  keeper: Keeper,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const say = (text: string) => terminal.err(`eigyochu: ${text}\n`);
  keeper.layOver(NO_OVERRIDES);
  try {
    if (!(await isAnythingKept(settings))) return;
    const log: LedgerLog = { info() {}, warn: say, error: say };
    const reach = await reachStore(settings, log);
    if (reach.kind === 'service') return await layServiceOver(keeper, reach.ask);
    const isSeen = await layReadOver(keeper, reach.store, { settings, log });
    if (isSeen) return;
    say(UNSEEN);
  } catch (error) {
    say(`${describeFailure(error, settings)}; ${UNSEEN}`);
  }
  keeper.judge({ freshness: 'last-known', asOf: null }, clock());
}

const UNSEEN =
  'this is from the configuration only; patched holidays and overrides are not looked at';

const clock = () => Date.now() as Instant;

/** Only a folder that is not there was never used: one that may not be looked into was. */
async function isAnythingKept({ REDIS_URL, EIGYOCHU_DATA }: Settings): Promise<boolean> {
  if (REDIS_URL !== undefined) return true;
  try {
    await access(join(EIGYOCHU_DATA, 'store'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Whether there was a state to read: of Redis, or else what a replica has kept on this disk. */
async function layReadOver(
  keeper: Keeper,
  store: Store,
  { settings, log }: { readonly settings: Settings; readonly log: LedgerLog },
): Promise<boolean> {
  const ledger = await openLedgerOnce(store, settings, { clock, log });
  if (ledger.state) feedKeeper(keeper, ledger, clock);
  const isSeen = ledger.state !== null;
  await ledger.close();
  return isSeen;
}

interface Status {
  readonly store: {
    readonly version: number;
    readonly freshness: 'live' | 'last-known';
    readonly asOf: string | null;
  };
}

/** From what the service has in memory: it can tell that without its disk. */
async function layServiceOver(keeper: Keeper, ask: Ask): Promise<void> {
  // Active ones first: one that ends in between is then met twice, and not never.
  const told = [...(await askForOverrides(ask, '')), ...(await askForOverrides(ask, 'past'))];
  const overrides = [...new Map(told.map((each) => [each.id, toOverride(each)])).values()];
  const holidays = await askForHolidays((url) => askFor(ask, url));
  const { store } = (await askFor(ask, '/v1/status')) as Status;
  const { version, freshness, asOf } = store;
  overrides.sort(inOrderOfCreation);
  keeper.layOver({ version, overrides, holidays, at: clock() });
  keeper.judge({ freshness, asOf: asOf === null ? null : (Date.parse(asOf) as Instant) }, clock());
}

type ToldOverride = Static<typeof OverrideSchema>;

const PAGE = 1_000;

async function askForOverrides(ask: Ask, phase: '' | 'past'): Promise<readonly ToldOverride[]> {
  const all: ToldOverride[] = [];
  const query = new URLSearchParams({ limit: String(PAGE), ...(phase && { phase }) });
  for (;;) {
    const page = (await askFor(ask, `/v1/overrides?${query}`)) as OverridesPage;
    all.push(...page.overrides);
    if (page.next === null) return all;
    query.set('cursor', page.next);
  }
}

interface OverridesPage {
  readonly overrides: readonly ToldOverride[];
  readonly next: string | null;
}

async function askFor(ask: Ask, url: string): Promise<unknown> {
  const answer = await ask({ method: 'GET', url });
  if (answer.status !== 200) throw new ServiceRefused(answer);
  return JSON.parse(answer.body);
}

/** As it is stored, but for the version that created it, which is not told. */
function toOverride(told: ToldOverride): Override {
  const { createdAt, createdBy, changedAt, changedBy, endedAt, endedBy, version, ...rest } = told;
  return {
    ...rest,
    state: told.state as Override['state'],
    created: { at: createdAt, by: createdBy, version },
    changed: { at: changedAt, by: changedBy, version },
    ended: endedAt !== null && endedBy !== null ? { at: endedAt, by: endedBy, version } : null,
  };
}

/** Of those that overlap the last one holds. */
function inOrderOfCreation({ created: a }: Override, { created: b }: Override): number {
  return Date.parse(a.at) - Date.parse(b.at) || a.version - b.version;
}
