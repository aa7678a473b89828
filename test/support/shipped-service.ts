import type { Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import type { Instant } from '../../src/core/instant.ts';
import { invariant } from '../../src/core/invariant.ts';
import type { App } from '../../src/http/ports.ts';
import { Keeper, NO_OVERRIDES } from '../../src/lines/keeper.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';

/** The service with the configuration that is shipped, at an instant. */
export async function buildShippedService(t: Test, now: Instant): Promise<App> {
  const loaded = loadSnapshot('config', now);
  invariant(loaded.ok, 'the shipped configuration is good');
  const keeper = new Keeper();
  keeper.accept(loaded.snapshot);
  keeper.layOver(NO_OVERRIDES);
  const drain = new AbortController().signal;
  const app = await buildApp({ keeper, ledger: null, drain, clock: () => now });
  t.teardown(() => app.close());
  return app;
}
