import type { Test } from 'tap';
import { type AppOptions, buildApp } from '../../src/app.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { App } from '../../src/http/ports.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { callCentre } from './configuration.ts';

/** A service for one test, closed after it, whose clock the test sets. */
export interface TestApp {
  readonly app: App;
  readonly keeper: Keeper;
  readonly drain: AbortController;
  setClock(iso: string): void;
}

export interface TestOptions extends Partial<AppOptions> {
  readonly now?: string;
  /** `null`: nothing has been loaded yet. */
  readonly configuration?: Configuration | null;
}

const LOADED_AT = Date.parse('2026-11-01T00:00:00Z') as Instant;

export async function buildTestApp(
  t: Test,
  { now = '2026-11-24T10:00:00+09:00', configuration = callCentre, ...options }: TestOptions = {},
): Promise<TestApp> {
  let instant = Date.parse(now) as Instant;
  const keeper = new Keeper();
  if (configuration) keeper.accept(buildSnapshot(configuration, LOADED_AT));
  const drain = new AbortController();
  const app = await buildApp({ keeper, drain: drain.signal, clock: () => instant, ...options });
  t.teardown(() => app.close());
  return {
    app,
    keeper,
    drain,
    setClock(iso) {
      instant = Date.parse(iso) as Instant;
    },
  };
}
