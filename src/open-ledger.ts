import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from './core/instant.ts';
import type { Settings } from './settings.ts';
import { createDiskSnapshots, type DiskSnapshots } from './store/disk-snapshot.ts';
import { Ledger, type LedgerLog } from './store/ledger.ts';
import type { Store } from './store/store.ts';

/** A ledger and the store under it. */
export interface OpenedLedger {
  readonly store: Store;
  readonly ledger: Ledger;
}

export interface LedgerPorts {
  readonly clock: () => Instant;
  readonly log: LedgerLog;
}

/**
 * Opens what the settings name: Redis where there is one, else the embedded store. Throws when the
 * data folder cannot be used or another process has the store, never because Redis is gone.
 */
export async function openLedger(settings: Settings, ports: LedgerPorts): Promise<OpenedLedger> {
  mkdirSync(settings.EIGYOCHU_DATA, { recursive: true, mode: 0o700 });
  const store = await openStore(settings, ports.log);
  const disk = store.kind === 'redis' ? diskSnapshots(settings, ports.log) : null;
  const pollMilliseconds = settings.EIGYOCHU_POLL_MILLISECONDS;
  return { store, ledger: await Ledger.open(store, { ...ports, disk, pollMilliseconds }) };
}

/** Only the library of the chosen store is loaded: each takes a good part of the start. */
export async function openStore(settings: Settings, log: LedgerLog): Promise<Store> {
  const { REDIS_URL: url, EIGYOCHU_REDIS_PREFIX: prefix, EIGYOCHU_DATA: folder } = settings;
  if (url === undefined) {
    const { openEmbeddedStore } = await import('./store/embedded-store.ts');
    return openEmbeddedStore(join(folder, 'store'));
  }
  const { openRedisStore } = await import('./store/redis-store.ts');
  return openRedisStore(url, { prefix, log });
}

function diskSnapshots({ EIGYOCHU_DATA: folder }: Settings, log: LedgerLog): DiskSnapshots {
  return createDiskSnapshots(join(folder, 'snapshot'), { warn: (text) => log.warn(text) });
}
