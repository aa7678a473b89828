import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from './core/instant.ts';
import type { Tallies } from './observability/tallies.ts';
import { timeStore } from './observability/time-store.ts';
import type { Tracing } from './observability/tracing.ts';
import type { Settings } from './settings.ts';
import { createDiskSnapshots, type DiskSnapshots } from './store/disk-snapshot.ts';
import { lockFolder } from './store/folder-lock.ts';
import { Ledger, type LedgerLog } from './store/ledger.ts';
import type { Durability, Store } from './store/store.ts';

/** A ledger and the store under it. */
export interface OpenedLedger {
  readonly store: Store;
  readonly ledger: Ledger;
}

export interface LedgerPorts {
  readonly clock: () => Instant;
  readonly log: LedgerLog;
}

export interface ServingPorts extends LedgerPorts {
  /** Where it is told how long the store takes. */
  readonly tallies?: Pick<Tallies, 'storeDurations'>;
  readonly tracing?: Tracing | null;
}

/**
 * Opens what the settings name: Redis where there is one, else the embedded store. Throws when the
 * data folder cannot be used or another process has it, never because Redis is gone.
 */
export async function openLedger(settings: Settings, ports: ServingPorts): Promise<OpenedLedger> {
  const { EIGYOCHU_DATA: folder, EIGYOCHU_POLL_MILLISECONDS: pollMilliseconds } = settings;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const disk = settings.REDIS_URL === undefined ? null : await ownSnapshots(settings, ports.log);
  const { tallies, tracing = null, log } = ports;
  const opened = await openStore(settings, log);
  const store = tallies ? timeStore(opened, tallies.storeDurations, tracing) : opened;
  const ledger = await Ledger.open(store, { ...ports, disk, pollMilliseconds });
  void warnOfDurability(store, ports.log);
  return { store, ledger };
}

/**
 * A ledger for one command. What a service keeps in the same folder is read, so that we believe
 * what it believes, and left to it.
 */
export function openLedgerOnce(
  store: Store,
  settings: Settings,
  ports: LedgerPorts,
): Promise<Ledger> {
  const readOnly = { ...snapshotsOf(settings, ports.log), save: async () => {} };
  const disk = store.kind === 'redis' ? readOnly : null;
  const pollMilliseconds = settings.EIGYOCHU_POLL_MILLISECONDS;
  return Ledger.open(store, { ...ports, disk, pollMilliseconds });
}

/** Only the library of the chosen store is loaded: each takes a good part of the start. */
export async function openStore(settings: Settings, log: LedgerLog): Promise<Store> {
  const { REDIS_URL: url, EIGYOCHU_REDIS_PREFIX: prefix, EIGYOCHU_DATA: folder } = settings;
  if (url === undefined) {
    const { openEmbeddedStore } = await import('./store/embedded-store.ts');
    return openEmbeddedStore(join(folder, 'store'), { log });
  }
  const { openRedisStore } = await import('./store/redis-store.ts');
  return openRedisStore(url, { prefix, log });
}

/** Two replicas that write the same files would each destroy what the other has promised. */
async function ownSnapshots(settings: Settings, log: LedgerLog): Promise<DiskSnapshots> {
  const close = await lockFolder(settings.EIGYOCHU_DATA, log);
  return { ...snapshotsOf(settings, log), close };
}

function snapshotsOf({ EIGYOCHU_DATA: folder }: Settings, log: LedgerLog): DiskSnapshots {
  return createDiskSnapshots(join(folder, 'snapshot'), { warn: (text) => log.warn(text) });
}

/** A Redis that is away at the start has been told about, and is not waited for. */
async function warnOfDurability(store: Store, log: LedgerLog): Promise<void> {
  const durability = await store.durability();
  if (durability === 'every-write' || !store.isReachable) return;
  const advice = 'see docs/how-to/operating.md, Several replicas';
  log.warn(
    `${DURABILITY[durability]}; until then only the disks of the replicas hold it; ${advice}`,
  );
}

const DURABILITY: Readonly<Record<Exclude<Durability, 'every-write'>, string>> = {
  'every-second': 'Redis puts a change on its disk up to a second later',
  none: 'Redis puts a change on its disk when it likes, or never',
  unknown: 'Redis does not say whether it puts a change on its disk',
};
