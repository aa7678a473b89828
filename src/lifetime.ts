import closeWithGrace from 'close-with-grace';

/** What a running service does when it must end. */
export interface Ending {
  info(text: string): void;
  fatal(error: Error): void;
  /** Says that the end is near while everything is still answered. */
  drain(): Promise<void>;
  /** Finishes what was begun and lets go of everything. */
  close(): Promise<void>;
}

/** Why the configuration is loaded again: somebody asked for it, or its files are others now. */
export type ReloadCause = 'asked' | 'changed';

/**
 * Ends the process in order: exit 0 after SIGTERM or SIGINT, once everything is closed; 1 after an
 * uncaught error, and at once on a second signal. Only SIGTERM drains: it comes from a platform
 * that goes on sending requests for a moment, SIGINT from a person who waits. Made first thing:
 * until a handler is there, a process that is PID 1 of its container ignores SIGTERM.
 */
export class Lifetime {
  #ending: Ending | null = null;
  #reload: ((cause: ReloadCause) => void) | null = null;
  #reloadDue: ReloadCause | null = null;

  constructor(writeError: (text: string) => void) {
    const logger = { error: (fault?: unknown) => writeError(`eigyochu: ${describe(fault)}\n`) };
    // Without a limit of its own: what closes the service has limits, and says what it cut off.
    const options = { delay: false, skip: OTHERWISE_HANDLED, logger } as const;
    closeWithGrace(options, async ({ err, signal }) => {
      const ending = this.#ending ?? { ...NOTHING_TO_END, fatal: logger.error };
      if (err) ending.fatal(err);
      else ending.info(`${signal}: finishing what was begun, then ending`);
      if (signal === 'SIGTERM') await ending.drain();
      await ending.close();
    });
    process.on('SIGHUP', () => this.reload('asked'));
  }

  /** Says what to do at the end, from now on. */
  onEnd(ending: Ending): void {
    this.#ending = ending;
  }

  /** Says what to do when the configuration may have changed; at once when it has until now. */
  onReload(reload: (cause: ReloadCause) => void): void {
    this.#reload = reload;
    if (this.#reloadDue) reload(this.#reloadDue);
  }

  /** What SIGHUP does, and a change of the files. */
  reload(cause: ReloadCause): void {
    if (this.#reload) this.#reload(cause);
    else this.#reloadDue = cause;
  }
}

const NOTHING_TO_END = { info() {}, async drain() {}, async close() {} };

/** SIGHUP reloads; an empty event loop ends the process with the exit code it has by itself. */
const OTHERWISE_HANDLED: closeWithGrace.AllEvents[] = ['SIGHUP', 'beforeExit'];

function describe(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
