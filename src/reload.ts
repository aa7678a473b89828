import { formatProblem, type Problem } from './config/problem.ts';
import type { ConfigurationChange } from './configuration-trail.ts';
import type { Instant } from './core/instant.ts';
import type { ReloadCause } from './lifetime.ts';
import type { Keeper } from './lines/keeper.ts';
import type { Snapshot } from './lines/snapshot.ts';
import type { LoadedSnapshot } from './load-snapshot.ts';

export interface ReloadPorts {
  readonly path: string;
  readonly load: (path: string, now: Instant) => LoadedSnapshot;
  readonly keeper: Keeper;
  /** Told of what came into force in place of what; must not wait. */
  readonly changed: (change: ConfigurationChange) => void;
  readonly clock: () => Instant;
  readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void };
}

/** More lines are not named in one event. */
const MAX_NAMED_LINES = 20;

/**
 * Gives what to call when the configuration may have changed. One that cannot be used changes
 * nothing: the last good one stays, and log and status say why.
 */
export function createReload(ports: ReloadPorts): (cause: ReloadCause) => void {
  const { keeper, clock, log } = ports;
  const logRefusal = createRefusalLog((line) => log.error(line));
  return (cause) => {
    const loaded = tryLoading(ports);
    if (!loaded.ok) {
      keeper.refuse(clock(), loaded.problems);
      logRefusal(loaded.problems, cause);
      log.error(`configuration refused; revision ${keeper.configured?.revision} stays in force`);
      return;
    }
    const { snapshot } = loaded;
    const before = inForce(keeper);
    const change = compareLines(keeper.configured ?? snapshot, snapshot);
    keeper.accept(snapshot);
    logRefusal([], cause);
    for (const warning of snapshot.warnings) log.warn(formatProblem(warning));
    if (change.removed.length > 0) log.warn(`lines no longer there: ${enumerate(change.removed)}`);
    log.info(`configuration reloaded; revision ${snapshot.revision} is in force${count(change)}`);
    const after = inForce(keeper);
    if (before && after && before.revision !== after.revision) ports.changed({ before, after });
  };
}

/**
 * What answers, under the revision of the configuration alone, as every replica knows it; without
 * overrides while the store was never seen.
 */
function inForce({ snapshot, configured }: Keeper): Snapshot | null {
  return snapshot && configured ? { ...snapshot, revision: configured.revision } : configured;
}

/** A bug of ours in the new configuration's way must not end a service that answers. */
function tryLoading({ path, load, clock, log }: ReloadPorts): LoadedSnapshot {
  try {
    return load(path, clock());
  } catch (error) {
    const { message, stack } = error as Error;
    log.error(stack ?? message);
    const found = `loading failed: ${message}`;
    const place = { file: path, line: 1, column: 1, pointer: '' };
    const advice = 'report it as a bug of eigyochu, with the configuration';
    return { ok: false, problems: [{ ...place, severity: 'error', code: 'bug', found, advice }] };
  }
}

/** Logs problems; the same ones again only for somebody who asked, not at every write of a file. */
function createRefusalLog(write: (line: string) => void) {
  let last = '';
  return (problems: readonly Problem[], cause: ReloadCause) => {
    const lines = problems.map(formatProblem);
    const text = lines.join('\n');
    if (text !== last || cause === 'asked') for (const line of lines) write(line);
    last = text;
  };
}

interface LineChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function compareLines({ lines: before }: Snapshot, { lines: after }: Snapshot): LineChange {
  const added = [...after.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !after.has(id));
  return { added, removed };
}

function enumerate(ids: readonly string[]): string {
  const untold = ids.length - MAX_NAMED_LINES;
  const named = ids.slice(0, MAX_NAMED_LINES).join(', ');
  return untold > 0 ? `${named} and ${untold} more` : named;
}

function count({ added, removed }: LineChange): string {
  if (added.length + removed.length === 0) return '';
  return `; lines added: ${added.length}, removed: ${removed.length}`;
}
