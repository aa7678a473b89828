import { formatProblem, type Problem } from './config/problem.ts';
import type { ConfigurationChange } from './configuration-trail.ts';
import type { Instant } from './core/instant.ts';
import type { ReloadCause } from './lifetime.ts';
import type { Keeper } from './lines/keeper.ts';
import type { Snapshot } from './lines/snapshot.ts';
import { finishInSlices, forEach, type Work } from './lines/work.ts';
import type { ServableSnapshot } from './load-snapshot.ts';

export interface ReloadPorts {
  readonly path: string;
  /** Rejects when the signal aborts: then something newer is to be loaded. */
  readonly load: (
    path: string,
    options: { readonly now: Instant; readonly signal: AbortSignal },
  ) => Promise<ServableSnapshot>;
  readonly keeper: Keeper;
  /** Told of what came into force in place of what; must not wait. */
  readonly changed: (change: ConfigurationChange) => void;
  readonly clock: () => Instant;
  readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void };
}

/** More lines are not named in one event. */
const MAX_NAMED_LINES = 20;

/** Of loads in a row that are given up for a newer one; the next is let come to its end. */
const MAX_GIVEN_UP = 3;

/**
 * Gives what to call when the configuration may have changed; it resolves once nothing is left to
 * load. One load runs at a time, and is given up where a newer one is asked for, so that what was
 * written last is in force last. What cannot be used changes nothing: the last good one stays, and
 * log and status say why.
 */
export function createReload(ports: ReloadPorts): (cause: ReloadCause) => Promise<void> {
  const take = createTake(ports);
  let due: ReloadCause | null = null;
  let running: Promise<void> | null = null;
  let newer = new AbortController();
  let givenUp = 0;

  async function workOff(): Promise<void> {
    try {
      while (due) {
        const cause = due;
        due = null;
        newer = new AbortController();
        const loaded = await tryLoading(ports, newer.signal);
        if (loaded) await take(loaded, cause);
        else due = cause === 'asked' ? cause : (due ?? cause);
        givenUp = loaded ? 0 : givenUp + 1;
      }
    } finally {
      running = null;
    }
  }

  return (cause) => {
    due = due === 'asked' ? due : cause;
    if (givenUp < MAX_GIVEN_UP) newer.abort();
    running ??= workOff();
    return running;
  };
}

/** Puts into force what was loaded, or says why not; never rejects. */
function createTake(ports: ReloadPorts) {
  const { keeper, clock, log } = ports;
  const logRefusal = createRefusalLog((line) => log.error(line));

  function refuse(problems: readonly Problem[], cause: ReloadCause): void {
    keeper.refuse(clock(), problems);
    logRefusal(problems, cause);
    log.error(`configuration refused; revision ${keeper.configured?.revision} stays in force`);
  }

  async function putInForce(snapshot: Snapshot, cause: ReloadCause): Promise<void> {
    const change = await finishInSlices(comparingIds(keeper.configured ?? snapshot, snapshot));
    const accept = await keeper.prepare(snapshot);
    const before = inForce(keeper);
    accept();
    logRefusal([], cause);
    for (const warning of snapshot.warnings) log.warn(formatProblem(warning));
    if (change.removed.length > 0) log.warn(`lines no longer there: ${enumerate(change.removed)}`);
    log.info(`configuration reloaded; revision ${snapshot.revision} is in force${count(change)}`);
    const after = inForce(keeper);
    if (before && after && before.revision !== after.revision) ports.changed({ before, after });
  }

  return async (loaded: ServableSnapshot, cause: ReloadCause): Promise<void> => {
    if (!loaded.ok) return refuse(loaded.problems, cause);
    try {
      await putInForce(loaded.snapshot, cause);
    } catch (error) {
      const problem = bugMet(ports, error, 'putting it into force');
      // Else it is in force, and only those who are told of it have failed.
      if (keeper.loaded !== loaded.snapshot) refuse([problem], cause);
    }
  };
}

/**
 * What answers, under the revision of the configuration alone, as every replica knows it; without
 * overrides while the store was never seen.
 */
function inForce({ snapshot, configured }: Keeper): Snapshot | null {
  return snapshot && configured ? { ...snapshot, revision: configured.revision } : configured;
}

/** What came of loading; `null` where it was given up. */
async function tryLoading(
  ports: ReloadPorts,
  signal: AbortSignal,
): Promise<ServableSnapshot | null> {
  try {
    return await ports.load(ports.path, { now: ports.clock(), signal });
  } catch (error) {
    if (signal.aborted) return null;
    return { ok: false, problems: [bugMet(ports, error, 'loading')] };
  }
}

/**
 * Logs where it was, and gives what to say of it: a bug of ours in the new configuration's way must
 * not end a service that answers.
 */
function bugMet({ path, log }: ReloadPorts, error: unknown, doing: string): Problem {
  const { message, stack } = error as Error;
  log.error(stack ?? message);
  const found = `${doing} failed: ${message}`;
  const place = { file: path, line: 1, column: 1, pointer: '' };
  const advice = 'report it as a bug of eigyochu, with the configuration';
  return { ...place, severity: 'error', code: 'bug', found, advice };
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

function* comparingIds({ lines: before }: Snapshot, { lines: after }: Snapshot): Work<LineChange> {
  const added: string[] = [];
  const removed: string[] = [];
  yield* forEach(after.keys(), (id) => {
    if (!before.has(id)) added.push(id);
  });
  yield* forEach(before.keys(), (id) => {
    if (!after.has(id)) removed.push(id);
  });
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
