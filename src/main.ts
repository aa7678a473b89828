import { lookup } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { EXIT_CODES, type ExitCode } from './cli/exit-code.ts';
import { formatLoadProblem } from './cli/format-load-problem.ts';
import { readVersion } from './cli/read-version.ts';
import { createServerClose } from './close-server.ts';
import { formatProblem } from './config/problem.ts';
import { watchConfiguration } from './config/watch.ts';
import { ConfigurationTrail } from './configuration-trail.ts';
import { ControlSocket, controlSocketPath } from './control-socket.ts';
import type { Instant } from './core/instant.ts';
import { parseCorsOrigins } from './cors-origins.ts';
import { feedKeeper } from './feed-keeper.ts';
import { Feeds } from './feeds/feeds.ts';
import { DEFAULT_STREAM_LIMITS } from './http/limits.ts';
import { overrideToJson } from './http/overrides-json.ts';
import type { App } from './http/ports.ts';
import type { Lifetime } from './lifetime.ts';
import { Keeper } from './lines/keeper.ts';
import type { Snapshot } from './lines/snapshot.ts';
import { describeListenFault } from './listen-fault.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { loadAside } from './loading/load-aside.ts';
import { MAX_PREVIEW_SECONDS, MAX_RELOAD_SECONDS } from './loading/load-in-worker.ts';
import { createLogger } from './observability/create-logger.ts';
import { createTallies, type Tallies } from './observability/tallies.ts';
import { openTracing, type Tracing } from './observability/tracing.ts';
import { watchLoad } from './observability/watch-load.ts';
import { type OpenedLedger, openLedger } from './open-ledger.ts';
import { Courier } from './push/courier.ts';
import type { WebhookSecrets } from './push/webhook-secrets.ts';
import { createReload } from './reload.ts';
import { requireSecrets } from './require-secrets.ts';
import type { Settings } from './settings.ts';
import { describeStoreFault } from './store-fault.ts';
import { parseTwilioTokens } from './twilio-tokens.ts';

export interface Process {
  readonly settings: Settings;
  /** What messages to webhooks are signed with. */
  readonly secrets: WebhookSecrets;
  readonly lifetime: Lifetime;
  err(text: string): void;
}

const clock = () => Date.now() as Instant;

/** Loads, listens, and goes on answering; the exit code says how far that got. */
export async function serve(given: Process): Promise<ExitCode> {
  const { settings, secrets, lifetime, err } = given;
  const path = settings.EIGYOCHU_CONFIG;
  // Before loading, so that no change falls between the two.
  const watch = watchConfiguration(path, () => lifetime.reload('changed'));
  // Here, not in a thread of its own: nobody is answered yet.
  const loaded = requireSecrets(loadSnapshot(path, clock(), watch.follow), path, secrets);
  if (!loaded.ok) {
    for (const problem of loaded.problems) err(`${formatLoadProblem(problem, path)}\n`);
    return EXIT_CODES.configuration.code;
  }
  const log = createLogger({ level: settings.LOG_LEVEL, output: process.stdout });
  const tracing = await openTracing({ environment: process.env, version: readVersion(), log });
  const watchers = { log, tallies: createTallies(), tracing };
  const opened = await tryOpening(settings, watchers);
  if (typeof opened === 'string') {
    err(`eigyochu: ${opened}\n`);
    return EXIT_CODES.failure.code;
  }
  const load: Running['load'] = async (from, options) => {
    const aside = { ...options, from, bytes: watch.bytes(), follow: watch.follow };
    const reloaded = await loadAside({ ...aside, maxSeconds: MAX_RELOAD_SECONDS });
    return requireSecrets(reloaded, from, secrets);
  };
  const { snapshot } = loaded;
  return run({ ...given, ...opened, ...watchers, snapshot, load: watchLoad(load, watchers) });
}

/** The ledger, or why there is none. */
async function tryOpening(settings: Settings, watchers: Watchers): Promise<OpenedLedger | string> {
  try {
    return await openLedger(settings, { clock, ...watchers });
  } catch (error) {
    return describeStoreFault(error as Error, settings);
  }
}

/** Who is told what goes on. */
interface Watchers {
  readonly log: Logger;
  readonly tallies: Tallies;
  readonly tracing: Tracing | null;
}

interface Running extends Process, OpenedLedger, Watchers {
  readonly snapshot: Snapshot;
  readonly load: Parameters<typeof createReload>[0]['load'];
}

async function run(running: Running): Promise<ExitCode> {
  const { settings, lifetime, log, snapshot, ledger } = running;
  const keeper = new Keeper();
  keeper.accept(snapshot);
  feedKeeper(keeper, ledger, clock);
  const control = new ControlSocket();
  const courier = createCourier(running, keeper);
  const trail = new ConfigurationTrail({ ledger, clock, log });
  const feeds = new Feeds({ ledger, clock, log });
  const app = await createApp(running, { keeper, control, courier, trail, feeds });
  const fault = await listen(app, running, control);
  if (fault !== null) {
    await app.close();
    await ledger.close();
    running.err(`eigyochu: ${fault}\n`);
    return EXIT_CODES.failure.code;
  }
  for (const warning of snapshot.warnings) log.warn(formatProblem(warning));
  log.info(`answering from revision ${keeper.snapshot?.revision ?? 'none: nothing is known yet'}`);
  const path = settings.EIGYOCHU_CONFIG;
  await courier.start();
  feeds.follow(snapshot);
  keeper.onSwap((swapped) => feeds.follow(swapped));
  void trail.started(snapshot);
  const changed = trail.changed.bind(trail);
  lifetime.onReload(createReload({ path, load: running.load, keeper, changed, clock, log }));
  return EXIT_CODES.ok.code;
}

/** What is made once the ledger is open. */
interface Parts {
  readonly keeper: Keeper;
  readonly control: ControlSocket;
  readonly courier: Courier;
  readonly trail: ConfigurationTrail;
  readonly feeds: Feeds;
}

async function createApp(
  { settings, secrets, lifetime, log, store, ledger, tallies, tracing }: Running,
  { keeper, control, courier, trail, feeds }: Parts,
): Promise<App> {
  const drain = new AbortController();
  const app = await buildApp({
    keeper,
    ledger,
    clock,
    drain: drain.signal,
    counts: store.counts,
    isLocal: control.isLocal,
    courier,
    feeds,
    tallies,
    tracing,
    loadFiles: async (from, now) => {
      const bytes = [...from.values()].reduce((sum, { length }) => sum + length, 0);
      const loaded = await loadAside({ from, bytes, now, maxSeconds: MAX_PREVIEW_SECONDS });
      return requireSecrets(loaded, '.', secrets);
    },
    ...appSettings(settings),
    loggerInstance: log,
  });
  const closeServer = createServerClose(app);
  lifetime.onEnd({
    info: (text) => log.info(text),
    fatal: (error) => log.fatal(error),
    async drain() {
      drain.abort();
      void feeds.close();
      await pause(settings.EIGYOCHU_DRAIN_SECONDS * 1_000);
    },
    async close() {
      drain.abort();
      control.close();
      const cutOff = await closeServer();
      if (cutOff > 0) log.warn(`${cutOff} requests took too long and were cut off`);
      await feeds.close();
      await courier.close();
      trail.close();
      await ledger.close();
      await tracing?.close();
    },
  });
  return app;
}

function createCourier({ ledger, store, secrets, log }: Running, keeper: Keeper): Courier {
  const { outbox } = store;
  return new Courier({ ledger, outbox, keeper, secrets, clock, log, overrideToJson });
}

function appSettings(settings: Settings) {
  return {
    maxAgeSeconds: settings.EIGYOCHU_MAX_AGE_SECONDS,
    reads: settings.EIGYOCHU_READS,
    limits: {
      readsPerMinute: settings.EIGYOCHU_READS_PER_MINUTE,
      writesPerMinute: settings.EIGYOCHU_WRITES_PER_MINUTE,
    },
    maxLagMilliseconds: settings.EIGYOCHU_MAX_LAG_MILLISECONDS,
    streamLimits: {
      ...DEFAULT_STREAM_LIMITS,
      maxStreams: settings.EIGYOCHU_MAX_STREAMS,
      maxStreamsEach: settings.EIGYOCHU_MAX_STREAMS_EACH,
    },
    trustProxy: settings.EIGYOCHU_TRUST_PROXY ?? (false as const),
    twilioTokens: parseTwilioTokens(settings.EIGYOCHU_TWILIO_AUTH_TOKEN ?? ''),
    publicUrl: settings.EIGYOCHU_PUBLIC_URL ?? null,
    corsOrigins: parseCorsOrigins(settings.EIGYOCHU_CORS_ORIGINS),
  };
}

/** Listens, and says why when that fails. */
async function listen(
  app: App,
  { settings, store, log }: Running,
  control: ControlSocket,
): Promise<string | null> {
  try {
    await app.listen({ host: await addressOf(settings.HOST), port: settings.PORT });
  } catch (error) {
    return describeListenFault(error as NodeJS.ErrnoException, settings);
  }
  if (store.kind === 'redis') return null;
  try {
    await control.open(app, controlSocketPath(settings.EIGYOCHU_DATA));
  } catch (error) {
    const { message } = error as Error;
    log.warn(`no control socket, so keys are made while the service is stopped: ${message}`);
  }
  return null;
}

/** One address: for `localhost` the framework would open two servers, and close one in order. */
async function addressOf(host: string): Promise<string> {
  return host === 'localhost' ? (await lookup(host)).address : host;
}
