import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type AppOptions, buildApp } from '../../src/app.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { feedKeeper } from '../../src/feed-keeper.ts';
import type { App } from '../../src/http/ports.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { LineWatch } from '../../src/push/line-watch.ts';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import { Ledger } from '../../src/store/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { callCentre } from './configuration.ts';

/** A service for one test, closed after it, whose clock the test sets. */
export interface TestApp {
  readonly app: App;
  readonly keeper: Keeper;
  readonly ledger: Ledger;
  /** Looks at the clock when it is woken. */
  readonly watch: LineWatch;
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
  const clock = () => instant;
  const ledger = await openTestLedger(t, clock);
  feedKeeper(keeper, ledger, clock);
  const watch = new LineWatch({ keeper, clock });
  const app = await buildApp({ keeper, ledger, drain: drain.signal, clock, watch, ...options });
  failOnLateHeaders(t, app);
  t.teardown(() => app.close());
  return {
    app,
    keeper,
    ledger,
    watch,
    drain,
    setClock(iso) {
      instant = Date.parse(iso) as Instant;
    },
  };
}

/** Most answers are out when `send` returns: what is written then is lost without a word. */
function failOnLateHeaders(t: Test, app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const header = reply.header.bind(reply);
    reply.header = (name: string, value: string) => {
      if (reply.sent) t.fail(`${request.url}: ${name} is written after the answer was sent`);
      return header(name, value);
    };
    done();
  });
}

/** A ledger over an embedded store in a folder of the test's own. */
export async function openTestLedger(t: Test, clock: () => Instant): Promise<Ledger> {
  return followTestStore(t, await openEmbeddedStore(temporaryFolder(t)), clock);
}

/** A ledger over a store, closed after the test. */
export async function followTestStore(
  t: Test,
  store: Store,
  clock: () => Instant,
): Promise<Ledger> {
  const ledger = await Ledger.open(store, {
    clock,
    log: SILENT,
    disk: null,
    pollMilliseconds: 1_000,
  });
  t.teardown(() => ledger.close());
  return ledger;
}

function temporaryFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SILENT = { info() {}, warn() {}, error() {} };
