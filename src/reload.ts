import { formatProblem, type Problem } from './config/problem.ts';
import type { Instant } from './core/instant.ts';
import type { Keeper } from './lines/keeper.ts';
import type { LoadedSnapshot } from './load-snapshot.ts';

export interface ReloadPorts {
  readonly path: string;
  readonly load: (path: string, now: Instant) => LoadedSnapshot;
  readonly keeper: Keeper;
  readonly clock: () => Instant;
  readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void };
}

/**
 * Gives what to call when the configuration may have changed. One that cannot be used changes
 * nothing: the last good one stays, and log and status say why.
 */
export function createReload(ports: ReloadPorts): () => void {
  const { keeper, clock, log } = ports;
  const logRefusal = createRefusalLog((line) => log.error(line));
  return () => {
    const loaded = tryLoading(ports);
    if (!loaded.ok) {
      keeper.refuse(clock(), loaded.problems);
      logRefusal(loaded.problems);
      log.error(`configuration refused; revision ${keeper.snapshot?.revision} stays in force`);
      return;
    }
    keeper.accept(loaded.snapshot);
    logRefusal([]);
    for (const warning of loaded.snapshot.warnings) log.warn(formatProblem(warning));
    log.info(`configuration reloaded; revision ${loaded.snapshot.revision} is in force`);
  };
}

/** A bug of ours in the new configuration's way must not end a service that answers. */
function tryLoading({ path, load, clock }: ReloadPorts): LoadedSnapshot {
  try {
    return load(path, clock());
  } catch (error) {
    const found = `loading failed: ${(error as Error).message}`;
    const place = { file: path, line: 1, column: 1, pointer: '' };
    const advice = 'report it as a bug of eigyochu, with the configuration';
    return { ok: false, problems: [{ ...place, severity: 'error', code: 'bug', found, advice }] };
  }
}

/** Logs problems, and the same ones once, however often the same files are refused. */
function createRefusalLog(write: (line: string) => void) {
  let last = '';
  return (problems: readonly Problem[]) => {
    const lines = problems.map(formatProblem);
    const text = lines.join('\n');
    if (text !== last) for (const line of lines) write(line);
    last = text;
  };
}
