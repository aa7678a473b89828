import { setTimeout as pause } from 'node:timers/promises';
import { buildApp } from './app.ts';
import { EXIT_CODES, type ExitCode } from './cli/exit-code.ts';
import { formatLoadProblem } from './cli/format-load-problem.ts';
import { createServerClose } from './close-server.ts';
import { formatProblem } from './config/problem.ts';
import { watchConfiguration } from './config/watch.ts';
import type { Instant } from './core/instant.ts';
import type { App } from './http/ports.ts';
import type { Lifetime } from './lifetime.ts';
import { Keeper } from './lines/keeper.ts';
import { describeListenFault } from './listen-fault.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { formatLogLine } from './observability/format-log-line.ts';
import { createReload } from './reload.ts';
import type { Settings } from './settings.ts';

export interface Process {
  readonly settings: Settings;
  readonly lifetime: Lifetime;
  err(text: string): void;
}

const clock = () => Date.now() as Instant;

/** Loads, listens, and goes on answering; the exit code says how far that got. */
export async function serve({ settings, lifetime, err }: Process): Promise<ExitCode> {
  const path = settings.EIGYOCHU_CONFIG;
  // Before loading, so that no change falls between the two.
  const watch = watchConfiguration(path, () => lifetime.reload('changed'));
  const load = (from: string, now: Instant) => loadSnapshot(from, now, watch.follow);
  const loaded = load(path, clock());
  if (!loaded.ok) {
    for (const problem of loaded.problems) err(`${formatLoadProblem(problem, path)}\n`);
    return EXIT_CODES.configuration.code;
  }
  const keeper = new Keeper();
  keeper.accept(loaded.snapshot);
  const app = await createApp(keeper, { settings, lifetime });
  const fault = await listen(app, settings);
  if (fault !== null) {
    await app.close();
    err(`eigyochu: ${fault}\n`);
    return EXIT_CODES.failure.code;
  }
  for (const warning of loaded.snapshot.warnings) app.log.warn(formatProblem(warning));
  app.log.info(`answering from revision ${loaded.snapshot.revision}`);
  lifetime.onReload(createReload({ path, load, keeper, clock, log: app.log }));
  return EXIT_CODES.ok.code;
}

type Surroundings = Pick<Process, 'settings' | 'lifetime'>;

async function createApp(keeper: Keeper, { settings, lifetime }: Surroundings): Promise<App> {
  const drain = new AbortController();
  const app = await buildApp({
    keeper,
    clock,
    drain: drain.signal,
    maxAgeSeconds: settings.EIGYOCHU_MAX_AGE_SECONDS,
    logger: loggerOptions(settings),
  });
  const closeServer = createServerClose(app);
  lifetime.onEnd({
    info: (text) => app.log.info(text),
    fatal: (error) => app.log.fatal(error),
    async drain() {
      drain.abort();
      await pause(settings.EIGYOCHU_DRAIN_SECONDS * 1_000);
    },
    async close() {
      drain.abort();
      const cutOff = await closeServer();
      if (cutOff > 0) app.log.warn(`${cutOff} requests took too long and were cut off`);
    },
  });
  return app;
}

/** JSON lines on stdout; on a terminal the same events as a person reads them. */
function loggerOptions({ LOG_LEVEL: level }: Settings) {
  if (!process.stdout.isTTY) return { level };
  const stream = { write: (line: string) => process.stdout.write(formatLogLine(line)) };
  return { level, stream };
}

/** Listens, and says why when that fails. */
async function listen(app: App, settings: Settings): Promise<string | null> {
  try {
    await app.listen({ host: settings.HOST, port: settings.PORT });
    return null;
  } catch (error) {
    return describeListenFault(error as NodeJS.ErrnoException, settings);
  }
}
